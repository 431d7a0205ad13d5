import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CatalogueImportKind, CatalogueImportState } from '../values.ts'

/** An import of products, customers or sales, as SQLite gives it. */
export interface CatalogueImportRow {
  id: string
  business_id: string
  kind: CatalogueImportKind
  file_name: string
  upload_id: string
  /** Columns, mapping and what was chosen, as JSON. */
  layout: string
  state: CatalogueImportState
  job_id: string | null
  total: number
  rows_read: number
  applied_row: number
  created: number
  updated: number
  skipped: number
  failed_rows: number
  created_at: number
  finished_at: number | null
  error: string | null
  /** 0 for imports of before their changes were noted. */
  undoable: number
  undone_at: number | null
  kept: number
}

export function insertCatalogueImportTx(tx: Tx, row: Pick<CatalogueImportRow, 'id' | 'business_id' | 'kind' | 'file_name' | 'upload_id' | 'layout' | 'total' | 'created_at'>): void {
  tx.database
    .prepare(`INSERT INTO catalogue_imports (id, business_id, kind, file_name, upload_id, layout, total, created_at, state, undoable) VALUES (?,?,?,?,?,?,?,?,'running',1)`)
    .run(row.id, row.business_id, row.kind, row.file_name, row.upload_id, row.layout, row.total, row.created_at)
}

/** For the job that carries it out, which knows it by its id alone. */
export function catalogueImportById(database: Database, id: string): CatalogueImportRow | null {
  return database.prepare<CatalogueImportRow>('SELECT * FROM catalogue_imports WHERE id = ?').get(id) ?? null
}

/** An import as its business may see it. */
export function catalogueImportOf(database: Database, businessId: string, id: string): CatalogueImportRow | null {
  return database.prepare<CatalogueImportRow>('SELECT * FROM catalogue_imports WHERE id = ? AND business_id = ?').get(id, businessId) ?? null
}

/** Newest first. */
export function catalogueImportsOf(database: Database, businessId: string): CatalogueImportRow[] {
  return database.prepare<CatalogueImportRow>('SELECT * FROM catalogue_imports WHERE business_id = ? ORDER BY created_at DESC, rowid DESC').all(businessId)
}

export type CatalogueImportChange = Partial<Pick<CatalogueImportRow, 'state' | 'job_id' | 'finished_at' | 'error' | 'undone_at' | 'kept'>>

export function changeCatalogueImportTx(tx: Tx, id: string, change: CatalogueImportChange): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof CatalogueImportChange)[]
  tx.database.prepare(`UPDATE catalogue_imports SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...names.map((name) => change[name]), id)
}

export interface AppliedRows { readonly lastRow: number; readonly rows: number; readonly total: number; readonly created: number; readonly updated: number; readonly skipped: number }

/** Counts rows that are in the catalogue now, or failed, up to and with row `lastRow` of the file. */
export function countAppliedRowsTx(tx: Tx, id: string, { lastRow, rows, total, created, updated, skipped }: AppliedRows, failures: readonly { rowNumber: number; reasons: readonly string[]; cells: readonly string[] }[]): void {
  tx.database
    .prepare('UPDATE catalogue_imports SET applied_row = ?, rows_read = rows_read + ?, total = ?, created = created + ?, updated = updated + ?, skipped = skipped + ?, failed_rows = failed_rows + ? WHERE id = ?')
    .run(lastRow, rows, total, created, updated, skipped, failures.length, id)
  const insert = tx.database.prepare('INSERT INTO catalogue_import_failures (import_id, row_number, reasons, cells) VALUES (?,?,?,?)')
  for (const { rowNumber, reasons, cells } of failures) insert.run(id, rowNumber, JSON.stringify(reasons), JSON.stringify(cells))
}

/** Failed rows after a row of the file, in its order. */
export function catalogueFailuresAfter(database: Database, importId: string, after: number, limit: number): { row_number: number; reasons: string; cells: string }[] {
  return database
    .prepare<{ row_number: number; reasons: string; cells: string }>('SELECT row_number, reasons, cells FROM catalogue_import_failures WHERE import_id = ? AND row_number > ? ORDER BY row_number LIMIT ?')
    .all(importId, after, limit)
}
