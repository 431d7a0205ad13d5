import { dot } from '../embedders/embedder.ts'
import type { Native } from './native.ts'

/** Vectors of one length side by side in memory, each known by its item. */
export class FlatVectors {
  readonly dimensions: number
  #matrix: Float32Array
  #items: number[] = []
  readonly #rows = new Map<number, number>()

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.#matrix = new Float32Array(dimensions * 64)
  }

  get size(): number { return this.#items.length }
  /** Bytes held, about. */
  get bytes(): number { return this.#matrix.byteLength + this.size * 60 }
  has(item: number): boolean { return this.#rows.has(item) }
  items(): readonly number[] { return this.#items }

  /** The vector itself, not a copy: good until the next change. */
  get(item: number): Float32Array | null {
    const row = this.#rows.get(item)
    return row === undefined ? null : this.#matrix.subarray(row * this.dimensions, (row + 1) * this.dimensions)
  }

  /** Adds an item that is not there. */
  put(item: number, vector: Float32Array): void {
    const row = this.#items.length
    if ((row + 1) * this.dimensions > this.#matrix.length) {
      const larger = new Float32Array(this.#matrix.length * 2)
      larger.set(this.#matrix)
      this.#matrix = larger
    }
    this.#matrix.set(vector, row * this.dimensions)
    this.#items.push(item)
    this.#rows.set(item, row)
  }

  /** @returns whether it was there. */
  remove(item: number): boolean {
    const row = this.#rows.get(item)
    if (row === undefined) return false
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
    return true
  }

  /** The `k` nearest items, every one compared. @param native null where usearch cannot be loaded. @param allowed only these, when given. */
  nearest(native: Native | null, vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): number[] {
    if (this.size === 0) return []
    if (allowed !== null || native === null) return this.#nearestInScript(vector, k, allowed)
    return Array.from(native.nearestRows(this.#matrix.subarray(0, this.size * this.dimensions), vector, Math.min(k, this.size)), (row) => this.#items[Number(row)] ?? -1).filter((item) => item >= 0)
  }

  #nearestInScript(vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): number[] {
    const best: { item: number; similarity: number }[] = []
    for (const item of this.#items) {
      if (allowed !== null && !allowed.has(item)) continue
      const similarity = dot(vector, this.get(item) ?? vector)
      if (best.length === k && similarity <= (best[k - 1]?.similarity ?? 0)) continue
      const at = best.findIndex((each) => each.similarity < similarity)
      best.splice(at === -1 ? best.length : at, 0, { item, similarity })
      if (best.length > k) best.pop()
    }
    return best.map(({ item }) => item)
  }
}
