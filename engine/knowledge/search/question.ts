import type { Language } from '../../../db/values.ts'
import { isFunctionWord, languageOf } from '../language/function-words.ts'
import { stem } from '../language/stem.ts'
import { readWords } from '../language/words.ts'

/** More words than this say what a question is about no better. */
const mostStems = 32
const both = ['es', 'en'] as const satisfies readonly Language[]

/**
 * The stems by which a question's words are looked for, in both languages: a short question seldom tells its own, and documents may
 * be in either. Words that carry nothing are left out, unless there is nothing else.
 */
export function stemsOfQuestion(question: string): string[] {
  const words = readWords(question)
  const language = languageOf(question, words)
  const content = words.filter(({ folded }) => !isFunctionWord(folded, language))
  return [...new Set((content.length > 0 ? content : words).flatMap(({ folded }) => both.map((each) => stem(folded, each))))].slice(0, mostStems)
}

/** Where in a text words of these stems stand. */
export function marksIn(text: string, language: Language, stems: ReadonlySet<string>): { start: number; end: number }[] {
  const marks: { start: number; end: number }[] = []
  let at = 0
  for (const { written, folded } of readWords(text)) {
    const start = text.indexOf(written, at)
    at = start + written.length
    if (stems.has(stem(folded, language))) marks.push({ start, end: at })
  }
  return marks
}
