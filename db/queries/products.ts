import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { StockReason } from '../values.ts'
import { searchExpression } from './transcripts-filter.ts'

/** A product, as SQLite gives it. `synonyms` is a JSON array of words. */
export interface ProductRow {
  seq: number
  id: string
  business_id: string
  external_id: string | null
  name: string
  name_folded: string
  description: string
  category: string
  price_minor: number
  currency: string
  stock: number
  active: number
  synonyms: string
  version: number
  created_at: number
  updated_at: number
}

export type ProductSortColumn = 'name' | 'category' | 'price' | 'stock' | 'updatedAt'
export interface ProductWhere { businessId: string; text?: string | undefined; category?: string | undefined; active?: boolean | undefined; inStock?: boolean | undefined; /** Running out, with this many pieces or fewer, and for sale. */ atMost?: number | undefined }
export interface ProductPage { where: ProductWhere; sort: { column: ProductSortColumn; descending: boolean } | null; offset: number; limit: number }

const sortColumns: Record<ProductSortColumn, string> = { name: 'name_folded', category: 'category', price: 'price_minor', stock: 'stock', updatedAt: 'updated_at' }

/** Rows `offset` to `offset + limit - 1` of a selection of products, and how many it has. Without an order, by name. */
export function productPage(database: Database, { where, sort, offset, limit }: ProductPage): { rows: ProductRow[]; total: number } {
  const { sql, parameters } = conditions(where)
  const column = sortColumns[sort?.column ?? 'name']
  const direction = sort?.descending === true ? 'DESC' : 'ASC'
  const rows = database.prepare<ProductRow>(`SELECT * FROM products WHERE ${sql} ORDER BY ${column} ${direction}, seq ${direction} LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM products WHERE ${sql}`).pluck().get(...parameters) ?? 0
  return { rows, total }
}

function conditions({ businessId, text, category, active, inStock, atMost }: ProductWhere): { sql: string; parameters: unknown[] } {
  const sql = ['business_id = ?']
  const parameters: unknown[] = [businessId]
  const add = (condition: string, ...values: unknown[]) => {
    sql.push(condition)
    parameters.push(...values)
  }
  const typed = text?.trim() ?? ''
  if (typed !== '') {
    const words = searchExpression(typed)
    if (words === null) add('external_id = ?', typed)
    else add('(external_id = ? OR seq IN (SELECT rowid FROM products_search WHERE products_search MATCH ?))', typed, words)
  }
  if (category !== undefined) add('category = ?', category)
  if (active !== undefined) add('active = ?', Number(active))
  if (inStock !== undefined) add(inStock ? 'stock > 0' : 'stock = 0')
  if (atMost !== undefined) add('active = 1 AND stock <= ?', atMost)
  return { sql: sql.join(' AND '), parameters }
}

/** Products of a business behind a seq, for whoever reads them all. */
export function productsAfter(database: Database, { businessId, after, limit }: { businessId: string; after: number; limit: number }): ProductRow[] {
  return database.prepare<ProductRow>('SELECT * FROM products WHERE business_id = ? AND seq > ? ORDER BY seq LIMIT ?').all(businessId, after, limit)
}

/** All products of a business that changed at or after a moment, and how many it has in all. */
export function productsSince(database: Database, businessId: string, since: number): { rows: ProductRow[]; total: number } {
  const rows = database.prepare<ProductRow>('SELECT * FROM products WHERE business_id = ? AND updated_at >= ?').all(businessId, since)
  const total = database.prepare<number>('SELECT count(*) FROM products WHERE business_id = ?').pluck().get(businessId) ?? 0
  return { rows, total }
}

export function productCategories(database: Database, { businessId }: { businessId: string }): { category: string; products: number }[] {
  return database.prepare<{ category: string; products: number }>('SELECT category, count(*) AS products FROM products WHERE business_id = ? GROUP BY category ORDER BY category').all(businessId)
}

export function productById(database: Database, businessId: string, id: string): ProductRow | null {
  return database.prepare<ProductRow>('SELECT * FROM products WHERE id = ? AND business_id = ?').get(id, businessId) ?? null
}

export function productBySeq(database: Database, businessId: string, seq: number): ProductRow | null {
  return database.prepare<ProductRow>('SELECT * FROM products WHERE seq = ? AND business_id = ?').get(seq, businessId) ?? null
}

export function productByExternalId(database: Database, businessId: string, externalId: string): ProductRow | null {
  return database.prepare<ProductRow>('SELECT * FROM products WHERE business_id = ? AND external_id = ?').get(businessId, externalId) ?? null
}

