import { lineOf } from '../order/order.ts'
import { has, type Turn } from '../turn.ts'
import type { Item, ItemAct } from '../understanding/items/item.ts'
import { linesMeant } from './which-product.ts'

/** "esos ya los tenemos" beside something named is talk, no order. */
export function worthCarryingOut(turn: Turn, all: readonly Item[]): readonly Item[] {
  // "take that back, the cones go", "remove the sign, found one in the closet": what goes is named, and nothing besides it.
  const gone = all.some((item) => item.act === 'remove' && item.wish.meanings.length > 0)
  const items = gone ? all.filter((item) => !(item.act === 'remove' && item.wish.meanings.length === 0 && item.wish.measures.length === 0 && (item.quantity === null || item.unmet.length > 0) && item.reference?.kind !== 'line' && item.reference?.kind !== 'nth')) : all
  const counted = items.some((item) => item.quantity !== null && item.wish.meanings.some(({ head }) => head))
  const talk = (item: Item) => (counted && setsTheScene(item)) || item.reference?.kind === 'that' && isPointer(item) && item.act !== 'replace' && !(item.act === 'add' && turn.before.pending?.kind === 'offer') && item.quantity === null && !item.same && item.factor === null
  return items.some((item) => !talk(item)) ? items.filter((item, at) => at === 0 && item.act === 'remove' ? true : !talk(item)) : items
}

/** "para trabajo en alturas necesito dos arneses": beside what is named and counted, words that name no thing only tell what it is for. */
function setsTheScene(item: Item): boolean {
  return item.quantity === null && !item.definite && item.reference === null && item.kind === null && item.act !== 'remove' && item.factor === null && !item.same && item.wish.plain !== true && item.wish.measures.length === 0 && item.wish.meanings.length > 0 && !item.wish.meanings.some(({ head }) => head)
}

const isPointer = (item: Item) => item.wish.meanings.length === 0 && item.wish.measures.length === 0 && item.unmet.length === 0

/** "que sean 2 y 2", "las dos, 10 y 10": as many numbers as there are lines, or as were pointed at, are said of them in their order. */
export function oneEach(turn: Turn, items: readonly Item[]): readonly Item[] {
  const [only] = items
  const both = only?.reference?.kind === 'nth' && only.act === 'set' && only.reference.places.length > 1 && only.reference.places.length === turn.order.lines.length
  const each = only !== undefined && (both || only.reference?.kind === 'all' || (only.reference?.kind === 'each' && turn.order.lines.length > 1 && turn.shown.every((id) => lineOf(turn.order, id) !== null)))
  if (items.length === 1 && each && isPointer(only!) && only!.quantity !== null) return turn.order.lines.map((_, at): Item => ({ ...only!, act: 'set', reference: { kind: 'line', place: at + 1 } }))
  const numbers = items.filter((item) => isPointer(item) && item.quantity !== null && item.act !== 'add' && (item.reference === null || item.reference.kind === 'nth')).map((item) => item.quantity!)
  const rest = items.filter((item) => !(isPointer(item) && (item.quantity !== null || item.reference?.kind === 'nth')))
  if (numbers.length < 2 || numbers.length !== turn.order.lines.length || rest.length > 0) return items
  return numbers.map((quantity, at): Item => ({ ...items[0]!, quantity, act: 'set', reference: { kind: 'line', place: at + 1 } }))
}

/** "20 discos y 2 rodilleras", while there are two of these: the whole list is said once more. */
function repeats(turn: Turn, item: Item): boolean {
  return turn.items.length > 1 && turn.items[0] !== item && linesMeant(turn, item).some(({ id }) => lineOf(turn.order, id)?.quantity === item.quantity)
}

/** A number, or nothing, and no word of which thing. */
export const isBare = (item: Item) => item.wish.meanings.length === 0 && item.unmet.length === 0 && item.wish.measures.length === 0 && item.reference === null && item.wish.plain !== true

/**
 * What is to happen with an item: what its words say, else what they must mean by what the cart has.
 * @param restating the item before it changed what the cart has; what is joined to that by "y" does so too
 */
export function actOf(turn: Turn, item: Item, restating: boolean): Exclude<ItemAct, null> {
  if (item.factor !== null && (item.act !== 'remove' || item.factor < 1)) return 'set'
  if (item.act === 'set' && item.reference?.kind === 'another') return 'add'
  if (item.act !== null) return item.act
  if (item.more) return 'add'
  if (has(turn, 'remove') && !has(turn, 'add', 'set', 'replace') && item.quantity === null) return 'remove'
  if (has(turn, 'set') && !has(turn, 'add') && item.quantity !== null) return 'set'
  if (has(turn, 'replace') && item.quantity === null && !isBare(item)) return 'set'
  // "2", said of a line that is in the cart already, says how many it is to be.
  if (isBare(item) && turn.focus !== null && lineOf(turn.order, turn.focus) !== null && !has(turn, 'add')) return 'set'
  // "3 batas", while two are in the cart, says how many they are to be; "y 3 batas", "agrega 3 batas" are more.
  // "el casco, el blanco": named once more without a number, it stays as it is.
  if (item.quantity === null && item.definite && !item.same && item.wish.meanings.length > 0 && linesMeant(turn, item).length === 1) return 'keep'
  const restated = item.quantity !== null && (!item.besides || item.behind || restating || repeats(turn, item)) && !isBare(item) && item.reference?.kind !== 'another' && linesMeant(turn, item).length === 1
  return restated ? 'set' : 'add'
}
