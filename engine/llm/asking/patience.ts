import type { Clock } from '../../observe/clock.ts'
import { ModelFailure } from '../ports.ts'
import { cancelled } from './gate.ts'

/** No answer, or no further piece of one, within this time ends an attempt. */
export const answerTimeoutMs = 30_000
const firstBackoffMs = 500
const longestBackoffMs = 20_000

/** Full jitter: anywhere between nothing and a bound that doubles with each try, and never less than the provider asked for. */
export function backoffMs(tried: number, retryAfterMs: number | null, random: () => number): number {
  const jitter = Math.round(random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tried - 1)))
  return Math.max(jitter, retryAfterMs ?? 0)
}

/** @throws ModelFailure `cancelled` as soon as the signal says so. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelled())
    const stop = () => {
      takeBack()
      reject(cancelled())
    }
    const takeBack = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** Whoever does not listen to the signal is left behind: a provider, or a keychain that waits for a person. */
export function orAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new ModelFailure('cancelled', 'Ended before there was an answer.'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The signal of one attempt: ends when the caller takes the question back, or when nothing came for too long. */
export interface Watch {
  readonly signal: AbortSignal
  /** From now on something is waited for: the time starts anew. */
  heard(): void
  /** Nothing is waited for: whoever listens takes the time that listening takes. */
  idle(): void
  /** Ends the request on the wire. */
  abort(): void
  end(): void
  /** What an error means: the caller's own end and the time's come before whatever the provider makes of them. */
  failureOf(error: unknown): ModelFailure
}

export function watch(clock: Clock, caller: AbortSignal): Watch {
  const attempt = new AbortController()
  let timedOut = false
  const timeout = () => clock.after(answerTimeoutMs, () => {
    timedOut = true
    attempt.abort()
  })
  const stop = () => attempt.abort()
  let takeBack = timeout()
  if (caller.aborted) attempt.abort()
  else caller.addEventListener('abort', stop, { once: true })
  return {
    signal: attempt.signal,
    heard() {
      takeBack()
      takeBack = timeout()
    },
    idle: () => takeBack(),
    abort: () => attempt.abort(),
    end() {
      takeBack()
      caller.removeEventListener('abort', stop)
    },
    failureOf(error) {
      if (caller.aborted) return cancelled()
      if (timedOut) return new ModelFailure('timeout', `No answer within ${answerTimeoutMs / 1000} s.`)
      if (error instanceof ModelFailure) return error
      throw error
    },
  }
}
