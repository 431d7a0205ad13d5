import { overwriting, type Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { DebtorImportKind, DebtorImportState } from '../values.ts'

/** An import of debtors, payments or call jobs, as SQLite gives it. */
export interface DebtorImportRow {
  id: string
  business_id: string
  campaign_id: string | null
  simulated: number
  kind: DebtorImportKind
  file_name: string
  upload_id: string | null
  /** Columns, mapping, defaults and the day of the import, as JSON. */
  layout: string
  state: DebtorImportState
  job_id: string | null
  total: number
  rows_read: number
  rows_applied: number
  applied_row: number
  created: number
  updated: number
  skipped: number
  failed_rows: number
  joined: number
  kept: number
  created_at: number
  finished_at: number | null
  undone_at: number | null
  error: string | null
}

export type NewDebtorImport = Pick<DebtorImportRow, 'id' | 'business_id' | 'campaign_id' | 'simulated' | 'kind' | 'file_name' | 'upload_id' | 'layout' | 'created_at'>

export function insertDebtorImportTx(tx: Tx, row: NewDebtorImport): void {
  tx.database
    .prepare(`INSERT INTO debtor_imports (id, business_id, campaign_id, simulated, kind, file_name, upload_id, layout, created_at, state) VALUES (?,?,?,?,?,?,?,?,?,'reading')`)
    .run(row.id, row.business_id, row.campaign_id, row.simulated, row.kind, row.file_name, row.upload_id, row.layout, row.created_at)
}

export function debtorImportById(database: Database, id: string): DebtorImportRow | null {
  return database.prepare<DebtorImportRow>('SELECT * FROM debtor_imports WHERE id = ?').get(id) ?? null
}

/** Newest first. */
export function debtorImportsOf(database: Database, businessId: string): DebtorImportRow[] {
  return database.prepare<DebtorImportRow>('SELECT * FROM debtor_imports WHERE business_id = ? ORDER BY created_at DESC, id DESC').all(businessId)
}

/** What changes of an import; what is left out stays. */
export type DebtorImportChange = Partial<Pick<DebtorImportRow, 'state' | 'job_id' | 'upload_id' | 'applied_row' | 'finished_at' | 'undone_at' | 'error'>>

export function changeDebtorImportTx(tx: Tx, id: string, change: DebtorImportChange): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof DebtorImportChange)[]
  tx.database.prepare(`UPDATE debtor_imports SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...names.map((name) => change[name]), id)
}

export interface ImportCounts { readonly rows: number; readonly created: number; readonly updated: number; readonly skipped: number; readonly failed: number }

/** Counts rows that reached the floor, up to and with row `appliedRow` of the file. */
export function countAppliedTx(tx: Tx, id: string, counts: ImportCounts, appliedRow: number): void {
  tx.database
    .prepare('UPDATE debtor_imports SET rows_applied = rows_applied + ?, created = created + ?, updated = updated + ?, skipped = skipped + ?, failed_rows = failed_rows + ?, applied_row = ? WHERE id = ?')
    .run(counts.rows, counts.created, counts.updated, counts.skipped, counts.failed, appliedRow, id)
}

export function countJoinedTx(tx: Tx, id: string, joined: number): void {
  tx.database.prepare('UPDATE debtor_imports SET joined = joined + ? WHERE id = ?').run(joined, id)
}

export function countKeptTx(tx: Tx, id: string, kept: number): void {
  tx.database.prepare('UPDATE debtor_imports SET kept = kept + ? WHERE id = ?').run(kept, id)
}

/** Rows of the file that were read together; `rows` and `failed` are JSON arrays. */
export interface NewImportPart { readonly lastRow: number; readonly rows: string; readonly rowCount: number; readonly failed: string; readonly failedCount: number; readonly rowsRead: number; readonly total: number }

/** Stores what was read, until all of the file is. A part that is there already, or the last one when it holds no row, only tells how long the file is. */
export function storePartTx(tx: Tx, importId: string, part: NewImportPart): void {
  const stored = tx.database.prepare('INSERT INTO debtor_import_parts (import_id, last_row, rows) VALUES (?,?,?) ON CONFLICT DO NOTHING').run(importId, part.lastRow, part.rows).changes === 1
  tx.database.prepare('UPDATE debtor_imports SET total = ? WHERE id = ?').run(part.total, importId)
  if (!stored) return
  if (part.failedCount > 0) insertFailuresTx(tx, importId, part.failed)
  tx.database
    .prepare('UPDATE debtor_imports SET rows_read = rows_read + ?, failed_rows = failed_rows + ? WHERE id = ?')
    .run(part.rowsRead, part.failedCount, importId)
}

/** @param failures JSON array of `{ rowNumber, reasons, cells }`. */
export function insertFailuresTx(tx: Tx, importId: string, failures: string): void {
  tx.database
    .prepare(`INSERT INTO debtor_import_failures (import_id, row_number, reasons, cells)
      SELECT ?, value ->> 'rowNumber', value -> 'reasons', value -> 'cells' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`)
    .run(importId, failures)
}

/** The last row of the file that was stored; 0 when none was. Parts are stored in order. */
export function lastStoredRow(database: Database, importId: string): number {
  return database.prepare<number>('SELECT coalesce(max(last_row), 0) FROM debtor_import_parts WHERE import_id = ?').pluck().get(importId) ?? 0
}

export interface ImportPartRow { last_row: number; rows: string }

export function firstPart(database: Database, importId: string): ImportPartRow | null {
  return database.prepare<ImportPartRow>('SELECT last_row, rows FROM debtor_import_parts WHERE import_id = ? ORDER BY last_row LIMIT 1').get(importId) ?? null
}

/** Removes a part that was applied. What people it speaks of is overwritten: it would stay readable in the file, also of those who are erased later. */
export function removePartTx(tx: Tx, importId: string, lastRow: number): void {
  overwriting(tx.database, () => tx.database.prepare('DELETE FROM debtor_import_parts WHERE import_id = ? AND last_row = ?').run(importId, lastRow))
}

export function removePartsTx(tx: Tx, importId: string): void {
  overwriting(tx.database, () => tx.database.prepare('DELETE FROM debtor_import_parts WHERE import_id = ?').run(importId))
}

export interface ImportFailureRow { row_number: number; reasons: string; cells: string }

/** Failed rows after a row of the file, in its order. */
export function importFailuresAfter(database: Database, importId: string, after: number, limit: number): ImportFailureRow[] {
  return database
    .prepare<ImportFailureRow>('SELECT row_number, reasons, cells FROM debtor_import_failures WHERE import_id = ? AND row_number > ? ORDER BY row_number LIMIT ?')
    .all(importId, after, limit)
}

export type ImportEffect = 'created' | 'updated' | 'skipped'

export interface ImportChangeRow {
  debtor_seq: number
  effect: ImportEffect
  /** Seqs of the debts its rows spoke of, as JSON. */
  debts: string
  /** What it was before; null unless `updated`. */
  before: string | null
  at: number
  kept: string | null
}

export function importChangeOf(database: Database, importId: string, debtorSeq: number): ImportChangeRow | null {
  return database.prepare<ImportChangeRow>('SELECT debtor_seq, effect, debts, before, at, kept FROM debtor_import_changes WHERE import_id = ? AND debtor_seq = ?').get(importId, debtorSeq) ?? null
}

/** Notes what a row did to a debtor. A second row of the same import adds its debt; the state before stays that before the import. */
export function noteChangeTx(tx: Tx, importId: string, change: Omit<ImportChangeRow, 'kept'>): void {
  tx.database
    .prepare(`INSERT INTO debtor_import_changes (import_id, debtor_seq, effect, debts, before, at) VALUES (?,?,?,?,?,?)
      ON CONFLICT (import_id, debtor_seq) DO UPDATE SET effect = excluded.effect, debts = excluded.debts, before = excluded.before, at = excluded.at`)
    .run(importId, change.debtor_seq, change.effect, change.debts, change.before, change.at)
}

/** Debtors of an import that undoing has not looked at, after a seq. */
export function importChangesAfter(database: Database, importId: string, afterSeq: number, limit: number): ImportChangeRow[] {
  return database
    .prepare<ImportChangeRow>('SELECT debtor_seq, effect, debts, before, at, kept FROM debtor_import_changes WHERE import_id = ? AND debtor_seq > ? AND kept IS NULL ORDER BY debtor_seq LIMIT ?')
    .all(importId, afterSeq, limit)
}

export function removeChangeTx(tx: Tx, importId: string, debtorSeq: number): void {
  tx.database.prepare('DELETE FROM debtor_import_changes WHERE import_id = ? AND debtor_seq = ?').run(importId, debtorSeq)
}

export function keepChangeTx(tx: Tx, importId: string, debtorSeq: number, why: string): void {
  tx.database.prepare('UPDATE debtor_import_changes SET kept = ? WHERE import_id = ? AND debtor_seq = ?').run(why, importId, debtorSeq)
}

export interface KeptDebtorRow { id: string; national_id: string; name: string; kept: string }

/** Debtors that undoing an import left as they are. */
export function keptDebtors(database: Database, importId: string, offset: number, limit: number): KeptDebtorRow[] {
  return database
    .prepare<KeptDebtorRow>(`SELECT debtors.id, debtors.national_id, debtors.name, changes.kept FROM debtor_import_changes AS changes JOIN debtors ON debtors.seq = changes.debtor_seq
      WHERE changes.import_id = ? AND changes.kept IS NOT NULL ORDER BY changes.debtor_seq LIMIT ? OFFSET ?`)
    .all(importId, limit, offset)
}
