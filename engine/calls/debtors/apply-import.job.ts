import { z } from 'zod'
import {
  changeDebtorImportTx, countAppliedTx, debtorImportById, firstPart, insertFailuresTx, removePartsTx, removePartTx, type DebtorImportRow, type ImportEffect,
} from '../../../db/queries/debtor-imports.ts'
import type { Tx } from '../../../db/tx.ts'
import { defineJob, done, enqueueTx, retry } from '../../jobs/index.ts'
import type { DebtorRead, PaymentRead, RowFailure } from '../debtor-import/import-part.ts'
import { applyDebtorTx } from './apply-debtors.ts'
import { applyDocumentTx, type DocumentRead } from './apply-document.ts'
import { applyPaymentTx } from './apply-payment.ts'
import type { ImportProgress } from './import-progress.ts'
import { joinCampaignTx } from './join-campaign.ts'
import type { DebtorNeeds } from './needs.ts'
import type { UndoImportJob } from './undo-import.job.ts'

/** Rows brought to the floor in one transaction: some milliseconds. A call with its transcript costs more. */
const rowsPerSlice = { debtors: 50, payments: 50, job_documents: 10 }

export type ApplyImportJob = ReturnType<typeof applyImportJob>

type ReadRow = { readonly rowNumber: number }

/** How far one attempt is. After a crash the next begins behind the last row that is in the database. */
interface Run {
  /** Rows of the part at hand that are still to come, and its name. */
  rows: readonly ReadRow[]
  next: number
  lastRow: number | null
  /** The debtor after whom the campaign takes in the next. */
  joinAfter: number | null
  applied: number
  total: number
  finished: boolean
}

export type RowEnd = ImportEffect | RowFailure

/**
 * Brings the rows that were read to the floor, a slice per turn of the event loop, so that the console is answered in
 * between; each slice is kept or not as a whole, with the row it ends at. Then the debtors join the campaign. Ended before
 * its end, all is taken back.
 */
export function applyImportJob(needs: DebtorNeeds, progress: ImportProgress, undoImport: UndoImportJob) {
  const runs = new Map<number, Run>()

  return defineJob({
    kind: 'debtors.apply_import',
    payload: z.object({ importId: z.string() }),
    result: z.object({ rows: z.number().int() }),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 60_000 },
    // Slices are kept with the row they end at.
    onLostLease: 'retry',

    prepare(tx, job): { work: { seq: number } } | { done: { rows: number } } {
      const row = debtorImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'applying') return { done: { rows: 0 } }
      runs.set(job.seq, { rows: [], next: 0, lastRow: null, joinAfter: null, applied: row.rows_applied, total: row.rows_read, finished: false })
      return { work: { seq: job.seq } }
    },

    async execute({ seq }, context) {
      const run = runs.get(seq)
      if (run === undefined) throw new Error('The job was not prepared')
      while (!run.finished) {
        if (context.cancelled()) return retry('Cancelled')
        await context.emit(null)
        context.progress(run.applied, run.total)
      }
      return done({ rows: run.applied })
    },

    receive(tx, job) {
      const row = debtorImportById(tx.database, job.payload.importId)
      const run = runs.get(job.seq)
      if (row === null || row.state !== 'applying' || run === undefined) throw new Error('The import was cancelled')
      const now = needs.clockOf(row.simulated === 1).now()
      if (run.joinAfter === null && !applySliceTx(tx, needs, row, run, now)) run.joinAfter = 0
      else if (run.joinAfter !== null) {
        run.joinAfter = row.campaign_id === null ? null : joinCampaignTx(tx, row, row.campaign_id, run.joinAfter, now)
        run.finished = run.joinAfter === null
      }
      progress.movedTx(tx, row.id, job.now)
    },

    apply(tx, job) {
      const row = debtorImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'applying') return
      changeDebtorImportTx(tx, row.id, { state: 'done', finished_at: job.now })
      progress.changedTx(tx, row.id)
      tx.afterCommit(() => {
        if (row.campaign_id !== null) needs.wakeCampaign(row.campaign_id)
        if (row.upload_id !== null) needs.dropUpload(row.upload_id)
      })
    },

    ended(tx, job, state, error) {
      runs.delete(job.seq)
      const row = debtorImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'applying') return
      removePartsTx(tx, row.id)
      changeDebtorImportTx(tx, row.id, { state: 'undoing' })
      const undo = enqueueTx(tx, undoImport, { importId: row.id, into: state === 'cancelled' ? 'cancelled' : 'failed', error }, job.now)
      if (undo !== null) changeDebtorImportTx(tx, row.id, { job_id: undo.id })
      progress.changedTx(tx, row.id)
      tx.afterCommit(() => { if (row.upload_id !== null) needs.dropUpload(row.upload_id) })
    },
  })
}

/** @returns false when no row is left. */
function applySliceTx(tx: Tx, needs: DebtorNeeds, imported: DebtorImportRow, run: Run, now: number): boolean {
  if (run.lastRow === null) {
    const part = firstPart(tx.database, imported.id)
    if (part === null) return false
    const rows = JSON.parse(part.rows) as ReadRow[]
    run.rows = rows
    run.lastRow = part.last_row
    run.next = rows.findIndex((row) => row.rowNumber > imported.applied_row)
    if (run.next === -1) run.next = rows.length
  }
  const slice = run.rows.slice(run.next, run.next + rowsPerSlice[imported.kind])
  const counts = { rows: slice.length, created: 0, updated: 0, skipped: 0, failed: 0 }
  const failures: RowFailure[] = []
  for (const row of slice) {
    const end = applyRowTx(tx, needs, imported, row, now)
    if (typeof end === 'string') counts[end] += 1
    else failures.push(end)
  }
  counts.failed = failures.length
  if (failures.length > 0) insertFailuresTx(tx, imported.id, JSON.stringify(failures))
  run.next += slice.length
  run.applied += slice.length
  const partIsOver = run.next >= run.rows.length
  countAppliedTx(tx, imported.id, counts, partIsOver ? run.lastRow : slice.at(-1)!.rowNumber)
  if (partIsOver) {
    removePartTx(tx, imported.id, run.lastRow)
    run.lastRow = null
  }
  return true
}

function applyRowTx(tx: Tx, needs: DebtorNeeds, imported: DebtorImportRow, row: ReadRow, now: number): RowEnd {
  switch (imported.kind) {
    case 'debtors': return applyDebtorTx(tx, needs, imported, row as DebtorRead, now).effect
    case 'payments': return applyPaymentTx(tx, needs, imported, row as PaymentRead, now)
    case 'job_documents': return applyDocumentTx(tx, needs, imported, row as DocumentRead, now)
  }
}
