import type { EngineEvent } from '../contract/events.ts'

/** How many past events are kept for consoles that reconnect. At a busy engine's rate this is about a minute. */
const keptEvents = 2_000

export interface StampedEvent { readonly id: string; readonly event: EngineEvent }

/**
 * What happens in the engine, in order, to everyone who listens. Ids are `<boot>.<number>`: a console that comes back
 * with the id it saw last gets what it missed, or `reset` when that is no longer kept or the engine has restarted since.
 */
export class EventBus {
  readonly #boot: string
  readonly #kept: EngineEvent[] = []
  readonly #waiting = new Set<() => void>()
  #next = 1
  #closed = false

  constructor(boot: string) {
    this.#boot = boot
  }

  publish(event: EngineEvent): void {
    this.#kept.push(event)
    this.#next += 1
    if (this.#kept.length > keptEvents) this.#kept.shift()
    for (const wake of this.#waiting) wake()
  }

  /** Ends every stream; used when the engine closes. */
  close(): void {
    this.#closed = true
    for (const wake of this.#waiting) wake()
  }

  /**
   * Every event from now on, or from after `lastEventId`. Ends when `signal` aborts or the engine closes. A listener
   * slower than the bus by more than the kept events gets `reset` and continues with the present.
   */
  async *stream(lastEventId: string | undefined, signal?: AbortSignal): AsyncGenerator<StampedEvent> {
    let position = this.#next
    if (lastEventId !== undefined) {
      const dot = lastEventId.lastIndexOf('.')
      const seen = Number(lastEventId.slice(dot + 1))
      const resumable = lastEventId.slice(0, dot) === this.#boot && Number.isSafeInteger(seen) && seen < this.#next && seen + 1 >= this.#oldest()
      if (resumable) position = seen + 1
      else yield { id: `${this.#boot}.${this.#next - 1}`, event: { type: 'reset' } }
    }
    while (!this.#closed && signal?.aborted !== true) {
      if (position < this.#oldest()) {
        position = this.#next
        yield { id: `${this.#boot}.${this.#next - 1}`, event: { type: 'reset' } }
      }
      while (position < this.#next && position >= this.#oldest()) {
        const event = this.#kept[position - this.#oldest()]
        position += 1
        if (event !== undefined) yield { id: `${this.#boot}.${position - 1}`, event }
      }
      if (position >= this.#next) await this.#more(position, signal)
    }
  }

  #oldest(): number {
    return this.#next - this.#kept.length
  }

  #more(position: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        if (position >= this.#next && !this.#closed && signal?.aborted !== true) return
        this.#waiting.delete(wake)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      this.#waiting.add(wake)
      signal?.addEventListener('abort', wake)
      wake()
    })
  }
}
