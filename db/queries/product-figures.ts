import type { Database } from '../open.ts'
import { productById, productPage, type ProductPage, type ProductRow } from './products.ts'

/** How a product sold since a moment. Cancelled sales do not count. */
export interface SoldProduct extends ProductRow {
  sold: number
  /** Of sales in the product's currency. */
  revenue_minor: number
}

interface Sum { product_seq: number; currency: string; pieces: number; minor: number }

/** As `productPage`, and how each product sold since `since`, milliseconds UTC. */
export function soldProductPage(database: Database, { since, ...page }: ProductPage & { since: number }): { rows: SoldProduct[]; total: number } {
  const { rows, total } = productPage(database, page)
  return { rows: withSums(database, page.where.businessId, since, rows), total }
}

/** @returns null where the business has no such product */
export function soldProduct(database: Database, { businessId, id, since }: { businessId: string; id: string; since: number }): SoldProduct | null {
  const row = productById(database, businessId, id)
  return row === null ? null : withSums(database, businessId, since, [row])[0]!
}

/** Sales of a span are found by their time and summed once for all products: a product's own lines would be those of all its years. */
function withSums(database: Database, businessId: string, since: number, rows: readonly ProductRow[]): SoldProduct[] {
  const sums = database
    .prepare<Sum>(`SELECT line.product_seq, sales.currency, sum(line.quantity) AS pieces, sum(line.quantity * line.price_minor) AS minor
      FROM sales JOIN sale_lines AS line ON line.sale_seq = sales.seq
      WHERE sales.business_id = @businessId AND sales.sold_at >= @since AND sales.fulfilment <> 'cancelled' AND line.product_seq IN (SELECT value FROM json_each(@seqs))
      GROUP BY line.product_seq, sales.currency`)
    .all({ businessId, since, seqs: JSON.stringify(rows.map(({ seq }) => seq)) })
  return rows.map((row) => {
    const own = sums.filter(({ product_seq }) => product_seq === row.seq)
    return { ...row, sold: own.reduce((sum, { pieces }) => sum + pieces, 0), revenue_minor: own.find(({ currency }) => currency === row.currency)?.minor ?? 0 }
  })
}
