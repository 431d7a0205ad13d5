import type { TokenUsage } from '../ports.ts'

/** Cuts texts into lists that one request takes. A text longer than the limit goes alone: the provider says what it thinks of it. */
export function* batchesOf(texts: readonly string[], most: { readonly texts: number; readonly characters: number }): Generator<readonly string[]> {
  let batch: string[] = []
  let characters = 0
  for (const text of texts) {
    if (batch.length > 0 && (batch.length >= most.texts || characters + text.length > most.characters)) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(text)
    characters += text.length
  }
  if (batch.length > 0) yield batch
}

/** Usage of several requests together; null when one of them told nothing. */
export function sumOf(usages: readonly (TokenUsage | null)[]): TokenUsage | null {
  let sum: TokenUsage = { in: 0, out: 0, cachedIn: 0 }
  for (const usage of usages) {
    if (usage === null) return null
    sum = { in: sum.in + usage.in, out: sum.out + usage.out, cachedIn: sum.cachedIn + usage.cachedIn }
  }
  return sum
}

/** Whether a value is a vector. By hand: zod on every number of two thousand vectors costs more than the vectors do. */
export function isVector(value: unknown): value is readonly number[] {
  return (Array.isArray(value) || value instanceof Float32Array) && value.length > 0 && value.every((number) => Number.isFinite(number))
}
