import { queues, type Queue } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'
import { ThreadSlot } from './threads.ts'

/** A place in which one job of a queue runs. Its thread is made when a job first needs one. */
export class Slot {
  readonly name: string
  readonly queue: Queue
  readonly #file: URL
  readonly #clock: Clock
  #thread: ThreadSlot | null = null

  constructor(name: string, queue: Queue, file: URL, clock: Clock) {
    this.name = name
    this.queue = queue
    this.#file = file
    this.#clock = clock
  }

  thread(): ThreadSlot {
    return (this.#thread ??= new ThreadSlot(this.#file, this.#clock))
  }

  /** The thread, if one was ever needed. */
  get usedThread(): ThreadSlot | null { return this.#thread }

  async close(): Promise<void> {
    await this.#thread?.close()
  }
}

/** The fixed slots of every queue. Each queue has its own, so that no queue can take another's. */
export class SlotPool {
  readonly all: readonly Slot[]
  readonly #free = new Map<Queue, Slot[]>()

  constructor(counts: Record<Queue, number>, file: URL, clock: Clock) {
    const all: Slot[] = []
    for (const queue of queues) {
      const slots = Array.from({ length: counts[queue] }, (_, index) => new Slot(`${queue}-${index + 1}`, queue, file, clock))
      // Taken from the end, so that the first slot is the one most used and its thread the warmest.
      this.#free.set(queue, slots.toReversed())
      all.push(...slots)
    }
    this.all = all
  }

  free(queue: Queue): number {
    return this.#free.get(queue)?.length ?? 0
  }

  take(queue: Queue): Slot {
    const slot = this.#free.get(queue)?.pop()
    if (slot === undefined) throw new Error(`No free slot in ${queue}`)
    return slot
  }

  release(slot: Slot): void {
    this.#free.get(slot.queue)?.push(slot)
  }

  count(queue: Queue): number {
    return this.all.filter((slot) => slot.queue === queue).length
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((slot) => slot.close()))
  }
}
