import { createHash } from 'node:crypto'

/**
 * A vector that depends on the text alone: every word points somewhere of its own, so that texts that share words lie near
 * each other. Of length one, as the vendors' are.
 */
export function hashedVector(text: string, dimensions: number): number[] {
  const vector = Array.from<number>({ length: dimensions }).fill(0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const hash = createHash('sha256').update(word).digest()
    for (let at = 0; at < 32; at += 4) {
      const place = hash.readUInt32LE(at)
      const index = place % dimensions
      vector[index] = (vector[index] ?? 0) + (place & 0x80000000 ? -1 : 1)
    }
  }
  const length = Math.hypot(...vector)
  // Words can cancel each other out; a vector of length nought has no direction.
  if (length === 0) return vector.map((_, index) => (index === 0 ? 1 : 0))
  return vector.map((value) => value / length)
}
