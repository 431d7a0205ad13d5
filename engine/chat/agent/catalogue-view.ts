import type { Product } from './product.ts'
import { buildIndex, type ProductIndex } from './search/product-index.ts'

/** All the agent knows of the shop's products: the port between it and wherever they are kept. */
export interface CatalogueView {
  readonly products: readonly Product[]
  readonly index: ProductIndex
  product(id: string): Product | null
}

/** Makes the view of a list of products; the index is built here, once per change of the catalogue (some 10 ms per hundred products). */
export function catalogueView(products: readonly Product[]): CatalogueView {
  const byId = new Map(products.map((product) => [product.id, product]))
  return { products, index: buildIndex(products), product: (id) => byId.get(id) ?? null }
}

/**
 * The same view with some of its products at other prices, stock or out of sale: the index is kept, as the words they are found by stay.
 * @param changed products of the view by their id, whose words are the same
 */
export function withProducts(view: CatalogueView, changed: ReadonlyMap<string, Product>): CatalogueView {
  const now = (product: Product) => changed.get(product.id) ?? product
  const products = view.products.map(now)
  const byId = new Map(products.map((product) => [product.id, product]))
  return { products, index: { ...view.index, products: view.index.products.map((entry) => ({ ...entry, product: now(entry.product) })) }, product: (id) => byId.get(id) ?? null }
}
