import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CatalogueEntity, ImportKeptReason } from '../values.ts'

/** What an import did to a product, a customer or a sale. */
export interface CatalogueChangeRow {
  entity: CatalogueEntity
  row_seq: number
  /** JSON object of the changed columns as they were; null where the import created the row. */
  before: string | null
  /** JSON object of the same columns as the import left them. */
  after: string
  pieces: number
  /** The import's last movement of the product's stock; null where it moved none. */
  movement_seq: number | null
  kept: ImportKeptReason | null
}

export type ColumnValues = Readonly<Record<string, string | number | null>>
export interface CatalogueChange { readonly entity: CatalogueEntity; readonly rowSeq: number; readonly before: ColumnValues | null; readonly after: ColumnValues; readonly pieces: number }

/** Notes what a row did, so that it can be taken back. What a second row of the same import does comes on top of it: the state before stays that before the import. */
export function noteCatalogueChangeTx(tx: Tx, importId: string, { entity, rowSeq, before, after, pieces }: CatalogueChange): void {
  const noted = tx.database.prepare<CatalogueChangeRow>('SELECT * FROM catalogue_import_changes WHERE import_id = ? AND entity = ? AND row_seq = ?').get(importId, entity, rowSeq)
  const first = noted === undefined ? before : noted.before === null ? null : { ...before, ...(JSON.parse(noted.before) as ColumnValues) }
  const last = noted === undefined ? after : { ...(JSON.parse(noted.after) as ColumnValues), ...after }
  tx.database
    .prepare('INSERT OR REPLACE INTO catalogue_import_changes (import_id, entity, row_seq, before, after, pieces, movement_seq) VALUES (?,?,?,?,?,?,?)')
    .run(importId, entity, rowSeq, first === null ? null : JSON.stringify(first), JSON.stringify(last), pieces + (noted?.pieces ?? 0), pieces === 0 ? noted?.movement_seq ?? null : lastMovement(tx.database, rowSeq))
}

function lastMovement(database: Database, productSeq: number): number | null {
  return database.prepare<number | null>('SELECT max(seq) FROM stock_movements WHERE product_seq = ?').pluck().get(productSeq) ?? null
}

/** Changes that undoing has not looked at: sales first, as they hold products and customers. */
export function openCatalogueChanges(database: Database, importId: string, limit: number): CatalogueChangeRow[] {
  return database
    .prepare<CatalogueChangeRow>('SELECT * FROM catalogue_import_changes WHERE import_id = ? AND kept IS NULL ORDER BY entity DESC, row_seq DESC LIMIT ?')
    .all(importId, limit)
}

export function removeCatalogueChangeTx(tx: Tx, importId: string, entity: CatalogueEntity, rowSeq: number): void {
  tx.database.prepare('DELETE FROM catalogue_import_changes WHERE import_id = ? AND entity = ? AND row_seq = ?').run(importId, entity, rowSeq)
}

/** Forgets all that imports noted of a row that is gone: its seq may be given to another one. */
export function forgetCatalogueRowTx(tx: Tx, entity: CatalogueEntity, rowSeq: number): void {
  tx.database.prepare('DELETE FROM catalogue_import_changes WHERE entity = ? AND row_seq = ?').run(entity, rowSeq)
}

export function keepCatalogueChangeTx(tx: Tx, importId: string, entity: CatalogueEntity, rowSeq: number, why: ImportKeptReason): void {
  tx.database.prepare('UPDATE catalogue_import_changes SET kept = ? WHERE import_id = ? AND entity = ? AND row_seq = ?').run(why, importId, entity, rowSeq)
}

export interface KeptChangeRow { entity: CatalogueEntity; id: string; name: string; why: ImportKeptReason }

/** What undoing an import left as it is, by name; sales by their number. */
export function keptCatalogueChanges(database: Database, businessId: string, importId: string, { offset, limit }: { offset: number; limit: number }): KeptChangeRow[] {
  return database
    .prepare<KeptChangeRow>(`SELECT change.entity, coalesce(products.id, customers.id, sales.id) AS id, coalesce(products.name, customers.name, CAST(sales.number AS TEXT)) AS name, change.kept AS why
      FROM catalogue_import_changes AS change
      LEFT JOIN products ON change.entity = 'product' AND products.seq = change.row_seq AND products.business_id = @businessId
      LEFT JOIN customers ON change.entity = 'customer' AND customers.seq = change.row_seq AND customers.business_id = @businessId
      LEFT JOIN sales ON change.entity = 'sale' AND sales.seq = change.row_seq AND sales.business_id = @businessId
      WHERE change.import_id = @importId AND change.kept IS NOT NULL AND coalesce(products.id, customers.id, sales.id) IS NOT NULL
      ORDER BY change.entity, change.row_seq LIMIT @limit OFFSET @offset`)
    .all({ businessId, importId, limit, offset })
}
