import type { FieldWords } from './field-words.ts'

/** The best header for each field: a whole name before a word of one, an earlier name of the list before a later, then the first column. */
export function bestColumns<Field extends string>(headers: readonly string[], names: readonly Field[], words: Record<Field, FieldWords>): Partial<Record<Field, number>> {
  const guesses = names.flatMap((field) => headers.flatMap((header, column) => {
    const score = headerScore(words[field], header)
    return score === 0 ? [] : [{ field, column, score }]
  }))
  guesses.sort((one, other) => other.score - one.score || one.column - other.column)
  const fields: Partial<Record<Field, number>> = {}
  const taken = new Set<number>()
  for (const { field, column } of guesses) {
    if (fields[field] !== undefined || taken.has(column)) continue
    fields[field] = column
    taken.add(column)
  }
  return fields
}

/** 900 to 1000 for a header that is a name of the field, more for the more telling ones, which stand first; 60 for one that has a word of it. */
export function headerScore({ names, words, unless = [] }: FieldWords, header: string): number {
  const place = names.indexOf(header)
  if (place !== -1) return 1000 - place
  const inHeader = header.split(' ')
  if (unless.some((word) => inHeader.includes(word))) return 0
  return words.some((word) => inHeader.includes(word)) ? 60 : 0
}
