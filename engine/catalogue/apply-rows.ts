import { newId } from '../../db/id.ts'
import { noteCatalogueChangeTx, type CatalogueChange, type ColumnValues } from '../../db/queries/catalogue-changes.ts'
import { changeCustomerTx, customerByNationalId, insertCustomerTx, type CustomerChange } from '../../db/queries/customers.ts'
import { changeProductTx, insertProductTx, moveStockTx, noteStockTx, productByExternalId, productsByName, type ProductChange, type ProductRow } from '../../db/queries/products.ts'
import type { Tx } from '../../db/tx.ts'
import { normalise } from '../ingest/index.ts'
import type { CustomerRead } from './reading/customer-row.ts'
import type { ProductRead } from './reading/product-row.ts'
import type { CatalogueRowReason } from './reading/row-reasons.ts'

/** The import whose rows are brought to the catalogue. */
export interface Importing { readonly importId: string; readonly businessId: string; readonly fileName: string }
export type RowEnd = 'created' | 'updated' | 'skipped' | { readonly failed: CatalogueRowReason }

/** Brings a row of products to the catalogue. The product is found again by its id, or where the row has none, by its name. */
export function applyProductTx(tx: Tx, importing: Importing, read: ProductRead, now: number): RowEnd {
  const { importId, businessId, fileName } = importing
  const product = productOfRow(tx, businessId, read)
  if (product === null) return createProductTx(tx, importing, read, now)
  const change = productChange(product, read)
  const changes = Object.keys(change).length > 0
  if (changes) changeProductTx(tx, businessId, product.seq, change, now)
  const pieces = read.stock === null ? 0 : read.stock - product.stock
  if (pieces !== 0) moveStockTx(tx, businessId, product.seq, { change: pieces, reason: 'import', note: fileName, saleSeq: null, at: now })
  if (!changes && pieces === 0) return 'skipped'
  noteCatalogueChangeTx(tx, importId, { entity: 'product', rowSeq: product.seq, before: columnsOf(product, change), after: change as ColumnValues, pieces })
  return 'updated'
}

/** Where several products have the name, a row without an id makes a new one. */
function productOfRow({ database }: Tx, businessId: string, { externalId, name }: ProductRead): ProductRow | null {
  if (externalId !== null) return productByExternalId(database, businessId, externalId)
  const [first, second] = productsByName(database, businessId, normalise(name ?? ''))
  return first !== undefined && second === undefined ? first : null
}

function createProductTx(tx: Tx, { importId, businessId, fileName }: Importing, { externalId, name, description, category, price, stock, active, synonyms }: ProductRead, now: number): RowEnd {
  if (name === null) return { failed: 'catalogue.row_name_missing' }
  if (price === null) return { failed: 'catalogue.row_price_missing' }
  const columns: Required<ProductChange> = {
    external_id: externalId, name, name_folded: normalise(name), description: description ?? '', category: category ?? '', price_minor: price.minor, currency: price.currency, active: Number(active ?? true), synonyms: JSON.stringify(synonyms ?? []),
  }
  const seq = insertProductTx(tx, { ...columns, id: newId(), business_id: businessId, stock: stock ?? 0, created_at: now, updated_at: now })
  if (stock !== null && stock > 0) noteStockTx(tx, seq, stock, { change: stock, reason: 'import', note: fileName, saleSeq: null, at: now })
  noteCatalogueChangeTx(tx, importId, { entity: 'product', rowSeq: seq, before: null, after: columns, pieces: stock ?? 0 })
  return 'created'
}

function productChange(product: ProductRow, { name, description, category, price, active, synonyms }: ProductRead): ProductChange {
  const said: ProductChange = {
    ...(name === null ? {} : { name, name_folded: normalise(name) }),
    ...(description === null ? {} : { description }),
    ...(category === null ? {} : { category }),
    ...(price === null ? {} : { price_minor: price.minor, currency: price.currency }),
    ...(active === null ? {} : { active: Number(active) }),
    ...(synonyms === null ? {} : { synonyms: JSON.stringify(synonyms) }),
  }
  return differing(product, said)
}

/** Brings a row of customers to the catalogue. The customer is found again by the national id. */
export function applyCustomerTx(tx: Tx, importing: Importing, read: CustomerRead, now: number): RowEnd {
  const { nationalId, name, phone, email, address, neighbourhood, notes } = read
  const { importId, businessId } = importing
  const customer = customerByNationalId(tx.database, businessId, nationalId)
  if (customer === null) {
    if (name === null) return { failed: 'catalogue.row_name_missing' }
    createCustomerTx(tx, importing, { national_id: nationalId, name, name_folded: normalise(name), phone: phone ?? '', email: email ?? '', address: address ?? '', neighbourhood: neighbourhood ?? '', notes: notes ?? '' }, now)
    return 'created'
  }
  const said: CustomerChange = {
    ...(name === null ? {} : { name, name_folded: normalise(name) }),
    ...(phone === null ? {} : { phone }),
    ...(email === null ? {} : { email }),
    ...(address === null ? {} : { address }),
    ...(neighbourhood === null ? {} : { neighbourhood }),
    ...(notes === null ? {} : { notes }),
  }
  const change = differing(customer, said)
  if (Object.keys(change).length === 0) return 'skipped'
  changeCustomerTx(tx, businessId, customer.seq, change, now)
  noteCatalogueChangeTx(tx, importId, { entity: 'customer', rowSeq: customer.seq, before: columnsOf(customer, change), after: change as ColumnValues, pieces: 0 })
  return 'updated'
}

/** Writes a customer whom an import tells of. @returns the seq */
export function createCustomerTx(tx: Tx, { importId, businessId }: Importing, columns: Required<CustomerChange>, now: number): number {
  const seq = insertCustomerTx(tx, { ...columns, id: newId(), business_id: businessId, created_at: now, updated_at: now })
  noteCatalogueChangeTx(tx, importId, { entity: 'customer', rowSeq: seq, before: null, after: columns, pieces: 0 } satisfies CatalogueChange)
  return seq
}

function differing<Change extends object>(row: Readonly<Record<keyof Change, unknown>>, said: Change): Change {
  return Object.fromEntries(Object.entries(said).filter(([name, value]) => row[name as keyof Change] !== value)) as Change
}

/** The columns of a change as they are. */
function columnsOf<Change extends object>(row: Readonly<Record<keyof Change, unknown>>, change: Change): ColumnValues {
  return Object.fromEntries(Object.keys(change).map((name) => [name, row[name as keyof Change]])) as ColumnValues
}
