import type { Clock } from './clock.ts'

/**
 * Tells of changes that may come in a crowd: at once, then at most every so many milliseconds, and once more after the last.
 * Without it every console would fetch its lists anew for each of a thousand answers.
 */
export function atMostEvery(clock: Clock, milliseconds: number, tell: () => void): () => void {
  let resting = false
  let again = false
  const rest = () => {
    resting = true
    clock.after(milliseconds, () => {
      resting = false
      if (!again) return
      again = false
      tell()
      rest()
    })
  }
  return () => {
    if (resting) {
      again = true
      return
    }
    tell()
    rest()
  }
}
