import { findWish } from '../search/find.ts'
import { meaningsOf } from '../search/meanings.ts'
import { answersHead } from '../search/resolve.ts'
import { wordsOf } from '../text/words.ts'
import { cite, has, priceText, say, type Turn } from '../turn.ts'
import { sellable, type Product } from '../product.ts'
import type { Item } from '../understanding/items/item.ts'

/** An answer names no more things than a person reads. */
const mostTold = 5
/** From this share of what was said on a thing answers by a like word as well ("botiquín" beside "kit de primeros auxilios"). */
const alike = 0.8
/** "¿qué chalecos reflectivos manejan?" asks what there is: others of the kind are told with less in common. */
const ofTheKind = 0.4

/**
 * Names, behind what was told, what answers the question nearly as well. Nothing of it is offered or becomes what is spoken of: "dame 2" still
 * means the thing that was told.
 */
export function tellAlso(turn: Turn, item: Item): void {
  const { wish } = item
  if (wish.meanings.length === 0 || wish.measures.length > 0 || item.reference !== null || item.quantity !== null || item.unmet.length > 0 || turn.shown.length === 0) return
  const told = new Set(turn.sources.filter(({ kind }) => kind === 'product').map(({ id }) => id))
  const { index } = turn.views.catalogue
  const of = (product: Product) => index.products.find((indexed) => indexed.product.id === product.id)!
  if (!has(turn, 'list') && turn.shown.length === 1 && saysWholeName(of(turn.views.catalogue.product(turn.shown[0]!)!).name, item)) return
  const head = wish.meanings.some((meaning) => meaning.head)
  const least = has(turn, 'list') && head ? ofTheKind : alike
  const others = findWish(index, wish, mostTold * 2).filter(({ product, coverage }) => sellable(product) && !told.has(product.id) && coverage >= least && (!head || answersHead(of(product), wish)))
  const named = others.slice(0, Math.max(0, mostTold - told.size)).map(({ product }) => {
    const price = priceText(turn, product)
    cite(turn, { kind: 'product', id: product.id, field: 'name', value: product.name })
    cite(turn, { kind: 'product', id: product.id, field: 'price', value: price })
    return `${product.name} (${price})`
  })
  if (named.length > 0) say(turn, turn.words.also(named.join(', ')))
}

/** The very words of the name: somebody who says them means that one. */
function saysWholeName(name: readonly string[], { wish }: Item): boolean {
  return name.length > 1 && name.every((stem) => wish.meanings.some(({ terms }) => (terms.get(stem) ?? 0) >= 0.8))
}

/** "una cosa para cargar la linterna", "something to mount it on": what has no name and is there to hold what is named. */
const holds = /\b(?:cosa|cosita|cosas|cositas|algo|eso|aparat\w+|pieza|piecita|vaina|thing|something|part)\b(?: \w+){0,3} (?:cargar|poner|pone|va|ponerl[ao]s?|colgar\w*|sujetar\w*|sujeta|sostener\w*|sostiene|enganchar\w*|montar\w*|fijar\w*|encajar\w*|hold|holds|mount|attach|fix)\b/

/** The holder that such words mean: one thing that holds what they name. The items as they are where the shop has none. */
export function asHolder(turn: Turn, items: readonly Item[]): readonly Item[] {
  const { index } = turn.views.catalogue
  const [first] = items
  if (first === undefined || !holds.test(turn.reading.flat)) return items
  const holder = meaningsOf(wordsOf(turn.reading.language === 'en' ? 'holder' : 'soporte'), index)[0]
  const held = items.flatMap(({ wish }) => wish.meanings).map((meaning) => ({ ...meaning, head: false }))
  if (!holder?.head || held.length === 0) return items
  const wish = { meanings: [holder, ...held], measures: [] }
  const answering = index.products.some((indexed) => answersHead(indexed, wish) && held.some(({ terms }) => [...terms.keys()].some((term) => indexed.terms.has(term))))
  return answering ? [{ ...first, wish, reference: null, kind: null, unmet: [] }] : items
}
