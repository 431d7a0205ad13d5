import { cancelRequested, childrenEndedTx, completeTx, holdQueueTx, holdsLease, jobBySeq, setBackTx, type ClaimedJob, type Fence, type JobRow, type Setback } from '../../db/queries/jobs.ts'
import { cancelIdleTx, openChildrenTx, requestCancelTx } from '../../db/queries/job-control.ts'
import type { Tx } from '../../db/tx.ts'
import type { AnyJob, EndState, JobContext, Outcome } from './define-job.ts'
import { retryDelay } from './retry.ts'

/** A claimed job with what its definition needs to be called. */
export interface Lease {
  readonly job: ClaimedJob
  readonly definition: AnyJob
  readonly context: JobContext<unknown>
  readonly seq: number
  readonly leaseToken: string
}

export interface Ended { readonly id: string; readonly kind: string; readonly queue: JobRow['queue']; readonly state: JobRow['state']; readonly parentSeq: number | null }

/** Looks a definition up; null for a kind that this program does not know (any more). */
export type FindDefinition = (kind: string) => AnyJob | null

/**
 * Writes how an attempt ended, fenced: when the lease was lost meanwhile nothing is written and nothing applied. Of a job
 * that was asked to stop only a success counts, and what it still waits for is cancelled.
 * @returns the job's new state, or null when the lease was lost.
 */
export function settleTx(tx: Tx, lease: Lease, outcome: Outcome<unknown>, now: number, random: number, find: FindDefinition): Ended | null {
  const { job } = lease
  let state = outcome.outcome !== 'done' && cancelRequested(tx.database, lease)
    ? writeSetback(tx, lease, { state: 'cancelled', outcome: 'cancelled', error: 'Cancelled', runAt: null, countAttempt: true, recovered: false }, now)
    : writeOutcome(tx, lease, outcome, now, random)
  if (state === null) return null
  if (state === 'waiting_children' && jobBySeq(tx.database, job.seq)?.cancel_requested === 1 && cancelIdleTx(tx, job.seq, now) !== null) state = 'cancelled'
  if (state === 'failed' || state === 'cancelled') cancelChildrenTx(tx, job.seq, now, find)
  if (state === 'done' || state === 'failed' || state === 'cancelled') {
    const error = outcome.outcome === 'done' ? null : outcome.error
    endTx(tx, job, state, error, now, find)
  }
  return { id: job.id, kind: job.kind, queue: job.queue, state, parentSeq: job.parent_seq }
}

function writeOutcome(tx: Tx, lease: Lease, outcome: Outcome<unknown>, now: number, random: number): JobRow['state'] | null {
  const { job, definition } = lease
  switch (outcome.outcome) {
    case 'done': {
      const checked = definition.result.safeParse(outcome.result)
      if (!checked.success) return writeOutcome(tx, lease, { outcome: 'failed', error: `The result was not what ${job.kind} promises: ${checked.error.message}` }, now, random)
      if (definition.apply !== undefined) {
        if (!holdsLease(tx.database, lease)) return null
        // Before the job ends, so that it waits for children enqueued here.
        definition.apply(tx, { ...lease.context, now }, checked.data)
      }
      return completeTx(tx, lease, JSON.stringify(checked.data), now)
    }
    case 'failed':
      return writeSetback(tx, lease, { state: 'failed', outcome: 'failed', error: outcome.error, runAt: null, countAttempt: true, recovered: false }, now)
    case 'needs_operator':
      return writeSetback(tx, lease, { state: 'needs_operator', outcome: 'needs_operator', error: outcome.error, runAt: null, countAttempt: true, recovered: false }, now)
    case 'rate_limited':
      holdQueueTx(tx, job.queue, outcome.until)
      return writeSetback(tx, lease, { state: 'scheduled', outcome: 'rate_limited', error: outcome.error, runAt: outcome.until, countAttempt: false, recovered: false }, now)
    case 'retry': {
      if (job.attempts >= job.max_attempts) return writeOutcome(tx, lease, { outcome: 'failed', error: outcome.error }, now, random)
      const runAt = outcome.at ?? now + retryDelay(definition.retry, job.attempts, random)
      return writeSetback(tx, lease, { state: 'scheduled', outcome: 'retried', error: outcome.error, runAt, countAttempt: true, recovered: false }, now)
    }
  }
}

function writeSetback(tx: Tx, lease: Lease, setback: Setback, now: number): JobRow['state'] | null {
  return setBackTx(tx, lease, setback, now) ? setback.state : null
}

/** Tells a job's definition that it ended, and its parent, up to the root. */
export function endTx(tx: Tx, job: Pick<JobRow, 'seq' | 'id' | 'kind' | 'payload' | 'attempts' | 'recovered' | 'parent_seq'>, state: EndState, error: string | null, now: number, find: FindDefinition): void {
  const definition = find(job.kind)
  if (definition?.ended !== undefined) {
    const payload = definition.payload.safeParse(JSON.parse(job.payload))
    // A payload that can no longer be read belongs to no one who could be told.
    if (payload.success) definition.ended(tx, { seq: job.seq, id: job.id, parentSeq: job.parent_seq, payload: payload.data, attempt: job.attempts, recovered: job.recovered === 1, now }, state, error)
  }
  if (job.parent_seq === null) return
  const parent = childrenEndedTx(tx, job.parent_seq, 1, now)
  if (parent !== null) endTx(tx, parent, 'done', null, now, find)
}

/** Cancels everything below a job that failed or was cancelled; what runs is marked, and stops when its runner hears of it. */
export function cancelChildrenTx(tx: Tx, parentSeq: number, now: number, find: FindDefinition): void {
  for (const child of openChildrenTx(tx, parentSeq)) {
    // The child first: one that waits would count as done once the last of its own children is gone.
    const idle = cancelIdleTx(tx, child.seq, now) !== null
    if (!idle) requestCancelTx(tx, child.seq)
    cancelChildrenTx(tx, child.seq, now, find)
    if (idle) endTx(tx, child, 'cancelled', null, now, find)
  }
}

/**
 * What is left for a job whose own code throws even while it is being ended: it waits for a person, and harms nothing else.
 * @returns null when the lease was lost.
 */
export function setAsideTx(tx: Tx, fence: Fence, job: Pick<JobRow, 'id' | 'kind' | 'queue' | 'parent_seq'>, error: string, now: number): Ended | null {
  const written = setBackTx(tx, fence, { state: 'needs_operator', outcome: 'needs_operator', error, runAt: null, countAttempt: true, recovered: false }, now)
  return written ? { id: job.id, kind: job.kind, queue: job.queue, state: 'needs_operator', parentSeq: job.parent_seq } : null
}
