import { newId } from '../../db/id.ts'
import {
  batchById, endBatchTx, insertBatchTx, moveBatchTx, setBatchJobTx, unclassifiedAfter, type BatchRow,
} from '../../db/queries/batches.ts'
import { jobById } from '../../db/queries/jobs.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import type { Batch } from '../contract/batches.ts'
import { enqueueTx, type JobControl } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { BatchLayout } from './batch-layout.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import { enqueueClassifyTx, type ClassifyJob } from './classify.job.ts'
import type { ImportBatchJob } from './import-batch.job.ts'
import { enqueueReclassifyTx, type ReclassifyJob } from './reclassify.job.ts'
import type { RemoveBatchJob } from './remove-batch.job.ts'

export interface BatchNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly control: JobControl
  readonly progress: BatchProgressTeller
  readonly jobs: { readonly importBatch: ImportBatchJob; readonly classify: ClassifyJob; readonly reclassify: ReclassifyJob; readonly remove: RemoveBatchJob }
}

export interface BatchStart {
  readonly businessId: string
  readonly name: string
  readonly fileName: string
  readonly uploadId: string
  readonly layout: BatchLayout
  readonly simulated: boolean
}

/** What people do to whole batches. Each change of a batch and of its jobs is one transaction. */
export class Batches {
  readonly #needs: BatchNeeds

  constructor(needs: BatchNeeds) {
    this.#needs = needs
  }

  /** Begins to import a complete upload and to classify every row of it. The upload must exist. */
  startTx(tx: Tx, start: BatchStart): BatchRow {
    const { clock, jobs, progress } = this.#needs
    const id = newId()
    insertBatchTx(tx, {
      id,
      business_id: start.businessId,
      name: start.name,
      file_name: start.fileName,
      upload_id: start.uploadId,
      mapping: JSON.stringify(start.layout),
      simulated: Number(start.simulated),
      created_at: clock.now(),
    })
    const job = enqueueTx(tx, jobs.importBatch, { batchId: id }, clock.now())
    if (job !== null) setBatchJobTx(tx, id, job.id)
    tx.afterCommit(() => progress.changed(id))
    return this.#read(id)
  }

  /** Holds what has not begun, and the reading of the file. @returns false when the batch is not running. */
  pause(batch: BatchRow): boolean {
    return this.#change(batch, (tx) => {
      if (!moveBatchTx(tx, batch.id, ['running'], 'paused')) return false
      if (batch.job_id === null) return true
      this.#needs.control.pauseTx(tx, batch.job_id)
      this.#needs.control.pauseChildrenTx(tx, batch.job_id)
      return true
    })
  }

  /** @returns false when the batch is not paused. */
  resume(batch: BatchRow): boolean {
    return this.#change(batch, (tx) => {
      if (!moveBatchTx(tx, batch.id, ['paused'], 'running')) return false
      if (batch.job_id === null) return true
      this.#needs.control.resumeTx(tx, batch.job_id)
      this.#needs.control.resumeChildrenTx(tx, batch.job_id)
      return true
    })
  }

  /** Stops everything; what is stored stays. @returns false when the batch has ended. */
  cancel(batch: BatchRow): boolean {
    return this.#change(batch, (tx) => {
      if (!endBatchTx(tx, batch.id, 'cancelled', null, this.#needs.clock.now())) return false
      if (batch.job_id !== null) this.#needs.control.cancelTx(tx, batch.job_id)
      return true
    })
  }

  /**
   * Runs the failed transcripts again; of a batch that was cut short (cancelled, or its file broke) also the rest: the
   * file is read on from where it stopped.
   * @returns false when there is nothing to run again, or the jobs of a cancelled batch have not stopped yet.
   */
  retryFailed(batch: BatchRow): boolean {
    if (batch.state === 'removing') return false
    const { database, clock, control, jobs } = this.#needs
    const now = clock.now()
    const underWay = batch.state === 'running' || batch.state === 'paused'
    const cutShort = batch.state === 'cancelled' || batch.state === 'failed'
    const transcriptSeqs = allUnclassified(database, batch.id, cutShort ? 'all' : 'failed')
    return this.#change(batch, (tx) => {
      const root = batch.job_id === null ? null : jobById(database, batch.job_id)
      const request = { businessId: batch.business_id, transcriptSeqs, again: false }
      if (underWay) {
        if (root === null || transcriptSeqs.length === 0) return false
        enqueueClassifyTx(tx, jobs.classify, { ...request, parentSeq: root.seq }, now)
        return true
      }
      if (batch.import_done === 0) {
        if (root === null || !control.retryTx(tx, root.id)) return false
        enqueueClassifyTx(tx, jobs.classify, { ...request, parentSeq: root.seq }, now)
      } else {
        if (transcriptSeqs.length === 0) return false
        const job = enqueueReclassifyTx(tx, jobs.reclassify, { businessId: batch.business_id, batchId: batch.id, transcriptSeqs }, now)
        setBatchJobTx(tx, batch.id, job.id)
      }
      return moveBatchTx(tx, batch.id, [batch.state], 'running')
    })
  }

  /** Begins to take the batch away with everything in it, stopping what it still does. @returns false when that has begun already. */
  remove(batch: BatchRow): boolean {
    const { clock, jobs } = this.#needs
    return this.#change(batch, (tx) => {
      this.cancel(batch)
      if (!moveBatchTx(tx, batch.id, ['cancelled', 'done', 'failed'], 'removing')) return false
      const job = enqueueTx(tx, jobs.remove, { batchId: batch.id, transcripts: batch.created }, clock.now(), { uniqueKey: `batch.remove:${batch.id}` })
      if (job !== null) setBatchJobTx(tx, batch.id, job.id)
      return true
    })
  }

  toContract(row: BatchRow): Batch {
    return {
      id: row.id,
      businessId: row.business_id,
      name: row.name,
      fileName: row.file_name,
      state: row.state,
      jobId: row.job_id,
      simulated: row.simulated === 1,
      created: row.created,
      skipped: row.skipped,
      failedRows: row.failed_rows,
      createdAt: row.created_at,
      finishedAt: row.finished_at,
      error: row.error,
      progress: this.#needs.progress.progressOf(row),
    }
  }

  #change(batch: BatchRow, body: (tx: Tx) => boolean): boolean {
    return writeTx(this.#needs.database, (tx) => {
      tx.afterCommit(() => this.#needs.progress.changed(batch.id))
      return body(tx)
    })
  }

  #read(id: string): BatchRow {
    const row = batchById(this.#needs.database, id)
    if (row === null) throw new Error('The batch is gone')
    return row
  }
}

function allUnclassified(database: Database, batchId: string, which: 'failed' | 'all'): number[] {
  return unclassifiedAfter(database, batchId, which, 0, -1).map((row) => row.seq)
}
