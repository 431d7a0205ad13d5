import { z } from 'zod'
import { batchById, countRemovedTx, deleteBatchTx, deleteFailedRowsTx, deleteTranscriptsTx, endRemovalTx } from '../../db/queries/batches.ts'
import { defineJob, done, retry } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { BatchProgressTeller } from './batch-progress.ts'

export interface RemoveNeeds {
  readonly progress: BatchProgressTeller
  readonly events: EventBus
  /** Removes the batch's file; it may take its time. */
  dropUpload(uploadId: string): void
}

export type RemoveBatchJob = ReturnType<typeof removeBatchJob>

/** Deleted in one transaction: a few milliseconds. A transcript costs more, for its words leave the search. */
const transcriptsPerSlice = 20
const failedRowsPerSlice = 500

/**
 * Takes a batch away with everything in it, a slice per turn of the event loop, so that consoles are answered in between.
 * What is deleted stays deleted: after a crash it goes on with what is left, and whoever cancels it keeps that.
 */
export function removeBatchJob({ progress, events, dropUpload }: RemoveNeeds) {
  /** What one attempt has deleted, and whether something is left. */
  const runs = new Map<number, { removed: number; left: boolean }>()

  return defineJob({
    kind: 'batches.remove',
    payload: z.object({ batchId: z.string(), transcripts: z.number().int() }),
    result: z.object({}),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',

    prepare(tx, job): { work: { seq: number; total: number } } | { done: Record<string, never> } {
      const batch = batchById(tx.database, job.payload.batchId)
      if (batch?.state !== 'removing') return { done: {} }
      runs.set(job.seq, { removed: Math.max(0, job.payload.transcripts - batch.created), left: true })
      return { work: { seq: job.seq, total: job.payload.transcripts } }
    },

    async execute({ seq, total }, context) {
      for (let run = runs.get(seq); run?.left === true; run = runs.get(seq)) {
        if (context.cancelled()) return retry('Cancelled')
        await context.emit(null)
        context.progress(run.removed, total)
      }
      return done({})
    },

    receive(tx, job) {
      const { batchId } = job.payload
      const run = runs.get(job.seq)
      if (run === undefined || batchById(tx.database, batchId)?.state !== 'removing') throw new Error('The batch is not being removed')
      const transcripts = deleteTranscriptsTx(tx, batchId, transcriptsPerSlice)
      const failedRows = transcripts > 0 ? 0 : deleteFailedRowsTx(tx, batchId, failedRowsPerSlice)
      countRemovedTx(tx, batchId, transcripts, failedRows)
      run.removed += transcripts
      run.left = transcripts + failedRows > 0
      tx.afterCommit(() => progress.changed(batchId))
    },

    apply(tx, job) {
      const { batchId, transcripts } = job.payload
      const batch = batchById(tx.database, batchId)
      if (batch?.state !== 'removing') return
      deleteBatchTx(tx, batchId)
      tx.afterCommit(() => {
        progress.changed(batchId)
        events.publish({ type: 'notice', level: 'info', key: 'notice.batch_removed', values: { name: batch.name, removed: transcripts } })
        if (batch.upload_id !== null) dropUpload(batch.upload_id)
      })
    },

    ended(tx, job, state, error) {
      runs.delete(job.seq)
      const { batchId } = job.payload
      if (state === 'done' || !endRemovalTx(tx, batchId, state, error, job.now)) return
      tx.afterCommit(() => progress.changed(batchId))
    },
  })
}
