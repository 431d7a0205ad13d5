import { sellable, type Product } from '../product.ts'
import type { OpenItem } from '../conversation.ts'
import { coverageOf } from '../search/find.ts'
import { isEnded, lineOf } from '../order/order.ts'
import { orderAfter } from '../order/commands.ts'
import { askWhich, cite, command, has, listCart, listProducts, productsOf, repeated, say, sayLast, totalText, type Turn } from '../turn.ts'
import type { Item } from '../understanding/items/item.ts'
import { askNext } from './checkout.ts'
import { nameOf, tellNotSold, tellRefusal, unclear } from './cart-answers.ts'
import { actOf, isBare, oneEach, worthCarryingOut } from './cart-items.ts'
import { countedOf, lineToldBySize, quantityOf } from './cart-quantities.ts'
import { linesMeant, meantBy, meantInCart, sameHead, type Meant } from './which-product.ts'

/** What one message did to the cart, to be told in one sentence. */
interface Done {
  readonly added: string[]
  readonly open: OpenItem[]
  changed: boolean
  /** How many of the thing before: "la misma cantidad". */
  lastQuantity: number | null
  /** An item before changed what the cart has; what is joined to it by "y" does so too. */
  restating: boolean
  /** Pieces this message has put in, by product: a thing that is named twice is not wanted twice. */
  readonly said: Map<string, number>
}

/**
 * Carries out what a message says of the cart, item by item. What is clear happens; what is not is asked, one thing at a time. Nothing
 * comes into the cart that the customer did not name or agree to.
 */
export function talkCart(turn: Turn): void {
  turn.road = 'cart'
  turn.pending = null
  if (isEnded(turn.order)) turn.order = orderAfter(turn.order)
  const done: Done = { added: [], open: [], changed: false, lastQuantity: (lineOf(turn.order, turn.focus ?? '') ?? turn.order.lines.at(-1))?.quantity ?? null, restating: false, said: new Map() }
  const items = oneEach(turn, worthCarryingOut(turn, turn.items))
  const sized = lineToldBySize(turn, items)
  if (sized !== null) {
    turn.focus = sized.id
    return say(turn, turn.words.howMany(nameOf(turn, sized)))
  }
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!
    const act = actOf(turn, item, done.restating)
    done.restating ||= act === 'set' && item.act === null
    const by = act === 'replace' ? items[at + 1] : undefined
    if (act === 'remove') removeItem(turn, item, done)
    else if (by !== undefined) {
      replaceItem(turn, item, by, done)
      at++
    } else if (act !== 'keep') changeOrAdd(turn, item, act === 'add' ? 'add' : 'set', done)
  }
  if (done.added.length > 0) say(turn, turn.words.added(done.added.join(', ')))
  // What was asked before and is not answered yet is asked after what this message left open.
  const { pending } = turn.before
  if (pending?.kind === 'which' && /^(y|e|tambien|ademas|and|also)\b/.test(turn.reading.flat)) done.open.push(...pending.items.filter(({ act }) => act === 'add'))
  finishCart(turn, done.changed || done.added.length > 0, done.open)
  // Nothing of it changed the cart: what is in it is shown, so that the customer sees what holds.
  if (turn.pieces.length > 0) return
  if (turn.order.lines.length > 0) listCart(turn)
  else say(turn, turn.words.emptyCart())
}

/** Ends an answer about the cart: the open questions, else the total and what comes next. */
export function finishCart(turn: Turn, changed: boolean, open: readonly OpenItem[]): void {
  if (open.length > 0) {
    if (changed && turn.order.lines.length > 0) say(turn, totalText(turn))
    return askWhich(turn, open)
  }
  if (turn.pending !== null || !changed) return
  if (turn.order.lines.length === 0) return say(turn, turn.words.emptied(), turn.words.whatElse())
  if (turn.order.state === 'recolectando_datos' || turn.order.state === 'listo_para_finalizar') {
    if (turn.order.state === 'recolectando_datos') say(turn, totalText(turn))
    return askNext(turn)
  }
  if (turn.order.lines.length > 1) {
    say(turn, turn.words.cart())
    listCart(turn)
  } else say(turn, totalText(turn))
  turn.pending = { kind: 'more' }
  // "eso es todo" in the same breath has answered that.
  if (!has(turn, 'checkout')) sayLast(turn, turn.words.more())
}

