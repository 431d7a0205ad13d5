import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { FulfilmentState, PaymentState, SalesChannel } from '../values.ts'

export interface SaleRow {
  seq: number
  id: string
  business_id: string
  number: number
  customer_seq: number | null
  total_minor: number
  currency: string
  sold_at: number
  channel: SalesChannel
  fulfilment: FulfilmentState
  payment: PaymentState
  updated_at: number
  /** As the file calls it that the sale came from. */
  external_number: string | null
}
export interface ListedSale extends SaleRow { customer_id: string | null; customer_name: string | null; items: number }
export interface SaleLineRow { product_seq: number; product_id: string; name: string; quantity: number; price_minor: number }

export type SaleSortColumn = 'number' | 'soldAt' | 'total'
export interface SaleWhere { businessId: string; customerId?: string | undefined; number?: string | undefined; fulfilment?: readonly FulfilmentState[] | undefined; payment?: readonly PaymentState[] | undefined }
export interface SalePage { where: SaleWhere; sort: { column: SaleSortColumn; descending: boolean } | null; offset: number; limit: number }

const sortColumns: Record<SaleSortColumn, string> = { number: 'number', soldAt: 'sold_at', total: 'total_minor' }
const listed = `SELECT sales.*, customers.id AS customer_id, customers.name AS customer_name, (SELECT sum(quantity) FROM sale_lines WHERE sale_seq = sales.seq) AS items
  FROM sales LEFT JOIN customers ON customers.seq = sales.customer_seq`

/** Rows `offset` to `offset + limit - 1` of a selection of sales, and how many it has. Without an order, newest first. */
export function salePage(database: Database, { where, sort, offset, limit }: SalePage): { rows: ListedSale[]; total: number } {
  const sql = ['sales.business_id = ?']
  const parameters: unknown[] = [where.businessId]
  const add = (condition: string, value: unknown) => {
    sql.push(condition)
    parameters.push(value)
  }
  if (where.customerId !== undefined) add('sales.customer_seq = (SELECT seq FROM customers WHERE id = ?)', where.customerId)
  if (where.number !== undefined) {
    sql.push('(sales.number = ? OR sales.external_number = ?)')
    parameters.push(ownNumber(where.number), where.number.trim())
  }
  if (where.fulfilment !== undefined) add('sales.fulfilment IN (SELECT value FROM json_each(?))', JSON.stringify(where.fulfilment))
  if (where.payment !== undefined) add('sales.payment IN (SELECT value FROM json_each(?))', JSON.stringify(where.payment))
  const column = sortColumns[sort?.column ?? 'soldAt']
  const direction = sort === null || sort.descending ? 'DESC' : 'ASC'
  const rows = database.prepare<ListedSale>(`${listed} WHERE ${sql.join(' AND ')} ORDER BY sales.${column} ${direction}, sales.seq ${direction} LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM sales WHERE ${sql.join(' AND ')}`).pluck().get(...parameters) ?? 0
  return { rows, total }
}

/** The number typed, whatever its grouping marks; 0, which no sale has, for what is none. */
function ownNumber(text: string): number {
  const digits = /^\s*\d[\d\s.,]*$/.test(text) ? text.replaceAll(/\D/g, '') : ''
  return digits.length > 0 && digits.length < 16 ? Number(digits) : 0
}

export function saleById(database: Database, businessId: string, id: string): ListedSale | null {
  return database.prepare<ListedSale>(`${listed} WHERE sales.id = ? AND sales.business_id = ?`).get(id, businessId) ?? null
}

export function saleBySeq(database: Database, businessId: string, seq: number): SaleRow | null {
  return database.prepare<SaleRow>('SELECT * FROM sales WHERE seq = ? AND business_id = ?').get(seq, businessId) ?? null
}

/** The sale that a file calls so. */
export function saleByExternalNumber(database: Database, businessId: string, externalNumber: string): SaleRow | null {
  return database.prepare<SaleRow>('SELECT * FROM sales WHERE business_id = ? AND external_number = ?').get(businessId, externalNumber) ?? null
}

/** The sale of that number that came from no file. */
export function saleByOwnNumber(database: Database, businessId: string, number: number): SaleRow | null {
  return database.prepare<SaleRow>('SELECT * FROM sales WHERE business_id = ? AND number = ? AND external_number IS NULL').get(businessId, number) ?? null
}

