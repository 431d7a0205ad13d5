import { setImmediate as nextTurn } from 'node:timers/promises'
import { holdsLease, nextDueAt, saveProgressTx } from '../../db/queries/jobs.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import type { Queue } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Log } from '../observe/log.ts'
import { Claimer } from './claim.ts'
import type { AnyJob, Outcome } from './define-job.ts'
import { cancelBelowTx } from './ending.ts'
import { listenForJobs } from './enqueue.ts'
import { Execution } from './execution.ts'
import { putBack, renewEveryMs, renewLeases, rescueLost } from './lease.ts'
import { messageOf } from './message-of.ts'
import { JobMinutes } from './minutes.ts'
import { setAsideTx, settleTx, type Ended, type Lease } from './settle.ts'
import { SlotPool } from './slots.ts'

/** Above this many jobs in one turn consoles are told "many changed" instead of each. */
const eventsPerTurn = 16
/** After a turn that could not be written (a full disk, say) the next is tried this much later, milliseconds. */
const tryAgainMs = 1_000

interface End { readonly execution: Execution; readonly outcome: Outcome<unknown> }

export interface RunnerOptions {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Log
  readonly definitions: readonly AnyJob[]
  readonly threadFile: URL
  /** How many jobs of a queue run at once. */
  readonly slots: Record<Queue, number>
  /** Names this run of the engine; leases carry it. */
  readonly worker: string
  readonly random?: () => number
  /** Told of each job's end once it is written, with the milliseconds it ran. */
  readonly onEnded?: (ended: Ended, latencyMs: number) => void
}

/**
 * Takes jobs from the queue and sees each to its end. All its writing happens in turns: one transaction settles what has
 * ended and claims what is next, so that many small jobs cost few commits. A turn runs when something wakes it: an
 * enqueue, an end, or the clock; it never polls.
 */
export class JobRunner {
  readonly minutes: JobMinutes
  readonly slots: SlotPool
  readonly #options: RunnerOptions
  readonly #definitions: ReadonlyMap<string, AnyJob>
  readonly #claimer: Claimer
  readonly #running = new Map<number, Execution>()
  readonly #ended: End[] = []
  readonly #idleWaiters: (() => void)[] = []
  #turnPlanned = false
  #cancelsRequested = false
  #stopped = true
  #stopAlarm = () => {}
  #alarmAt = Number.POSITIVE_INFINITY
  #stopRenewing = () => {}
  #lastWrite: Promise<void> = Promise.resolve()

