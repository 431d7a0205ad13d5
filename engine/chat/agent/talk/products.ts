import { sellable, type Product } from '../product.ts'
import { moneyText } from '../answers/money.ts'
import { commonWords } from '../search/empty-words.ts'
import { findWish } from '../search/find.ts'
import { faintStems } from '../search/meanings.ts'
import { askWhich, cite, has, listProducts, mostListed, onlySellable, priceText, productsOf, repeated, say, sayLast, type Turn } from '../turn.ts'
import type { OpenItem } from '../conversation.ts'
import type { Item } from '../understanding/items/item.ts'
import { asHolder, tellAlso } from './also-found.ts'
import { tellNotSold } from './cart-answers.ts'
import { familyOf, focusOf, meantBy } from './which-product.ts'

const retrievedAtMost = 5

/** Answers a question about products: what there is, what it costs, how many are left. Nothing comes into the cart here. */
export function talkProducts(turn: Turn): void {
  turn.road = 'product'
  turn.pending = null
  const named = asHolder(turn, worthTelling(turn.items.filter((item) => item.wish.meanings.length > 0 || item.reference !== null || item.wish.measures.length > 0 || item.wish.plain === true)))
  answerQuestion(turn, named)
  keepAsked(turn)
}

/** "algo para que los operarios no se insolen, un chaleco que enfría": beside a thing that is named, what has no name of its own only tells what it is for. */
function worthTelling(items: readonly Item[]): readonly Item[] {
  const heads = items.filter(({ wish }) => wish.meanings.some(({ head }) => head))
  // "gafas y careta, ¿cuánto las dos?" points at what was just named.
  if (heads.length > 1) return items.filter((item) => item.wish.meanings.length > 0 && (heads.includes(item) || item.kind !== null || item.besides))
  return heads.length === 0 ? items : items.filter((item) => heads.includes(item) || item.kind !== null || item.wish.meanings.length === 0 || item.besides)
}

/** "¿cuál es la diferencia?", asked while one of several is to be chosen: the choice stays open, with its number. */
function keepAsked(turn: Turn): void {
  const open = turn.before.pending
  if (open?.kind !== 'which' || open.items[0]!.act !== 'add' || (turn.pending !== null && turn.pending.kind !== 'offer')) return
  const [first, ...rest] = open.items as [OpenItem, ...OpenItem[]]
  const options = turn.shown.filter((id) => first.options.includes(id))
  if (options.length === 0) return
  if (options.length > 1 || rest.length > 0 || first.quantity !== null) turn.pending = { kind: 'which', items: [{ ...first, options }, ...rest] }
}

function answerQuestion(turn: Turn, named: readonly Item[]): void {
  for (const item of named) for (const { product } of findWish(turn.views.catalogue.index, item.wish, retrievedAtMost)) if (!turn.retrieved.includes(product.id)) turn.retrieved.push(product.id)
  if (named.length === 0) {
    const focus = has(turn, 'list') ? null : focusOf(turn)
    if (focus !== null && has(turn, 'price', 'describe', 'stock') && unknownThing(turn) === '') {
      tellFocus(turn, focus)
      return offerFocus(turn)
    }
    if (relist(turn)) return
    const unknown = has(turn, 'list') ? '' : unknownThing(turn)
    if (unknown !== '') say(turn, turn.words.unknownProduct(repeated(turn, unknown)))
    return overview(turn)
  }
  if (has(turn, 'quote') || named.some((item) => item.quantity !== null && item.quantity > 1)) return quote(turn, named)
  if (has(turn, 'compare')) return compare(turn, named)
  if (named.length > 1) {
    const together = productsOfAll(turn, named)
    if (together !== null) return tellTogether(turn, together)
    const told: string[] = []
    for (const item of named) {
      const { shown } = turn
      tellItem(turn, item)
      if (turn.shown !== shown) told.push(...turn.shown.filter((id) => !told.includes(id)))
    }
    if (told.length > 1) turn.shown = told
    return
  }
  tellItem(turn, named[0]!)
  if (turn.shown !== turn.before.shown) tellAlso(turn, named[0]!)
  if (turn.shown.length === 1 && turn.shown !== turn.before.shown) offerFocus(turn)
}

