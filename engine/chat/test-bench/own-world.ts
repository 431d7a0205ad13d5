import type { Database } from '../../../db/open.ts'
import { productsAfter, type ProductRow } from '../../../db/queries/products.ts'
import { z } from 'zod'
import type { BenchProduct, BenchWorld } from './world.ts'

const wordsSchema = z.array(z.string())
const rowsPerRead = 1_000

/** The business as it is now. */
export function ownWorld(database: Database, businessId: string): BenchWorld {
  const products: BenchProduct[] = []
  for (let after = 0; ;) {
    const rows = productsAfter(database, { businessId, after, limit: rowsPerRead })
    products.push(...rows.map(productOf))
    const last = rows.at(-1)
    if (last === undefined || rows.length < rowsPerRead) break
    after = last.seq
  }
  return { products, passages: [], country: 'CO', currency: usualCurrency(products), language: 'es', tone: 'amigable' }
}

function productOf(row: ProductRow): BenchProduct {
  return {
    id: row.id, code: row.external_id, name: row.name, description: row.description, category: row.category, priceMinor: row.price_minor, currency: row.currency, stock: row.stock,
    active: row.active === 1, synonyms: wordsSchema.parse(JSON.parse(row.synonyms)),
  }
}

/** The currency that most products are sold in. */
function usualCurrency(products: readonly BenchProduct[]): string {
  const counts = Map.groupBy(products, ({ currency }) => currency)
  return [...counts].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? 'COP'
}
