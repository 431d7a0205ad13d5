import type { Clock } from '../../observe/clock.ts'
import type { CallBody } from '../retell/bodies.ts'

/** Calls that are being followed in this process, so that a webhook or a person can hurry the next look at one. */
export class LiveCalls {
  readonly #wakes = new Map<string, () => void>()
  readonly #unplaced = new Set<string>()
  readonly #pausing = new Map<Clock, number>()
  #paused = (): void => {}
  readonly #words = new Map<string, CallBody>()

  /** This process wrote the intent and has not asked the line for it: nobody else can have either. */
  intend(attemptId: string): void {
    this.#unplaced.add(attemptId)
  }

  /** Whether this process wrote the intent and has not asked the line for it. */
  isUnplaced(attemptId: string): boolean {
    return this.#unplaced.has(attemptId)
  }

  /** Whether the line may be asked to place the call; only once, and never after a restart. */
  mayPlace(attemptId: string): boolean {
    return this.#unplaced.delete(attemptId)
  }

  /** The line told what was said so far. */
  tell(body: CallBody): void {
    this.#words.set(body.call_id, body)
  }

  /** What the line last told of a call that is under way; null where it told nothing. */
  words(callId: string): CallBody | null {
    return this.#words.get(callId) ?? null
  }

  /** The call is over: its whole transcript comes with its end. */
  forgetWords(callId: string): void {
    this.#words.delete(callId)
  }

  /** Something happened to a call: whoever follows it looks at once. */
  wake(callId: string): void {
    this.#wakes.get(callId)?.()
  }

  /** Calls that wait for their next look, by the clock they wait by. All others are being asked about, stored or decided. */
  pausedBy(clock: Clock): number {
    return this.#pausing.get(clock) ?? 0
  }

  /** Has `paused` told whenever a call begins to wait for its next look. */
  onPause(paused: () => void): void {
    this.#paused = paused
  }

  /** Waits until the call is woken, so much of the clock's time has passed, or the signal aborts. @throws the signal's reason when it aborts. */
  pause(callId: string, signal: AbortSignal, clock: Clock, milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(abortReason(signal))
      const end = (then: () => void) => {
        stopAlarm()
        this.#wakes.delete(callId)
        this.#pausing.set(clock, this.pausedBy(clock) - 1)
        signal.removeEventListener('abort', onAbort)
        then()
      }
      const onAbort = () => end(() => reject(abortReason(signal)))
      const stopAlarm = clock.after(milliseconds, () => end(resolve))
      this.#wakes.set(callId, () => end(resolve))
      this.#pausing.set(clock, this.pausedBy(clock) + 1)
      signal.addEventListener('abort', onAbort)
      this.#paused()
    })
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('stopped')
}