  constructor(options: RunnerOptions) {
    this.#options = options
    this.#definitions = new Map(options.definitions.map((definition) => [definition.kind, definition]))
    this.minutes = new JobMinutes(options.database, options.clock)
    this.slots = new SlotPool(options.slots, options.threadFile, options.clock)
    this.#claimer = new Claimer({
      slots: this.slots,
      worker: options.worker,
      find: this.find,
      random: () => this.#random(),
      wake: () => this.wake(),
      alarm: (at) => this.#alarm(at),
      endedTx: (tx, change) => this.#noteTx(tx, change, 0),
      changed: () => options.events.publish({ type: 'jobs.changed' }),
    })
  }

  readonly find = (kind: string): AnyJob | null => this.#definitions.get(kind) ?? null
  get kinds(): string[] { return [...this.#definitions.keys()] }
  get running(): Iterable<Execution> { return this.#running.values() }

  /** Takes back what an earlier run left and begins to work. */
  start(): void {
    const { database, clock, worker } = this.#options
    this.#stopped = false
    rescueLost(database, clock.now(), worker, this.find, () => this.#random())
    listenForJobs(database, { enqueued: (runAt) => (runAt === null ? this.wake() : this.#alarm(runAt)) })
    this.#renewLater()
    this.wake()
  }

  /**
   * Stops claiming and ends the threads. What was running is put back as waiting, its attempt not counted: it was
   * neither its fault nor its end.
   */
  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    this.#turn()
    this.#stopAlarm()
    this.#stopRenewing()
    for (const execution of this.#running.values()) {
      this.#putBack(execution.lease)
      execution.giveUp()
    }
    this.#running.clear()
    this.minutes.save()
    await this.slots.close()
  }

  #putBack(lease: Lease): void {
    const { database, clock, log } = this.#options
    try {
      putBack(database, lease, clock.now(), this.find)
    } catch (cause) {
      // It keeps its lease, and the next start takes it back.
      log.warn({ error: messageOf(cause) }, 'a running job could not be put back')
    }
  }

  /** Plans a turn; cheap, and any number of calls before it make one turn. */
  wake(): void {
    if (this.#turnPlanned || this.#stopped) return
    const { clock, events, log } = this.#options
    this.#turnPlanned = true
    setImmediate(() => {
      this.#turnPlanned = false
      if (this.#stopped) return
      try {
        this.#turn()
      } catch (error) {
        // What had ended keeps its lease in the database, loses it in time and is done again after its kind's policy.
        log.error({ error: messageOf(error) }, 'a turn of the queue could not be written')
        events.publish({ type: 'notice', level: 'error', key: 'notice.queue_not_written', values: { error: messageOf(error) } })
        clock.after(tryAgainMs, () => this.wake())
      }
    })
  }

  /** Running jobs may have been marked as cancelled: looks, and stops them. */
  cancelsRequested(): void {
    this.#cancelsRequested = true
    this.wake()
  }

  /** Stops what runs for a job whose lease was taken away. */
  giveUp(seq: number): void {
    this.#running.get(seq)?.giveUp()
  }

  /** Resolves once nothing runs and nothing can be claimed. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve)
      this.wake()
    })
  }

  #turn(): void {
    const { database, clock, log } = this.#options
    const now = clock.now()
    const ended = this.#ended.splice(0)
    for (const { execution } of ended) {
      // Its job may have been begun again already, when the lease was taken away.
      if (this.#running.get(execution.lease.seq) === execution) this.#running.delete(execution.lease.seq)
      this.slots.release(execution.slot)
    }
    const { settled, started } = this.#settleAndClaim(ended, now)
    for (const execution of started) this.#running.set(execution.lease.seq, execution)
    if (this.#cancelsRequested) this.#stopCancelled()
    this.#publish(settled, started)
    for (const execution of started) void this.#run(execution)
    const due = nextDueAt(database)
    if (due !== null) this.#alarm(due)
    if (this.#running.size === 0 && this.#ended.length === 0 && started.length === 0 && !this.#turnPlanned) {
      for (const resolve of this.#idleWaiters.splice(0)) resolve()
    }
    if (log.isLevelEnabled('debug') && (settled.length > 0 || started.length > 0)) log.debug({ settled: settled.length, started: started.length }, 'turn')
  }

  /**
   * Everything in one transaction; should any job's own code throw in it, all is undone and done again step by step, so
   * that the one harms no other. Throwing is rare, and a transaction or savepoint per job would cost every job.
   */
  #settleAndClaim(ended: readonly End[], now: number): { settled: Ended[]; started: Execution[] } {
    const { database, log } = this.#options
    const attempt = (careful: boolean, ends: readonly End[]) => {
      const taken: Execution[] = []
      try {
        return writeTx(database, (tx) => {
          const settled = ends.map((end) => this.#settleTx(tx, end, now)).filter((change) => change !== null)
          this.#cancelBelowTx(tx, now, careful)
          return { settled, started: this.#stopped ? [] : this.#claimer.claimTx(tx, now, careful, taken) }
        })
      } catch (error) {
        for (const execution of taken) this.slots.release(execution.slot)
        throw error
      }
    }
    try {
      return attempt(false, ended)
    } catch (error) {
      log.warn({ error: String(error) }, 'a turn is repeated step by step')
      const settled = ended.map((end) => this.#settleAlone(end, now)).filter((change) => change !== null)
      return { settled, started: attempt(true, []).started }
    }
  }

  #cancelBelowTx(tx: Tx, now: number, careful: boolean): void {
    if (!cancelBelowTx(tx, now, this.find, careful)) return
    tx.afterCommit(() => {
      // Some of what was cancelled may be running.
      this.#cancelsRequested = true
      this.#options.events.publish({ type: 'jobs.changed' })
    })
  }

  #settleTx(tx: Tx, { execution, outcome }: End, now: number): Ended | null {
    const change = settleTx(tx, execution.lease, outcome, now, this.#random(), this.find)
    this.#noteTx(tx, change, now - execution.startedAt)
    return change
  }

  #noteTx(tx: Tx, change: Ended | null, latencyMs: number): void {
    if (change === null) return
    tx.afterCommit(() => {
      this.minutes.count(change, latencyMs)
      this.#options.onEnded?.(change, latencyMs)
    })
  }

  /** A result that cannot be stored makes its attempt a failed one; when even that cannot be stored, a person is asked. */
  #settleAlone(end: End, now: number): Ended | null {
    const { database } = this.#options
    const { lease } = end.execution
    try {
      return writeTx(database, (tx) => this.#settleTx(tx, end, now))
    } catch (error) {
      try {
        return writeTx(database, (tx) => this.#settleTx(tx, { ...end, outcome: { outcome: 'retry', at: null, error: `The result could not be stored: ${messageOf(error)}` } }, now))
      } catch (again) {
        return writeTx(database, (tx) => setAsideTx(tx, lease, lease.job, messageOf(again), now))
      }
    }
  }

  async #run(execution: Execution): Promise<void> {
    const { database, clock, events } = this.#options
    const outcome = await execution.run(clock, {
      onProgress: (done, total, note) => {
        if (this.#stopped) return
        writeTx(database, (tx) => saveProgressTx(tx, execution.lease, done, total, note))
        events.publish({ type: 'job.progress', id: execution.lease.job.id, done, total, note })
      },
      onEmit: (part) => this.#inTurn(() => {
        if (this.#stopped) throw new Error('The program is closing')
        writeTx(database, (tx) => {
          if (!holdsLease(database, execution.lease)) throw new Error('The lease was lost')
          execution.lease.definition.receive?.(tx, { ...execution.lease.context, now: clock.now() }, part)
        })
      }),
    })
    if (this.#stopped) return
    this.#ended.push({ execution, outcome })
    this.wake()
  }

  /**
   * Runs one write per turn of the event loop. Parts of several threads arrive together; stored in one go they would keep
   * a console waiting for all of them.
   */
  #inTurn(write: () => void): Promise<void> {
    const turn = this.#lastWrite.then(nextTurn).then(write)
    this.#lastWrite = turn.catch(() => {})
    return turn
  }

  #random(): number {
    return (this.#options.random ?? Math.random)()
  }

  #stopCancelled(): void {
    this.#cancelsRequested = false
    const marked = this.#options.database.prepare<{ seq: number }>(`SELECT seq FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND cancel_requested = 1`).all()
    for (const { seq } of marked) this.#running.get(seq)?.cancel()
  }

  #publish(settled: Ended[], started: Execution[]): void {
    const { events } = this.#options
    if (settled.length + started.length === 0) return
    if (settled.length + started.length > eventsPerTurn) return events.publish({ type: 'jobs.changed' })
    for (const { id, kind, queue, state, parentSeq } of settled) events.publish({ type: 'job.updated', id, kind, queue, state, child: parentSeq !== null })
    for (const { lease: { job } } of started) events.publish({ type: 'job.updated', id: job.id, kind: job.kind, queue: job.queue, state: 'running', child: job.parent_seq !== null })
  }

  /** Wakes at a planned moment, keeping only the earliest. */
  #alarm(at: number): void {
    const { clock } = this.#options
    if (at >= this.#alarmAt) return
    this.#stopAlarm()
    this.#alarmAt = at
    this.#stopAlarm = clock.after(at - clock.now(), () => {
      this.#alarmAt = Number.POSITIVE_INFINITY
      this.wake()
    })
  }

  #renewLater(): void {
    const { database, clock, events } = this.#options
    this.#stopRenewing = clock.after(renewEveryMs, () => {
      const lost = renewLeases(database, [...this.#running.values()].map((execution) => execution.lease), clock.now())
      for (const { seq } of lost) this.#running.get(seq)?.giveUp()
      if (rescueLost(database, clock.now(), null, this.find, () => this.#random()) > 0) {
        this.#cancelsRequested = true
        events.publish({ type: 'jobs.changed' })
      }
      // Alarms stand still while the machine sleeps: what came due meanwhile is seen here, soon after it wakes.
      this.wake()
      this.#renewLater()
    })
  }
}
