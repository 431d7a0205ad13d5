import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** Pieces at which a product is running out, where nobody set another number. */
const usualLowStock = 5

export function lowStockOf(database: Database, businessId: string): number {
  return database.prepare<number>('SELECT low_stock FROM catalogue_settings WHERE business_id = ?').pluck().get(businessId) ?? usualLowStock
}

export function setLowStockTx(tx: Tx, businessId: string, lowStock: number): void {
  tx.database.prepare('INSERT INTO catalogue_settings (business_id, low_stock) VALUES (?,?) ON CONFLICT (business_id) DO UPDATE SET low_stock = excluded.low_stock').run(businessId, lowStock)
}