/** Products of that name, two at most: more than one cannot be told apart. */
export function productsByName(database: Database, businessId: string, nameFolded: string): ProductRow[] {
  return database.prepare<ProductRow>('SELECT * FROM products WHERE business_id = ? AND name_folded = ? LIMIT 2').all(businessId, nameFolded)
}

export type NewProduct = Omit<ProductRow, 'seq' | 'version'>

/** @returns its seq */
export function insertProductTx(tx: Tx, row: NewProduct): number {
  const { lastInsertRowid } = tx.database
    .prepare('INSERT INTO products (id, business_id, external_id, name, name_folded, description, category, price_minor, currency, stock, active, synonyms, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.external_id, row.name, row.name_folded, row.description, row.category, row.price_minor, row.currency, row.stock, row.active, row.synonyms, row.created_at, row.updated_at)
  return Number(lastInsertRowid)
}

/** What changes of a product; what is left out stays. Stock has its own way, which keeps the reason. */
export type ProductChange = Partial<Pick<ProductRow, 'external_id' | 'name' | 'name_folded' | 'description' | 'category' | 'price_minor' | 'currency' | 'active' | 'synonyms'>>

export function changeProductTx(tx: Tx, businessId: string, seq: number, change: ProductChange, now: number): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof ProductChange)[]
  tx.database
    .prepare(`UPDATE products SET ${[...names.map((name) => `${name} = ?`), 'version = version + 1', 'updated_at = ?'].join(', ')} WHERE seq = ? AND business_id = ?`)
    .run(...names.map((name) => change[name]), now, seq, businessId)
}

export interface StockMovementRow { at: number; change: number; stock_after: number; reason: StockReason; note: string; sale_id: string | null; sale_number: number | null }

/**
 * Changes a product's stock and writes down why.
 * @returns the stock now; null when less than nothing would be left, and nothing was changed then.
 */
export function moveStockTx(tx: Tx, businessId: string, productSeq: number, movement: { change: number; reason: StockReason; note: string; saleSeq: number | null; at: number }): number | null {
  const stock = tx.database
    .prepare<number>('UPDATE products SET stock = stock + @change, updated_at = @at WHERE seq = @productSeq AND business_id = @businessId AND stock + @change >= 0 RETURNING stock')
    .pluck().get({ change: movement.change, at: movement.at, productSeq, businessId })
  if (stock === undefined) return null
  noteStockTx(tx, productSeq, stock, movement)
  return stock
}

/** Writes down the stock that a product begins with. */
export function noteStockTx(tx: Tx, productSeq: number, stock: number, { change, reason, note, saleSeq, at }: { change: number; reason: StockReason; note: string; saleSeq: number | null; at: number }): void {
  tx.database.prepare('INSERT INTO stock_movements (product_seq, at, change, stock_after, reason, note, sale_seq) VALUES (?,?,?,?,?,?,?)').run(productSeq, at, change, stock, reason, note, saleSeq)
}

/** Newest first. */
export function stockMovements(database: Database, businessId: string, productSeq: number, limit: number): StockMovementRow[] {
  return database
    .prepare<StockMovementRow>(`SELECT movement.at, movement.change, movement.stock_after, movement.reason, movement.note, sales.id AS sale_id, sales.number AS sale_number
      FROM stock_movements AS movement JOIN products ON products.seq = movement.product_seq LEFT JOIN sales ON sales.seq = movement.sale_seq
      WHERE movement.product_seq = ? AND products.business_id = ? ORDER BY movement.seq DESC LIMIT ?`)
    .all(productSeq, businessId, limit)
}

/** Whether a product stands in an order or a sale. */
export function productIsUsed(database: Database, seq: number): boolean {
  return database.prepare<number>('SELECT EXISTS (SELECT 1 FROM order_lines WHERE product_seq = @seq) OR EXISTS (SELECT 1 FROM sale_lines WHERE product_seq = @seq)').pluck().get({ seq }) === 1
}

/** Whether a product's stock was counted after a movement, by a person or by an import that was not taken back. */
export function countedSince(database: Database, productSeq: number, movementSeq: number): boolean {
  return database
    .prepare<number>(`SELECT coalesce(sum(reason = 'counted'), 0) > 0 OR coalesce(sum(change) FILTER (WHERE reason IN ('import', 'import_undone')), 0) <> 0
      FROM stock_movements WHERE product_seq = ? AND seq > ?`)
    .pluck().get(productSeq, movementSeq) === 1
}

/** Removes a product that nothing speaks of, with the movements of its stock. */
export function removeProductTx(tx: Tx, businessId: string, seq: number): void {
  tx.database.prepare('DELETE FROM products WHERE seq = ? AND business_id = ?').run(seq, businessId)
}
