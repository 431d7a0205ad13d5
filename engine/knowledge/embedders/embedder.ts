/** Makes vectors of texts: near where the texts mean the like. */
export interface Embedder {
  /** Which model in which version. Vectors of different ids are never compared. */
  readonly id: string
  readonly dimensions: number
  /** One vector of length 1 for each text, in order; a text without words gives zeros. @throws ModelFailure where a provider is asked. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly Float32Array[]>
}

/** Brings a vector to length 1 in place; zeros stay zeros. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  if (sum > 0) {
    const length = Math.sqrt(sum)
    for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) / length
  }
  return vector
}

/** The dot product of two vectors of one length; of length 1 both, their cosine similarity. */
export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
