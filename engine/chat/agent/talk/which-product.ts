import type { CatalogueView } from '../catalogue-view.ts'
import { sellable, type Product } from '../product.ts'
import { coverageOf } from '../search/find.ts'
import type { Meaning } from '../search/meanings.ts'
import { plainOf, resolveWish, type Resolution } from '../search/resolve.ts'
import { currencyDigits } from '../../../ingest/reading/index.ts'
import { edits } from '../text/edits.ts'
import { sameMeasure } from '../text/measures.ts'
import { sound, stem, wordsOf } from '../text/words.ts'
import { productsOf, type Turn } from '../turn.ts'
import type { Item } from '../understanding/items/item.ts'
import type { Reference } from '../understanding/items/references.ts'

/** The products an item points at; a `Resolution` where it names them, a list where it points at several ("los dos primeros"). */
export type Meant = Resolution | { readonly kind: 'these'; readonly products: readonly Product[] } | { readonly kind: 'nothing' }

/** Finds what an item means, by its words or by what was said and shown before. */
export function meantBy(turn: Turn, item: Item): Meant {
  if (item.kind !== null) {
    const alike = resolveWish(turn.views.catalogue, { ...item.wish, meanings: [item.kind, ...item.wish.meanings] }, item.unmet.length > 0)
    if (alike.kind === 'one' && answers(turn, alike.product, item)) return alike
  }
  if (item.ofKind && item.kind === null && item.wish.meanings.length > 0) {
    const head = turn.views.catalogue.index.products.find(({ product }) => product.id === turn.focus)?.head
    const kind: Meaning | null = head === undefined ? null : { terms: new Map([...head].map((term) => [term, 1])), head: true, weight: 1, attribute: false }
    if (kind !== null) {
      const alike = resolveWish(turn.views.catalogue, { ...item.wish, meanings: [kind, ...item.wish.meanings.map((meaning) => ({ ...meaning, head: false }))] }, item.unmet.length > 0)
      if (alike.kind === 'one' && answers(turn, alike.product, item)) return alike
    }
  }
  // "esa de 20 metros": the size says which.
  if (item.reference?.kind === 'that' && item.wish.meanings.length === 0 && item.wish.measures.length > 0) return bySize(turn, item)
  if (item.reference !== null && !(item.reference.kind === 'that' && item.unmet.length > 0)) {
    const pointed = pointedAt(turn, item.reference, item)
    if (item.wish.plain === true && pointed?.length === 0) return meantBy(turn, { ...item, reference: null })
    // "el de 27 mil": of several things at that price none is meant for sure.
    if (pointed !== null && item.reference.kind === 'price' && pointed.length > 1) {
      const kin = kindOf(turn, turn.focus ?? turn.shown[0] ?? null)
      const alike = pointed.filter(({ id }) => kin.some((product) => product.id === id))
      return alike.length === 1 ? { kind: 'these', products: alike } : { kind: 'several', options: pointed }
    }
    if (pointed !== null) return pointed.length === 0 ? { kind: 'nothing' } : { kind: 'these', products: pointed }
  }
  if (item.wish.plain === true && item.wish.meanings.length === 0) {
    const plain = plainAmong(turn.views.catalogue, turn.shown.length > 1 ? productsOf(turn.views.catalogue, turn.shown) : kindOf(turn, turn.focus))
    return plain === null ? { kind: 'nothing' } : { kind: 'these', products: [plain] }
  }
  if (item.wish.meanings.length === 0) {
    if (item.unmet.length > 0) {
      // "mándeme 12 selos", right after the seals were shown.
      const shown = item.reference === null ? focusOf(turn) : null
      return shown !== null && item.unmet.every((word) => slipOf(shown, word)) ? { kind: 'one', product: shown } : { kind: 'none', near: [] }
    }
    if (item.wish.measures.length > 0) return bySize(turn, item)
    const focus = focusOf(turn)
    return focus === null ? { kind: 'nothing' } : { kind: 'these', products: [focus] }
  }
  if (item.reference?.kind === 'that' && item.unmet.length > 0) return { kind: 'none', near: [] }
  // "el dieléctrico" under a list of harnesses is one of them.
  const listed = item.wish.meanings.some((meaning) => meaning.head) ? [] : fittingShown(turn, item)
  if (listed.length === 1 && item.unmet.length === 0) return { kind: 'one', product: listed[0]! }
  const meant = resolveWish(turn.views.catalogue, item.wish, item.unmet.length > 0)
  // "espray pimeinta": a word that means nothing by itself is a slip of the one product's own word.
  if (meant.kind === 'unlike' && meant.near.length === 1 && item.unmet.every((word) => slipOf(meant.near[0]!, word))) return { kind: 'one', product: meant.near[0]! }
  if (meant.kind !== 'several') return meant
  // "dame 2 cascos" right after one helmet was spoken of means that one.
  const focus = turn.before.focus === null || !spokenOfLast(turn) ? null : meant.options.find(({ id }) => id === turn.before.focus)
  if (focus) return { kind: 'one', product: focus }
  // "3 botas y 3 guantes", when one kind of each was just shown.
  const shown = meant.options.filter(({ id }) => turn.before.shown.includes(id))
  return shown.length === 1 && turn.before.pending?.kind !== 'which' ? { kind: 'one', product: shown[0]! } : meant
}

