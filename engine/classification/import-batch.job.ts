import { z } from 'zod'
import { batchById, countImportedTx, endBatchTx, finishImportTx, insertFailedRowsTx, insertTranscriptsTx, lastImportedRow } from '../../db/queries/batches.ts'
import { defineJob } from '../jobs/index.ts'
import { uploadPath } from '../ingest/index.ts'
import { readLayout } from './batch-layout.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import { enqueueClassifyTx, type ClassifyJob } from './classify.job.ts'
import type { ImportPart, ImportResult, ImportWork } from './import-batch.work.ts'

export interface ImportNeeds {
  readonly dataFolder: string
  readonly progress: BatchProgressTeller
  readonly classify: ClassifyJob
}

export type ImportBatchJob = ReturnType<typeof importBatchJob>

/** The root of a batch: reads its file, and is the parent of the jobs that classify what was read. It ends when they have. */
export function importBatchJob({ dataFolder, progress, classify }: ImportNeeds) {
  return defineJob({
    kind: 'batches.import',
    payload: z.object({ batchId: z.string() }),
    result: z.object({ rows: z.number().int(), skipped: z.number().int() }),
    queue: 'background',
    timeoutMs: 24 * 60 * 60_000,
    // The import of a large file may live through many ends of the program, each of which costs an attempt.
    retry: { maxAttempts: 50, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    // Rows that are stored are recognised, and the file is read on from behind them.
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, job): { work: ImportWork } | { done: ImportResult } {
      const batch = batchById(tx.database, job.payload.batchId)
      if (batch === null || batch.upload_id === null) return { done: { rows: 0, skipped: 0 } }
      const work: ImportWork = {
        path: uploadPath(dataFolder, batch.upload_id),
        fileName: batch.file_name,
        mapping: readLayout(batch.mapping).mapping,
        afterRow: lastImportedRow(tx.database, batch.id),
      }
      return { work }
    },

    receive(tx, job, given) {
      const part = given as ImportPart
      const batch = batchById(tx.database, job.payload.batchId)
      if (batch === null || (batch.state !== 'running' && batch.state !== 'paused')) throw new Error('The batch was cancelled')
      const seqs = insertTranscriptsTx(tx, batch, part.transcripts, job.now)
      const failedRows = insertFailedRowsTx(tx, batch.id, part.failed)
      countImportedTx(tx, batch.id, { created: seqs.length, failedRows, skipped: part.skipped, total: part.total })
      enqueueClassifyTx(tx, classify, { businessId: batch.business_id, transcriptSeqs: seqs, again: false, parentSeq: job.seq, paused: batch.state === 'paused' }, job.now)
      tx.afterCommit(() => progress.changed(batch.id))
    },

    apply(tx, job, result) {
      finishImportTx(tx, job.payload.batchId, result.skipped)
      tx.afterCommit(() => progress.changed(job.payload.batchId))
    },

    ended(tx, job, state, error) {
      endBatchTx(tx, job.payload.batchId, state, error, job.now)
      tx.afterCommit(() => progress.changed(job.payload.batchId))
    },
  })
}
