import { z } from 'zod'
import { batchById, countImportedTx, endBatchTx, finishImportTx, insertFailedRowsTx, insertTranscriptsTx, lastEnqueued, lastImportedRow, transcriptsAfter, type BatchRow } from '../../db/queries/batches.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, type EndState } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { uploadPath } from '../ingest/index.ts'
import { readLayout } from './batch-layout.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import { textBytesPerJob, transcriptsPerJob } from './classify.job.ts'
import { enqueueClassifyTx, type Judges } from './enqueue-classify.ts'
import type { ImportPart, ImportResult, ImportWork } from './import-batch.work.ts'

export interface ImportNeeds {
  readonly dataFolder: string
  readonly progress: BatchProgressTeller
  readonly judges: Judges
  readonly events: EventBus
}

export type ImportBatchJob = ReturnType<typeof importBatchJob>

/** The root of a batch: reads its file, and is the parent of the jobs that classify what was read. It ends when they have. */
export function importBatchJob({ dataFolder, progress, judges, events }: ImportNeeds) {
  const tell = (batch: BatchRow | null, state: EndState) => {
    // Whoever cancelled it knows.
    if (batch === null || state === 'cancelled') return
    const failed = batch.failed_rows + batch.classify_failed
    const key = state === 'failed' ? 'notice.batch_failed' : failed > 0 ? 'notice.batch_done_with_failures' : 'notice.batch_done'
    events.publish({ type: 'notice', level: key === 'notice.batch_done' ? 'info' : 'warning', key, values: { name: batch.name, classified: batch.classified, failed } })
  }

  /**
   * Transcripts that are stored and have no job yet, by import job: jobs are larger than parts. After a crash they are
   * found again in the database.
   */
  const pending = new Map<number, { seqs: number[]; characters: number }>()

  const enqueuePending = (tx: Tx, batchId: string, parentSeq: number, now: number) => {
    const batch = batchById(tx.database, batchId)
    const transcriptSeqs = pending.get(parentSeq)?.seqs ?? []
    if (batch !== null) enqueueClassifyTx(tx, judges, { businessId: batch.business_id, transcriptSeqs, again: false, parentSeq }, now)
    pending.set(parentSeq, { seqs: [], characters: 0 })
  }

  return defineJob({
    kind: 'batches.import',
    payload: z.object({ batchId: z.string() }),
    result: z.object({ rows: z.number().int(), skipped: z.number().int() }),
    queue: 'background',
    timeoutMs: 24 * 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    // Rows that are stored are recognised, and the file is read on from behind them.
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, job): { work: ImportWork } | { done: ImportResult } {
      const batch = batchById(tx.database, job.payload.batchId)
      if (batch === null || batch.upload_id === null) return { done: { rows: 0, skipped: 0 } }
      pending.set(job.seq, { seqs: transcriptsAfter(tx.database, batch.id, lastEnqueued(tx.database, job.seq)), characters: 0 })
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
      const waiting = pending.get(job.seq)
      if (waiting === undefined) throw new Error('The job was not prepared')
      waiting.seqs.push(...seqs)
      for (const { transcript } of part.transcripts) waiting.characters += transcript.length
      if (part.last || waiting.seqs.length >= transcriptsPerJob || waiting.characters >= textBytesPerJob) enqueuePending(tx, batch.id, job.seq, job.now)
      tx.afterCommit(() => progress.changed(batch.id))
    },

    apply(tx, job, result) {
      finishImportTx(tx, job.payload.batchId, result.skipped)
      tx.afterCommit(() => progress.changed(job.payload.batchId))
    },

    ended(tx, job, state, error) {
      pending.delete(job.seq)
      endBatchTx(tx, job.payload.batchId, state, error, job.now)
      tx.afterCommit(() => {
        progress.changed(job.payload.batchId)
        tell(batchById(tx.database, job.payload.batchId), state)
      })
    },
  })
}
