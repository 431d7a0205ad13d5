/** Longest transcript kept, in UTF-16 units: about twenty hours of talk. A longer cell is damage or another kind of file. */
export const maxTranscriptCharacters = 1_000_000

/** What is kept of one row, all cells together; the rest of it is read and dropped, so that memory stays bounded. */
export const maxRowCharacters = 4_000_000

/** Longest name, e-mail, phone, date, seller or outcome. */
export const maxFieldCharacters = 500

/** A table wider than this is no table of meetings. */
export const maxColumns = 1000

/** What a preview reads of a file that can be read in part. */
export const headBytes = 1024 * 1024

/** Rows handed over at a time; fewer once they hold this many characters, so that long rows do not pile up in memory. */
export const rowsPerChunk = 500
export const charactersPerChunk = 4_000_000

/** Rows a preview shows, and characters it shows of each cell. */
export const previewRows = 20
export const previewCellCharacters = 400
