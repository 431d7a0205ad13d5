import type { Usage } from '../../../engine/contract/llm.ts'

export type Figures = Usage['byDay'][number]

const dayMs = 86_400_000

const nothing: Omit<Figures, 'key'> = { calls: 0, errors: 0, refused: 0, cacheHits: 0, tokensIn: 0, tokensOut: 0, tokensCached: 0, costUsd: 0, savedUsd: 0, savedMs: 0, meanResponseTimeMs: null }

/** The days from the first to the last, those without calls included: a gap on a time axis would look like none. Keys are YYYY-MM-DD. */
export function everyDay(byDay: readonly Figures[]): Figures[] {
  const known = new Map(byDay.map(day => [day.key, day]))
  const keys = [...known.keys()].toSorted()
  const [first, last] = [keys[0], keys.at(-1)]
  if (first === undefined || last === undefined) return []
  const count = Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1
  return Array.from({ length: count }, (_, index) => {
    const key = new Date(Date.parse(first) + index * dayMs).toISOString().slice(0, 10)
    return known.get(key) ?? { key, ...nothing }
  })
}

/** A part of a whole; null where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** Calls that a provider answered: neither served from the cache, nor failed, nor held back. */
export function answeredByProvider({ calls, cacheHits, errors, refused }: Pick<Figures, 'calls' | 'cacheHits' | 'errors' | 'refused'>): number {
  return Math.max(0, calls - cacheHits - errors - refused)
}
