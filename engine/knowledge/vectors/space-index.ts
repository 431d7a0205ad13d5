import { dot } from '../embedders/embedder.ts'
import { FlatVectors } from './flat-vectors.ts'
import type { Native } from './native.ts'
import { SmallVectors } from './small-vectors.ts'

export interface Found { readonly item: number; readonly similarity: number }

/** Up to so many vectors the full ones are held and compared. */
export const fullUpTo = 20_000
/** Items of a filter up to which only they are compared. */
const fewAllowed = 5_000
/** More are looked for among small vectors than are wanted, since they tell the order of near ones only roughly: so many times as many, and no fewer than that. */
const askedMore = 2
const fewestAsked = 32

/** Full vectors of items that lie elsewhere; those that are no longer there are absent. */
export type VectorsElsewhere = (items: readonly number[]) => ReadonlyMap<number, Float32Array>

/**
 * The vectors of one space and embedder in memory. All vectors have length 1, so that their dot product is their cosine.
 * Few are held as they are. Of many, and where the full ones can be had from elsewhere, an eighth of the memory holds them in four bits
 * a number: all are compared there, and the best of them once more by their full vectors. That finds what comparing all full vectors finds, a
 * fraction sooner, and unlike a graph it needs no building and forgets what is taken out.
 * @param native null where usearch cannot be loaded.
 */
export class SpaceIndex {
  readonly dimensions: number
  readonly #native: Native | null
  readonly #fullUpTo: number
  readonly #elsewhere: VectorsElsewhere | null
  #full: FlatVectors
  /** Once there are many, all of them. */
  #small: SmallVectors | null = null

  constructor(dimensions: number, native: Native | null, elsewhere: VectorsElsewhere | null = null, most = fullUpTo) {
    this.dimensions = dimensions
    this.#native = native
    this.#fullUpTo = most
    this.#elsewhere = elsewhere
    this.#full = new FlatVectors(dimensions)
  }

  get size(): number { return this.#small?.size ?? this.#full.size }
  /** Bytes held, about. */
  get bytes(): number { return (this.#small ?? this.#full).bytes }
  /** What could be kept in a file; null while there are few. */
  get small(): SmallVectors | null { return this.#small }

  /** Begins with what was kept in a file. */
  adopt(small: SmallVectors): void {
    this.#small = small
  }

  /** Adds an item, in the place of an earlier vector of it. */
  put(item: number, vector: Float32Array): void {
    this.remove(item)
    if (this.#small !== null) return this.#small.put(item, vector)
    this.#full.put(item, vector)
    if (this.#elsewhere === null || this.#full.size <= this.#fullUpTo) return
    this.#small = new SmallVectors(this.dimensions)
    for (const each of this.#full.items()) this.#small.put(each, this.#full.get(each) ?? vector)
    this.#full = new FlatVectors(this.dimensions)
  }

  remove(item: number): void {
    if (this.#small === null) this.#full.remove(item)
    else this.#small.remove(item)
  }

  /**
   * The nearest items, nearest first.
   * @param least similarity below which nothing is told. @param allowed only these items, when given.
   */
  search(vector: Float32Array, k: number, least: number, allowed: ReadonlySet<number> | null = null): Found[] {
    const items = this.#candidates(vector, k, allowed)
    const elsewhere = this.#small === null || items.length === 0 ? null : this.#elsewhere?.(items)
    const found: Found[] = []
    for (const item of items) {
      const full = elsewhere?.get(item) ?? this.#full.get(item)
      const similarity = full === null || full === undefined ? Number.NEGATIVE_INFINITY : Math.min(1, dot(vector, full))
      if (similarity >= least) found.push({ item, similarity })
    }
    return found.sort((one, other) => other.similarity - one.similarity || one.item - other.item).slice(0, k)
  }

  #candidates(vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): number[] {
    if (allowed !== null && allowed.size <= fewAllowed) return [...allowed]
    return this.#small === null ? this.#full.nearest(this.#native, vector, k, allowed) : this.#small.nearest(vector, Math.max(k * askedMore, fewestAsked), allowed)
  }
}
