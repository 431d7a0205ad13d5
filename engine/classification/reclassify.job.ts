import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { batchById, endBatchTx } from '../../db/queries/batches.ts'
import { childCounts } from '../../db/queries/job-list.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, done, enqueueTx, retry, type EnqueuedJob } from '../jobs/index.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import { enqueueClassifyTx, transcriptsPerJob, type ClassifyJob } from './classify.job.ts'

/** Jobs enqueued in one transaction. */
const jobsPerPart = 50

const payloadSchema = z.object({
  businessId: z.string(),
  /** The batch whose failures are run again; null when a person asked for these transcripts. */
  batchId: z.string().nullable(),
  transcriptSeqs: z.array(z.number().int()),
})

export type ReclassifyJob = ReturnType<typeof reclassifyJob>

/** The root over transcripts that are classified once more. Its own part is to enqueue the jobs that do it, few at a time. */
export function reclassifyJob({ classify, progress }: { classify: ClassifyJob; progress: BatchProgressTeller }) {
  return defineJob({
    kind: 'classification.reclassify',
    payload: payloadSchema,
    result: z.object({ transcripts: z.number().int() }),
    queue: 'background',
    timeoutMs: 60 * 60_000,
    retry: { maxAttempts: 20, firstDelayMs: 1_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',

    prepare(tx, job) {
      // An attempt that was cut off has enqueued whole jobs from the beginning of the list.
      const enqueued = childCounts(tx.database, job.seq).reduce((sum, { count }) => sum + count, 0) * transcriptsPerJob
      return { work: { transcriptSeqs: job.payload.transcriptSeqs.slice(enqueued) } }
    },

    async execute(work, context) {
      const size = jobsPerPart * transcriptsPerJob
      for (let start = 0; start < work.transcriptSeqs.length; start += size) {
        if (context.cancelled()) return retry('Cancelled')
        await context.emit(work.transcriptSeqs.slice(start, start + size))
        await nextTurn()
      }
      return done({ transcripts: work.transcriptSeqs.length })
    },

    receive(tx, job, part) {
      const { businessId, batchId } = job.payload
      const paused = batchId !== null && batchById(tx.database, batchId)?.state === 'paused'
      enqueueClassifyTx(tx, classify, { businessId, transcriptSeqs: part as number[], again: batchId === null, parentSeq: job.seq, paused }, job.now)
    },

    ended(tx, job, state, error) {
      const { batchId } = job.payload
      if (batchId === null) return
      endBatchTx(tx, batchId, state, error, job.now)
      tx.afterCommit(() => progress.changed(batchId))
    },
  })
}

/** Asks for transcripts of one business to be classified once more; labels given by a person stay. */
export function enqueueReclassifyTx(tx: Tx, job: ReclassifyJob, request: z.infer<typeof payloadSchema>, now: number): EnqueuedJob {
  const enqueued = enqueueTx(tx, job, request, now)
  if (enqueued === null) throw new Error('A job without a key is always added')
  return enqueued
}
