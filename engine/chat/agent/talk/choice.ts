import { sellable, type Product } from '../product.ts'
import type { OpenItem, Pending } from '../conversation.ts'
import { lineOf } from '../order/order.ts'
import { coverageOf } from '../search/find.ts'
import { sameMeasure } from '../text/measures.ts'
import { askWhich, command, has, listProducts, productsOf, say, type Turn } from '../turn.ts'
import type { Item } from '../understanding/items/item.ts'
import { consents, hesitates, wishesThat } from '../understanding/consent.ts'
import { readReference } from '../understanding/items/references.ts'
import { addQuantity, finishCart, replaceProduct, talkCart } from './cart.ts'
import { nameOf } from './cart-answers.ts'
import { beginCheckout } from './checkout.ts'
import { meantBy, meantInCart, plainAmong, wornInPairs } from './which-product.ts'

/**
 * Answers the question the agent had asked, when this message does.
 * @returns false when the message is about something else; then the question is open no more
 */
export function talkChoice(turn: Turn, pending: Pending): boolean {
  switch (pending.kind) {
    case 'which':
      return chooseWhich(turn, pending.items)
    case 'offer':
      return takeOffer(turn, pending.lines)
    case 'quantity':
      return takeQuantity(turn, pending.productId, pending.rest)
    case 'thing':
      return takeThing(turn, pending.quantity)
    case 'more':
      return answerMore(turn)
  }
}

function chooseWhich(turn: Turn, open: readonly OpenItem[]): boolean {
  // "es para químicos, ¿qué me recomienda?" asks for advice before it chooses.
  if (has(turn, 'recommend', 'compare') && !turn.items.some(({ quantity }) => quantity !== null)) return false
  // "¿la de doble filtro a cómo?" asks before it chooses.
  if ((turn.reading.question || !turn.items.some(({ quantity }) => quantity !== null)) && has(turn, 'describe', 'price') && !has(turn, 'add') && turn.items.length > 0) return false
  // "los mosquetones tampoco los voy a llevar", asked which one piece is taken out of: all of them go.
  if (open[0]!.act === 'remove' && turn.items.some((item) => item.act === 'remove' && item.quantity === null && /s(?: |$)/.test(item.text))) return false
  const [first, ...rest] = open as [OpenItem, ...OpenItem[]]
  const options = productsOf(turn.views.catalogue, first.options)
  // "no quiero la cinta", before any tape is in the cart, takes the question back.
  const declined = first.act !== 'remove' && turn.items.length > 0 && turn.items.every((item) => item.act === 'remove') && meantInCart(turn, turn.items[0]!).length === 0
  if ((turn.acts.has('no') && turn.items.length === 0) || declined) {
    turn.pending = null
    turn.road = 'choice'
    if (rest.length > 0) askWhich(turn, rest)
    else if (turn.order.lines.length > 0) {
      turn.pending = { kind: 'more' }
      say(turn, turn.words.more())
    } else say(turn, turn.words.anythingElse())
    return true
  }
  const chosen = chosenAmong(turn, options)
  if (chosen === null) {
    // "mejor 3": the number changes, the question stays.
    const bare = turn.items.length === 1 ? turn.items[0]! : null
    if (bare === null || bare.quantity === null || bare.wish.meanings.length > 0 || bare.unmet.length > 0 || bare.reference !== null || first.act !== 'add') return false
    turn.road = 'choice'
    askWhich(turn, [{ ...first, quantity: bare.quantity }, ...rest])
    return true
  }
  if (tellsUse(turn) && chosen.length === 1 && chosen[0]!.options.length === 1 && first.act === 'add') return proposeFor(turn, chosen[0]!.options[0]!, first.quantity)
  turn.road = 'choice'
  turn.pending = null
  if (chosen.length === 1 && chosen[0]!.options.length > 1) {
    askWhich(turn, [{ ...first, options: chosen[0]!.options.map(({ id }) => id), quantity: chosen[0]!.quantity ?? first.quantity }, ...rest])
    return true
  }
  const done = { added: [] as string[], changed: false, lastQuantity: null }
  const uncounted = chosen.filter(({ quantity }) => first.act === 'add' && quantity === null && first.quantity === null)
  for (const { options: [product], quantity } of chosen.filter((one) => !uncounted.includes(one))) carryOut(turn, product!, first, quantity, done)
  if (done.added.length > 0) say(turn, turn.words.added(done.added.join(', ')))
  finishCart(turn, done.changed || done.added.length > 0, [...uncounted.map((one): OpenItem => ({ ...first, options: one.options.map(({ id }) => id) })), ...rest])
  return true
}

