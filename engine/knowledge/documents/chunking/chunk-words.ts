import type { ChunkWords } from '../../../../db/queries/chunks.ts'
import type { Language } from '../../../../db/values.ts'
import { isFunctionWord, languageOf } from '../../language/function-words.ts'
import { stem } from '../../language/stem.ts'
import { readWords, type Word } from '../../language/words.ts'

/** The language of a chunk and the stems by which it is found. Words that carry nothing are left out. */
export function wordsOfChunk(text: string, headings: readonly string[]): { language: Language; words: ChunkWords } {
  const words = readWords(text)
  const language = languageOf(text, words)
  const stemsOf = (given: readonly Word[]) => given.filter(({ folded }) => !isFunctionWord(folded, language)).map(({ folded }) => stem(folded, language)).join(' ')
  return { language, words: { headings: stemsOf(readWords(headings.join('\n'))), text: stemsOf(words) } }
}

/** What of a chunk is embedded: what it stands under says half of what it is about. */
export function embeddedText(headings: readonly string[], text: string): string {
  return headings.length === 0 ? text : `${headings.join(' > ')}\n${text}`
}
