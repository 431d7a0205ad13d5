import { z } from 'zod'
import { jobById, type JobRow } from '../../db/queries/jobs.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { Queue } from '../../db/values.ts'
import type { EngineEvent } from '../../engine/contract/events.ts'
import { jobControl, type JobControl } from '../../engine/jobs/control.ts'
import { defineJob, done, type AnyJob, type JobDefinition } from '../../engine/jobs/define-job.ts'
import { enqueueTx, type EnqueuedJob, type EnqueueOptions } from '../../engine/jobs/enqueue.ts'
import { JobRunner } from '../../engine/jobs/runner.ts'
import type { Clock } from '../../engine/observe/clock.ts'
import { EventBus } from '../../engine/observe/event-bus.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { MovableClock } from './movable-clock.ts'
import { openTestDatabase, testFolder } from './test-data.ts'

export type TestJob = JobDefinition<unknown, unknown, unknown>

/** A kind of job that succeeds at once, except for what the test says. */
export function testJob(overrides: Partial<TestJob> = {}): TestJob {
  return defineJob({
    kind: 'test.job',
    payload: z.unknown(),
    result: z.unknown(),
    queue: 'bulk',
    timeoutMs: 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',
    prepare: (_tx, job) => ({ work: job.payload }),
    execute: async (work) => done(work),
    ...overrides,
  })
}

export interface TestQueue {
  readonly folder: string
  readonly database: Database
  readonly clock: MovableClock
  readonly events: EventBus
  readonly runner: JobRunner
  readonly control: JobControl
  add(definition: AnyJob, payload?: unknown, options?: EnqueueOptions): EnqueuedJob
  /** The same, for a job that its unique key may keep out. */
  tryAdd(definition: AnyJob, payload: unknown, options: EnqueueOptions): EnqueuedJob | null
  job(added: EnqueuedJob): JobRow
  cancel(added: EnqueuedJob): boolean
  retry(added: EnqueuedJob): boolean
  /** Resolves with the first event, since the beginning, that fits. */
  event(fits: (event: EngineEvent) => boolean): Promise<EngineEvent>
  /**
   * Another engine on the same database, as if this one had been killed: nothing of it is put back, and its alarms ring no
   * more. What it was executing may still say something late.
   */
  restarted(definitions?: readonly AnyJob[]): TestQueue
  close(): Promise<void>
}

export interface TestQueueOptions {
  readonly definitions: readonly AnyJob[]
  readonly slots?: Partial<Record<Queue, number>>
  readonly random?: () => number
  readonly threadFile?: URL
}

let workers = 0

/** A queue on a real database in a folder of its own, under a clock that the test moves. Its runner must be started. */
export function openTestQueue(options: TestQueueOptions): TestQueue {
  const folder = testFolder()
  const database = openTestDatabase(folder.path)
  const opened: TestQueue[] = []
  const open = (definitions: readonly AnyJob[], clock: MovableClock): TestQueue => {
    workers += 1
    const worker = `test-${workers}`
    const events = new EventBus(worker)
    let alive = true
    const ownClock: Clock = { now: () => clock.now(), after: (milliseconds, callback) => clock.after(milliseconds, () => { if (alive) callback() }) }
    const runner = new JobRunner({
      database, clock: ownClock, events, definitions, worker, log: makeLog('silent'),
      threadFile: options.threadFile ?? new URL('./test-thread.ts', import.meta.url),
      slots: { interactive: 1, bulk: 2, background: 1, calls: 1, actions: 1, models: 1, ...options.slots },
      ...(options.random === undefined ? {} : { random: options.random }),
    })
    const control = jobControl(runner, () => clock.now())
    const tryAdd: TestQueue['tryAdd'] = (definition, payload, enqueueOptions) => writeTx(database, (tx) => enqueueTx(tx, definition, payload, clock.now(), enqueueOptions))
    const queue: TestQueue = {
      folder: folder.path, database, clock, events, runner, control, tryAdd,
      add(definition, payload = null, enqueueOptions = {}) {
        const added = tryAdd(definition, payload, enqueueOptions)
        if (added === null) throw new Error('A job with this key is under way')
        return added
      },
      job(added) {
        const row = jobById(database, added.id)
        if (row === null) throw new Error(`No job ${added.id}`)
        return row
      },
      cancel: (added) => writeTx(database, (tx) => control.cancelTx(tx, added.id)),
      retry: (added) => writeTx(database, (tx) => control.retryTx(tx, added.id)),
      async event(fits) {
        for await (const { event } of events.stream(`${worker}.0`)) if (fits(event)) return event
        throw new Error('The engine closed before the event came')
      },
      restarted(next = definitions) {
        alive = false
        return open(next, clock)
      },
      async close() {
        await Promise.all(opened.map(({ runner: each, events: bus }) => {
          bus.close()
          return each.stop()
        }))
        database.close()
        folder.remove()
      },
    }
    opened.push(queue)
    return queue
  }
  return open(options.definitions, new MovableClock())
}

/**
 * Lets every turn happen that something has asked for. Unlike the runner's `idle()` it asks for none itself, so a job that
 * runs by now was woken by what the test did. For jobs that end without threads.
 */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise(setImmediate)
}

/** A promise that a test settles itself. */
export function signal<Value = void>(): { readonly promise: Promise<Value>; readonly send: (value: Value) => void } {
  const { promise, resolve } = Promise.withResolvers<Value>()
  return { promise, send: resolve }
}