/** "es para soldar", "es que son pa un restaurante": asked which one, a customer who only tells the use wants to be told the thing and its price. */
function tellsUse(turn: Turn): boolean {
  return turn.items.every(({ quantity }) => quantity === null) && /^(?:(?:pues|no|se|uy|ah|si|y|es que|que) )*(?:(?:es|son|seria|serian|its|it s|they re|theyre) )(?:para|for|que)\b/.test(turn.reading.flat)
}

function proposeFor(turn: Turn, product: Product, quantity: number | null): boolean {
  turn.road = 'product'
  listProducts(turn, [product])
  turn.retrieved.push(product.id)
  if (!sellable(product)) return true
  turn.pending = { kind: 'offer', lines: [{ productId: product.id, quantity: quantity ?? 1 }] }
  say(turn, turn.words.offer(product.name))
  return true
}

function carryOut(turn: Turn, product: Product, open: OpenItem, said: number | null, done: { added: string[]; changed: boolean; lastQuantity: number | null }): void {
  turn.focus = product.id
  const quantity = said ?? open.quantity
  const gone = open.instead === null ? null : turn.views.catalogue.product(open.instead)
  if (open.act === 'remove') {
    const left = (lineOf(turn.order, product.id)?.quantity ?? 0) - (quantity ?? Infinity)
    if (command(turn, left > 0 ? { kind: 'set_quantity', productId: product.id, quantity: left } : { kind: 'remove', productId: product.id }) !== null) return
    say(turn, left > 0 ? turn.words.changed(nameOf(turn, product), left) : turn.words.removed(nameOf(turn, product)))
    done.changed = true
  } else if (open.act === 'set' && quantity !== null) {
    if (command(turn, { kind: 'set_quantity', productId: product.id, quantity }) !== null) return
    say(turn, turn.words.changed(nameOf(turn, product), quantity))
    done.changed = true
  } else if (open.act === 'replace' && gone !== null) replaceProduct(turn, gone, product, quantity, done)
  else if (quantity !== null) addQuantity(turn, product, pairOf(turn, product) ?? quantity, done)
}

/** "un par" of what is worn in pairs is one; null when no pair was said of it. */
function pairOf(turn: Turn, product: Product): number | null {
  return turn.items.length === 1 && turn.items[0]!.pair && wornInPairs(turn.views.catalogue, product) ? 1 : null
}

interface Chosen { readonly options: readonly Product[]; readonly quantity: number | null }

/** Which of the options the message names, each with the number said of it; null when it names something else or nothing. */
function chosenAmong(turn: Turn, options: readonly Product[]): Chosen[] | null {
  const items = describedTogether(turn.items.filter((item) => item.wish.meanings.length > 0 || item.wish.measures.length > 0 || item.reference !== null || item.wish.plain === true))
  if (items.length === 0) {
    if (options.length === 1 && has(turn, 'yes', 'confirm') && turn.items.length === 0 && consents(turn.reading.flat)) return [{ options, quantity: null }]
    // "dame 2", of the only one that is left to choose.
    const only = turn.items.length === 1 ? turn.items[0]! : null
    if (options.length === 1 && only !== null && only.quantity !== null && only.unmet.length === 0) return [{ options, quantity: only.quantity }]
    // "1" while a numbered list is shown: the first of it, unless a number of pieces is what is missing.
    const bare = /^(?:el |la |opcion |option |numero )?(\d)$/.exec(turn.reading.flat.trim())
    const reference = bare === null ? null : options[Number(bare[1]) - 1]
    const before = turn.before.pending
    const open = before?.kind === 'which' ? before.items[0]! : null
    if (reference !== undefined && reference !== null && open !== null && (open.quantity !== null || bare![0].length > 1)) return [{ options: [reference], quantity: null }]
    return null
  }
  if (items.some((item) => item.wish.meanings.some((meaning) => meaning.head) && !options.some((product) => fitsOption(turn, product, item) > 0.3))) return null
  const chosen: Chosen[] = []
  for (const item of items) {
    const among = optionsOf(turn, options, item)
    if (among === null) return null
    if (item.reference?.kind === 'nth' || item.reference?.kind === 'all' || item.reference?.kind === 'each') for (const product of among) chosen.push({ options: [product], quantity: item.quantity })
    else chosen.push({ options: among, quantity: item.quantity === 1 && isArticle(turn, item) ? null : item.quantity })
  }
  const merged = chosen.filter((one, at) => one.options.length !== 1 || chosen.findIndex((other) => other.options.length === 1 && other.options[0]!.id === one.options[0]!.id && other.quantity === one.quantity) === at)
  return merged.every((one) => one.options.length > 0) && (merged.length === 1 || merged.every((one) => one.options.length === 1)) ? merged : null
}

