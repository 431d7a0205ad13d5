import { overwriting, type Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface CustomerRow {
  seq: number
  id: string
  business_id: string
  national_id: string | null
  name: string
  name_folded: string
  phone: string
  email: string
  address: string
  neighbourhood: string
  notes: string
  version: number
  created_at: number
  updated_at: number
  erased_at: number | null
}

/** What a customer bought, of one currency; cancelled sales do not count. */
export interface CustomerSpend { currency: string; sales: number; total_minor: number; first_at: number; last_at: number }
export interface ListedCustomer extends CustomerRow { sales: number; last_sale_at: number | null }

export type CustomerSortColumn = 'name' | 'updatedAt'
export interface CustomerPage { businessId: string; text?: string | undefined; /** As it is stored: letters and digits alone. */ key?: string | undefined; sort: { column: CustomerSortColumn; descending: boolean } | null; offset: number; limit: number }

const sortColumns: Record<CustomerSortColumn, string> = { name: 'name_folded', updatedAt: 'updated_at' }
const withSales = `SELECT customers.*, (SELECT count(*) FROM sales WHERE customer_seq = customers.seq AND fulfilment <> 'cancelled') AS sales,
  (SELECT max(sold_at) FROM sales WHERE customer_seq = customers.seq AND fulfilment <> 'cancelled') AS last_sale_at FROM customers`

/**
 * Customers whose name has `text` (folded) in it, or whose national id, phone or e-mail begins with what was typed.
 * Erased ones are left out. Without an order, by name.
 */
export function customerPage(database: Database, { businessId, text = '', key = '', sort, offset, limit }: CustomerPage): { rows: ListedCustomer[]; total: number } {
  const typed = text !== ''
  const where = `business_id = ? AND erased_at IS NULL${typed ? ' AND (instr(name_folded, ?) > 0 OR instr(email, ?) > 0 OR (? <> \'\' AND (instr(national_id, ?) = 1 OR instr(phone, ?) > 0)))' : ''}`
  const parameters = typed ? [businessId, text, text, key, key, key] : [businessId]
  const column = sortColumns[sort?.column ?? 'name']
  const direction = sort?.descending === true ? 'DESC' : 'ASC'
  const rows = database.prepare<ListedCustomer>(`${withSales} WHERE ${where} ORDER BY ${column} ${direction}, seq ${direction} LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM customers WHERE ${where}`).pluck().get(...parameters) ?? 0
  return { rows, total }
}

/** Customers of a business behind a seq, for whoever reads them all. Erased ones are left out. */
export function customersAfter(database: Database, { businessId, after, limit }: { businessId: string; after: number; limit: number }): ListedCustomer[] {
  return database.prepare<ListedCustomer>(`${withSales} WHERE business_id = ? AND seq > ? AND erased_at IS NULL ORDER BY seq LIMIT ?`).all(businessId, after, limit)
}

export function customerById(database: Database, businessId: string, id: string): CustomerRow | null {
  return database.prepare<CustomerRow>('SELECT * FROM customers WHERE id = ? AND business_id = ?').get(id, businessId) ?? null
}

export function customerBySeq(database: Database, businessId: string, seq: number): CustomerRow | null {
  return database.prepare<CustomerRow>('SELECT * FROM customers WHERE seq = ? AND business_id = ?').get(seq, businessId) ?? null
}

export function customerByNationalId(database: Database, businessId: string, nationalId: string): CustomerRow | null {
  return database.prepare<CustomerRow>('SELECT * FROM customers WHERE business_id = ? AND national_id = ?').get(businessId, nationalId) ?? null
}

/** Customers of that name, two at most: more than one cannot be told apart. */
export function customersByName(database: Database, businessId: string, nameFolded: string): CustomerRow[] {
  return database.prepare<CustomerRow>('SELECT * FROM customers WHERE business_id = ? AND name_folded = ? AND erased_at IS NULL LIMIT 2').all(businessId, nameFolded)
}

/** Whether a customer has an order or a sale. */
export function customerIsUsed(database: Database, seq: number): boolean {
  return database.prepare<number>('SELECT EXISTS (SELECT 1 FROM orders WHERE customer_seq = @seq) OR EXISTS (SELECT 1 FROM sales WHERE customer_seq = @seq)').pluck().get({ seq }) === 1
}

/** One row for each currency in which the customer bought. */
export function customerSpend(database: Database, businessId: string, customerSeq: number): CustomerSpend[] {
  return database
    .prepare<CustomerSpend>(`SELECT currency, count(*) AS sales, sum(total_minor) AS total_minor, min(sold_at) AS first_at, max(sold_at) AS last_at
      FROM sales WHERE customer_seq = ? AND business_id = ? AND fulfilment <> 'cancelled' GROUP BY currency ORDER BY total_minor DESC`)
    .all(customerSeq, businessId)
}

/** @returns its seq */
export function insertCustomerTx(tx: Tx, row: Omit<CustomerRow, 'seq' | 'version' | 'erased_at'>): number {
  const { lastInsertRowid } = tx.database
    .prepare('INSERT INTO customers (id, business_id, national_id, name, name_folded, phone, email, address, neighbourhood, notes, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.national_id, row.name, row.name_folded, row.phone, row.email, row.address, row.neighbourhood, row.notes, row.created_at, row.updated_at)
  return Number(lastInsertRowid)
}

/** What changes of a customer; what is left out stays. */
export type CustomerChange = Partial<Pick<CustomerRow, 'national_id' | 'name' | 'name_folded' | 'phone' | 'email' | 'address' | 'neighbourhood' | 'notes'>>

export function changeCustomerTx(tx: Tx, businessId: string, seq: number, change: CustomerChange, now: number): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof CustomerChange)[]
  tx.database
    .prepare(`UPDATE customers SET ${[...names.map((name) => `${name} = ?`), 'version = version + 1', 'updated_at = ?'].join(', ')} WHERE seq = ? AND business_id = ?`)
    .run(...names.map((name) => change[name]), now, seq, businessId)
}

