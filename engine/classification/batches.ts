import { setImmediate as nextTurn } from 'node:timers/promises'
import { newId } from '../../db/id.ts'
import {
  batchById, deleteBatchTx, deleteFailedRowsTx, deleteTranscriptsTx, endBatchTx, insertBatchTx, moveBatchTx, setBatchJobTx, unclassifiedAfter, type BatchRow,
} from '../../db/queries/batches.ts'
import { jobById } from '../../db/queries/jobs.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import type { Batch } from '../contract/batches.ts'
import { enqueueTx, type JobControl } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { BatchLayout } from './batch-layout.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import { enqueueClassifyTx, type Judges } from './enqueue-classify.ts'
import type { ImportBatchJob } from './import-batch.job.ts'
import { enqueueReclassifyTx, type ReclassifyJob } from './reclassify.job.ts'

export interface BatchNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly control: JobControl
  readonly progress: BatchProgressTeller
  readonly judges: Judges
  readonly jobs: { readonly importBatch: ImportBatchJob; readonly reclassify: ReclassifyJob }
}

export interface BatchStart {
  readonly businessId: string
  readonly name: string
  readonly fileName: string
  readonly uploadId: string
  readonly layout: BatchLayout
  readonly simulated: boolean
}

/** Deleted in one transaction: a few milliseconds. A transcript costs more, for its words leave the search. */
const transcriptsPerPortion = 20
const failedRowsPerPortion = 500

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

  /** Holds what has not begun; the file is read to its end all the same. @returns false when the batch is not running. */
  pause(batch: BatchRow): boolean {
    return this.#change(batch, (tx) => {
      if (!moveBatchTx(tx, batch.id, ['running'], 'paused')) return false
      if (batch.job_id !== null) this.#needs.control.pauseChildrenTx(tx, batch.job_id)
      return true
    })
  }

  /** @returns false when the batch is not paused. */
  resume(batch: BatchRow): boolean {
    return this.#change(batch, (tx) => {
      if (!moveBatchTx(tx, batch.id, ['paused'], 'running')) return false
      if (batch.job_id !== null) this.#needs.control.resumeChildrenTx(tx, batch.job_id)
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
    const { database, clock, control, jobs, judges } = this.#needs
    const now = clock.now()
    const underWay = batch.state === 'running' || batch.state === 'paused'
    const cutShort = batch.state === 'cancelled' || batch.state === 'failed'
    const transcriptSeqs = allUnclassified(database, batch.id, cutShort ? 'all' : 'failed')
    return this.#change(batch, (tx) => {
      const root = batch.job_id === null ? null : jobById(database, batch.job_id)
      const request = { businessId: batch.business_id, transcriptSeqs, again: false }
      if (underWay) {
        if (root === null || transcriptSeqs.length === 0) return false
        enqueueClassifyTx(tx, judges, { ...request, parentSeq: root.seq }, now)
        return true
      }
      if (batch.import_done === 0) {
        if (root === null || !control.retryTx(tx, root.id)) return false
        enqueueClassifyTx(tx, judges, { ...request, parentSeq: root.seq }, now)
      } else {
        if (transcriptSeqs.length === 0) return false
        const job = enqueueReclassifyTx(tx, jobs.reclassify, { businessId: batch.business_id, batchId: batch.id, transcriptSeqs }, now)
        setBatchJobTx(tx, batch.id, job.id)
      }
      return moveBatchTx(tx, batch.id, [batch.state], 'running')
    })
  }

  /** Deletes the batch with everything in it, in portions between which the engine answers. @returns how many transcripts. */
  async remove(batch: BatchRow): Promise<number> {
    this.cancel(batch)
    const { database } = this.#needs
    const removed = await inPortions(() => writeTx(database, (tx) => deleteTranscriptsTx(tx, batch.id, transcriptsPerPortion)))
    await inPortions(() => writeTx(database, (tx) => deleteFailedRowsTx(tx, batch.id, failedRowsPerPortion)))
    this.#change(batch, (tx) => {
      deleteBatchTx(tx, batch.id)
      return true
    })
    return removed
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

/** Repeats until nothing is left; others have their turn in between. @returns the sum. */
async function inPortions(portion: () => number): Promise<number> {
  let sum = 0
  for (let changed = portion(); changed > 0; changed = portion()) {
    sum += changed
    await nextTurn()
  }
  return sum
}

function allUnclassified(database: Database, batchId: string, which: 'failed' | 'all'): number[] {
  return unclassifiedAfter(database, batchId, which, 0, -1).map((row) => row.seq)
}