function changeOrAdd(turn: Turn, item: Item, act: 'add' | 'set', done: Done): void {
  // A number alone changes the line last spoken of ("mejor 3"); "2 más" comes on top.
  if (act === 'set') {
    const lines = isBare(item) ? meantInCart(turn, item) : linesMeant(turn, item)
    if (item.only && lines.length > 0) return keepOnly(turn, lines, done)
    if (lines.length === 1) return setLine(turn, lines[0]!, item, done)
    if (lines.length > 1 && !isBare(item)) return void done.open.push({ act: 'set', quantity: item.quantity, text: item.text, options: lines.map(({ id }) => id), instead: null })
  }
  // "5 cintas, 3": a number of nothing, beside things that are named, is not more of them.
  if (act === 'add' && isBare(item) && !item.more && done.said.size > 0 && item.factor === null) return
  const there = item.more ? linesMeant(turn, item) : []
  const meant: Meant = there.length === 1 ? { kind: 'one', product: there[0]! } : meantBy(turn, item)
  const products = productsMeant(meant)
  if (products === null) return unclear(turn, item, meant, done.open)
  const gone = act === 'set' && products.length === 1 && item.quantity === null && !item.only ? lineLike(turn, products[0]!) : null
  if (gone !== null) return replaceProduct(turn, gone, products[0]!, null, done)
  for (const product of products) {
    if (act === 'set' && !item.more && lineOf(turn.order, product.id) !== null) setLine(turn, product, item, done)
    else addProduct(turn, product, item, done)
  }
}

/** "mejor las dieléctricas", with boots in the cart: those are what gives way. */
function lineLike(turn: Turn, product: Product): Product | null {
  const alike = productsOf(turn.views.catalogue, turn.order.lines.map((line) => line.productId)).filter((one) => one.id !== product.id && sameHead(turn.views.catalogue, one, product))
  return alike.length === 1 ? alike[0]! : (alike.find(({ id }) => id === turn.focus) ?? null)
}

/** "solo las cámaras": everything else goes. */
function keepOnly(turn: Turn, kept: readonly Product[], done: Done): void {
  const gone = productsOf(turn.views.catalogue, turn.order.lines.map((line) => line.productId)).filter(({ id }) => !kept.some((product) => product.id === id))
  for (const product of gone) removeProduct(turn, product, done)
  done.changed = true
}

function productsMeant(meant: Meant): readonly Product[] | null {
  return meant.kind === 'one' ? [meant.product] : meant.kind === 'these' ? meant.products : null
}

function addProduct(turn: Turn, product: Product, item: Item, done: Done): void {
  if (!sellable(product)) return tellNotSold(turn, product, [])
  const quantity = quantityOf(turn, product, item, done.lastQuantity)
  if (saidAgain(turn, product, item, quantity, done)) return
  if (quantity === null) return void done.open.push({ act: 'add', quantity: null, text: item.text, options: [product.id], instead: null })
  if (addQuantity(turn, product, quantity, done)) done.said.set(product.id, (done.said.get(product.id) ?? 0) + quantity)
}

/**
 * A thing named twice in one message ("dos candados (candado de bloqueo)", "40 tapones... 30 tapones") is one thing: the
 * last number counts. Only what is joined with another number ("2 cascos para Juan y 3 cascos para Luis"), or called more, comes on top.
 */
function saidAgain(turn: Turn, product: Product, item: Item, quantity: number | null, done: Done): boolean {
  const before = done.said.get(product.id)
  if (before === undefined || item.wish.meanings.length === 0 || item.more || item.reference?.kind === 'another' || (item.besides && item.quantity !== null)) return false
  if (item.quantity === null || quantity === before) return true
  done.said.delete(product.id)
  done.added.splice(done.added.indexOf(addedText(turn, product, before)), 1)
  const earlier = (lineOf(turn.order, product.id)?.quantity ?? 0) - before
  command(turn, earlier > 0 ? { kind: 'set_quantity', productId: product.id, quantity: earlier } : { kind: 'remove', productId: product.id })
  return false
}

/** Whether an item has the very word a product is called by, not only one like it. */
function calledBy(turn: Turn, product: Product, item: Item): boolean {
  const head = turn.views.catalogue.index.products.find((indexed) => indexed.product.id === product.id)?.head
  return item.wish.meanings.some(({ terms }) => [...terms].some(([term, certainty]) => certainty === 1 && !term.startsWith('~') && head?.has(term)))
}