/** Removes a customer who has neither orders nor sales, leaving nothing readable of the person in the file. */
export function removeCustomerTx(tx: Tx, businessId: string, seq: number): void {
  overwriting(tx.database, () => tx.database.prepare('DELETE FROM customers WHERE seq = ? AND business_id = ?').run(seq, businessId))
}

/**
 * Makes a customer unrecognisable, here, in the orders, in what imports noted to be taken back and in rows of files that
 * could not be imported; sales stay counted under nobody's name.
 */
export function eraseCustomerTx(tx: Tx, businessId: string, { seq, national_id: nationalId, name }: CustomerRow, now: number): void {
  const { database } = tx
  overwriting(database, () => {
    database
      .prepare(`UPDATE customers SET national_id = NULL, name = '', name_folded = '', phone = '', email = '', address = '', neighbourhood = '', notes = '', version = version + 1, updated_at = ?, erased_at = ? WHERE seq = ? AND business_id = ?`)
      .run(now, now, seq, businessId)
    database.prepare(`UPDATE orders SET collected = '{}', version = version + 1, updated_at = ? WHERE customer_seq = ? AND business_id = ?`).run(now, seq, businessId)
    // What was told for an order that never became a sale belongs to no customer yet.
    if (nationalId !== null) database.prepare(`UPDATE orders SET collected = '{}', version = version + 1, updated_at = ? WHERE business_id = ? AND json_extract(collected, '$.cedula') = ?`).run(now, businessId, nationalId)
    database.prepare(`DELETE FROM catalogue_import_changes WHERE entity = 'customer' AND row_seq = ?`).run(seq)
    // A row that names somebody else in passing goes too: it can be had from its file again, this person cannot be taken back.
    database
      .prepare(`DELETE FROM catalogue_import_failures WHERE import_id IN (SELECT id FROM catalogue_imports WHERE business_id = @businessId AND kind IN ('customers', 'sales'))
        AND ((@nationalId IS NOT NULL AND instr(replace(replace(replace(upper(cells), '.', ''), '-', ''), ' ', ''), @nationalId) > 0) OR (@name <> '' AND instr(lower(cells), lower(@name)) > 0))`)
      .run({ businessId, nationalId, name })
  })
}
