import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { OrderState } from '../values.ts'

export interface OrderRow {
  seq: number
  id: string
  business_id: string
  chat_id: string | null
  customer_seq: number | null
  state: OrderState
  /** JSON object of what the customer has told so far. */
  collected: string
  sale_seq: number | null
  version: number
  created_at: number
  updated_at: number
}

/** An order as lists show it. Its sum stands only where all lines share one currency. */
export interface ListedOrder extends OrderRow {
  customer_id: string | null
  customer_name: string | null
  sale_id: string | null
  sale_number: number | null
  items: number
  total_minor: number
  currency: string | null
}

/** A line with what its product is now. */
export interface OrderLineRow {
  product_seq: number
  product_id: string
  external_id: string | null
  name: string
  stock: number
  active: number
  quantity: number
  price_minor: number
  currency: string
}

const listed = `SELECT orders.*, customers.id AS customer_id, customers.name AS customer_name, sales.id AS sale_id, sales.number AS sale_number,
    (SELECT coalesce(sum(quantity), 0) FROM order_lines WHERE order_seq = orders.seq) AS items,
    (SELECT coalesce(sum(quantity * price_minor), 0) FROM order_lines WHERE order_seq = orders.seq) AS total_minor,
    (SELECT iif(min(currency) = max(currency), min(currency), NULL) FROM order_lines WHERE order_seq = orders.seq) AS currency
  FROM orders LEFT JOIN customers ON customers.seq = orders.customer_seq LEFT JOIN sales ON sales.seq = orders.sale_seq`

/** Orders last changed first. */
export function orderPage(database: Database, { businessId, states, offset, limit }: { businessId: string; states: readonly OrderState[] | null; offset: number; limit: number }): { rows: ListedOrder[]; total: number } {
  const where = `orders.business_id = ?${states === null ? '' : ' AND orders.state IN (SELECT value FROM json_each(?))'}`
  const parameters = states === null ? [businessId] : [businessId, JSON.stringify(states)]
  const rows = database.prepare<ListedOrder>(`${listed} WHERE ${where} ORDER BY orders.updated_at DESC, orders.seq DESC LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM orders WHERE ${where}`).pluck().get(...parameters) ?? 0
  return { rows, total }
}

export function listedOrder(database: Database, businessId: string, id: string): ListedOrder | null {
  return database.prepare<ListedOrder>(`${listed} WHERE orders.id = ? AND orders.business_id = ?`).get(id, businessId) ?? null
}

export function orderById(database: Database, businessId: string, id: string): OrderRow | null {
  return database.prepare<OrderRow>('SELECT * FROM orders WHERE id = ? AND business_id = ?').get(id, businessId) ?? null
}

/** In the order in which they were added. */
export function orderLines(database: Database, businessId: string, orderSeq: number): OrderLineRow[] {
  return database
    .prepare<OrderLineRow>(`SELECT line.product_seq, products.id AS product_id, products.external_id, products.name, products.stock, products.active, line.quantity, line.price_minor, line.currency
      FROM order_lines AS line JOIN products ON products.seq = line.product_seq WHERE line.order_seq = ? AND products.business_id = ? ORDER BY line.position`)
    .all(orderSeq, businessId)
}

/** A line of an order with what the order says of it, for whoever writes them all out. */
export interface OrderedLine {
  order_seq: number
  id: string
  created_at: number
  updated_at: number
  state: OrderState
  national_id: string | null
  customer_name: string | null
  sale_number: number | null
  /** Null in an empty order, as all that follows. */
  external_id: string | null
  name: string | null
  quantity: number | null
  price_minor: number | null
  currency: string | null
}

/** The lines of the next `limit` orders behind a seq; an empty order is one row without a product. */
export function orderedLinesAfter(database: Database, { businessId, after, limit }: { businessId: string; after: number; limit: number }): OrderedLine[] {
  return database
    .prepare<OrderedLine>(`WITH next AS (SELECT * FROM orders WHERE business_id = ? AND seq > ? ORDER BY seq LIMIT ?)
      SELECT next.seq AS order_seq, next.id, next.created_at, next.updated_at, next.state, customers.national_id, customers.name AS customer_name, sales.number AS sale_number,
        products.external_id, products.name, line.quantity, line.price_minor, line.currency
      FROM next LEFT JOIN order_lines AS line ON line.order_seq = next.seq LEFT JOIN products ON products.seq = line.product_seq LEFT JOIN customers ON customers.seq = next.customer_seq LEFT JOIN sales ON sales.seq = next.sale_seq
      ORDER BY next.seq, line.position`)
    .all(businessId, after, limit)
}

/** @returns its seq */
export function insertOrderTx(tx: Tx, row: Omit<OrderRow, 'seq' | 'version' | 'sale_seq'>): number {
  const { lastInsertRowid } = tx.database
    .prepare('INSERT INTO orders (id, business_id, chat_id, customer_seq, state, collected, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.chat_id, row.customer_seq, row.state, row.collected, row.created_at, row.updated_at)
  return Number(lastInsertRowid)
}

export type OrderChange = Partial<Pick<OrderRow, 'chat_id' | 'customer_seq' | 'state' | 'collected' | 'sale_seq'>>

export function changeOrderTx(tx: Tx, businessId: string, seq: number, change: OrderChange, now: number): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof OrderChange)[]
  tx.database
    .prepare(`UPDATE orders SET ${[...names.map((name) => `${name} = ?`), 'version = version + 1', 'updated_at = ?'].join(', ')} WHERE seq = ? AND business_id = ?`)
    .run(...names.map((name) => change[name]), now, seq, businessId)
}

export function replaceOrderLinesTx(tx: Tx, orderSeq: number, lines: readonly { product_seq: number; quantity: number; price_minor: number; currency: string }[]): void {
  tx.database.prepare('DELETE FROM order_lines WHERE order_seq = ?').run(orderSeq)
  const insert = tx.database.prepare('INSERT INTO order_lines (order_seq, product_seq, position, quantity, price_minor, currency) VALUES (?,?,?,?,?,?)')
  lines.forEach((line, position) => insert.run(orderSeq, line.product_seq, position, line.quantity, line.price_minor, line.currency))
}
