/**
 * A set of row numbers as bits, one per possible number. A hundred thousand rows are 12 KB, and two such sets are
 * intersected or counted in microseconds, where SQL would build and probe a table of them (some 35 ms).
 */
export class SeqSet {
  readonly #words: Uint32Array

  constructor(words: Uint32Array) {
    this.#words = words
  }

  /** @param seqs positive, below 2^32, in any order, repeated or not. */
  static of(seqs: ArrayLike<number> & Iterable<number>): SeqSet {
    let highest = 0
    for (const seq of seqs) if (seq > highest) highest = seq
    const words = new Uint32Array((highest >>> 5) + 1)
    for (const seq of seqs) {
      const index = seq >>> 5
      words[index] = (words[index] ?? 0) | (1 << (seq & 31))
    }
    return new SeqSet(words)
  }

  get bytes(): number {
    return this.#words.byteLength
  }

  has(seq: number): boolean {
    return (((this.#words[seq >>> 5] ?? 0) >>> (seq & 31)) & 1) === 1
  }

  /** Those of `seqs` that are in the set, in the order given. */
  filter(seqs: Uint32Array): Uint32Array {
    const words = this.#words
    const kept = new Uint32Array(seqs.length)
    let count = 0
    for (const seq of seqs) {
      kept[count] = seq
      // Counting the bit instead of asking for it: the processor need not guess which way a hundred thousand answers go.
      count += ((words[seq >>> 5] ?? 0) >>> (seq & 31)) & 1
    }
    return kept.subarray(0, count)
  }

  /** All of them, in ascending order. */
  seqs(): Uint32Array {
    const seqs = new Uint32Array(this.count())
    let count = 0
    for (let index = 0; index < this.#words.length; index += 1) {
      // The lowest bit that is set, then the next: numbers that are not there cost nothing.
      for (let word = this.#words[index] ?? 0; word !== 0; word &= word - 1) {
        seqs[count] = (index << 5) + 31 - Math.clz32(word & -word)
        count += 1
      }
    }
    return seqs
  }

  /** What is in both. */
  and(other: SeqSet): SeqSet {
    const mine = this.#words
    const theirs = other.#words
    const words = new Uint32Array(Math.min(mine.length, theirs.length))
    for (let index = 0; index < words.length; index += 1) words[index] = (mine[index] ?? 0) & (theirs[index] ?? 0)
    return new SeqSet(words)
  }

  /** What is here and not there. */
  without(other: SeqSet): SeqSet {
    const words = this.#words.slice()
    const theirs = other.#words
    const shared = Math.min(words.length, theirs.length)
    for (let index = 0; index < shared; index += 1) words[index] = (words[index] ?? 0) & ~(theirs[index] ?? 0)
    return new SeqSet(words)
  }

  or(other: SeqSet): SeqSet {
    const [longer, shorter] = this.#words.length >= other.#words.length ? [this.#words, other.#words] : [other.#words, this.#words]
    const words = longer.slice()
    for (let index = 0; index < shorter.length; index += 1) words[index] = (words[index] ?? 0) | (shorter[index] ?? 0)
    return new SeqSet(words)
  }

  count(): number {
    let count = 0
    for (const word of this.#words) count += bitsOf(word)
    return count
  }

  /** How many are in both, without making the set. */
  countAnd(other: SeqSet): number {
    const mine = this.#words
    const theirs = other.#words
    const shared = Math.min(mine.length, theirs.length)
    let count = 0
    for (let index = 0; index < shared; index += 1) count += bitsOf((mine[index] ?? 0) & (theirs[index] ?? 0))
    return count
  }
}

/** Bits set in a 32-bit word, added up in parallel (Warren, Hacker's Delight, 5-1). */
function bitsOf(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  sum = (sum + (sum >>> 4)) & 0x0f0f0f0f
  return Math.imul(sum, 0x01010101) >>> 24
}
