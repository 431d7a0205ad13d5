import type { Clock } from '../observe/clock.ts'
import type { ExecutionContext, Outcome } from './define-job.ts'
import type { Lease } from './settle.ts'
import type { Slot } from './slots.ts'
import { abortGraceMs } from './threads.ts'

export interface ExecutionListeners {
  onProgress(done: number, total: number | null, note: string | null): void
  onEmit(part: unknown): Promise<void>
}

/** Progress is stored and told at most this often, milliseconds. */
const progressEveryMs = 200

/** One attempt of one job, from its claim to its outcome. */
export class Execution {
  readonly lease: Lease
  readonly slot: Slot
  readonly startedAt: number
  readonly #work: unknown
  #controller: AbortController | null = null
  #stopReason: 'cancelled' | 'timed_out' | 'given_up' | null = null
  #onStop = () => {}

  constructor(lease: Lease, work: unknown, slot: Slot, startedAt: number) {
    this.lease = lease
    this.slot = slot
    this.startedAt = startedAt
    this.#work = work
  }

  /** Made when first asked for: most jobs end before anyone wants to stop them, and a signal costs a microsecond. */
  #abortController(): AbortController {
    return (this.#controller ??= new AbortController())
  }

  cancel(): void {
    this.#stop('cancelled')
  }

  /** Stops without a verdict: the lease is lost, or the engine closes. */
  giveUp(): void {
    this.#stop('given_up')
  }

  #stop(reason: 'cancelled' | 'timed_out' | 'given_up'): void {
    if (this.#stopReason !== null) return
    this.#stopReason = reason
    this.#abortController().abort()
    this.#onStop()
  }

  /** Runs the work to an outcome. Never throws: whatever goes wrong becomes a failed attempt. */
  async run(clock: Clock, listeners: ExecutionListeners): Promise<Outcome<unknown>> {
    const { definition } = this.lease
    const stopTimer = clock.after(definition.timeoutMs, () => this.#stop('timed_out'))
    const onProgress = throttled(clock, listeners.onProgress)
    try {
      if (definition.execute === 'prepare') throw new TypeError(`${definition.kind} is done in prepare, which must answer done`)
      const outcome = definition.execute === 'thread'
        ? await this.slot.thread().run(definition.kind, this.#work, { signal: this.#abortController().signal, onProgress, onEmit: listeners.onEmit })
        : await this.#runInEngine(clock, definition.execute(this.#work, this.#engineContext(onProgress, listeners)))
      return outcome.outcome !== 'done' && this.#stopReason === 'timed_out' ? this.#timedOut() : outcome
    } catch (error) {
      if (this.#stopReason === 'timed_out') return this.#timedOut()
      return { outcome: 'retry', at: null, error: error instanceof Error ? error.message : String(error) }
    } finally {
      stopTimer()
    }
  }

  /** Nothing that runs in the engine can be ended by force. One that does not stop when asked is no longer waited for; the fence refuses what it still says. */
  #runInEngine(clock: Clock, execution: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
    return new Promise((resolve, reject) => {
      let stopWaiting = () => {}
      this.#onStop = () => { stopWaiting = clock.after(abortGraceMs, () => reject(new Error('Did not stop when asked to'))) }
      if (this.#stopReason !== null) this.#onStop()
      execution.then(resolve, reject).finally(() => {
        stopWaiting()
        this.#onStop = () => {}
      })
    })
  }

  #timedOut(): Outcome<unknown> {
    return { outcome: 'retry', at: null, error: `jobs.timed_out ${this.lease.definition.timeoutMs / 1000}` }
  }

  #engineContext(onProgress: ExecutionListeners['onProgress'], listeners: ExecutionListeners): ExecutionContext {
    const controller = () => this.#abortController()
    return {
      get signal() { return controller().signal },
      cancelled: () => this.#stopReason !== null,
      progress: (done, total, note) => onProgress(done, total, note ?? null),
      emit: (part) => listeners.onEmit(part),
    }
  }
}

function throttled(clock: Clock, onProgress: ExecutionListeners['onProgress']): ExecutionListeners['onProgress'] {
  let last = Number.NEGATIVE_INFINITY
  return (done, total, note) => {
    const now = clock.now()
    if (now - last < progressEveryMs && done !== total) return
    last = now
    onProgress(done, total, note)
  }
}
