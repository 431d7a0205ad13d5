import { z } from 'zod'
import { leaveCampaignTx, removeEmptyImportedCampaignsTx, removeImportedJobsTx } from '../../../db/queries/debtors-campaign.ts'
import {
  changeDebtorImportTx, countKeptTx, debtorImportById, importChangesAfter, keepChangeTx, removeChangeTx, type DebtorImportRow, type ImportChangeRow,
} from '../../../db/queries/debtor-imports.ts'
import { debtorBySeq, debtorCalledAfter, debtorChangedAfter, removeDebtorTx, removeImportedPaymentsTx, restoreDebtorTx, type DebtorImage } from '../../../db/queries/debtors-write.ts'
import type { Tx } from '../../../db/tx.ts'
import { defineJob, done, retry } from '../../jobs/index.ts'
import { readImportLayout } from './import-layout.ts'
import type { ImportProgress } from './import-progress.ts'
import type { DebtorNeeds } from './needs.ts'

/** Debtors taken back in one transaction. */
const debtorsPerSlice = 50

export type UndoImportJob = ReturnType<typeof undoImportJob>

/**
 * Takes an import back: debtors it made go, those it changed become what they were, those it put into its campaign leave
 * it. Who was called or changed by something else since is left as they are, and noted. Each debtor is done once: what is
 * done is no longer among the import's changes.
 */
export function undoImportJob({ clockOf }: DebtorNeeds, progress: ImportProgress) {
  const left = new Map<number, boolean>()
  return defineJob({
    kind: 'debtors.undo_import',
    payload: z.object({ importId: z.string(), into: z.enum(['undone', 'cancelled', 'failed']), error: z.string().nullable() }),
    result: z.object({}),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',

    prepare(tx, job): { work: { seq: number } } | { done: Record<string, never> } {
      if (debtorImportById(tx.database, job.payload.importId)?.state !== 'undoing') return { done: {} }
      left.set(job.seq, true)
      return { work: { seq: job.seq } }
    },

    async execute({ seq }, context) {
      while (left.get(seq) === true) {
        if (context.cancelled()) return retry('Cancelled')
        await context.emit(null)
      }
      return done({})
    },

    receive(tx, job) {
      const row = debtorImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'undoing') throw new Error('The import is not being undone')
      const now = clockOf(row.simulated === 1).now()
      const changes = importChangesAfter(tx.database, row.id, 0, debtorsPerSlice)
      let kept = 0
      for (const change of changes) if (!takeBackTx(tx, row, change, now)) kept += 1
      countKeptTx(tx, row.id, kept)
      left.set(job.seq, changes.length === debtorsPerSlice)
      progress.movedTx(tx, row.id, job.now)
    },

    apply(tx, job) {
      const { importId, into, error } = job.payload
      const row = debtorImportById(tx.database, importId)
      if (row === null) return
      if (row.kind === 'job_documents') removeEmptyImportedCampaignsTx(tx, row.business_id, row.simulated, row.created_at)
      changeDebtorImportTx(tx, importId, { state: into, error, ...(into === 'undone' ? { undone_at: job.now } : { finished_at: job.now }) })
      progress.changedTx(tx, importId)
    },

    ended(_tx, job) {
      left.delete(job.seq)
    },
  })
}

/** @returns false when the debtor is left as it is. */
function takeBackTx(tx: Tx, imported: DebtorImportRow, change: ImportChangeRow, now: number): boolean {
  const { database } = tx
  const seq = change.debtor_seq
  const debtor = debtorBySeq(database, seq)
  if (debtor === null) {
    removeChangeTx(tx, imported.id, seq)
    return true
  }
  const { newestAttempt } = readImportLayout(imported.layout)
  const why = debtorCalledAfter(database, seq, newestAttempt, imported.id) ? 'called' : change.effect !== 'skipped' && debtorChangedAfter(database, seq, change.at) ? 'changed' : null
  if (why !== null) {
    keepChangeTx(tx, imported.id, seq, why)
    return false
  }
  if (change.effect === 'created') removeDebtorTx(tx, seq)
  else {
    if (imported.kind === 'job_documents') removeImportedJobsTx(tx, imported.id, seq, imported.created_at)
    if (imported.kind === 'payments') removeImportedPaymentsTx(tx, imported.id, seq)
    if (imported.campaign_id !== null) leaveCampaignTx(tx, imported.campaign_id, seq, imported.created_at)
    if (change.before !== null) restoreDebtorTx(tx, seq, JSON.parse(change.before) as DebtorImage, now)
  }
  removeChangeTx(tx, imported.id, seq)
  return true
}
