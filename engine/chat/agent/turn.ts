import type { HandoffReason } from '../../../db/values.ts'
import type { CatalogueView } from './catalogue-view.ts'
import type { Product } from './product.ts'
import { sellable } from './product.ts'
import { moneyText } from './answers/money.ts'
import { withoutNames } from './search/names-in.ts'
import { wordingOf } from './answers/wording-of.ts'
import type { Wording } from './answers/wording.ts'
import type { ConversationState, OpenItem, Pending } from './conversation.ts'
import { applyCommand, orderAfter, type OrderCommand, type Refusal } from './order/commands.ts'
import { isEnded, subtotalMinor, totalMinor, type Order } from './order/order.ts'
import type { CustomerField } from './order/fields.ts'
import type { Act } from './understanding/acts/acts.ts'
import type { Item } from './understanding/items/item.ts'
import type { Reading } from './understanding/reading.ts'
import type { AgentViews } from './views.ts'

/** Where a fact of an answer comes from. `value` is the fact as it stands in the answer. */
export interface Source {
  readonly kind: 'product' | 'order' | 'customer' | 'document'
  readonly id: string
  readonly field: string
  readonly value: string
}

/** What was done with a message: which road the answer took. The intent is told from it, the message and the state together. */
export type Road = 'product' | 'cart' | 'choice' | 'data' | 'checkout' | 'company' | 'customer' | 'person' | 'small_talk' | 'refused' | 'unknown'

/** One message being answered: what was read of it, and what the answer has become so far. */
export interface Turn {
  readonly reading: Reading
  readonly acts: ReadonlySet<Act>
  items: readonly Item[]
  readonly before: ConversationState
  readonly views: AgentViews
  readonly words: Wording
  order: Order
  shown: readonly string[]
  focus: string | null
  pending: Pending | null
  asked: CustomerField | null
  handoff: HandoffReason | null
  /** The last change of the cart was taken back: going back once more goes further back. */
  undone: boolean
  /** More of the same message is still to be answered: what comes next is not asked yet. */
  readonly goesOn: boolean
  road: Road
  readonly pieces: string[]
  readonly sources: Source[]
  /** Products searched for this answer, best first: the trace shows them. */
  readonly retrieved: string[]
}

export function openTurn(reading: Reading, acts: ReadonlySet<Act>, items: readonly Item[], before: ConversationState, views: AgentViews, goesOn = false): Turn {
  return {
    reading, acts, items, before, views, words: wordingOf(reading.language, before.tone), order: before.order, shown: before.shown, focus: before.focus, pending: before.pending, asked: before.asked,
    handoff: null, undone: false, goesOn, road: 'unknown', pieces: [], sources: [], retrieved: [],
  }
}

export function say(turn: Turn, ...pieces: string[]): void {
  turn.pieces.push(...pieces.filter((piece) => piece !== ''))
}

/** Says what is asked at the end of an answer, unless more of the message is still to be answered. */
export function sayLast(turn: Turn, piece: string): void {
  if (!turn.goesOn) say(turn, piece)
}

export function cite(turn: Turn, source: Source): void {
  if (!turn.sources.some((one) => one.kind === source.kind && one.id === source.id && one.field === source.field && one.value === source.value)) turn.sources.push(source)
}

/**
 * The customer's words, to be repeated in an answer. Where they happen to be a product's whole name ("camilla monogafas ventiladas"), that product
 * is named by the answer, and its source with it.
 */
export function repeated(turn: Turn, words: string): string {
  const { names } = withoutNames(words, turn.views.catalogue)
  for (const { id, name } of names.size === 0 ? [] : turn.views.catalogue.products) if (names.has(name)) cite(turn, { kind: 'product', id, field: 'name', value: name })
  return words
}

export function has(turn: Turn, ...acts: readonly Act[]): boolean {
  return acts.some((act) => turn.acts.has(act))
}