/** "la negra, la de los cables", "the leather... vaqueta i think you call them": said one after the other without a number, they describe one thing. */
function describedTogether(items: readonly Item[]): readonly Item[] {
  const named = items.filter(({ wish }) => wish.meanings.length > 0)
  const [first] = named
  if (first === undefined || items.length < 2 || items.some(({ quantity, besides, reference }, at) => quantity !== null || (at > 0 && besides && reference === null) || (reference !== null && reference.kind !== 'that'))) return items
  return [{ ...first, reference: null, wish: { ...first.wish, meanings: named.flatMap(({ wish }) => wish.meanings), measures: items.flatMap(({ wish }) => wish.measures) } }]
}

/** "una de nitrilo" may be an article; while a number is already known it does not undo it. */
function isArticle(turn: Turn, item: Item): boolean {
  const before = turn.before.pending
  return before?.kind === 'which' && before.items[0]!.quantity !== null && !item.besides && !turn.reading.words.some((word) => word.figure === 1) && !/\b(solo|uno|solamente)\b/.test(turn.reading.flat) && item.quantity === 1
}

function optionsOf(turn: Turn, options: readonly Product[], item: Item): readonly Product[] | null {
  if (item.reference !== null && item.wish.meanings.length === 0) {
    const meant = meantBy({ ...turn, shown: turn.before.shown.length > 0 ? turn.before.shown : options.map(({ id }) => id) }, item)
    if (meant.kind !== 'these') return null
    const among = meant.products.filter(({ id }) => options.some((option) => option.id === id))
    return among.length > 0 ? among : null
  }
  if (item.wish.plain === true) {
    const plain = plainAmong(turn.views.catalogue, options)
    return plain === null ? null : [plain]
  }
  const scored = options.map((product) => ({ product, fit: fitsOption(turn, product, item) }))
  const best = Math.max(...scored.map(({ fit }) => fit))
  const fitting = best <= 0.25 ? [] : scored.filter(({ fit }) => fit >= best - 0.05).map(({ product }) => product)
  if (item.reference?.kind === 'cheapest') return fitting.toSorted((one, other) => one.priceMinor - other.priceMinor).slice(0, 1)
  return fitting.length === 0 ? null : fitting
}

function fitsOption(turn: Turn, product: Product, item: Item): number {
  const indexed = turn.views.catalogue.index.products.find((one) => one.product.id === product.id)!
  // A size that nothing here states (shoe sizes) tells nothing apart.
  if (item.wish.measures.some((asked) => !(asked.unit === 'size' && !indexed.measures.some(({ unit }) => unit === 'size')) && !indexed.measures.some((has) => sameMeasure(asked, has)))) return 0
  return item.wish.meanings.length === 0 ? 1 : coverageOf(indexed, item.wish)
}

function takeOffer(turn: Turn, lines: readonly { readonly productId: string; readonly quantity: number }[]): boolean {
  const itself = turn.items.length === 1 ? turn.items[0]! : null
  const bare = itself !== null && itself.unmet.length === 0 && itself.wish.meanings.length === 0 && itself.wish.measures.length === 0 && (itself.reference === null || itself.reference.kind === 'that') && itself.act !== 'remove'
  if (has(turn, 'no', 'remove') && !has(turn, 'add') && !bare) {
    if (turn.items.length > 0) return false
    turn.road = 'choice'
    turn.pending = turn.order.lines.length > 0 ? { kind: 'more' } : null
    say(turn, turn.order.lines.length > 0 ? turn.words.more() : turn.words.anythingElse())
    return true
  }
  if (bare && itself.quantity !== null && has(turn, 'set') && lines.length === 1 && lineOf(turn.order, lines[0]!.productId) !== null) return false
  const agreed = acceptsOffer(turn, bare ? itself : null)
  if (!agreed && !(bare && itself.quantity !== null)) return false
  if (turn.items.length > 0 && !bare) return false
  turn.road = 'choice'
  turn.pending = null
  const done = { added: [] as string[], changed: false, lastQuantity: null }
  for (const line of lines) {
    const product = turn.views.catalogue.product(line.productId)
    if (product !== null && sellable(product)) addQuantity(turn, product, lines.length === 1 ? (pairOf(turn, product) ?? itself?.quantity ?? (itself?.same === true ? turn.before.order.lines.at(-1)?.quantity : null) ?? line.quantity) : line.quantity, done)
  }
  if (done.added.length > 0) say(turn, turn.words.added(done.added.join(', ')))
  finishCart(turn, done.added.length > 0, [])
  return true
}

