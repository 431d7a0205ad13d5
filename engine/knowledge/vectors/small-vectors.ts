import type { Native } from './native.ts'

/** Room for so many at first, then twice as many each time. */
const roomAtFirst = 1_024
const largest = 127

/** A vector in bytes: a quarter of the memory, and near enough to find what the full vectors are then compared for. */
export function smallOf(vector: Float32Array): Int8Array {
  let most = 0
  for (const value of vector) most = Math.max(most, Math.abs(value))
  const small = new Int8Array(vector.length)
  if (most > 0) for (let at = 0; at < vector.length; at += 1) small[at] = Math.round(((vector[at] ?? 0) / most) * largest)
  return small
}

/** Vectors side by side in bytes, each known by its item. */
export class SmallVectors {
  readonly dimensions: number
  readonly #native: Native
  #matrix: Int8Array
  #items: number[]
  readonly #rows: Map<number, number>

  /** @param matrix those of `items` in their order, when there are some already; from the start of its buffer, since usearch reads from there wherever an array begins. */
  constructor(dimensions: number, native: Native, items: number[] = [], matrix = new Int8Array(dimensions * roomAtFirst)) {
    this.dimensions = dimensions
    this.#native = native
    this.#items = items
    this.#matrix = matrix
    this.#rows = new Map(items.map((item, row) => [item, row]))
  }

  get size(): number { return this.#items.length }
  /** Bytes held, about. */
  get bytes(): number { return this.#matrix.byteLength + this.size * 60 }
  get items(): readonly number[] { return this.#items }
  /** The rows that are in use. */
  get matrix(): Int8Array { return this.#matrix.subarray(0, this.size * this.dimensions) }

  /** Adds an item that is not there. */
  put(item: number, vector: Float32Array): void {
    const row = this.#items.length
    if ((row + 1) * this.dimensions > this.#matrix.length) {
      const larger = new Int8Array(Math.max(this.#matrix.length * 2, (row + 1) * this.dimensions))
      larger.set(this.#matrix)
      this.#matrix = larger
    }
    this.#matrix.set(smallOf(vector), row * this.dimensions)
    this.#items.push(item)
    this.#rows.set(item, row)
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
  }

  /** About the `k` nearest items, nearest first; every one is compared. */
  nearest(vector: Float32Array, k: number): number[] {
    const most = Math.min(k, this.size)
    return most === 0 ? [] : Array.from(this.#native.nearestSmallRows(this.matrix, smallOf(vector), most), (row) => this.#items[Number(row)] ?? -1)
  }
}
