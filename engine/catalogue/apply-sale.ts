import { newId } from '../../db/id.ts'
import { noteCatalogueChangeTx } from '../../db/queries/catalogue-changes.ts'
import { customerByNationalId, customersByName } from '../../db/queries/customers.ts'
import { moveStockTx, productByExternalId, productBySeq, productsByName } from '../../db/queries/products.ts'
import { insertSaleTx, saleByExternalNumber, saleByOwnNumber, saleLines, type SaleLineRow, type SaleRow as StoredSale } from '../../db/queries/sales.ts'
import type { Tx } from '../../db/tx.ts'
import { normalise } from '../ingest/index.ts'
import { createCustomerTx, type Importing } from './apply-rows.ts'
import type { RowFailure, SaleRow } from './reading/import-part.ts'
import type { CatalogueRowReason } from './reading/row-reasons.ts'
import type { SaleRead } from './reading/sale-row.ts'

/** A clock in another zone may be ahead of ours; a sale of the day after tomorrow is a date read wrongly. */
const furthestAheadMs = 24 * 3_600_000

type Line = Omit<SaleLineRow, 'product_id'>
export type SaleEnd = 'created' | 'skipped' | { readonly failed: readonly RowFailure[] }

/**
 * Brings a sale of a file to the catalogue. It is found again by the file's number, and stays as it is then. What cannot be
 * kept whole is refused whole: half a sale would be money told wrongly.
 * @param takeStock whether its pieces are to be taken from the stock; those of a cancelled sale never are
 */
export function applySaleTx(tx: Tx, importing: Importing, rows: readonly SaleRow[], takeStock: boolean, now: number): SaleEnd {
  const { businessId, importId, fileName } = importing
  const first = rows[0]!.read
  const refuse = (reason: CatalogueRowReason, at: SaleRow = rows[0]!): SaleEnd =>
    ({ failed: rows.map((row) => ({ rowNumber: row.rowNumber, cells: row.cells, reasons: [row === at ? reason : 'catalogue.row_sale_incomplete'] })) })
  const lines: Line[] = []
  for (const row of rows) {
    const line = lineOf(tx, businessId, row.read)
    if (typeof line === 'string') return refuse(line, row)
    lines.push(line)
  }
  const sale = { total_minor: lines.reduce((sum, line) => sum + line.quantity * line.price_minor, 0), currency: first.price.currency, sold_at: first.soldAt }
  const stored = saleByExternalNumber(tx.database, businessId, first.number)
  if (stored !== null) return isSame(tx, businessId, stored, sale, lines) ? 'skipped' : refuse('catalogue.row_sale_differs')
  const own = /^\d{1,15}$/.test(first.number) ? saleByOwnNumber(tx.database, businessId, Number(first.number)) : null
  // Our own export comes back; any other sale that happens to have the number is another one.
  if (own !== null && isSame(tx, businessId, own, sale, lines)) return 'skipped'
  if (first.soldAt > now + furthestAheadMs) return refuse('catalogue.row_sale_in_future')
  const taken = takeStock && first.fulfilment !== 'cancelled' ? piecesOf(lines) : new Map<number, number>()
  for (const [seq, pieces] of taken) if ((productBySeq(tx.database, businessId, seq)?.stock ?? 0) < pieces) return refuse('catalogue.row_stock_short', rows[lines.findIndex((line) => line.product_seq === seq)])
  const customer = customerOf(tx, importing, first, now)
  if (typeof customer === 'string') return refuse(customer)

  const { seq } = insertSaleTx(tx, { ...sale, id: newId(), business_id: businessId, customer_seq: customer, channel: first.channel, fulfilment: first.fulfilment, payment: first.payment, updated_at: now, external_number: first.number }, lines)
  for (const [product, pieces] of taken) moveStockTx(tx, businessId, product, { change: -pieces, reason: 'sale', note: fileName, saleSeq: seq, at: now })
  noteCatalogueChangeTx(tx, importId, { entity: 'sale', rowSeq: seq, before: null, after: { fulfilment: first.fulfilment, payment: first.payment }, pieces: 0 })
  return 'created'
}

function lineOf({ database }: Tx, businessId: string, { externalId, product: name, quantity, price }: SaleRead): Line | CatalogueRowReason {
  const found = externalId === null ? productsByName(database, businessId, normalise(name ?? '')) : [productByExternalId(database, businessId, externalId)]
  const [product] = found
  if (product === null || product === undefined) return 'catalogue.row_product_unknown'
  if (found.length > 1) return 'catalogue.row_product_ambiguous'
  return { product_seq: product.seq, name: name ?? product.name, quantity, price_minor: price.minor }
}

function isSame(tx: Tx, businessId: string, stored: StoredSale, sale: Pick<StoredSale, 'total_minor' | 'currency' | 'sold_at'>, lines: readonly Line[]): boolean {
  if (stored.total_minor !== sale.total_minor || stored.currency !== sale.currency || stored.sold_at !== sale.sold_at) return false
  const before = saleLines(tx.database, businessId, stored.seq)
  return before.length === lines.length && before.every((line, index) => line.product_seq === lines[index]!.product_seq && line.quantity === lines[index]!.quantity && line.price_minor === lines[index]!.price_minor)
}

function piecesOf(lines: readonly Line[]): Map<number, number> {
  const pieces = new Map<number, number>()
  for (const line of lines) pieces.set(line.product_seq, (pieces.get(line.product_seq) ?? 0) + line.quantity)
  return pieces
}

/** Who bought: known by the national id, else by a name that one customer alone has; somebody new is written down. */
function customerOf(tx: Tx, importing: Importing, { nationalId, customer: name }: SaleRead, now: number): number | null | CatalogueRowReason {
  const { database } = tx
  const { businessId } = importing
  if (nationalId === null && name === null) return null
  const known = nationalId === null ? customersByName(database, businessId, normalise(name ?? '')) : [customerByNationalId(database, businessId, nationalId)].filter((one) => one !== null)
  if (known.length > 1) return 'catalogue.row_customer_ambiguous'
  if (known[0] !== undefined) return known[0].seq
  if (name === null) return 'catalogue.row_customer_unknown'
  return createCustomerTx(tx, importing, { national_id: nationalId, name, name_folded: normalise(name), phone: '', email: '', address: '', neighbourhood: '', notes: '' }, now)
}