/**
 * Whether a message takes what was offered. To finish and to ask what is in the cart take nothing, unless a plain yes comes first: those
 * are said of the order as it stands.
 * @param itself what the message points at without naming it ("agrégalo"); null when it does not
 */
function acceptsOffer(turn: Turn, itself: Item | null): boolean {
  const { flat, words } = turn.reading
  const pointed = itself !== null && itself.act === 'add'
  const plain = has(turn, 'yes') && consents(flat) && !ending.test(flat)
  if (has(turn, 'checkout', 'show_cart') && !pointed) return plain && /^(?:si|claro|yes|sure|dale)/.test(flat)
  if (hesitates(flat)) return false
  // "ok gracias", "listo gracias" close the talk about a price as often as they take the thing.
  const thanksOnly = has(turn, 'thanks') && !has(turn, 'add') && !/^(?:si|claro|yes|yeah|sure|dale)/.test(flat)
  if (has(turn, 'yes', 'confirm') && consents(flat) && !thanksOnly) return true
  return /\bl[oa]s que (tengas?|tengan|tienen|haya|hay|queden?|quedan)\b/.test(flat) || pointed || (has(turn, 'add') && (itself !== null || (turn.items.length === 0 && wishesThat(words))))
}

/** Words that end an order. */
const ending = /\b(?:pag[aou]\w*|finali\w+|termin\w+|cerr\w+|cierr\w+|pay|finish|checkout|check out)\b/

function takeQuantity(turn: Turn, productId: string, rest: readonly OpenItem[]): boolean {
  const product = turn.views.catalogue.product(productId)
  const named = turn.items.filter((item) => item.wish.meanings.length > 0)
  const number = turn.items.find((item) => item.quantity !== null && item.range === null && (item.unmet.length === 0 || item.wish.meanings.length > 0))
  if (product === null || number === undefined) return false
  // Another thing with its own number is a new item; the same thing named again is not.
  if (named.some((item) => fitsOption(turn, product, item) < 0.5)) return false
  turn.road = 'choice'
  turn.pending = null
  const done = { added: [] as string[], changed: false, lastQuantity: null }
  if (lineOf(turn.order, product.id) !== null && has(turn, 'set')) {
    if (command(turn, { kind: 'set_quantity', productId, quantity: number.quantity! }) === null) done.changed = true
  } else addQuantity(turn, product, pairOf(turn, product) ?? number.quantity!, done)
  if (done.added.length > 0) say(turn, turn.words.added(done.added.join(', ')))
  finishCart(turn, done.changed || done.added.length > 0, rest)
  return true
}

/** "quiero" / "dos" / "cascos": the thing comes in a message of its own. */
function takeThing(turn: Turn, quantity: number | null): boolean {
  const only = turn.items.length === 1 ? turn.items[0]! : null
  if (only === null || turn.reading.question || only.act === 'remove' || has(turn, 'price', 'stock', 'list', 'describe', 'compare', 'recommend')) return false
  if (only.wish.meanings.length === 0) {
    if (only.quantity === null || only.unmet.length > 0 || only.reference !== null || only.wish.measures.length > 0) return false
    turn.road = 'cart'
    turn.pending = { kind: 'thing', quantity: only.quantity }
    say(turn, turn.words.whatToBuy())
    return true
  }
  turn.items = [{ ...only, act: 'add', quantity: only.quantity ?? quantity }]
  talkCart(turn)
  return true
}

/** "¿Algo más o finalizamos?": no is the end of the list, not of the order. */
function answerMore(turn: Turn): boolean {
  if (turn.items.some((item) => item.wish.meanings.length > 0 || item.reference !== null || item.quantity !== null)) return false
  const { flat } = turn.reading
  const short = turn.reading.words.length <= 5 && !(has(turn, 'thanks') && has(turn, 'yes') && !/^(listo|ya|no)\b/.test(flat))
  if (has(turn, 'checkout') || (short && (has(turn, 'no') || /^(listo|ya|dale|ok|okay|vale|perfecto|de una|hagale|finaliz|cerr)/.test(flat))) || (has(turn, 'confirm') && short)) {
    if (turn.reading.question || has(turn, 'human', 'delivery', 'payment')) return false
    beginCheckout(turn)
    return true
  }
  if (has(turn, 'yes') && short && readReference(turn.reading.words, 0) === null && !turn.reading.question) {
    turn.road = 'choice'
    say(turn, turn.words.whatElse())
    return true
  }
  return false
}