const addedText = (turn: Turn, product: Product, quantity: number) => `${quantity} × ${nameOf(turn, product)}`

/** Puts pieces of a product into the cart, or says why not. @returns whether they are in it */
export function addQuantity(turn: Turn, product: Product, quantity: number, done: Pick<Done, 'added' | 'lastQuantity'>): boolean {
  turn.focus = product.id
  const refused = command(turn, { kind: 'add', productId: product.id, quantity })
  if (refused !== null) {
    tellRefusal(turn, product, refused, lineOf(turn.order, product.id)?.quantity ?? 0)
    return false
  }
  done.added.push(addedText(turn, product, quantity))
  done.lastQuantity = quantity
  return true
}

function setLine(turn: Turn, product: Product, item: Item, done: Done): void {
  turn.focus = product.id
  const before = lineOf(turn.order, product.id)?.quantity ?? 0
  const asked = countedOf(turn, product, item, done.lastQuantity) ?? (item.factor === null ? before : Math.round(before * item.factor))
  if (asked === 0) return removeProduct(turn, product, done)
  const quantity = item.more ? before + asked : asked
  const refused = command(turn, { kind: 'set_quantity', productId: product.id, quantity })
  if (refused !== null) return tellRefusal(turn, product, refused, before)
  cite(turn, { kind: 'order', id: product.id, field: 'quantity', value: String(quantity) })
  say(turn, turn.words.changed(nameOf(turn, product), quantity))
  done.changed = true
  done.lastQuantity = quantity
}

function removeItem(turn: Turn, item: Item, done: Done): void {
  const exact = linesMeant(turn, item)
  const meant = exact.length > 0 ? null : meantBy(turn, item)
  // Named for sure and not there (any more): nothing else is meant.
  const gone = meant !== null && item.wish.meanings.length > 0 && (productsMeant(meant) ?? (meant.kind === 'several' ? meant.options : [])).some(({ id }) => turn.before.order.lines.some((line) => line.productId === id))
  if (gone) return
  // "sácame uno", with several things in the cart and none of them just spoken of: which of them is asked, never guessed.
  if (isBare(item) && item.quantity !== null && turn.order.lines.length > 1 && lineOf(turn.order, turn.focus ?? '') === null) {
    return void done.open.push({ act: 'remove', quantity: item.quantity, text: '', options: turn.order.lines.map(({ productId }) => productId), instead: null })
  }
  // "one of the kit, not the first-aid case": what this message puts in, it does not take out.
  const lines = (exact.length > 0 ? exact : meantInCart(turn, item)).filter((product) => !item.excluded || !done.said.has(product.id) || calledBy(turn, product, item))
  if (lines.length === 0) {
    // Where the words are a product's whole name, the answer names that product.
    return item.excluded ? undefined : say(turn, turn.words.notInCart(meant?.kind === 'one' ? nameOf(turn, meant.product) : repeated(turn, item.text)))
  }
  if (lines.length > 1 && item.reference === null) {
    // "quita los cascos" with two kinds of helmet in the cart: the plural means them all.
    if (!/s( |$)/.test(item.text) || item.quantity !== null) return void done.open.push({ act: 'remove', quantity: item.quantity, text: item.text, options: lines.map(({ id }) => id), instead: null })
  }
  for (const product of lines) {
    const line = lineOf(turn.order, product.id)
    const article = item.quantity === 1 && line !== null && line.quantity === 1
    if (item.quantity !== null && line !== null && item.quantity < line.quantity && !article) {
      turn.focus = product.id
      const left = line.quantity - item.quantity
      if (command(turn, { kind: 'set_quantity', productId: product.id, quantity: left }) === null) {
        say(turn, turn.words.changed(nameOf(turn, product), left))
        done.changed = true
      }
    } else removeProduct(turn, product, done)
  }
}

function removeProduct(turn: Turn, product: Product, done: Done): void {
  if (command(turn, { kind: 'remove', productId: product.id }) !== null) return say(turn, turn.words.notInCart(product.name))
  say(turn, turn.words.removed(nameOf(turn, product)))
  turn.focus = turn.order.lines.at(-1)?.productId ?? null
  done.changed = true
}

