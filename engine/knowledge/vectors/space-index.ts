import { dot } from '../embedders/embedder.ts'
import { searchThreads, type Native, type NativeGraph } from './native.ts'

export interface Found { readonly item: number; readonly similarity: number }

/** Up to so many vectors every one is compared; above, a graph is asked first. */
export const exactUpTo = 20_000
/** Vectors that are not in the graph yet are compared one by one, up to so many; with more of them all are. */
const mostBeside = 2_000
/** Items of a filter up to which only they are compared. */
const fewAllowed = 5_000
/** The graph is asked for more than is wanted, because it sorts by half precision and may hold what a filter leaves out. */
const askedMore = 4

/**
 * The vectors of one space and embedder in memory. All vectors have length 1, so that their dot product is their cosine.
 * @param native null where usearch cannot be loaded.
 */
export class SpaceIndex {
  readonly dimensions: number
  readonly #native: Native | null
  readonly #exactUpTo: number
  #matrix: Float32Array
  #items: number[] = []
  readonly #rows = new Map<number, number>()
  #graph: NativeGraph | null = null
  /** Items that the graph does not hold yet. */
  readonly #beside = new Set<number>()
  /** What was taken out of the graph leaves holes in it. */
  #holes = 0

  constructor(dimensions: number, native: Native | null, most = exactUpTo) {
    this.dimensions = dimensions
    this.#native = native
    this.#exactUpTo = most
    this.#matrix = new Float32Array(dimensions * 64)
  }

  get size(): number { return this.#items.length }
  /** Bytes held, about. */
  get bytes(): number { return this.#matrix.byteLength + this.size * 60 + (this.#graph?.size() ?? 0) * (this.dimensions * 2 + 250) }

  /** Adds an item, in the place of an earlier vector of it. */
  put(item: number, vector: Float32Array): void {
    this.remove(item)
    const row = this.#items.length
    if ((row + 1) * this.dimensions > this.#matrix.length) {
      const larger = new Float32Array(this.#matrix.length * 2)
      larger.set(this.#matrix)
      this.#matrix = larger
    }
    this.#matrix.set(vector, row * this.dimensions)
    this.#items.push(item)
    this.#rows.set(item, row)
    this.#beside.add(item)
  }

  remove(item: number): void {
    const row = this.#rows.get(item)
    if (row === undefined) return
    const last = this.#items.length - 1
    const moved = this.#items[last]
    if (row !== last && moved !== undefined) {
      this.#matrix.copyWithin(row * this.dimensions, last * this.dimensions, (last + 1) * this.dimensions)
      this.#items[row] = moved
      this.#rows.set(moved, row)
    }
    // What was deleted is gone from memory too, not only out of sight.
    this.#matrix.fill(0, last * this.dimensions, (last + 1) * this.dimensions)
    this.#items.pop()
    this.#rows.delete(item)
    if (!this.#beside.delete(item) && this.#graph !== null) {
      this.#graph.remove(BigInt(item))
      this.#holes += 1
      if (this.#holes > Math.max(1_000, this.size / 2)) this.#dropGraph()
    }
  }

  /** Brings up to `count` items into the graph. @returns whether more are waiting. */
  grow(count: number): boolean {
    if (this.#native === null) return false
    if (this.size <= this.#exactUpTo) {
      if (this.#graph !== null) this.#dropGraph()
      return false
    }
    this.#graph ??= this.#native.newGraph(this.dimensions)
    const items: number[] = []
    for (const item of this.#beside) if (items.push(item) === count) break
    if (items.length === 0) return false
    const vectors = new Float32Array(items.length * this.dimensions)
    items.forEach((item, at) => vectors.set(this.#vectorOf(item), at * this.dimensions))
    this.#graph.add(BigUint64Array.from(items, BigInt), vectors, searchThreads)
    for (const item of items) this.#beside.delete(item)
    return this.#beside.size > 0
  }

  /**
   * The nearest items, nearest first.
   * @param least similarity below which nothing is told. @param allowed only these items, when given.
   */
  search(vector: Float32Array, k: number, least: number, allowed: ReadonlySet<number> | null = null): Found[] {
    const found = this.#candidates(vector, k, allowed)
      .map((item) => ({ item, similarity: Math.min(1, dot(vector, this.#vectorOf(item))) }))
      .filter(({ similarity }) => similarity >= least)
    return found.sort((one, other) => other.similarity - one.similarity || one.item - other.item).slice(0, k)
  }

  #candidates(vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): Iterable<number> & number[] {
    if (this.size === 0) return []
    if (allowed !== null && allowed.size <= fewAllowed) return [...allowed].filter((item) => this.#rows.has(item))
    if (this.#graph !== null && this.#beside.size <= mostBeside) {
      const near = Array.from(this.#graph.search(vector, Math.min(k * askedMore, this.#graph.size()), searchThreads).keys, Number).filter((item) => this.#rows.has(item))
      const fitting = allowed === null ? near : near.filter((item) => allowed.has(item))
      const beside = [...this.#beside].filter((item) => allowed === null || allowed.has(item))
      if (fitting.length + beside.length >= Math.min(k, this.size)) return [...fitting, ...beside]
    }
    if (allowed !== null || this.#native === null) return this.#nearestInScript(vector, k, allowed)
    return Array.from(this.#native.nearestRows(this.#matrix.subarray(0, this.size * this.dimensions), vector, Math.min(k, this.size)), (row) => this.#items[Number(row)] ?? -1).filter((item) => item >= 0)
  }

  /** The road without usearch, and for filters that let many items through. */
  #nearestInScript(vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): number[] {
    const best: Found[] = []
    for (const item of this.#items) {
      if (allowed !== null && !allowed.has(item)) continue
      const similarity = dot(vector, this.#vectorOf(item))
      if (best.length === k && similarity <= (best[k - 1]?.similarity ?? 0)) continue
      const at = best.findIndex((each) => each.similarity < similarity)
      best.splice(at === -1 ? best.length : at, 0, { item, similarity })
      if (best.length > k) best.pop()
    }
    return best.map(({ item }) => item)
  }

  #vectorOf(item: number): Float32Array {
    const row = this.#rows.get(item) ?? 0
    return this.#matrix.subarray(row * this.dimensions, (row + 1) * this.dimensions)
  }

  #dropGraph(): void {
    this.#graph = null
    this.#holes = 0
    for (const item of this.#items) this.#beside.add(item)
  }
}
