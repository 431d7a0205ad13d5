/** Largest file read as a document, bytes. */
export const maxDocumentBytes = 50 * 1024 * 1024

/** Pages of a PDF; a longer one is several books. */
export const maxPages = 3_000

/** Characters of text that a document may come to, tens of thousands of pieces. */
export const maxCharacters = 20_000_000

/** What an office file may unpack to, bytes. A small file that grows beyond is made to fill memory. */
export const maxUnpackedBytes = 256 * 1024 * 1024
