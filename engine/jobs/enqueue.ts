import { newId } from '../../db/id.ts'
import { insertJobsTx, insertJobTx, type NewJob } from '../../db/queries/jobs.ts'
import type { Tx } from '../../db/tx.ts'
import type { JobDefinition } from './define-job.ts'

export interface EnqueueOptions {
  /** Not before this moment, milliseconds UTC. */
  readonly runAt?: number
  /** Smaller goes first; 0 unless told. */
  readonly priority?: number
  /** While a job with this key has not ended, another is not added. */
  readonly uniqueKey?: string
  /** The job that waits for this one. While a person holds what is below it, this one is held too. */
  readonly parentSeq?: number
}

export interface EnqueuedJob { readonly seq: number; readonly id: string }

/** Where enqueued work is announced; the runner listens. One per database. */
export interface QueueSignal { enqueued(runAt: number | null): void }
const signals = new WeakMap<object, QueueSignal>()

/** Connects a runner to the enqueues of its database, so that it starts work at once instead of polling for it. */
export function listenForJobs(database: object, signal: QueueSignal): void {
  signals.set(database, signal)
}

/**
 * Adds a job inside the caller's transaction: the business write and the work it asks for are kept together or not at all.
 * @returns null when `uniqueKey` is already under way.
 * @throws ZodError when the payload is not what the definition says.
 */
export function enqueueTx<Payload, Work, Result>(tx: Tx, definition: JobDefinition<Payload, Work, Result>, payload: Payload, now: number, options: EnqueueOptions = {}): EnqueuedJob | null {
  const job = { ...newJob(definition, payload, now, options), uniqueKey: options.uniqueKey ?? null }
  const seq = insertJobTx(tx, job)
  if (seq === null) return null
  announceTx(tx, job.runAt)
  return { seq, id: job.id }
}

/**
 * Adds many jobs of one kind, cheaper than one by one.
 * @throws ZodError when a payload is not what the definition says; then none is added.
 */
export function enqueueManyTx<Payload, Work, Result>(tx: Tx, definition: JobDefinition<Payload, Work, Result>, payloads: readonly Payload[], now: number, options: Omit<EnqueueOptions, 'uniqueKey'> = {}): void {
  if (payloads.length === 0) return
  const jobs = payloads.map((payload) => newJob(definition, payload, now, options))
  insertJobsTx(tx, jobs)
  announceTx(tx, jobs[0]?.runAt ?? null)
}

function newJob<Payload, Work, Result>(definition: JobDefinition<Payload, Work, Result>, payload: Payload, now: number, options: EnqueueOptions): Omit<NewJob, 'uniqueKey'> {
  const runAt = options.runAt !== undefined && options.runAt > now ? options.runAt : null
  return {
    id: newId(),
    kind: definition.kind,
    queue: definition.queue,
    state: runAt === null ? 'waiting' : 'scheduled',
    priority: options.priority ?? 0,
    payload: JSON.stringify(definition.payload.parse(payload)),
    maxAttempts: definition.retry.maxAttempts,
    parentSeq: options.parentSeq ?? null,
    createdAt: now,
    runAt,
  }
}

const announced = new WeakMap<Tx, number | null>()

/** Tells the runner, once the transaction is in, that there may be something to do: now, or at the earliest moment named. */
export function announceTx(tx: Tx, runAt: number | null): void {
  const earlier = announced.get(tx)
  if (earlier === null || (earlier !== undefined && runAt !== null && earlier <= runAt)) return
  announced.set(tx, runAt)
  if (earlier === undefined) tx.afterCommit(() => signals.get(tx.database)?.enqueued(announced.get(tx) ?? null))
}
