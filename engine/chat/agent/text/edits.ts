/**
 * Edits (insert, drop, change, swap of neighbours) from one word to another.
 * @param most above this the exact count does not matter, and `most + 1` is returned
 */
export function edits(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) cost = Math.min(cost, before[column - 2]! + 1)
      current.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    before = last
    last = current
  }
  return last[other.length]!
}

/** How many slips of the finger a word of this length may have and still be known. */
export function allowedEdits(length: number): number {
  return length < 4 ? 0 : length < 9 ? 1 : 2
}
