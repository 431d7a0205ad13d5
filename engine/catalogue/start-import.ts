import { newId } from '../../db/id.ts'
import { changeCatalogueImportTx, insertCatalogueImportTx } from '../../db/queries/catalogue-imports.ts'
import { rememberMappingTx } from '../../db/queries/uploads.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import type { CatalogueImportKind } from '../../db/values.ts'
import type { CatalogueMapping } from '../contract/catalogue.ts'
import { layoutKey, type Inspection } from '../ingest/index.ts'
import { enqueueTx } from '../jobs/index.ts'
import type { ImportCatalogueJob, ImportLayout } from './import-catalogue.job.ts'
import { tellTx, type CatalogueNeeds } from './needs.ts'

export interface ImportToStart {
  readonly businessId: string
  readonly uploadId: string
  readonly fileName: string
  readonly kind: CatalogueImportKind
  readonly currency: string
  readonly mapping: CatalogueMapping
  readonly takeStock: boolean
  readonly timeZone: string
  readonly inspection: Pick<Inspection, 'columns' | 'hasHeader' | 'rowCount'>
}

/** Under which a mapping is remembered: the same columns may be products in one file and customers in another. */
export function mappingKey(kind: CatalogueImportKind, columns: readonly string[]): string {
  return `catalogue_${kind}:${layoutKey(columns)}`
}

/**
 * Starts imports of uploaded files, each when the one before it is in.
 * @returns their ids, in the same order
 */
export function startImports({ database, clock, events }: CatalogueNeeds, importCatalogue: ImportCatalogueJob, files: readonly ImportToStart[]): string[] {
  const now = clock.now()
  return writeTx(database, (tx) => {
    const [first, ...following] = files.map((file) => insertTx(tx, file, now))
    if (first === undefined) return []
    const job = enqueueTx(tx, importCatalogue, { importId: first, following }, now)
    if (job !== null) changeCatalogueImportTx(tx, first, { job_id: job.id })
    tellTx(tx, events, 'catalogue.changed')
    return [first, ...following]
  })
}

function insertTx(tx: Tx, { businessId, uploadId, fileName, kind, currency, mapping, takeStock, timeZone, inspection: { columns, hasHeader, rowCount } }: ImportToStart, now: number): string {
  const id = newId()
  const layout: ImportLayout = { columns, mapping, currency, takeStock, timeZone }
  // Columns that we named ourselves say nothing about the next file.
  if (hasHeader) rememberMappingTx(tx, mappingKey(kind, columns), JSON.stringify(mapping), now)
  insertCatalogueImportTx(tx, { id, business_id: businessId, kind, file_name: fileName, upload_id: uploadId, layout: JSON.stringify(layout), total: rowCount, created_at: now })
  return id
}
