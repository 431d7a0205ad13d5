import { newId } from '../../db/id.ts'
import { changeCustomerTx, customerByNationalId, insertCustomerTx, type CustomerChange } from '../../db/queries/customers.ts'
import { changeProductTx, insertProductTx, moveStockTx, noteStockTx, productByExternalId, productByName, type ProductChange, type ProductRow } from '../../db/queries/products.ts'
import type { Tx } from '../../db/tx.ts'
import { normalise } from '../ingest/index.ts'
import type { CustomerRead } from './reading/customer-row.ts'
import type { ProductRead } from './reading/product-row.ts'
import type { CatalogueRowReason } from './reading/row-reasons.ts'

export type RowEffect = 'created' | 'updated' | 'skipped'
export type RowEnd = RowEffect | { readonly failed: CatalogueRowReason }

/** Brings a row of products to the catalogue. The product is found again by its id, or where the row has none, by its name. */
export function applyProductTx(tx: Tx, businessId: string, read: ProductRead, fileName: string, now: number): RowEnd {
  const { database } = tx
  const product = read.externalId !== null ? productByExternalId(database, businessId, read.externalId) : productByName(database, businessId, normalise(read.name ?? ''))
  if (product === null) return createProductTx(tx, businessId, read, fileName, now)
  const change = productChange(product, read)
  if (Object.keys(change).length > 0) changeProductTx(tx, businessId, product.seq, change, now)
  const pieces = read.stock === null ? 0 : read.stock - product.stock
  if (pieces !== 0) moveStockTx(tx, businessId, product.seq, { change: pieces, reason: 'import', note: fileName, saleSeq: null, at: now })
  return Object.keys(change).length > 0 || pieces !== 0 ? 'updated' : 'skipped'
}

function createProductTx(tx: Tx, businessId: string, { externalId, name, description, category, price, stock, active, synonyms }: ProductRead, fileName: string, now: number): RowEnd {
  if (name === null) return { failed: 'catalogue.row_name_missing' }
  if (price === null) return { failed: 'catalogue.row_price_missing' }
  const seq = insertProductTx(tx, {
    id: newId(), business_id: businessId, external_id: externalId, name, name_folded: normalise(name), description: description ?? '', category: category ?? '', price_minor: price.minor, currency: price.currency,
    stock: stock ?? 0, active: Number(active ?? true), synonyms: JSON.stringify(synonyms ?? []), created_at: now, updated_at: now,
  })
  if (stock !== null && stock > 0) noteStockTx(tx, seq, stock, { change: stock, reason: 'import', note: fileName, saleSeq: null, at: now })
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
export function applyCustomerTx(tx: Tx, businessId: string, read: CustomerRead, now: number): RowEnd {
  const { nationalId, name, phone, email, address, neighbourhood, notes } = read
  const customer = customerByNationalId(tx.database, businessId, nationalId)
  if (customer === null) {
    if (name === null) return { failed: 'catalogue.row_name_missing' }
    insertCustomerTx(tx, {
      id: newId(), business_id: businessId, national_id: nationalId, name, name_folded: normalise(name), phone: phone ?? '', email: email ?? '', address: address ?? '', neighbourhood: neighbourhood ?? '', notes: notes ?? '', created_at: now, updated_at: now,
    })
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
  return 'updated'
}

function differing<Change extends object>(row: Readonly<Record<keyof Change, unknown>>, said: Change): Change {
  return Object.fromEntries(Object.entries(said).filter(([name, value]) => row[name as keyof Change] !== value)) as Change
}