/** What several questions in one message are about, each once; null when one of them has no plain answer. */
function productsOfAll(turn: Turn, items: readonly Item[]): Product[] | null {
  const all: Product[] = []
  for (const item of items) {
    const meant = meantBy(turn, item)
    const products = meant.kind === 'one' ? [meant.product] : meant.kind === 'these' ? meant.products : meant.kind === 'several' ? meant.options : null
    if (products === null || products.length === 0 || !products.every(sellable)) return null
    for (const product of products) if (!all.some(({ id }) => id === product.id)) all.push(product)
  }
  return all.length <= mostListed ? all : null
}

function tellTogether(turn: Turn, products: readonly Product[]): void {
  listProducts(turn, products)
  if (products.length === 1) offerFocus(turn)
}

function tellItem(turn: Turn, item: Item): void {
  const meant = meantBy(turn, item)
  switch (meant.kind) {
    case 'one':
      return tellProducts(turn, [meant.product, ...alsoCalledSo(turn, meant.product, item)], item)
    case 'these':
      return tellProducts(turn, meant.products, item)
    case 'several':
      return tellProducts(turn, has(turn, 'price') || meant.options.length > 1 ? cheapestFirst(turn, meant.options) : meant.options, item)
    case 'not_sold':
      return tellNotSold(turn, meant.product, meant.near)
    case 'no_size':
      if (item.wish.measures.every((measure) => measure.unit === 'size')) return tellProducts(turn, meant.near, item)
      say(turn, turn.words.noSuchSize(repeated(turn, item.text)))
      return listProducts(turn, onlySellable(meant.near))
    case 'unlike':
      say(turn, turn.words.unlike(repeated(turn, item.text)))
      return listProducts(turn, onlySellable(meant.near))
    case 'none':
      say(turn, turn.words.unknownProduct(repeated(turn, item.text)))
      if (meant.near.length === 0) return
      say(turn, turn.words.near())
      return listProducts(turn, meant.near)
    case 'nothing':
      return overview(turn)
  }
}

function tellProducts(turn: Turn, products: readonly Product[], item: Item): void {
  const sold = onlySellable(products)
  if (sold.length === 0 && products[0] !== undefined) return tellNotSold(turn, products[0], onlySellable(familyOf(turn, item)))
  if (sold.length > 1) say(turn, turn.words.found(sold.length, Math.min(sold.length, 6)))
  listProducts(turn, sold)
  const only = sold.length === 1 ? sold[0]! : null
  if (only !== null && has(turn, 'describe', 'recommend') && only.description !== '') {
    cite(turn, { kind: 'product', id: only.id, field: 'description', value: only.description })
    say(turn, `${only.description}.`)
  }
  if (item.wish.measures.some((measure) => measure.unit === 'size') && !sold.some((product) => product.description.toLowerCase().includes('talla'))) say(turn, turn.words.sizeNotKnown())
}

/** "¿qué eslingas hay?" asks for all of them, though one is called no more than that. */
function alsoCalledSo(turn: Turn, product: Product, item: Item): readonly Product[] {
  const [meaning, ...more] = item.wish.meanings.filter(({ head, terms }) => head || ![...terms.keys()].some((term) => faintStems.has(term)))
  if (meaning === undefined || !meaning.head || more.length > 0 || item.wish.measures.length > 0 || item.quantity !== null || item.reference !== null) return []
  return onlySellable(turn.views.catalogue.index.products.filter(({ head }) => [...meaning.terms.keys()].some((term) => head.has(term))).map((indexed) => indexed.product)).filter(({ id }) => id !== product.id)
}

/** When a customer asks for what is cheap, the list begins there. */
function cheapestFirst(turn: Turn, products: readonly Product[]): readonly Product[] {
  return /\b(barat|economic|cheap)/.test(turn.reading.flat) ? products.toSorted((one, other) => one.priceMinor - other.priceMinor) : products
}

/** "qué precio tienen?", "cuáles hay?": asked of what was just listed or is being chosen from. */
function relist(turn: Turn): boolean {
  const { pending } = turn.before
  if (/\b(productos?|catalogo|articulos|inventario|mas|otr[oa]s?|todo|products|else|catalogue)\b/.test(turn.reading.flat) || unknownThing(turn) !== '' || turn.before.shown.length < 2) return false
  if (pending?.kind === 'which') askWhich(turn, pending.items)
  else listProducts(turn, productsOf(turn.views.catalogue, turn.before.shown))
  return true
}

/** "y cuánto vale?": said of what was spoken of last. */
function tellFocus(turn: Turn, product: Product): void {
  turn.retrieved.push(product.id)
  if (!sellable(product)) {
    turn.shown = []
    return tellNotSold(turn, product, [])
  }
  listProducts(turn, [product])
  if (!has(turn, 'describe') || product.description === '') return
  cite(turn, { kind: 'product', id: product.id, field: 'description', value: product.description })
  say(turn, `${product.description}.`)
}

