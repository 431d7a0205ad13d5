import { has, type Turn } from './turn.ts'
import { supposes } from './understanding/consent.ts'
import type { Item } from './understanding/items/item.ts'

export const isNamed = (item: Item) => item.wish.meanings.length > 0

/** "cuántos cascos llevo?" */
export const ofOwnCart = /^(?:y )?cuant[oa]s? .*(?:llevo|tengo|llevamos|pedi|agregue)$/
/** "qué llevo", "mi pedido": the order itself, whatever product was spoken of last. */
export const ofOwnOrder = /\b(?:que llevo|carrito|mi (?:pedido|orden|compra)|my (?:cart|order|basket))\b/
const knowing = /\b(saber|conocer|averiguar|averiguara|preguntar|ver|consultar|cachar|informacion|info|cotizar\w*|cotiza|cotizacion|know|see|ask)\b/
const certainly = /\b(sum[ae]\w*|agreg\w+|anad\w+|dame|deme|agrega|agregue|llevo|comprar|pedir|separar|separe|apartar|aparte|pedido)\b/
/** "¿puedo cambiar...?" asks leave; "¿me cambias...?", "can you swap...?" is a request. */
const permission = /\b(puedo|se puede|alcanzo a|podria cambiar|can i|may i|could i)\b/

/** Whether a message puts something into the cart, takes it out or changes it, rather than asking. */
export function changesCart(turn: Turn): boolean {
  const { items, reading } = turn
  if (items.length === 0 || ofOwnCart.test(reading.flat) || (asks(turn) && supposes(reading.message, reading.flat))) return false
  const filled = turn.order.lines.length > 0
  if (filled && !onlyData(turn) && items.some(changesLine) && !(reading.question && permission.test(reading.flat)) && !(asks(turn) && !items.some(isVerbal))) return true
  // "no eran tres sino cuatro": a correction, whatever else its words could ask.
  if (filled && /\bsino\b/.test(reading.flat) && items.some((item) => item.quantity !== null)) return true
  if (filled && has(turn, 'replace') && !asks(turn) && items.some((item) => isNamed(item) || item.wish.measures.length > 0)) return true
  return !onlyData(turn) && addsToCart(turn, filled)
}

/** What the words themselves say is done to a line of the cart. */
function changesLine(item: Item): boolean {
  return item.act === 'remove' || item.act === 'replace' || item.factor !== null || item.only || (item.act === 'set' && (item.quantity !== null || isNamed(item) || item.reference !== null))
}

const isVerbal = (item: Item) => item.act === 'remove' || item.act === 'replace' || (item.act === 'set' && (item.quantity !== null || item.only))

const asks = (turn: Turn) => turn.reading.question || has(turn, 'price', 'stock', 'describe', 'compare', 'services', 'training') || asksDiscount(turn)

/** "muy caro todo, unos guantes sí, 2" sighs; "¿me hace descuento?" asks. */
const asksDiscount = (turn: Turn) => has(turn, 'discount') && /\b(?:descuent\w*|rebaj\w+|promo\w*|ofertas?|mayor\w*|precio|discounts?|deals?|wholesale|bulk|menos|barat\w+|ultimo)\b/.test(turn.reading.flat)

function addsToCart(turn: Turn, filled: boolean): boolean {
  const { items, reading } = turn
  const named = items.some(isNamed)
  const pointing = items.some((item) => item.reference !== null || item.wish.measures.length > 0 || item.wish.plain === true)
  const adding = has(turn, 'add') || items.some((item) => item.act === 'add')
  // "para un restaurante": a number said of something that is no product orders nothing by itself.
  const numbered = items.some((item) => (item.quantity !== null || item.range !== null || item.same) && (isNamed(item) || item.unmet.length === 0 || adding))
  if (!named && !pointing && !numbered) return false
  const wondering = /\b(algo (que|q|para|de|asi)|alguna? (cosa|opcion)|something|como se llaman?|what is it called)\b/.test(reading.flat) && !items.some((item) => item.quantity !== null)
  if (wondering) return false
  if (items.some((item) => item.only) && !asks(turn)) return true
  if (goesOn(turn) && named && !has(turn, 'price', 'stock', 'describe', 'compare', 'list', 'recommend')) return true
  if ((has(turn, 'quote') || knowing.test(reading.flat)) && !certainly.test(reading.flat) && !listsAmounts(turn)) return false
  if (has(turn, 'list', 'compare', 'describe', 'recommend') && !(numbered && adding)) return false
  const asking = has(turn, 'price', 'stock', 'describe', 'compare', 'services', 'training') || asksDiscount(turn)
  if (adding) {
    // "necesito una cuerda de 20 metros, ¿tienen?": what is asked for first is not ordered yet, and "una" counts nothing.
    const article = reading.question && has(turn, 'stock') && !reading.words.some(({ figure }) => figure === 1)
    const counted = items.some((item) => item.act === 'add' && ((item.quantity !== null && !(article && item.quantity === 1)) || item.reference !== null))
    return !asking || counted || (!reading.question && !has(turn, 'price', 'discount', 'services', 'training'))
  }
  if (asking || (reading.question && !has(turn, 'set'))) return false
  if (has(turn, 'set') && filled && numbered) return true
  if (numbered && (named || pointing || (filled && reading.words.length <= 12))) return true
  // "ok 2 pairs" under a list: two of which of them is asked.
  if (numbered && turn.shown.length > 1 && reading.words.length > 1 && reading.words.length <= 6) return true
  return filled && items.some((item) => item.reference?.kind === 'another')
}

/**
 * A written list with an amount at every thing, three of them or each on a line of its own: whoever asks to have that quoted has made up their
 * mind. It is noted, and nothing is closed by it; "cotízame 10 chalecos y 20 gafas" in a sentence is answered with a sum and an offer.
 */
function listsAmounts({ items, reading }: Turn): boolean {
  const counted = items.filter((item) => isNamed(item) && item.quantity !== null && item.act !== 'remove')
  if (reading.question || counted.length < 2 || items.some((item) => isNamed(item) && item.quantity === null)) return false
  return counted.length >= 3 || reading.message.split('\n').filter((line) => /^[\s\-–—•*·]*(?:\d|(?:un|una|dos|tres|cuatro|cinco|seis|diez)\b)/i.test(line)).length >= 2
}

/** Numbers beside an id or a telephone, or spoken beside "cédula" or "celular", count no things. */
function onlyData(turn: Turn): boolean {
  if (/\d{6,}/.test(turn.reading.message) && !turn.items.some((item) => isNamed(item) || item.reference !== null)) return true
  return /\b(cedula|celular|telefono|nit|direccion|correo|cc|id number|phone)\b/.test(turn.reading.flat) && !turn.items.some((item) => isNamed(item) || item.reference !== null)
}

/** "y botas de seguridad", said while the cart is being filled, fills it further. */
function goesOn(turn: Turn): boolean {
  const { pending } = turn.before
  const filling = pending?.kind === 'which' ? pending.items.some(({ act }) => act === 'add') : pending?.kind === 'more' || pending?.kind === 'quantity'
  return filling && !turn.reading.question && /^(y|e|n|i|tambien|ademas|mas|and|also|plus)\b/.test(turn.reading.flat)
}
