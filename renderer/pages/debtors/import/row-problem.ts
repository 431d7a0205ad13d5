import type { i18n } from 'i18next'

/** The sentence of a reason or warning; a key of a newer engine stands for itself. */
export function rowProblemText(words: Pick<i18n, 't' | 'exists'>, key: string): string {
  const path = `rowProblems.${key}`
  return words.exists(path) ? words.t(path) : key
}
