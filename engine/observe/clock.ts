/** Where time comes from. Tests move it by hand, so nothing in the engine may ask `Date.now()` or set its own timers. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** Calls back once after `milliseconds`; the answer takes the alarm back. */
  after(milliseconds: number, callback: () => void): () => void
}

/** setTimeout fires at once above this many milliseconds (2^31 - 1). */
const longestTimer = 2_147_483_647

/** The machine's own time. Its timers never keep the process alive: an engine lives by its hosts. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), longestTimer))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
