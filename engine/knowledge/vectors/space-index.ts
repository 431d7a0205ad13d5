import { dot } from '../embedders/embedder.ts'
import { FlatVectors } from './flat-vectors.ts'
import { searchThreads, type Native, type NativeGraph } from './native.ts'

export interface Found { readonly item: number; readonly similarity: number }

/** Up to so many vectors every one is compared; above, a graph is asked first. */
export const exactUpTo = 20_000
/** Vectors that are not in a graph yet are compared one by one, up to so many; with more of them all are. */
const mostBeside = 2_000
/** Items of a filter up to which only they are compared. */
const fewAllowed = 5_000
/** The graph is asked for more than is wanted, because it sorts by half precision and may hold what a filter leaves out. */
const askedMore = 4
/** No owner's item: takes the place of what was taken out of a graph, which would otherwise keep its vector there. */
const nobody = 2n ** 62n

/** Full vectors of items that lie elsewhere; those that are no longer there are absent. */
export type VectorsElsewhere = (items: readonly number[]) => ReadonlyMap<number, Float32Array>

/**
 * The vectors of one space and embedder in memory. All vectors have length 1, so that their dot product is their cosine.
 * Where their full vectors can be had from elsewhere, a whole graph holds them alone, at half precision.
 * @param native null where usearch cannot be loaded.
 */
export class SpaceIndex {
  readonly dimensions: number
  readonly #native: Native | null
  readonly #exactUpTo: number
  readonly #elsewhere: VectorsElsewhere | null
  /** All vectors; once the graph holds them alone, those that came since. */
  #flat: FlatVectors
  #graph: NativeGraph | null = null
  #alone = false
  /** Items that the graph does not hold yet. */
  readonly #waiting = new Set<number>()
  /** What was taken out of the graph leaves holes in it. */
  #holes = 0

  constructor(dimensions: number, native: Native | null, most = exactUpTo, elsewhere: VectorsElsewhere | null = null) {
    this.dimensions = dimensions
    this.#native = native
    this.#exactUpTo = most
    this.#elsewhere = elsewhere
    this.#flat = new FlatVectors(dimensions)
  }

  get size(): number { return this.#flat.size + (this.#alone ? this.#graph?.size() ?? 0 : 0) }
  /** Bytes held, about. */
  get bytes(): number { return this.#flat.bytes + (this.#graph?.size() ?? 0) * (this.dimensions * 2 + 250) }
  /** The graph that holds everything and could be kept in a file; null while there is none. */
  get whole(): NativeGraph | null { return this.#alone && this.#flat.size === 0 ? this.#graph : null }
  /** A graph with more holes than items is built anew from the full vectors; who has them must read them again. */
  get worn(): boolean { return this.#alone && this.#holes > Math.max(1_000, this.size / 2) }

  /** Begins with a graph that holds every vector, as one kept in a file does. */
  adopt(graph: NativeGraph): void {
    this.#graph = graph
    this.#alone = true
  }

  /** Adds an item, in the place of an earlier vector of it. */
  put(item: number, vector: Float32Array): void {
    this.remove(item)
    this.#flat.put(item, vector)
    this.#waiting.add(item)
  }

  remove(item: number): void {
    this.#flat.remove(item)
    if (this.#waiting.delete(item) || this.#graph === null || !this.#graph.contains(BigInt(item))) return
    this.#graph.remove(BigInt(item))
    // The graph only forgets the name; what comes next is written over the vector.
    this.#graph.add(BigUint64Array.of(nobody), new Float32Array(this.dimensions), searchThreads)
    this.#graph.remove(nobody)
    this.#holes += 1
    if (!this.#alone && this.#holes > Math.max(1_000, this.size / 2)) this.#dropGraph()
  }

  /** Brings up to `count` items into the graph. @returns whether more are waiting. */
  grow(count: number): boolean {
    if (this.#native === null) return false
    if (!this.#alone && this.size <= this.#exactUpTo) {
      if (this.#graph !== null) this.#dropGraph()
      return false
    }
    this.#graph ??= this.#native.newGraph(this.dimensions)
    const items: number[] = []
    for (const item of this.#waiting) if (items.push(item) === count) break
    if (items.length > 0) {
      const vectors = new Float32Array(items.length * this.dimensions)
      items.forEach((item, at) => vectors.set(this.#flat.get(item) ?? [], at * this.dimensions))
      this.#graph.add(BigUint64Array.from(items, BigInt), vectors, searchThreads)
      for (const item of items) {
        this.#waiting.delete(item)
        if (this.#alone) this.#flat.remove(item)
      }
    }
    if (this.#waiting.size === 0 && this.#elsewhere !== null && !this.#alone) {
      this.#alone = true
      this.#flat = new FlatVectors(this.dimensions)
    }
    return this.#waiting.size > 0
  }

  /**
   * The nearest items, nearest first.
   * @param least similarity below which nothing is told. @param allowed only these items, when given.
   */
  search(vector: Float32Array, k: number, least: number, allowed: ReadonlySet<number> | null = null): Found[] {
    if (this.size === 0) return []
    const items = this.#candidates(vector, k, allowed)
    const absent = items.filter((item) => !this.#flat.has(item))
    const fetched = absent.length === 0 ? null : this.#elsewhere?.(absent)
    const found: Found[] = []
    for (const item of items) {
      const full = this.#flat.get(item) ?? fetched?.get(item)
      const similarity = full === undefined ? Number.NEGATIVE_INFINITY : Math.min(1, dot(vector, full))
      if (similarity >= least) found.push({ item, similarity })
    }
    return found.sort((one, other) => other.similarity - one.similarity || one.item - other.item).slice(0, k)
  }

  #candidates(vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): number[] {
    if (allowed !== null && allowed.size <= fewAllowed) return this.#alone ? [...allowed] : [...allowed].filter((item) => this.#flat.has(item))
    const fits = (item: number) => allowed === null || allowed.has(item)
    if (this.#alone && this.#graph !== null) {
      // So many that of them about as many as usual come through the filter.
      const share = allowed === null ? 1 : Math.max(1, this.size / allowed.size)
      return [...this.#near(this.#graph, vector, Math.ceil(k * askedMore * share)).filter(fits), ...this.#flat.nearest(this.#native, vector, k, allowed)]
    }
    if (this.#graph !== null && this.#waiting.size <= mostBeside) {
      const fitting = this.#near(this.#graph, vector, k * askedMore).filter((item) => this.#flat.has(item) && fits(item))
      const beside = [...this.#waiting].filter(fits)
      if (fitting.length + beside.length >= Math.min(k, this.size)) return [...fitting, ...beside]
    }
    return this.#flat.nearest(this.#native, vector, k, allowed)
  }

  #near(graph: NativeGraph, vector: Float32Array, k: number): number[] {
    const most = Math.min(k, graph.size())
    return most === 0 ? [] : Array.from(graph.search(vector, most, searchThreads).keys, Number)
  }

  #dropGraph(): void {
    this.#graph = null
    this.#holes = 0
    for (const item of this.#flat.items()) this.#waiting.add(item)
  }
}
