import { blockBytes, openDotRows, pageBytes, type DotRows, type GrowingMemory } from './dot-rows.ts'

/** Room for so many at first, then twice as many each time. */
const roomAtFirst = 1_024
/** Numbers of a row are kept as whole ones of -7 to 7, and written as 1 to 15. */
const largest = 7
const zero = 8
const largestAsked = 127

/** Bytes of a row for vectors of so many places. */
export const rowBytes = (dimensions: number): number => Math.ceil(dimensions / (2 * blockBytes)) * blockBytes

export interface SmallRow {
  /** Two numbers to a byte, as `DotRows` reads them. */
  readonly bytes: Uint8Array
  /** Brings a dot product with the row to what it is with a vector of length 1. */
  readonly scale: number
}

/** A vector in four bits for each number: an eighth of the memory, and near enough to find what the full vectors are then compared for. */
export function smallOf(vector: Float32Array): SmallRow {
  const most = mostOf(vector)
  const factor = most === 0 ? 0 : largest / most
  const bytes = new Uint8Array(rowBytes(vector.length))
  let squares = 0
  let at = 0
  for (let byte = 0; byte < bytes.length; byte += 1) {
    // Rounded by cutting off, which does for numbers that are not negative and is far sooner done than Math.round.
    const lower = ((vector[at] ?? 0) * factor + zero + 0.5) | 0
    const upper = ((vector[at + blockBytes] ?? 0) * factor + zero + 0.5) | 0
    squares += (lower - zero) ** 2 + (upper - zero) ** 2
    bytes[byte] = lower | (upper << 4)
    at += 1
    // The upper halves have taken the next numbers.
    if (at % blockBytes === 0) at += blockBytes
  }
  return { bytes, scale: squares === 0 ? 0 : 1 / Math.sqrt(squares) }
}

function mostOf(vector: Float32Array): number {
  let most = 0
  for (let at = 0; at < vector.length; at += 1) most = Math.max(most, Math.abs(vector[at] ?? 0))
  return most
}

/** Vectors side by side in few bits, each known by its item. */
export class SmallVectors {
  readonly dimensions: number
  readonly #rowBytes: number
  readonly #memory: GrowingMemory
  readonly #dots: DotRows
  /** Where the rows begin: behind the vector that is asked for. Behind them lie their dot products. */
  readonly #first: number
  #room = 0
  #items: number[] = []
  #scales: Float32Array<ArrayBuffer> = new Float32Array(0)
  readonly #rows = new Map<number, number>()

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.#rowBytes = rowBytes(dimensions)
    this.#first = 2 * this.#rowBytes
    const { memory, dots } = openDotRows()
    this.#memory = memory
    this.#dots = dots
    this.#makeRoom(roomAtFirst)
  }

  /** Those that a file has kept: the rows, their scales and the items, in one order. */
  static of(dimensions: number, items: readonly number[], scales: Float32Array, rows: Uint8Array): SmallVectors {
    const small = new SmallVectors(dimensions)
    if (items.length > small.#room) small.#makeRoom(items.length)
    small.#items = [...items]
    items.forEach((item, row) => small.#rows.set(item, row))
    small.#scales.set(scales)
    small.#bytes(0, items.length).set(rows)
    return small
  }

  get size(): number { return this.#items.length }
  /** Bytes held, about. */
  get bytes(): number { return this.#memory.buffer.byteLength + this.size * 64 }
  get items(): readonly number[] { return this.#items }
  get scales(): Float32Array { return this.#scales.subarray(0, this.size) }
  /** The rows that are in use; good until the next change. */
  get rows(): Uint8Array { return this.#bytes(0, this.size) }

  /** Adds an item that is not there. */
  put(item: number, vector: Float32Array): void {
    const row = this.#items.length
    if (row === this.#room) this.#makeRoom(2 * row)
    const { bytes, scale } = smallOf(vector)
    this.#bytes(row, 1).set(bytes)
    this.#scales[row] = scale
    this.#items.push(item)
    this.#rows.set(item, row)
  }

  remove(item: number): void {
    const row = this.#rows.get(item)
    if (row === undefined) return
    const last = this.#items.length - 1
    const moved = this.#items[last]
    if (row !== last && moved !== undefined) {
      this.#bytes(row, 1).set(this.#bytes(last, 1))
      this.#scales[row] = this.#scales[last] ?? 0
      this.#items[row] = moved
      this.#rows.set(moved, row)
    }
    // What was deleted is gone from memory too, not only out of sight.
    this.#bytes(last, 1).fill(0)
    this.#items.pop()
    this.#rows.delete(item)
  }

  /** About the `k` nearest items, nearest first; every one is compared. @param allowed only these, when given. */
  nearest(vector: Float32Array, k: number, allowed: ReadonlySet<number> | null): number[] {
    if (this.size === 0) return []
    const { buffer } = this.#memory
    const asked = new Int8Array(buffer, 0, this.#first).fill(0)
    const most = mostOf(vector)
    let excess = 0
    for (let at = 0; most > 0 && at < vector.length; at += 1) {
      const small = Math.round(((vector[at] ?? 0) / most) * largestAsked)
      asked[at] = small
      excess += small * zero
    }
    const out = this.#first + this.#room * this.#rowBytes
    this.#dots(this.#first, this.size, this.#rowBytes, 0, out)
    return this.#best(new Int32Array(buffer, out, this.size), excess, k, allowed)
  }

  /** @param excess what each product is too large by, since rows are written without negative numbers. */
  #best(products: Int32Array, excess: number, k: number, allowed: ReadonlySet<number> | null): number[] {
    const [items, scales] = [this.#items, this.#scales]
    const rows: number[] = []
    const likeness: number[] = []
    let least = Number.NEGATIVE_INFINITY
    for (let row = 0; row < products.length; row += 1) {
      const like = ((products[row] ?? 0) - excess) * (scales[row] ?? 0)
      if (like <= least || (allowed !== null && !allowed.has(items[row] ?? -1))) continue
      let at = Math.min(likeness.length, k - 1)
      for (; at > 0 && like > (likeness[at - 1] ?? 0); at -= 1) {
        likeness[at] = likeness[at - 1] ?? 0
        rows[at] = rows[at - 1] ?? 0
      }
      likeness[at] = like
      rows[at] = row
      if (rows.length === k) least = likeness[k - 1] ?? least
    }
    return rows.map((row) => items[row] ?? -1)
  }

  #bytes(row: number, count: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.#first + row * this.#rowBytes, count * this.#rowBytes)
  }

  #makeRoom(rows: number): void {
    const wanted = this.#first + rows * (this.#rowBytes + Int32Array.BYTES_PER_ELEMENT)
    const pages = Math.ceil((wanted - this.#memory.buffer.byteLength) / pageBytes)
    if (pages > 0) this.#memory.grow(pages)
    const scales = new Float32Array(rows)
    scales.set(this.#scales)
    this.#scales = scales
    this.#room = rows
  }
}