export interface TakenPieces { product_seq: number; pieces: number; movement_seq: number }

/** Pieces that a sale took from the stock and did not give back; none for most of those that came from files. */
export function takenBySale(database: Database, saleSeq: number): TakenPieces[] {
  return database
    .prepare<TakenPieces>('SELECT product_seq, -sum(change) AS pieces, max(seq) AS movement_seq FROM stock_movements WHERE sale_seq = ? GROUP BY product_seq HAVING sum(change) < 0')
    .all(saleSeq)
}

export function saleLines(database: Database, businessId: string, saleSeq: number): SaleLineRow[] {
  return database
    .prepare<SaleLineRow>(`SELECT line.product_seq, products.id AS product_id, line.name, line.quantity, line.price_minor FROM sale_lines AS line JOIN products ON products.seq = line.product_seq
      WHERE line.sale_seq = ? AND products.business_id = ? ORDER BY line.position`)
    .all(saleSeq, businessId)
}

/** A line of a sale with what the sale says of it, for whoever writes them all out. */
export interface SoldLine {
  sale_seq: number
  number: number
  external_number: string | null
  sold_at: number
  national_id: string | null
  customer_name: string | null
  external_id: string | null
  name: string
  quantity: number
  price_minor: number
  total_minor: number
  currency: string
  fulfilment: FulfilmentState
  payment: PaymentState
  channel: SalesChannel
}

/** The lines of the next `limit` sales behind a seq. */
export function soldLinesAfter(database: Database, { businessId, after, limit }: { businessId: string; after: number; limit: number }): SoldLine[] {
  return database
    .prepare<SoldLine>(`WITH next AS (SELECT * FROM sales WHERE business_id = ? AND seq > ? ORDER BY seq LIMIT ?)
      SELECT next.seq AS sale_seq, next.number, next.external_number, next.sold_at, customers.national_id, customers.name AS customer_name, products.external_id, line.name, line.quantity, line.price_minor,
        next.total_minor, next.currency, next.fulfilment, next.payment, next.channel
      FROM next JOIN sale_lines AS line ON line.sale_seq = next.seq JOIN products ON products.seq = line.product_seq LEFT JOIN customers ON customers.seq = next.customer_seq
      ORDER BY next.seq, line.position`)
    .all(businessId, after, limit)
}

/** Writes a sale under the business's next number. @returns its seq and number */
export function insertSaleTx(tx: Tx, row: Omit<SaleRow, 'seq' | 'number'>, lines: readonly Omit<SaleLineRow, 'product_id'>[]): { seq: number; number: number } {
  const { database } = tx
  const number = database.prepare<number>('SELECT coalesce(max(number), 0) + 1 FROM sales WHERE business_id = ?').pluck().get(row.business_id) ?? 1
  const { lastInsertRowid } = database
    .prepare('INSERT INTO sales (id, business_id, number, customer_seq, total_minor, currency, sold_at, channel, fulfilment, payment, updated_at, external_number) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, number, row.customer_seq, row.total_minor, row.currency, row.sold_at, row.channel, row.fulfilment, row.payment, row.updated_at, row.external_number)
  const seq = Number(lastInsertRowid)
  const insert = database.prepare('INSERT INTO sale_lines (sale_seq, position, product_seq, name, quantity, price_minor) VALUES (?,?,?,?,?,?)')
  lines.forEach((line, position) => insert.run(seq, position, line.product_seq, line.name, line.quantity, line.price_minor))
  return { seq, number }
}

export function changeSaleTx(tx: Tx, businessId: string, seq: number, { fulfilment, payment }: Pick<SaleRow, 'fulfilment' | 'payment'>, now: number): void {
  tx.database.prepare('UPDATE sales SET fulfilment = ?, payment = ?, updated_at = ? WHERE seq = ? AND business_id = ?').run(fulfilment, payment, now, seq, businessId)
}

/** Removes a sale with its lines. Movements of the stock stay without it, under their note. */
export function removeSaleTx(tx: Tx, businessId: string, seq: number): void {
  tx.database.prepare('UPDATE stock_movements SET sale_seq = NULL WHERE sale_seq = ?').run(seq)
  tx.database.prepare('DELETE FROM sales WHERE seq = ? AND business_id = ?').run(seq, businessId)
}
