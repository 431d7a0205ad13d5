import type { ModelFailureCode } from '../../../db/values.ts'
import type { Clock } from '../../observe/clock.ts'

/** Failures that speak of the provider and not of the question. A provider that asks for patience is not broken. */
const troubles: ReadonlySet<ModelFailureCode> = new Set(['unreachable', 'timeout', 'server_error', 'cut_off', 'unreadable'])
const failuresInARow = 5
const windowMs = 60_000
/** Fewer calls within the window than this say nothing by their share. */
const fewestCalls = 10
const failedShare = 0.5
/** How long nobody is let through; then one call probes. */
const openMs = 30_000

export type BreakerState = 'closed' | 'half_open' | 'open'

/** A call that wants to pass. `wait` 0: it may, and tells with `leave` how it ended (null: it was answered); else milliseconds until the next probe may go. */
export interface Passage { readonly wait: number; leave(failure: ModelFailureCode | null): void }

export interface Breaker {
  readonly state: BreakerState
  /** Milliseconds until somebody may be let through again; 0 unless it is open. To look, without entering: a passage that nobody leaves would be a probe without an end. */
  readonly wait: number
  enter(): Passage
  /** Closed again, because the setting or the key changed. */
  reset(): void
}

/** Ends that say nothing of whether the provider is well: it was not asked to the end, or asks for patience. */
const silent: ReadonlySet<ModelFailureCode> = new Set(['cancelled', 'rate_limited'])

/** Keeps calls from a provider that does not answer. @param opened told each time it opens. */
export function makeBreaker(clock: Clock, opened: () => void): Breaker {
  let recent: { at: number; failed: boolean }[] = []
  let failedOfRecent = 0
  let inARow = 0
  let openUntil: number | null = null
  /** Counts openings and closings: what entered before one tells of the past. */
  let era = 0
  let probing = false

  const open = () => {
    const again = openUntil !== null
    era += 1
    probing = false
    openUntil = clock.now() + openMs
    if (!again) opened()
  }
  const close = () => {
    era += 1
    probing = false
    openUntil = null
    inARow = 0
    recent = []
    failedOfRecent = 0
  }

  const count = (failed: boolean) => {
    const now = clock.now()
    recent.push({ at: now, failed })
    failedOfRecent += Number(failed)
    while ((recent[0]?.at ?? now) <= now - windowMs) failedOfRecent -= Number(recent.shift()?.failed ?? false)
    inARow = failed ? inARow + 1 : 0
    if (inARow >= failuresInARow || (recent.length >= fewestCalls && failedOfRecent >= recent.length * failedShare)) open()
  }

  const probe = (): Passage => {
    probing = true
    const entered = era
    return {
      wait: 0,
      leave(failure) {
        if (entered !== era) return
        if (failure !== null && troubles.has(failure)) open()
        // The next one probes.
        else if (failure !== null && silent.has(failure)) probing = false
        else close()
      },
    }
  }

  const waitNow = () => Math.max(0, (openUntil ?? 0) - clock.now())

  return {
    get state() {
      if (openUntil === null) return 'closed'
      return waitNow() === 0 ? 'half_open' : 'open'
    },
    get wait() { return waitNow() },
    enter() {
      if (openUntil !== null) {
        const wait = waitNow()
        if (wait === 0 && !probing) return probe()
        // While a probe is out nobody knows for how long: as long as it may take.
        return { wait: wait > 0 ? wait : openMs, leave: () => {} }
      }
      const entered = era
      return {
        wait: 0,
        leave(failure) {
          if (entered !== era || (failure !== null && silent.has(failure))) return
          count(failure !== null && troubles.has(failure))
        },
      }
    },
    reset: close,
  }
}
