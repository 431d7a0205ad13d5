import { buildIndex, type ProductIndex } from './search/product-index.ts'

/** One product as the agent may speak of it. Money in the currency's smallest unit; stock in pieces that can be sold now. */
export interface Product {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly priceMinor: number
  readonly currency: string
  readonly stock: number
  /** False: no longer sold, told of when asked for by name and never put in a cart. */
  readonly active: boolean
  /** Words of this shop for it, besides those every shop uses (resources/chat/synonyms.json). */
  readonly synonyms: readonly string[]
}

/** All the agent knows of the shop's products: the port between it and wherever they are kept. */
export interface CatalogueView {
  readonly products: readonly Product[]
  readonly index: ProductIndex
  product(id: string): Product | null
}

/** Whether a product can be sold now. */
export function sellable(product: Product): boolean {
  return product.active && product.stock > 0
}

/** Makes the view of a list of products; the index is built here, once per change of the catalogue (1 ms per hundred products). */
export function catalogueView(products: readonly Product[]): CatalogueView {
  const byId = new Map(products.map((product) => [product.id, product]))
  return { products, index: buildIndex(products), product: (id) => byId.get(id) ?? null }
}