function offerFocus(turn: Turn): void {
  const product = turn.shown[0] === undefined ? null : turn.views.catalogue.product(turn.shown[0])
  if (product === null || !sellable(product)) return
  turn.focus = product.id
  turn.pending = { kind: 'offer', lines: [{ productId: product.id, quantity: 1 }] }
  sayLast(turn, turn.words.offer(product.name))
}

/** What a number of things would cost, and the offer to put them in the cart. */
function quote(turn: Turn, items: readonly Item[]): void {
  const lines: { productId: string; quantity: number }[] = []
  let total = 0
  for (const item of items) {
    const meant = meantBy(turn, item)
    const product = meant.kind === 'one' ? meant.product : meant.kind === 'these' && meant.products.length === 1 ? meant.products[0]! : null
    if (product === null || !sellable(product)) {
      if (meant.kind === 'several' && item.quantity !== null) turn.pending = { kind: 'which', items: [{ act: 'add', quantity: item.quantity, text: item.text, options: meant.options.map(({ id }) => id), instead: null }] }
      tellItem(turn, item)
      continue
    }
    const quantity = item.quantity ?? 1
    const subtotal = priceText(turn, product, quantity)
    cite(turn, { kind: 'product', id: product.id, field: 'price', value: priceText(turn, product) })
    cite(turn, { kind: 'product', id: product.id, field: 'name', value: product.name })
    cite(turn, { kind: 'product', id: product.id, field: 'subtotal', value: subtotal })
    say(turn, turn.words.quoteLine(quantity, product.name, priceText(turn, product), subtotal))
    turn.focus = product.id
    total += product.priceMinor * quantity
    if (quantity > product.stock) {
      cite(turn, { kind: 'product', id: product.id, field: 'stock', value: String(product.stock) })
      say(turn, turn.words.tooLittle(product.name, product.stock))
    } else lines.push({ productId: product.id, quantity })
  }
  if (lines.length === 0) return
  if (lines.length > 1) {
    const text = moneyText(total, turn.order.currency, turn.reading.language)
    cite(turn, { kind: 'order', id: 'quote', field: 'total', value: text })
    say(turn, turn.words.total(text))
  }
  turn.shown = lines.map(({ productId }) => productId)
  turn.pending = { kind: 'offer', lines }
  sayLast(turn, turn.words.offerLines())
}

function compare(turn: Turn, items: readonly Item[]): void {
  const products = onlySellable(items.flatMap((item) => {
    const meant = meantBy(turn, item)
    return meant.kind === 'one' ? [meant.product] : meant.kind === 'these' ? meant.products : meant.kind === 'several' ? meant.options : []
  }))
  if (products.length === 0) return tellItem(turn, items[0]!)
  say(turn, turn.words.compare())
  listProducts(turn, products)
  for (const { id, name, description } of products.slice(0, 3)) {
    if (description === '') continue
    cite(turn, { kind: 'product', id, field: 'description', value: description })
    say(turn, `${name}: ${description}.`)
  }
}

/** A thing asked for that the catalogue does not know: the last word that is neither an everyday word nor a product's. "" when there is none. */
export function unknownThing(turn: Turn): string {
  const flat = turn.reading.flat.split(' ')
  return turn.reading.words.findLast((word, at) => word.figure === null && word.text.length >= 4 && !turn.reading.meanings[at] && !commonWords.has(word.text) && !commonWords.has(flat[at] ?? ''))?.text ?? ''
}

const familiesShown = 8

/** "¿Qué productos tienen?": the kinds of things there are, by the first word of their names. */
function overview(turn: Turn): void {
  const families = new Map<string, { name: string; count: number }>()
  for (const { product, head } of turn.views.catalogue.index.products) {
    const key = [...head][0]
    // What somebody entered to try the shop out is for sale, but nothing to begin with.
    if (!sellable(product) || key === undefined || /\b(test|prueba)\b/i.test(product.name)) continue
    const family = families.get(key) ?? { name: product.name.split(' ')[0]!.toLowerCase(), count: 0 }
    families.set(key, { name: family.name, count: family.count + 1 })
  }
  const most = [...families.values()].toSorted((one, other) => other.count - one.count).slice(0, familiesShown)
  if (most.length === 0) return say(turn, turn.words.nothingForSale())
  say(turn, turn.words.overview(most.map(({ name }) => name).join(', ')))
}
