import { cancelRequested, completeTx, holdQueueTx, holdsLease, jobBySeq, setBackTx, type ClaimedJob, type Fence, type JobRow } from '../../db/queries/jobs.ts'
import { cancelIdleTx } from '../../db/queries/job-control.ts'
import type { Tx } from '../../db/tx.ts'
import type { AnyJob, FindDefinition, JobContext, Outcome } from './define-job.ts'
import { endTx, type EndedJob } from './ending.ts'
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

/**
 * Writes how an attempt ended, fenced: when the lease was lost meanwhile nothing is written and nothing applied. Of a job
 * that was asked to stop only a success counts, and what it still waits for is cancelled.
 * A job that failed or was cancelled with children left is only marked here: `cancelBelowTx` does the rest.
 * @returns the job's new state, or null when the lease was lost.
 */
export function settleTx(tx: Tx, lease: Lease, outcome: Outcome<unknown>, now: number, random: number, find: FindDefinition): Ended | null {
  const { job } = lease
  let state = outcome.outcome !== 'done' && cancelRequested(tx.database, lease)
    ? setBackTx(tx, lease, { state: 'cancelled', outcome: 'cancelled', error: 'jobs.was_cancelled', runAt: null, countAttempt: true, recovered: false, lostLease: false }, now)
    : writeOutcome(tx, lease, outcome, now, random)
  if (state === null) return null
  if (state === 'waiting_children' && jobBySeq(tx.database, job.seq)?.cancel_requested === 1 && cancelIdleTx(tx, job.seq, now) !== null) state = 'cancelled'
  endSettledTx(tx, job, state, outcome.outcome === 'done' ? null : outcome.error, now, find)
  return { id: job.id, kind: job.kind, queue: job.queue, state, parentSeq: job.parent_seq }
}

/** Ends a job that an attempt left ended. One that failed or was cancelled is told of it after everything below it, and is only marked until then. */
export function endSettledTx(tx: Tx, job: EndedJob, state: JobRow['state'], error: string | null, now: number, find: FindDefinition): void {
  if (state !== 'done' && state !== 'failed' && state !== 'cancelled') return
  const isToldLater = state !== 'done' && jobBySeq(tx.database, job.seq)?.cancel_requested === 1
  if (!isToldLater) endTx(tx, job, state, error, now, find)
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
      return setBackTx(tx, lease, { state: 'failed', outcome: 'failed', error: outcome.error, runAt: null, countAttempt: true, recovered: false, lostLease: false }, now)
    case 'needs_operator':
      return setBackTx(tx, lease, { state: 'needs_operator', outcome: 'needs_operator', error: outcome.error, runAt: null, countAttempt: true, recovered: false, lostLease: false }, now)
    case 'rate_limited':
      holdQueueTx(tx, job.queue, outcome.until)
      return setBackTx(tx, lease, { state: 'scheduled', outcome: 'rate_limited', error: outcome.error, runAt: outcome.until, countAttempt: false, recovered: false, lostLease: false }, now)
    case 'retry': {
      if (job.attempts >= job.max_attempts) return writeOutcome(tx, lease, { outcome: 'failed', error: outcome.error }, now, random)
      const runAt = outcome.at ?? now + retryDelay(definition.retry, job.attempts, random)
      return setBackTx(tx, lease, { state: 'scheduled', outcome: 'retried', error: outcome.error, runAt, countAttempt: true, recovered: false, lostLease: false }, now)
    }
  }
}

/**
 * What is left for a job whose own code throws even while it is being ended: it waits for a person, and harms nothing else.
 * @returns null when the lease was lost.
 */
export function setAsideTx(tx: Tx, fence: Fence, job: Pick<JobRow, 'id' | 'kind' | 'queue' | 'parent_seq'>, error: string, now: number): Ended | null {
  const written = setBackTx(tx, fence, { state: 'needs_operator', outcome: 'needs_operator', error, runAt: null, countAttempt: true, recovered: false, lostLease: false }, now)
  return written !== null ? { id: job.id, kind: job.kind, queue: job.queue, state: 'needs_operator', parentSeq: job.parent_seq } : null
}
