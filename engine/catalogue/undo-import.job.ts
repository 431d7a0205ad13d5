import { z } from 'zod'
import { keepCatalogueChangeTx, openCatalogueChanges } from '../../db/queries/catalogue-changes.ts'
import { catalogueImportById, changeCatalogueImportTx } from '../../db/queries/catalogue-imports.ts'
import { defineJob, done, retry } from '../jobs/index.ts'
import { tellTx, type CatalogueNeeds } from './needs.ts'
import { takeBackTx } from './take-back.ts'

/** Products, customers or sales taken back in one transaction. */
const perSlice = 50

export type UndoCatalogueImportJob = ReturnType<typeof undoCatalogueImportJob>

/**
 * Takes an import back, the last thing it did first. Each thing is done once: what is done is no longer among the import's
 * changes, what is left as it is says why. Cut off or cancelled, it can be begun again and goes on with the rest.
 */
export function undoCatalogueImportJob({ events }: Pick<CatalogueNeeds, 'events'>) {
  const left = new Map<number, boolean>()
  return defineJob({
    kind: 'catalogue.undo_import',
    payload: z.object({ importId: z.string(), /** What the import was, for when this does not come to its end. */ was: z.enum(['done', 'cancelled', 'failed']) }),
    result: z.object({}),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',

    prepare(tx, job): { work: { seq: number } } | { done: Record<string, never> } {
      if (catalogueImportById(tx.database, job.payload.importId)?.state !== 'undoing') return { done: {} }
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
      const row = catalogueImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'undoing') throw new Error('The import is not being undone')
      const importing = { importId: row.id, businessId: row.business_id, fileName: row.file_name }
      const changes = openCatalogueChanges(tx.database, row.id, perSlice)
      let kept = 0
      for (const change of changes) {
        const why = takeBackTx(tx, importing, change, job.now)
        if (why === null) continue
        keepCatalogueChangeTx(tx, row.id, change.entity, change.row_seq, why)
        kept += 1
      }
      if (kept > 0) changeCatalogueImportTx(tx, row.id, { kept: row.kept + kept })
      left.set(job.seq, changes.length === perSlice)
    },

    apply(tx, job) {
      if (catalogueImportById(tx.database, job.payload.importId)?.state !== 'undoing') return
      changeCatalogueImportTx(tx, job.payload.importId, { state: 'undone', undone_at: job.now })
      tellTx(tx, events, 'catalogue.changed')
      tellTx(tx, events, 'orders.changed')
    },

    ended(tx, job, state) {
      left.delete(job.seq)
      const { importId, was } = job.payload
      if (state === 'done' || catalogueImportById(tx.database, importId)?.state !== 'undoing') return
      changeCatalogueImportTx(tx, importId, { state: was })
      tellTx(tx, events, 'catalogue.changed')
    },
  })
}
