import { z } from 'zod'
import { changeDebtorImportTx, debtorImportById, lastStoredRow, removePartsTx, storePartTx } from '../../../db/queries/debtor-imports.ts'
import { uploadPath } from '../../ingest/index.ts'
import { defineJob, enqueueTx } from '../../jobs/index.ts'
import { importPartSchema } from '../debtor-import/import-part.ts'
import type { ApplyImportJob } from './apply-import.job.ts'
import { readImportLayout } from './import-layout.ts'
import type { ImportProgress } from './import-progress.ts'
import type { DebtorNeeds } from './needs.ts'
import type { ReadImport } from './read-import.work.ts'

export type ImportDebtorsJob = ReturnType<typeof importDebtorsJob>

/**
 * The root of an import: reads the file in a thread and stores what its rows say, without touching the floor. Only when
 * all of it was read does its child bring it there, so that a file that breaks in the middle changes nothing.
 */
export function importDebtorsJob({ dataFolder, dropUpload }: DebtorNeeds, progress: ImportProgress, applyImport: ApplyImportJob) {
  return defineJob({
    kind: 'debtors.import',
    payload: z.object({ importId: z.string() }),
    result: z.object({ rows: z.number().int() }),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    // What is stored is known by its row, and the file is read on from behind it.
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, job): { work: ReadImport } | { done: { rows: number } } {
      const row = debtorImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'reading' || row.upload_id === null) return { done: { rows: 0 } }
      const { mapping, defaults, today } = readImportLayout(row.layout)
      return { work: { kind: row.kind, path: uploadPath(dataFolder, row.upload_id), fileName: row.file_name, mapping, defaults, today, afterRow: lastStoredRow(tx.database, row.id) } }
    },

    receive(tx, job, given) {
      const part = importPartSchema.parse(given)
      const { importId } = job.payload
      if (debtorImportById(tx.database, importId)?.state !== 'reading') throw new Error('The import was cancelled')
      storePartTx(tx, importId, part)
      progress.movedTx(tx, importId, job.now)
    },

    apply(tx, job) {
      const { importId } = job.payload
      if (debtorImportById(tx.database, importId)?.state !== 'reading') return
      changeDebtorImportTx(tx, importId, { state: 'applying' })
      enqueueTx(tx, applyImport, { importId }, job.now, { parentSeq: job.seq })
      progress.changedTx(tx, importId)
    },

    ended(tx, job, state, error) {
      const row = debtorImportById(tx.database, job.payload.importId)
      // Once it is being applied its child says how it ends.
      if (row === null || row.state !== 'reading') return
      removePartsTx(tx, row.id)
      changeDebtorImportTx(tx, row.id, { state: state === 'cancelled' ? 'cancelled' : 'failed', error: state === 'failed' ? error : null, finished_at: job.now })
      progress.changedTx(tx, row.id)
      if (row.upload_id !== null) tx.afterCommit(() => dropUpload(row.upload_id!))
    },
  })
}
