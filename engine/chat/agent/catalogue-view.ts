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