function slipOf({ name }: Product, word: string): boolean {
  return word.length >= 5 && wordsOf(name).some(({ text }) => text.length >= 4 && (edits(sound(word), sound(text), 2) <= (word.length > 6 ? 2 : 1) || edits(stem(word), stem(text), 1) <= 1))
}

function answers(turn: Turn, product: Product, item: Item): boolean {
  const indexed = turn.views.catalogue.index.products.find((one) => one.product.id === product.id)!
  return coverageOf(indexed, item.wish) > 0.9
}

/** The lines of the cart whose products answer all that an item says. */
export function linesMeant(turn: Turn, item: Item): readonly Product[] {
  const inCart = (products: readonly Product[]) => products.filter(({ id }) => turn.order.lines.some((line) => line.productId === id))
  if (item.reference?.kind === 'last' && item.act === 'remove') return productsOf(turn.views.catalogue, turn.order.lines.slice(-1).map((line) => line.productId))
  if (item.reference?.kind === 'line') return productsOf(turn.views.catalogue, turn.order.lines.slice(item.reference.place - 1, item.reference.place).map((line) => line.productId))
  if (item.wish.meanings.length === 0 && item.wish.measures.length === 0 && item.reference === null) return []
  const meant = meantBy(turn, item)
  switch (meant.kind) {
    case 'one': return inCart([meant.product])
    case 'these': return inCart(meant.products)
    case 'several': return inCart(meant.options)
    case 'not_sold': return inCart([meant.product])
    default: return []
  }
}

/** Things that are worn in twos: a pair of them is one piece. */
const inPairs = new Set(['guant', 'bota', 'botin', 'zapato', 'zapat', 'glov', 'boot', 'sho', 'tapon', 'tapaoid', 'rodiller'])

export function wornInPairs({ index }: CatalogueView, product: Product): boolean {
  return index.products.some((indexed) => indexed.product.id === product.id && [...indexed.head].some((term) => inPairs.has(term)))
}

export function sameHead({ index }: CatalogueView, one: Product, other: Product): boolean {
  const headOf = (id: string) => index.products.find(({ product }) => product.id === id)?.head ?? new Set<string>()
  const head = headOf(other.id)
  return [...headOf(one.id)].some((term) => head.has(term))
}

/** Of several the one without a speciality in its name; null when that is none, or more than one. */
export function plainAmong({ index }: CatalogueView, options: readonly Product[]): Product | null {
  return plainOf(index.products.filter(({ product }) => options.some(({ id }) => id === product.id)))?.product ?? null
}

function fittingShown(turn: Turn, item: Item): Product[] {
  if (turn.shown.length < 2) return []
  return turn.views.catalogue.index.products.filter((indexed) => turn.shown.includes(indexed.product.id) && coverageOf(indexed, item.wish) > 0.6).map(({ product }) => product)
}