/** Carries out an order's command. A new order begins by itself when the last one has ended. @returns what was refused, or null */
export function command(turn: Turn, what: OrderCommand): Refusal | null {
  const starts = what.kind === 'add' && isEnded(turn.order)
  const outcome = applyCommand(starts ? orderAfter(turn.order) : turn.order, what, { catalogue: turn.views.catalogue, fields: turn.views.fields })
  if ('refused' in outcome) return outcome
  turn.order = outcome.order
  return null
}

export function priceText(turn: Turn, product: Pick<Product, 'priceMinor' | 'currency'>, quantity = 1): string {
  return moneyText(product.priceMinor * quantity, product.currency, turn.reading.language)
}

/** Names a product with price and stock, each with its source. */
export function productText(turn: Turn, product: Product): string {
  const price = priceText(turn, product)
  const stock = turn.words.stock(product.stock)
  cite(turn, { kind: 'product', id: product.id, field: 'name', value: product.name })
  cite(turn, { kind: 'product', id: product.id, field: 'price', value: price })
  cite(turn, { kind: 'product', id: product.id, field: 'stock', value: String(product.stock) })
  return turn.words.productLine(product.name, price, stock)
}

/** Most products one answer lists: more than a person reads in a chat. */
export const mostListed = 6

/** Lists products as a numbered choice and remembers their order for "el segundo". */
export function listProducts(turn: Turn, products: readonly Product[]): void {
  const listed = products.slice(0, mostListed)
  turn.shown = listed.map(({ id }) => id)
  turn.focus = listed.length === 1 ? listed[0]!.id : null
  if (listed.length === 1) return say(turn, `${productText(turn, listed[0]!)}.`)
  say(turn, ...listed.map((product, index) => `${index + 1}. ${productText(turn, product)}`))
}

export function totalText(turn: Turn): string {
  const total = moneyText(totalMinor(turn.order), turn.order.currency, turn.reading.language)
  cite(turn, { kind: 'order', id: 'cart', field: 'total', value: total })
  return turn.words.total(total)
}

/** The cart line by line and its total. */
export function listCart(turn: Turn): void {
  for (const line of turn.order.lines) {
    const [price, subtotal] = [line.unitMinor, subtotalMinor(line)].map((minor) => moneyText(minor, turn.order.currency, turn.reading.language)) as [string, string]
    cite(turn, { kind: 'product', id: line.productId, field: 'price', value: price })
    cite(turn, { kind: 'product', id: line.productId, field: 'name', value: line.name })
    cite(turn, { kind: 'order', id: line.productId, field: 'subtotal', value: subtotal })
    say(turn, turn.words.cartLine(line.quantity, line.name, price, subtotal))
  }
  say(turn, totalText(turn))
}

/** Asks which of several products is meant, or how many of the only one, and remembers what for. */
export function askWhich(turn: Turn, items: readonly OpenItem[]): void {
  const first = items[0]!
  const only = first.options.length === 1 && first.quantity === null ? turn.views.catalogue.product(first.options[0]!) : null
  if (only !== null) {
    turn.focus = only.id
    turn.shown = [only.id]
    turn.pending = { kind: 'quantity', productId: only.id, rest: items.slice(1) }
    cite(turn, { kind: 'product', id: only.id, field: 'name', value: only.name })
    return say(turn, turn.words.howMany(only.name))
  }
  turn.pending = { kind: 'which', items }
  if (first.quantity !== null) cite(turn, { kind: 'order', id: 'asked', field: 'quantity', value: String(first.quantity) })
  say(turn, turn.words.which(repeated(turn, first.text), first.quantity))
  listProducts(turn, productsOf(turn.views.catalogue, first.options))
}

export function productsOf(catalogue: CatalogueView, ids: readonly string[]): Product[] {
  return ids.map((id) => catalogue.product(id)).filter((product) => product !== null)
}

export function onlySellable(products: readonly Product[]): Product[] {
  return products.filter(sellable)
}
