import { forgetCatalogueRowTx, removeCatalogueChangeTx, type CatalogueChangeRow, type ColumnValues } from '../../db/queries/catalogue-changes.ts'
import { changeCustomerTx, customerBySeq, customerIsUsed, removeCustomerTx, type CustomerChange } from '../../db/queries/customers.ts'
import { changeProductTx, countedSince, moveStockTx, productBySeq, productIsUsed, removeProductTx, type ProductChange } from '../../db/queries/products.ts'
import { removeSaleTx, saleBySeq, takenBySale } from '../../db/queries/sales.ts'
import type { Tx } from '../../db/tx.ts'
import type { ImportKeptReason } from '../../db/values.ts'
import type { Importing } from './apply-rows.ts'

/**
 * Takes back what an import did to one product, customer or sale: what it created goes, what it changed is set back. All
 * of it or nothing; whatever somebody changed since stays theirs.
 * @returns why it was left as it is; null when it was taken back
 */
export function takeBackTx(tx: Tx, importing: Importing, change: CatalogueChangeRow, now: number): ImportKeptReason | null {
  const why = change.entity === 'sale' ? saleTakenBackTx(tx, importing, change, now) : change.entity === 'product' ? productTakenBackTx(tx, importing, change, now) : customerTakenBackTx(tx, importing, change, now)
  if (why === null) removeCatalogueChangeTx(tx, importing.importId, change.entity, change.row_seq)
  return why
}

function saleTakenBackTx(tx: Tx, { businessId, fileName }: Importing, { row_seq: seq, after }: CatalogueChangeRow, now: number): ImportKeptReason | null {
  const sale = saleBySeq(tx.database, businessId, seq)
  if (sale === null) return null
  if (!holds(sale, after)) return 'changed'
  const taken = takenBySale(tx.database, seq)
  // Whoever counted found the pieces gone, or not: to give them back would make more than there are.
  if (taken.some(({ product_seq, movement_seq }) => countedSince(tx.database, product_seq, movement_seq))) return 'changed'
  for (const { product_seq, pieces } of taken) moveStockTx(tx, businessId, product_seq, { change: pieces, reason: 'sale_cancelled', note: fileName, saleSeq: null, at: now })
  removeSaleTx(tx, businessId, seq)
  forgetCatalogueRowTx(tx, 'sale', seq)
  return null
}

function productTakenBackTx(tx: Tx, { businessId, fileName }: Importing, { row_seq: seq, before, after, pieces, movement_seq: movement }: CatalogueChangeRow, now: number): ImportKeptReason | null {
  const product = productBySeq(tx.database, businessId, seq)
  if (product === null) return null
  if (!holds(product, after)) return 'changed'
  if (before === null) {
    if (productIsUsed(tx.database, seq)) return 'used'
    if (product.stock !== pieces) return 'changed'
    removeProductTx(tx, businessId, seq)
    forgetCatalogueRowTx(tx, 'product', seq)
    return null
  }
  if (movement !== null && countedSince(tx.database, seq, movement)) return 'changed'
  if (pieces !== 0 && moveStockTx(tx, businessId, seq, { change: -pieces, reason: 'import_undone', note: fileName, saleSeq: null, at: now }) === null) return 'sold_out'
  const columns = JSON.parse(before) as ProductChange
  if (Object.keys(columns).length > 0) changeProductTx(tx, businessId, seq, columns, now)
  return null
}

function customerTakenBackTx(tx: Tx, { businessId }: Importing, { row_seq: seq, before, after }: CatalogueChangeRow, now: number): ImportKeptReason | null {
  const customer = customerBySeq(tx.database, businessId, seq)
  if (customer === null) return null
  if (!holds(customer, after)) return 'changed'
  if (before === null) {
    if (customerIsUsed(tx.database, seq)) return 'used'
    removeCustomerTx(tx, businessId, seq)
    forgetCatalogueRowTx(tx, 'customer', seq)
    return null
  }
  changeCustomerTx(tx, businessId, seq, JSON.parse(before) as CustomerChange, now)
  return null
}

/** Whether a row still has what the import left in it. */
function holds(row: object, after: string): boolean {
  return Object.entries(JSON.parse(after) as ColumnValues).every(([column, value]) => (row as ColumnValues)[column] === value)
}