/** The same, among the lines of the cart: what is taken out or changed is something that is in it. */
export function meantInCart(turn: Turn, item: Item): readonly Product[] {
  const inCart = productsOf(turn.views.catalogue, turn.order.lines.map((line) => line.productId))
  if (item.reference !== null && item.reference.kind !== 'another') {
    const pointed = pointedAt(turn, item.reference, item) ?? []
    const among = pointed.filter(({ id }) => inCart.some((product) => product.id === id))
    if (among.length > 0) return among
    // "ese no": what was only shown is not in the cart, and nothing else is meant.
    if (item.reference.kind === 'that' && item.act === 'remove' && pointed.length > 0) return []
    if (item.reference.kind === 'other') return []
    if (item.reference.kind === 'nth') return inCart.filter((_, index) => item.reference?.kind === 'nth' && item.reference.places.includes(index + 1))
    if (item.reference.kind === 'last' || item.reference.kind === 'that') return inCart.slice(-1)
    if (item.reference.kind === 'all' || item.reference.kind === 'each') return inCart
  }
  if (item.wish.meanings.length === 0 && item.wish.measures.length === 0) {
    const focus = inCart.find(({ id }) => id === turn.focus)
    return focus !== undefined ? [focus] : inCart.slice(-1)
  }
  let best = 0
  const scored = turn.views.catalogue.index.products.filter(({ product }) => inCart.some(({ id }) => id === product.id)).map((indexed) => {
    let hits = 0
    for (const { terms, weight, head } of item.wish.meanings) if ([...terms.keys()].some((term) => indexed.terms.has(term))) hits += weight * (head && [...terms.keys()].some((term) => indexed.head.has(term)) ? 1.5 : 1)
    for (const measure of item.wish.measures) hits += indexed.measures.some((has) => sameMeasure(measure, has)) ? 2 : -1
    best = Math.max(best, hits)
    return { product: indexed.product, hits }
  })
  return best <= 0 ? [] : scored.filter(({ hits }) => hits >= best - 0.01).map(({ product }) => product)
}

/** Whether the answer before this message was about the product in focus, so that a bare name may mean it. */
function spokenOfLast(turn: Turn): boolean {
  return turn.before.shown.length <= 1 || turn.before.pending?.kind === 'more'
}

export function focusOf(turn: Turn): Product | null {
  const { catalogue } = turn.views
  const offered = turn.before.pending?.kind === 'quantity' ? turn.before.pending.productId : turn.before.pending?.kind === 'offer' && turn.before.pending.lines.length === 1 ? turn.before.pending.lines[0]!.productId : null
  const id = offered ?? turn.focus ?? (turn.shown.length === 1 ? turn.shown[0]! : null) ?? (turn.shown.length === 0 || turn.before.pending?.kind === 'more' ? turn.order.lines.at(-1)?.productId : null) ?? null
  return id === null ? null : catalogue.product(id)
}

function pointedAt(turn: Turn, reference: Reference, item: Item): readonly Product[] | null {
  const shown = productsOf(turn.views.catalogue, turn.shown)
  switch (reference.kind) {
    case 'nth':
      return reference.places.map((place) => shown[place - 1]).filter((product) => product !== undefined)
    case 'last':
      return shown.length > 0 ? shown.slice(-1) : productsOf(turn.views.catalogue, turn.order.lines.slice(-1).map((line) => line.productId))
    case 'other': {
      // "y de la otra déjeme una": with two lines in the cart, the one that was not spoken of last.
      const lines = turn.order.lines.filter(({ productId }) => productId !== turn.focus)
      if (item.act !== null && item.act !== 'add' && lines.length === 1 && turn.order.lines.length === 2) return productsOf(turn.views.catalogue, [lines[0]!.productId])
      const among = shown.length > 1 ? shown : kindOf(turn, turn.focus).filter(sellable)
      const others = among.filter(({ id }) => id !== turn.focus)
      return item.wish.meanings.length > 0 && others.length !== 1 ? null : others.length === 1 ? others : []
    }
    case 'line':
      return productsOf(turn.views.catalogue, turn.order.lines.slice(reference.place - 1, reference.place).map((line) => line.productId))
    case 'of':
      return productsOf(turn.views.catalogue, turn.order.lines.filter(({ quantity }) => quantity === reference.lineQuantity).map(({ productId }) => productId))
    case 'each':
    case 'all':
      return item.wish.meanings.length > 0 ? null : shown
    case 'any':
      return shown.filter(sellable).slice(0, 1)
    case 'cheapest':
    case 'dearest': {
      const among = (item.wish.meanings.length > 0 ? familyOf(turn, item) : shown.length > 1 ? shown : kindOf(turn, turn.focus)).filter(sellable).toSorted((one, other) => one.priceMinor - other.priceMinor)
      return reference.kind === 'cheapest' ? among.slice(0, 1) : among.slice(-1)
    }
    case 'price': {
      const minor = (product: Product) => reference.amount * 10 ** currencyDigits(product.currency)
      const at = (products: readonly Product[]) => products.filter((product) => product.priceMinor === minor(product))
      return at(shown).length > 0 ? at(shown) : at(turn.views.catalogue.products)
    }
    case 'that':
    case 'another': {
      // "ese casco", "otro casco": the words say which.
      if (item.wish.meanings.length > 0 && !(turn.focus !== null && fits(turn, turn.focus, item))) return null
      const focus = focusOf(turn)
      return focus === null ? [] : [focus]
    }
  }
}

