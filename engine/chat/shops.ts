import { productById, productsSince, type ProductRow } from '../../db/queries/products.ts'
import type { Database } from '../../db/open.ts'
import { catalogueView, withProducts, type CatalogueView, type Product } from './agent/index.ts'

/** What the agent sees of a business's catalogue. */
export interface Shop { readonly view: CatalogueView; /** In which it sells. */ readonly currency: string }

/** Where no product says another. */
const usualCurrency = 'COP'

interface Kept { readonly shop: Shop; readonly words: ReadonlyMap<string, string>; readonly rows: ReadonlyMap<string, ProductRow>; readonly newest: number }

/** The catalogues as the agent sees them. The index of words is kept; prices and stock are read anew each time, where they changed. */
export interface Shops {
  shopOf(businessId: string): Shop
  /** Whether the products are in the catalogue as the view has them. */
  isFresh(businessId: string, shop: Shop, productIds: Iterable<string>): boolean
  /** Everything is read anew. */
  forget(businessId: string): void
}

export function openShops(database: Database): Shops {
  const kept = new Map<string, Kept>()
  return {
    shopOf(businessId) {
      const before = kept.get(businessId)
      // Changes of the newest moment may have come after it was read.
      const { rows, total } = productsSince(database, businessId, before?.newest ?? 0)
      const changed = before === undefined ? rows : rows.filter((row) => differs(before.rows.get(row.id), row))
      if (before !== undefined && changed.length === 0 && total === before.rows.size) return before.shop
      const next = before === undefined ? keep(rows) : advance(before, changed, total) ?? keep(productsSince(database, businessId, 0).rows)
      kept.set(businessId, next)
      return next.shop
    },
    isFresh(businessId, shop, productIds) {
      for (const id of productIds) {
        const row = productById(database, businessId, id)
        const now = row === null || row.currency !== shop.currency ? null : productOf(row)
        if (JSON.stringify(now) !== JSON.stringify(shop.view.product(id))) return false
      }
      return true
    },
    forget: (businessId) => void kept.delete(businessId),
  }
}

/** What the agent offers of a catalogue, and in which currency. */
export function offeredOf(rows: readonly ProductRow[]): { readonly rows: readonly ProductRow[]; readonly currency: string } {
  const currency = mainCurrency(rows)
  // A cart has one currency; what is sold in another one cannot be put in it, and is not offered.
  return { currency, rows: rows.filter((row) => row.currency === currency) }
}

function keep(rows: readonly ProductRow[]): Kept {
  const { currency, rows: offered } = offeredOf(rows)
  return { shop: { view: catalogueView(offered.map(productOf)), currency }, words: new Map(rows.map((row) => [row.id, wordsOf(row)])), rows: new Map(rows.map((row) => [row.id, row])), newest: newestOf(rows, 0) }
}

/** Takes over changed prices and stock. @returns null when the words or the products themselves are others */
function advance(before: Kept, changed: readonly ProductRow[], total: number): Kept | null {
  if (total !== before.rows.size || changed.some((row) => before.words.get(row.id) !== wordsOf(row))) return null
  const rows = new Map(before.rows)
  for (const row of changed) rows.set(row.id, row)
  const view = withProducts(before.shop.view, new Map(changed.filter((row) => row.currency === before.shop.currency).map((row) => [row.id, productOf(row)])))
  return { ...before, shop: { ...before.shop, view }, rows, newest: newestOf(changed, before.newest) }
}

function mainCurrency(rows: readonly ProductRow[]): string {
  const counts = new Map<string, number>()
  for (const { currency, active } of rows) counts.set(currency, (counts.get(currency) ?? 0) + (active === 1 ? 1 : 0))
  return [...counts].toSorted(([one, many], [other, more]) => more - many || one.localeCompare(other))[0]?.[0] ?? usualCurrency
}

const wordsOf = (row: ProductRow) => JSON.stringify([row.name, row.description, row.category, row.synonyms, row.currency])
const newestOf = (rows: readonly ProductRow[], least: number) => rows.reduce((newest, row) => Math.max(newest, row.updated_at), least)

function differs(before: ProductRow | undefined, row: ProductRow): boolean {
  return before === undefined || before.version !== row.version || before.stock !== row.stock || before.updated_at !== row.updated_at || before.price_minor !== row.price_minor || before.active !== row.active
}

/** A product as the agent knows it. */
export function productOf(row: ProductRow): Product {
  return {
    id: row.id, name: row.name, description: row.description, category: row.category, priceMinor: row.price_minor, currency: row.currency, stock: row.stock, active: row.active === 1,
    synonyms: JSON.parse(row.synonyms) as string[],
  }
}
