/** Softens the first places, so that one list alone does not decide. */
const softening = 60

export interface Ranked { readonly chunk: number; readonly score: number }
export interface Place { readonly rank: number; readonly score: number }
export interface Fused { readonly chunk: number; readonly words: Place | null; readonly meaning: Place | null; readonly fused: number }

/**
 * Puts two rankings together by reciprocal rank fusion: a chunk gets 1 / (60 + rank) from each list it is in. Ranks alone count, because
 * BM25 and cosine have no common scale. G. V. Cormack, C. L. A. Clarke, S. Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
 * individual Rank Learning Methods", SIGIR 2009, formula and constant from there.
 */
export function fuse(words: readonly Ranked[], meaning: readonly Ranked[]): Fused[] {
  const places = (list: readonly Ranked[]) => new Map(list.map(({ chunk, score }, at): [number, Place] => [chunk, { rank: at + 1, score }]))
  const byWords = places(words)
  const byMeaning = places(meaning)
  const share = (place: Place | null) => (place === null ? 0 : 1 / (softening + place.rank))
  return [...new Set([...byWords.keys(), ...byMeaning.keys()])]
    .map((chunk) => {
      const [one, other] = [byWords.get(chunk) ?? null, byMeaning.get(chunk) ?? null]
      return { chunk, words: one, meaning: other, fused: share(one) + share(other) }
    })
    // Of two equal ones that whose words are there, else the older: the same question always gets the same order.
    .sort((one, other) => other.fused - one.fused || (one.words?.rank ?? Infinity) - (other.words?.rank ?? Infinity) || one.chunk - other.chunk)
}
