import type { Clock } from '../observe/clock.ts'
import { StoreFailure } from './ports.ts'
import { storeFailureOf } from './s3-failures.ts'

/** No answer, or no byte taken, within this time ends a request. */
export const patienceMs = 30_000

/**
 * Runs a request that ends when the caller says so, or when nothing was heard for too long.
 * @throws StoreFailure whatever went wrong: the caller's own end and the time's come before what the SDK makes of them.
 */
export async function patiently<Answer>(clock: Clock, caller: AbortSignal | undefined, request: (signal: AbortSignal, heard: () => void) => Promise<Answer>): Promise<Answer> {
  const attempt = new AbortController()
  let timedOut = false
  const timeout = () => clock.after(patienceMs, () => {
    timedOut = true
    attempt.abort()
  })
  const stop = () => attempt.abort()
  let takeBack = timeout()
  if (caller?.aborted === true) attempt.abort()
  else caller?.addEventListener('abort', stop, { once: true })
  try {
    attempt.signal.throwIfAborted()
    return await request(attempt.signal, () => {
      takeBack()
      takeBack = timeout()
    })
  } catch (error) {
    if (caller?.aborted === true) throw new StoreFailure('cancelled', 'Ended before it was done')
    if (timedOut) throw new StoreFailure('timeout', `Nothing heard for ${patienceMs / 1000} s`)
    throw storeFailureOf(error)
  } finally {
    takeBack()
    caller?.removeEventListener('abort', stop)
  }
}
