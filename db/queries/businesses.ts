import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface BusinessRow { id: string; name: string; created_at: number }

/** In the order they were made. Two of the same millisecond keep it too, which their ids would not. */
export function allBusinesses(database: Database): BusinessRow[] {
  return database.prepare<BusinessRow>('SELECT id, name, created_at FROM businesses ORDER BY created_at, rowid').all()
}

export function businessById(database: Database, id: string): BusinessRow | null {
  return database.prepare<BusinessRow>('SELECT id, name, created_at FROM businesses WHERE id = ?').get(id) ?? null
}

export function insertBusinessTx(tx: Tx, row: BusinessRow): void {
  tx.database.prepare('INSERT INTO businesses (id, name, created_at) VALUES (?,?,?)').run(row.id, row.name, row.created_at)
}

export function renameBusinessTx(tx: Tx, id: string, name: string): void {
  tx.database.prepare('UPDATE businesses SET name = ? WHERE id = ?').run(name, id)
}
