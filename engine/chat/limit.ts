import type { Clock } from '../observe/clock.ts'

/** Time ran out. */
export class TimeIsUp extends Error {
  override name = 'TimeIsUp'
}

/**
 * Does something within so many milliseconds. What does not stop by its signal is no longer waited for.
 * @throws TimeIsUp; and the signal's reason when `outer` aborts
 */
export async function within<Result>(clock: Clock, milliseconds: number, outer: AbortSignal, task: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const own = new AbortController()
  const stop = clock.after(milliseconds, () => own.abort(new TimeIsUp()))
  const signal = AbortSignal.any([outer, own.signal])
  try {
    signal.throwIfAborted()
    return await new Promise<Result>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      task(signal).then(resolve, reject)
    })
  } finally {
    stop()
  }
}
