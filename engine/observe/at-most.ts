import type { Clock } from './clock.ts'

/**
 * What a promise brings, or something else once a time in milliseconds is over; the promise goes on, and what it brings then is let go.
 * @throws what the promise throws within the time
 */
export function atMost<Value>(clock: Clock, ms: number, promise: Promise<Value>, late: Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(ms, () => resolve(late))
    promise.then(resolve, reject).finally(stop)
  })
}
