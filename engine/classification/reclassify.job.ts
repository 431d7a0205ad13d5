import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { endBatchTx, lastEnqueued } from '../../db/queries/batches.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, done, enqueueTx, retry, type EnqueuedJob } from '../jobs/index.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import { transcriptsPerJob } from './classify.job.ts'
import { enqueueClassifyTx, type Judges } from './enqueue-classify.ts'

/** Transcripts whose jobs are enqueued in one transaction. */
const transcriptsPerPart = 10 * transcriptsPerJob

const payloadSchema = z.object({
  businessId: z.string(),
  /** The batch whose failures are run again; null when a person asked for these transcripts. */
  batchId: z.string().nullable(),
  /** Ascending. */
  transcriptSeqs: z.array(z.number().int()),
})

export type ReclassifyJob = ReturnType<typeof reclassifyJob>

/** The root over transcripts that are classified once more. Its own part is to enqueue the jobs that do it, few at a time. */
export function reclassifyJob({ judges, progress }: { judges: Judges; progress: BatchProgressTeller }) {
  return defineJob({
    kind: 'classification.reclassify',
    payload: payloadSchema,
    result: z.object({ transcripts: z.number().int() }),
    queue: 'background',
    timeoutMs: 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',

    prepare(tx, job) {
      // An attempt that was cut off has enqueued the beginning of the list.
      const last = lastEnqueued(tx.database, job.seq)
      return { work: { transcriptSeqs: job.payload.transcriptSeqs.filter((seq) => seq > last) } }
    },

    async execute(work, context) {
      for (let start = 0; start < work.transcriptSeqs.length; start += transcriptsPerPart) {
        if (context.cancelled()) return retry('Cancelled')
        await context.emit(work.transcriptSeqs.slice(start, start + transcriptsPerPart))
        await nextTurn()
      }
      return done({ transcripts: work.transcriptSeqs.length })
    },

    receive(tx, job, part) {
      const { businessId, batchId } = job.payload
      enqueueClassifyTx(tx, judges, { businessId, transcriptSeqs: part as number[], again: batchId === null, parentSeq: job.seq }, job.now)
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
  const transcriptSeqs = request.transcriptSeqs.toSorted((one, other) => one - other)
  const enqueued = enqueueTx(tx, job, { ...request, transcriptSeqs }, now)
  if (enqueued === null) throw new Error('A job without a key is always added')
  return enqueued
}
