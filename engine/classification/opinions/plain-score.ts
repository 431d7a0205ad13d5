import { scorePredictions } from '../offline/metrics.ts'

/** How often a judge agreed with people, and how evenly over the values. */
export interface PlainScore { readonly accuracy: number; readonly macroF1: number }

/** @param cases what was said and what is right; `count` times each, 1 unless told. Null for none. */
export function plainScore(cases: readonly { readonly said: string; readonly right: string; readonly count?: number }[]): PlainScore | null {
  if (cases.length === 0) return null
  const places = new Map<string, number>()
  const place = (value: string): number => {
    if (!places.has(value)) places.set(value, places.size)
    return places.get(value) ?? 0
  }
  const { accuracy, macroF1 } = scorePredictions(cases.flatMap(({ said, right, count = 1 }) => Array.from({ length: count }, () => ({ truth: place(right), predicted: place(said), confidence: 1 }))))
  return { accuracy, macroF1 }
}
