const combiningMarks = /\p{M}+/gu
// Signs stay where they make another name: C++ is not C.
const wordPattern = /\p{N}+(?:[.,:/]\p{N}+)*|\p{L}[\p{L}\p{N}]*(?:['’]\p{L}+|[+#]+(?!\p{L}))*/gu

/** One word of a text, in the forms that it is compared by. */
export interface Word {
  /** As written. */
  readonly written: string
  /** Lower-case, without accents, apostrophes or an English genitive. */
  readonly folded: string
  /** Begins a sentence, where a capital says nothing. */
  readonly first: boolean
}

/** Lower-case without accents, compatibility forms or apostrophes: "Gestión" and "gestion" are one word. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(combiningMarks, '').toLowerCase().replace(/['’]s$/, '').replace(/['’]/g, '')
}

/** The words and numbers of a text in order. */
export function readWords(text: string): Word[] {
  const words: Word[] = []
  let end = 0
  for (const match of text.matchAll(wordPattern)) {
    const first = words.length === 0 || /[.!?¿¡:;\n"“(]/.test(text.slice(end, match.index))
    words.push({ written: match[0], folded: fold(match[0]), first })
    end = match.index + match[0].length
  }
  return words
}

/** The text by which two questions count as the very same: compatibility forms, capitals, spaces and the marks around it aside. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').replace(/^[\s¿¡"'“”.,;:]+|[\s?!"'“”.,;:]+$/g, '')
}

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string, seed = 2_166_136_261): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619)
  return hash >>> 0
}