function replaceItem(turn: Turn, old: Item, by: Item, done: Done): void {
  const exact = linesMeant(turn, old)
  const lines = likest(turn, by, old, exact.length > 0 ? exact : meantInCart(turn, old))
  const part = old.reference?.kind === 'of'
  // Of no line, or of more than one, there are so many pieces: the cart is shown as it is, and nothing is added.
  if (part && lines.length !== 1) return listCart(turn)
  if (lines.length !== 1) {
    if (lines.length === 0) say(turn, turn.words.notInCart(repeated(turn, old.text)))
    return changeOrAdd(turn, by, 'add', done)
  }
  const gone = lines[0]!
  // "uno de los tres que sea ventilado": what is said of the part is said of that kind of thing.
  if (part) turn.focus = gone.id
  // "los de vaqueta" says of the new one only what it is like; what it is, the old one says.
  const like = by.wish.meanings.length > 0 && !by.wish.meanings.some((meaning) => meaning.head) || by.wish.meanings.length === 0 && by.wish.measures.length > 0
  const meant = meantBy(turn, part ? { ...by, ofKind: true } : like ? { ...by, wish: { ...by.wish, meanings: [...old.wish.meanings.filter((meaning) => meaning.head), ...by.wish.meanings] } } : by)
  const products = productsMeant(meant)
  if (products === null || products.length !== 1) {
    // Of a part that is exchanged the choices are only shown: taking one of them later would exchange the whole line.
    if (part && meant.kind === 'several') return listProducts(turn, meant.options)
    if (meant.kind === 'several') return void done.open.push({ act: 'replace', quantity: by.quantity, text: by.text, options: meant.options.map(({ id }) => id), instead: gone.id })
    return unclear(turn, by, meant, done.open)
  }
  if (part) return exchangePart(turn, gone, products[0]!, old.quantity!, done)
  replaceProduct(turn, gone, products[0]!, by.quantity ?? (old.quantity !== null && old.quantity < (lineOf(turn.order, gone.id)?.quantity ?? 0) ? old.quantity : null), done)
}

/** "los cascos eran dieléctricos", with helmets and ear defenders ("cascos auditivos") in the cart: what gives way is what is most like the new thing. */
function likest(turn: Turn, by: Item, old: Item, lines: readonly Product[]): readonly Product[] {
  const fitting = old.wish.meanings.length === 0 || old.quantity !== null ? lines : turn.views.catalogue.index.products.filter((indexed) => lineOf(turn.order, indexed.product.id) !== null && coverageOf(indexed, old.wish) > 0.8).map(({ product }) => product)
  const meant = fitting.length > 1 ? meantBy(turn, by) : null
  if (meant?.kind !== 'one') return lines
  const headOf = (product: Product) => turn.views.catalogue.index.products.find((indexed) => indexed.product.id === product.id)?.head ?? new Set<string>()
  const shared = (product: Product) => [...headOf(product)].filter((term) => headOf(meant.product).has(term)).length
  const most = Math.max(...fitting.map(shared))
  const best = fitting.filter((product) => shared(product) === most)
  return best.length === 1 ? best : lines
}

/** "uno de los tres que sea ventilado": the rest of the line stays. The new ones first: where they cannot be had, nothing gives way. */
function exchangePart(turn: Turn, gone: Product, product: Product, quantity: number, done: Done): void {
  const line = lineOf(turn.order, gone.id)
  if (line === null || gone.id === product.id || quantity >= line.quantity) return listCart(turn)
  if (!sellable(product)) return tellNotSold(turn, product, [])
  if (!addQuantity(turn, product, quantity, done)) return
  command(turn, { kind: 'set_quantity', productId: gone.id, quantity: line.quantity - quantity })
  say(turn, turn.words.changed(nameOf(turn, gone), line.quantity - quantity))
  done.changed = true
}

export function replaceProduct(turn: Turn, gone: Product, product: Product, quantity: number | null, done: { changed: boolean }): void {
  const refused = command(turn, { kind: 'replace', productId: gone.id, withId: product.id, quantity })
  if (refused !== null) return tellRefusal(turn, product, refused, 0)
  turn.focus = product.id
  say(turn, turn.words.replaced(nameOf(turn, gone), nameOf(turn, product), lineOf(turn.order, product.id)?.quantity ?? 0))
  done.changed = true
}