/** All products that are the same thing as this one, by the first word of their names. */
function kindOf(turn: Turn, productId: string | null): Product[] {
  const { products } = turn.views.catalogue.index
  const head = products.find(({ product }) => product.id === productId)?.head
  return head === undefined ? [] : products.filter((indexed) => [...indexed.head].some((term) => head.has(term))).map(({ product }) => product)
}

/** All products a wish fits, whether or not it tells them apart. */
export function familyOf(turn: Turn, item: Item): readonly Product[] {
  const meant = resolveWish(turn.views.catalogue, item.wish)
  return meant.kind === 'one' ? [meant.product] : meant.kind === 'several' ? meant.options : meant.near
}

function fits(turn: Turn, productId: string, item: Item): boolean {
  return familyOf(turn, item).some(({ id }) => id === productId)
}

function priceOf(turn: Turn, amount: number, family: readonly Product[]): readonly Product[] {
  const among = [...productsOf(turn.views.catalogue, turn.shown), ...family]
  return among.filter((product, at) => among.indexOf(product) === at && sellable(product) && [1, 1000].some((unit) => product.priceMinor === amount * unit * 10 ** currencyDigits(product.currency)))
}

/** "el de 20": among what is shown, else of the family last spoken of. */
function bySize(turn: Turn, item: Item): Meant {
  const { index } = turn.views.catalogue
  const measured = (ids: readonly string[]) => index.products.filter(({ product, measures }) => ids.includes(product.id) && item.wish.measures.every((asked) => measures.some((has) => sameMeasure(asked, has)))).map(({ product }) => product)
  const among = measured(turn.shown)
  if (among.length > 0) return { kind: 'these', products: among }
  const family = kindOf(turn, turn.focus ?? turn.shown[0] ?? null)
  if (family.length === 0) return { kind: 'nothing' }
  const sized = measured(family.map(({ id }) => id))
  if (sized.length === 0) {
    // "el de 150": no size but a price, in thousands as people say them.
    const [asked, ...more] = item.wish.measures
    const priced = more.length === 0 && asked?.unit === null ? priceOf(turn, Number(asked.value), family) : []
    if (priced.length === 1) return { kind: 'one', product: priced[0]! }
    // "tienen que ser de 9 kg", after the sign was spoken of: of the things in the cart one comes in that size.
    const ofCart = measured(turn.order.lines.flatMap((line) => kindOf(turn, line.productId).map(({ id }) => id))).filter(sellable)
    return ofCart.length === 1 ? { kind: 'one', product: ofCart[0]! } : { kind: 'no_size', near: family.filter(sellable) }
  }
  const sold = sized.filter(sellable)
  if (sold.length === 0) return { kind: 'not_sold', product: sized[0]!, near: family.filter(sellable) }
  return sold.length === 1 ? { kind: 'one', product: sold[0]! } : { kind: 'several', options: sold }
}
