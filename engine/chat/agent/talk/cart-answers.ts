import type { Product } from '../product.ts'
import type { OpenItem } from '../conversation.ts'
import type { Refusal } from '../order/commands.ts'
import { cite, listProducts, onlySellable, productsOf, repeated, say, type Turn } from '../turn.ts'
import type { Item } from '../understanding/items/item.ts'
import { wornInPairs, type Meant } from './which-product.ts'

/** Asks, or says what there is, when an item's words leave it open which product is meant. */
export function unclear(turn: Turn, item: Item, meant: Meant, open: OpenItem[]): void {
  const inPairs = (options: readonly Product[]) => item.pair && options.every((product) => wornInPairs(turn.views.catalogue, product))
  const openFor = (options: readonly Product[]): OpenItem => ({ act: 'add', quantity: item.range !== null ? null : inPairs(options) ? 1 : item.quantity, text: item.text, options: options.map(({ id }) => id), instead: null })
  // Among several things, each open one gets its turn to be asked.
  const several = turn.items.length > 1
  switch (meant.kind) {
    case 'several':
      open.push(openFor(meant.options))
      return
    case 'not_sold':
      tellNotSold(turn, meant.product, several ? [] : meant.near)
      if (several && meant.near.length > 0) open.push(openFor(meant.near))
      else if (meant.near.length > 0) turn.pending = { kind: 'which', items: [openFor(meant.near)] }
      return
    case 'no_size':
    case 'unlike': {
      say(turn, meant.kind === 'unlike' ? turn.words.unlike(repeated(turn, item.text)) : turn.words.noSuchSize(repeated(turn, item.text)))
      const near = onlySellable(meant.near)
      if (several) return void open.push(openFor(near))
      listProducts(turn, near)
      turn.pending = { kind: 'which', items: [openFor(near)] }
      return
    }
    case 'none':
      say(turn, turn.words.unknownProduct(repeated(turn, item.text)))
      if (several && meant.near.length > 0) open.push(openFor(meant.near))
      else if (meant.near.length > 0) {
        say(turn, turn.words.near())
        listProducts(turn, meant.near)
        turn.pending = { kind: 'which', items: [openFor(meant.near)] }
      }
      return
    default:
      // "quiero 5" under a list: five of which of them?
      if (turn.shown.length > 1) open.push({ ...openFor(onlySellable(productsOf(turn.views.catalogue, turn.shown))), text: '' })
      else say(turn, turn.words.whatToBuy())
  }
}

/** Says that a product is known but not sold now, and what is near it. */
export function tellNotSold(turn: Turn, product: Product, near: readonly Product[]): void {
  cite(turn, { kind: 'product', id: product.id, field: 'stock', value: String(product.stock) })
  say(turn, turn.words.notSold(nameOf(turn, product)))
  if (near.length === 0) return
  say(turn, turn.words.near())
  listProducts(turn, near)
}

/** Names a product in an answer. */
export function nameOf(turn: Turn, product: Product): string {
  cite(turn, { kind: 'product', id: product.id, field: 'name', value: product.name })
  return product.name
}

export function tellRefusal(turn: Turn, product: Product, refused: Refusal, inCart: number): void {
  if (refused.refused === 'stock') {
    cite(turn, { kind: 'product', id: product.id, field: 'stock', value: String(refused.stock) })
    say(turn, turn.words.tooLittle(nameOf(turn, product), refused.stock))
    if (refused.stock > inCart) turn.pending = { kind: 'offer', lines: [{ productId: product.id, quantity: refused.stock - inCart }] }
  } else if (refused.refused === 'quantity') {
    cite(turn, { kind: 'order', id: 'limits', field: 'quantity', value: `${refused.least}-${refused.most}` })
    say(turn, turn.words.quantityLimits(refused.least, refused.most))
  } else say(turn, turn.words.notSold(nameOf(turn, product)))
}
