import { z } from 'zod'
import { catalogueImportById, changeCatalogueImportTx, countAppliedRowsTx, type CatalogueImportRow } from '../../db/queries/catalogue-imports.ts'
import type { Tx } from '../../db/tx.ts'
import { catalogueMappingSchema } from '../contract/catalogue.ts'
import { removeUpload, uploadPath } from '../ingest/index.ts'
import { defineJob, enqueueTx } from '../jobs/index.ts'
import { applyCustomerTx, applyProductTx, type RowEnd } from './apply-rows.ts'
import { applySaleTx } from './apply-sale.ts'
import type { CatalogueToRead } from './reading/file-reader.ts'
import { ownTimeZone } from './reading/local-time.ts'
import { tellTx, type CatalogueNeeds } from './needs.ts'
import { cataloguePartSchema, type CataloguePart, type RowFailure } from './reading/import-part.ts'

export const importLayoutSchema = z.object({
  columns: z.array(z.string()), mapping: catalogueMappingSchema, currency: z.string(),
  /** Whether past sales are still to be taken from the stock. */
  takeStock: z.boolean().default(false),
  /** Of times that do not name one. */
  timeZone: z.string().default(ownTimeZone),
})
export type ImportLayout = z.infer<typeof importLayoutSchema>

export type ImportCatalogueJob = ReturnType<typeof importCatalogueJob>

/** Consoles hear of an import at most this often while it goes on, milliseconds. */
const tellEveryMs = 250

/**
 * Reads a file of products, customers or sales in a thread and brings its rows to the catalogue as they come, each part with the
 * row it ends at: cut off, it goes on behind it. Cancelled or failed, the rows before stay, and the import says how many.
 */
export function importCatalogueJob(needs: CatalogueNeeds) {
  const { events, dataFolder, log } = needs
  let toldAt = 0
  const dropUpload = (tx: Tx, uploadId: string) => tx.afterCommit(() =>
    void removeUpload(needs, uploadId).catch((error: unknown) => log.warn({ error: String(error) }, 'the file of an import could not be removed')))

  const endTx = (tx: Tx, importId: string, change: Pick<CatalogueImportRow, 'state' | 'error' | 'finished_at'>) => {
    const row = catalogueImportById(tx.database, importId)
    if (row === null || row.state !== 'running') return
    changeCatalogueImportTx(tx, row.id, change)
    tellTx(tx, events, 'catalogue.changed')
    if (row.kind === 'sales') tellTx(tx, events, 'orders.changed')
    dropUpload(tx, row.upload_id)
  }

  const importCatalogue = defineJob({
    kind: 'catalogue.import',
    payload: z.object({ importId: z.string(), /** Imports that can only be read when this one is in: sales need their products. */ following: z.array(z.string()).default([]) }),
    result: z.object({ rows: z.number().int() }),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    // What is in the catalogue is known by its row, and the file is read on from behind it.
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, job): { work: CatalogueToRead } | { done: { rows: number } } {
      const row = catalogueImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'running') return { done: { rows: 0 } }
      const { mapping, currency, timeZone } = importLayoutSchema.parse(JSON.parse(row.layout))
      return { work: { kind: row.kind, path: uploadPath(dataFolder, row.upload_id), fileName: row.file_name, mapping, currency, timeZone, afterRow: row.applied_row } }
    },

    receive(tx, job, given) {
      const row = catalogueImportById(tx.database, job.payload.importId)
      if (row === null || row.state !== 'running') throw new Error('The import was cancelled')
      applyPartTx(tx, row, cataloguePartSchema.parse(given), job.now)
      if (job.now >= toldAt && job.now - toldAt < tellEveryMs) return
      toldAt = job.now
      tellTx(tx, events, 'catalogue.changed')
    },

    apply(tx, job) {
      endTx(tx, job.payload.importId, { state: 'done', error: null, finished_at: job.now })
      const [next, ...following] = job.payload.following.filter((id) => catalogueImportById(tx.database, id)?.state === 'running')
      if (next === undefined) return
      const enqueued = enqueueTx(tx, importCatalogue, { importId: next, following }, job.now)
      if (enqueued !== null) changeCatalogueImportTx(tx, next, { job_id: enqueued.id })
    },

    ended(tx, job, state, error) {
      if (state === 'done') return
      endTx(tx, job.payload.importId, { state, error: state === 'failed' ? error : null, finished_at: job.now })
      for (const importId of job.payload.following) endTx(tx, importId, { state: 'cancelled', error: null, finished_at: job.now })
    },
  })
  return importCatalogue
}

function applyPartTx(tx: Tx, { id, business_id: businessId, file_name: fileName, layout }: CatalogueImportRow, { lastRow, rowsRead, total, rows, failed }: CataloguePart, now: number): void {
  const importing = { importId: id, businessId, fileName }
  const counts = { created: 0, updated: 0, skipped: 0 }
  const failures: RowFailure[] = [...failed]
  const count = (end: RowEnd, { rowNumber, cells }: { rowNumber: number; cells: string[] }) => {
    if (typeof end === 'string') counts[end] += 1
    else failures.push({ rowNumber, cells, reasons: [end.failed] })
  }
  if (rows.kind === 'products') for (const row of rows.rows) count(applyProductTx(tx, importing, row.read, now), row)
  else if (rows.kind === 'customers') for (const row of rows.rows) count(applyCustomerTx(tx, importing, row.read, now), row)
  else {
    const { takeStock } = importLayoutSchema.parse(JSON.parse(layout))
    for (const sale of rows.rows) {
      const end = applySaleTx(tx, importing, sale, takeStock, now)
      if (typeof end === 'string') counts[end] += 1
      else failures.push(...end.failed)
    }
  }
  countAppliedRowsTx(tx, id, { lastRow, rows: rowsRead, total, ...counts }, failures)
}
