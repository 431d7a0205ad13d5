import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { Clock } from '../observe/clock.ts'
import type { Outcome } from './define-job.ts'
import { messageOf } from './message-of.ts'
import type { FromThread, ThreadAnswer, ThreadTask, ToThread, WarmUp } from './thread-task.ts'

/** A thread is replaced after so many tasks, as the deployments' Celery setting means it: leaks stay bounded. */
const tasksPerThread = 100
/** The next thread is started so many tasks before: it takes a tenth of a second, which every hundredth job would wait. */
const successorAfter = 90
/** A cancelled task that does not stop by itself within this time loses its thread. */
export const abortGraceMs = 2_000

export interface ThreadListeners {
  readonly signal: AbortSignal
  onProgress(done: number, total: number | null, note: string | null): void
  /** Stores an emitted part; a rejection tells the thread to stop. */
  onEmit(part: unknown): Promise<void>
}

/** One place where a thread works, one task at a time. The thread itself comes and goes. */
export class ThreadSlot {
  readonly #file: URL
  readonly #clock: Clock
  #pool: Piscina | null = null
  #tasksOnThread = 0
  /** The thread that will follow. A fast sequence of tasks goes on with the old one until it is ready. */
  #successor: { readonly pool: Piscina; ready: boolean } | null = null
  tasksDone = 0
  recycled = 0
  memoryBytes: number | null = null

  constructor(file: URL, clock: Clock) {
    this.#file = file
    this.#clock = clock
  }

  #newPool(): Piscina {
    const pool = new Piscina({ filename: this.#file.href, minThreads: 1, maxThreads: 1, idleTimeout: Number.POSITIVE_INFINITY })
    // Piscina reports a crashed thread on the pool as well as on the task; only the task's error has a reader.
    pool.on('error', () => {})
    return pool
  }

  /** Runs one task to its end. @throws when the thread crashed or was ended because the task did not stop. */
  async run(kind: string, work: unknown, listeners: ThreadListeners): Promise<Outcome<unknown>> {
    if (this.#tasksOnThread >= tasksPerThread && this.#successor?.ready === true) this.#replace()
    const pool = (this.#pool ??= this.#newPool())
    const { port1, port2 } = new MessageChannel()
    const say = (message: ToThread) => port1.postMessage(message)
    let stored: Promise<void> = Promise.resolve()
    const hear = (message: FromThread) => {
      if (message.type === 'progress') return listeners.onProgress(message.done, message.total, message.note)
      stored = listeners.onEmit(message.part).then(
        () => say({ type: 'stored', number: message.number, error: null }),
        (cause: unknown) => say({ type: 'stored', number: message.number, error: messageOf(cause) }),
      )
    }
    port1.on('message', hear)
    let stopWaiting = () => {}
    const abort = () => {
      say({ type: 'abort' })
      stopWaiting = this.#clock.after(abortGraceMs, () => this.#drop(pool))
    }
    if (listeners.signal.aborted) abort()
    else listeners.signal.addEventListener('abort', abort, { once: true })
    try {
      const task: ThreadTask = { kind, work, port: port2 }
      const answer = (await pool.run(task, { transferList: [port2] })) as ThreadAnswer
      this.memoryBytes = answer.heapBytes
      // The answer comes by another port, and may overtake what was said before it.
      for (let received = receiveMessageOnPort(port1); received !== undefined; received = receiveMessageOnPort(port1)) hear(received.message as FromThread)
      await stored
      return answer.outcome
    } catch (error) {
      // A thread that threw something unforeseen may be in any state.
      this.#drop(pool)
      throw error
    } finally {
      listeners.signal.removeEventListener('abort', abort)
      stopWaiting()
      port1.close()
      this.tasksDone += 1
      if (this.#pool === pool && ++this.#tasksOnThread >= successorAfter) this.#startSuccessor(kind)
    }
  }

  /** @param kind what the last task was; the next will most likely be of the same kind, whose code is loaded ahead. */
  #startSuccessor(kind: string): void {
    if (this.#successor !== null) return
    const successor = { pool: this.#newPool(), ready: false }
    this.#successor = successor
    const task: WarmUp = { warm: kind }
    successor.pool.run(task).then(
      () => { successor.ready = true },
      () => {
        // It is tried again after the next task.
        if (this.#successor === successor) this.#successor = null
        void successor.pool.destroy()
      },
    )
  }

  #replace(): void {
    const old = this.#pool
    this.#follow()
    void old?.close()
  }

  #drop(pool: Piscina): void {
    if (this.#pool !== pool) return
    this.#follow()
    void pool.destroy()
  }

  #follow(): void {
    this.#pool = this.#successor?.pool ?? null
    this.#successor = null
    this.#tasksOnThread = 0
    this.recycled += 1
  }

  async close(): Promise<void> {
    const pools = [this.#pool, this.#successor?.pool]
    this.#pool = null
    this.#successor = null
    await Promise.all(pools.map((pool) => pool?.destroy()))
  }
}
