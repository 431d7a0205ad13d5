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

/** Whether a product can be sold now. */
export function sellable(product: Product): boolean {
  return product.active && product.stock > 0
}
