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
  if (item.per !== null && item.quantity !== null) {
    const each = linesMeant(turn, { ...item, per: null, reference: null, kind: null, unmet: [], wish: { meanings: item.per, measures: [] } })
    const pieces = each.reduce((sum, { id }) => sum + (lineOf(turn.order, id)?.quantity ?? 0), 0)
    return item.quantity * Math.max(1, pieces)
  }
  return item.quantity ?? (item.same ? lastQuantity : null)
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
