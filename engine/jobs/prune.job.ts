import { z } from 'zod'
import { pruneTx } from '../../db/queries/job-control.ts'
import { pruneMinutesTx } from '../../db/queries/job-minutes.ts'
import { defineJob } from './define-job.ts'
import { enqueueTx } from './enqueue.ts'

const dayMs = 86_400_000
/** Ended jobs are kept this long, their throughput three times as long. */
const keepJobsMs = 30 * dayMs
const keepMinutesMs = 90 * dayMs
/** Roots deleted in one transaction, each with all its children; what is left goes to a job that follows, so that no write waits long. */
const portion = 50

/** Deletes the history of jobs that ended long ago. */
export const pruneJobs = defineJob({
  kind: 'jobs.prune',
  payload: z.object({}),
  result: z.object({ deleted: z.number().int() }),
  queue: 'background',
  timeoutMs: 60_000,
  retry: { maxAttempts: 3, firstDelayMs: 60_000, maxDelayMs: 600_000 },
  onLostLease: 'retry',
  prepare(tx, job) {
    const deleted = pruneTx(tx, job.now - keepJobsMs, portion)
    pruneMinutesTx(tx, job.now - keepMinutesMs)
    if (deleted === portion) enqueueTx(tx, pruneJobs, {}, job.now, { runAt: job.now + 100 })
    return { done: { deleted } }
  },
  execute: 'prepare',
})
