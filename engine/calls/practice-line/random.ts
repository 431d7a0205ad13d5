/**
 * Chance that repeats itself: the same words give the same draws, on every machine and in every run, so that a practice
 * campaign can be played again and a test knows who will answer.
 */
export interface Draws {
  /** The next number, from 0 up to 1. */
  next(): number
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T
}

/** @param seed any words. Hash FNV-1a (32 bits), generator mulberry32 (Tommy Ettinger, public domain). */
export function drawsOf(seed: string): Draws {
  let state = 0x81_1c_9d_c5
  for (let index = 0; index < seed.length; index++) state = Math.imul(state ^ seed.charCodeAt(index), 0x01_00_01_93)
  const next = () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => {
      const drawn = from[Math.floor(next() * from.length)]
      if (drawn === undefined) throw new RangeError('Nothing to draw from')
      return drawn
    },
  }
}
