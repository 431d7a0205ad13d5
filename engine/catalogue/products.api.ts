import { implement } from '@orpc/server'
import { newId } from '../../db/id.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { lowStockOf, setLowStockTx } from '../../db/queries/catalogue-settings.ts'
import { changeProductTx, insertProductTx, moveStockTx, noteStockTx, productByExternalId, productById, stockMovements, type ProductChange, type ProductRow } from '../../db/queries/products.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { catalogueContract, type ProductDraft } from '../contract/catalogue.ts'
import { normalise, readCurrency } from '../ingest/index.ts'
import { tellTx, type CatalogueNeeds, type Errors } from './needs.ts'
import { figureDays, productOf, productRowOf } from './views.ts'

/** Movements of the stock shown of a product. */
const mostMovements = 200

/** How far back it is told how products sell, milliseconds. */
const figuresMs = figureDays * 24 * 3_600_000

/** The routes about products and their stock. */
export function productsApi({ database, clock, events }: CatalogueNeeds, reader: Reader) {
  const api = implement(catalogueContract).products
  const find = (businessId: string, id: string, errors: Errors): ProductRow => {
    const row = productById(database, businessId, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.product_not_found' } })
    return row
  }
  /** @throws what stands in the way of a product being as drafted */
  const check = (businessId: string, draft: ProductDraft, own: string | null, errors: Errors) => {
    if (readCurrency(draft.price.currency, '') === null) throw errors.INVALID({ data: { reason: 'catalogue.unknown_currency', detail: draft.price.currency } })
    const other = draft.externalId === null ? null : productByExternalId(database, businessId, draft.externalId)
    if (other !== null && other.id !== own) throw errors.CONFLICT({ data: { reason: 'catalogue.external_id_taken' } })
  }
  return {
    list: api.list.handler(async ({ input: { filter, sort, offset, limit } }) => {
      const { lowStock, ...where } = filter
      const few = lowStockOf(database, filter.businessId)
      const { rows, total } = await reader.run('catalogue.products', { where: { ...where, ...(lowStock === true ? { atMost: few } : {}) }, sort: sort ?? null, offset, limit, since: clock.now() - figuresMs })
      return { rows: rows.map((row) => productRowOf(row, few)), total }
    }),
    categories: api.categories.handler(({ input }) => reader.run('catalogue.categories', input)),
    get: api.get.handler(async ({ input: { businessId, productId }, errors }) => {
      const row = await reader.run('catalogue.product', { businessId, id: productId, since: clock.now() - figuresMs })
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.product_not_found' } })
      return productRowOf(row, lowStockOf(database, businessId))
    }),

    create: api.create.handler(({ input: { businessId, product, stock }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      check(businessId, product, null, errors)
      const id = newId()
      const now = clock.now()
      writeTx(database, (tx) => {
        const seq = insertProductTx(tx, { ...columnsOf(product), id, business_id: businessId, stock, created_at: now, updated_at: now })
        if (stock > 0) noteStockTx(tx, seq, stock, { change: stock, reason: 'created', note: '', saleSeq: null, at: now })
        tellTx(tx, events, 'catalogue.changed')
      })
      return productOf(find(businessId, id, errors))
    }),

    save: api.save.handler(({ input: { businessId, productId, version, product }, errors }) => {
      const row = find(businessId, productId, errors)
      if (row.version !== version) throw errors.CONFLICT({ data: { reason: 'catalogue.changed_since' } })
      check(businessId, product, productId, errors)
      writeTx(database, (tx) => {
        changeProductTx(tx, businessId, row.seq, columnsOf(product), clock.now())
        tellTx(tx, events, 'catalogue.changed')
      })
      return productOf(find(businessId, productId, errors))
    }),

    adjustStock: api.adjustStock.handler(({ input: { businessId, productId, change, reason, note }, errors }) => {
      const { seq } = find(businessId, productId, errors)
      writeTx(database, (tx) => {
        if (moveStockTx(tx, businessId, seq, { change, reason, note, saleSeq: null, at: clock.now() }) === null) throw errors.CONFLICT({ data: { reason: 'catalogue.stock_below_zero' } })
        tellTx(tx, events, 'catalogue.changed')
      })
      return productOf(find(businessId, productId, errors))
    }),
    movements: api.movements.handler(({ input: { businessId, productId }, errors }) =>
      stockMovements(database, businessId, find(businessId, productId, errors).seq, mostMovements).map((row) => ({ at: row.at, change: row.change, stockAfter: row.stock_after, reason: row.reason, note: row.note, saleId: row.sale_id, saleNumber: row.sale_number }))),
  }
}

/** The routes about what a business set for its catalogue. */
export function settingsApi({ database, events }: CatalogueNeeds) {
  const api = implement(catalogueContract).settings
  return {
    get: api.get.handler(({ input: { businessId } }) => ({ lowStock: lowStockOf(database, businessId) })),
    save: api.save.handler(({ input: { businessId, lowStock }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      writeTx(database, (tx) => {
        setLowStockTx(tx, businessId, lowStock)
        tellTx(tx, events, 'catalogue.changed')
      })
      return { lowStock }
    }),
  }
}

function columnsOf({ externalId, name, description, category, price, active, synonyms }: ProductDraft): Required<ProductChange> {
  return {
    external_id: externalId, name, name_folded: normalise(name), description, category, price_minor: price.minor, currency: price.currency, active: Number(active), synonyms: JSON.stringify([...new Set(synonyms)]),
  }
}
