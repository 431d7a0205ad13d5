import type { Product } from '../product.ts'
import { lineOf, quantityLimits } from '../order/order.ts'
import type { Turn } from '../turn.ts'
import type { Item } from '../understanding/items/item.ts'
import { linesMeant, wornInPairs } from './which-product.ts'

const allThereIs = /\b(tod[oa]s l[oa]s que (tengas?|tengan|tienen|haya|hay|queden?|quedan)|all (the ones )?you have)\b/

/** The number said of a product, in pieces of it; null when none was. @param lastQuantity of the thing before, for "la misma cantidad" */
export function countedOf(turn: Turn, product: Product, item: Item, lastQuantity: number | null): number | null {
  if (item.range !== null) return null
  if (allThereIs.test(turn.reading.flat)) return Math.min(product.stock, quantityLimits.most)
  if (item.pair && wornInPairs(turn.views.catalogue, product)) return 1
  if (item.per?.length === 0 && item.quantity !== null) return item.quantity * (lastQuantity ?? 1)
  if (item.per !== null && item.quantity !== null) {
    const each = linesMeant(turn, { ...item, per: null, reference: null, kind: null, unmet: [], wish: { meanings: item.per, measures: [] } })
    const pieces = each.reduce((sum, { id }) => sum + (lineOf(turn.order, id)?.quantity ?? 0), 0)
    return item.quantity * Math.max(1, pieces)
  }
  return item.quantity ?? (item.same ? lastQuantity : null)
}

/**
 * "El de 42 que sea uno", of boots that were ordered in sizes the catalogue does not state: how many of each size there are is not kept, so the
 * new number of them all has to be asked for. Null where no such line is spoken of.
 */
export function lineToldBySize(turn: Turn, items: readonly Item[]): Product | null {
  const id = (lineOf(turn.order, turn.focus ?? '') ?? turn.order.lines.at(-1))?.productId
  const product = id === undefined ? null : turn.views.catalogue.product(id)
  if (product === null || !wornInPairs(turn.views.catalogue, product) || !items.every(({ wish, unmet }) => wish.meanings.length === 0 && unmet.length === 0)) return null
  const asked = items.flatMap(({ wish }) => wish.measures).filter(({ value, unit }) => unit === null && Number(value) >= 33 && Number(value) <= 47)
  const has = turn.views.catalogue.index.products.find((indexed) => indexed.product.id === id)?.measures ?? []
  return asked.length > 0 && asked.every(({ value }) => has.every((measure) => measure.value !== value)) ? product : null
}

/** "el casco" is one; "guantes" without a number is not said how many. */
export function quantityOf(turn: Turn, product: Product, item: Item, lastQuantity: number | null): number | null {
  const counted = countedOf(turn, product, item, lastQuantity)
  if (counted !== null || item.range !== null) return counted
  // "las dos", of the one thing that was shown: two of it.
  if (item.reference?.kind === 'nth' && item.reference.places.length > turn.before.shown.length && turn.before.shown.length === 1) return item.reference.places.length
  if (item.reference !== null && item.wish.meanings.length === 0) return 1
  const { pending } = turn.before
  const offered = pending?.kind === 'offer' ? pending.lines.find(({ productId }) => productId === product.id) : undefined
  if (offered !== undefined) return offered.quantity
  // In Spanish the thing comes first, in English last.
  const name = item.text.split(' ').at(turn.reading.language === 'en' ? -1 : 0) ?? ''
  // "las botas" are a pair; "los taponcitos" are not said how many.
  return pending?.kind === 'offer' || !name.endsWith('s') || (item.definite && /^(?:guant|bot|zapat|gaf|lent|rodill|glov|boot|sho|glass|goggl)/.test(name)) ? 1 : null
}
