import { currencyDigits } from '../../ingest/reading/index.ts'
import { changesCart, isNamed, ofOwnCart, ofOwnOrder } from './gate.ts'
import { isEnded } from './order/order.ts'
import { nextField } from './order/fields.ts'
import { talkCart } from './talk/cart.ts'
import { askAgain, askNext, beginCheckout, confirmOrder, givenFields, takeFields } from './talk/checkout.ts'
import { talkChoice } from './talk/choice.ts'
import { talkCompany } from './talk/company.ts'
import { refuse, talkCustomer, talkHandoff, talkSmall } from './talk/people.ts'
import { talkProducts, unknownThing } from './talk/products.ts'
import { focusOf, meantBy, wornInPairs } from './talk/which-product.ts'
import { command, has, listCart, repeated, say, type Turn } from './turn.ts'
import { consents, hesitates, supposes } from './understanding/consent.ts'
import { companyActs } from './understanding/acts/acts.ts'

/** Messages not understood in a row after which a person is called. */
const unsureBeforeHandoff = 2

/**
 * Decides what a message calls for and does it. What must not be missed comes first: attempts to bend the rules, the wish for a person,
 * anger. Then what the agent had asked, then the cart, then questions.
 */
export function decide(turn: Turn): void {
  if (turn.reading.words.length === 0) {
    turn.road = 'small_talk'
    return say(turn, turn.words.empty())
  }
  if (has(turn, 'injection', 'others_data')) return refuse(turn)
  leaveIdleSizes(turn)
  leaveToldPrices(turn)
  // "una línea de vida, y quiero hablar con una persona": what is ordered is noted first.
  if (has(turn, 'human') && !turn.reading.question && turn.items.some((item) => isNamed(item) && item.quantity !== null) && changesCart(turn)) talkCart(turn)
  if (has(turn, 'human') && !(turn.items.some(isNamed) && has(turn, 'price'))) return talkHandoff(turn, 'asked_for_person')
  if (has(turn, 'anger')) return talkHandoff(turn, 'anger')
  if (has(turn, 'complaint')) {
    keepSpokenOf(turn)
    return talkHandoff(turn, 'complaint')
  }
  if (has(turn, 'empty') && !turn.items.some(isNamed) && turn.order.lines.length > 0 && !isEnded(turn.order)) return emptyCart(turn)
  if (has(turn, 'empty') && turn.order.lines.length > 0 && !isEnded(turn.order) && beginsAnew(turn)) {
    command(turn, { kind: 'empty' })
    turn.items = turn.items.filter(({ act }) => act !== 'remove')
    return talkCart(turn)
  }
  if (wantsUndo(turn)) return undo(turn)
  if (wantsCancel(turn)) return cancelOrder(turn)

  const given = givenFields(turn)
  if (given.length > 0) return takeFields(turn, given)
  if (onlyFigures(turn)) return askAgain(turn)
  if (turn.order.state === 'listo_para_finalizar' && answersConfirmation(turn)) return
  const { pending } = turn.before
  const supposed = supposes(turn.reading.message, turn.reading.flat)
  if (supposed) pointAtFocus(turn)
  if (pending !== null && !asksCompany(turn) && !supposed && talkChoice(turn, pending)) return

  if (lacksField(turn)) return askAgain(turn)
  if (talkOther(turn)) {
    // A question in the middle of the data is answered, and the data asked for again.
    if (turn.order.state === 'recolectando_datos' && turn.road !== 'cart' && turn.road !== 'checkout') askNext(turn)
    return
  }
  if (turn.order.state === 'recolectando_datos') return askAgain(turn)
  notUnderstood(turn)
}

/** "2 talla L", of a thing that comes in no sizes here: the size is for whoever packs it, and tells nothing apart. */
function leaveIdleSizes(turn: Turn): void {
  const focus = focusOf(turn)
  if (focus === null) return
  const sized = turn.views.catalogue.index.products.some(({ product, measures }) => product.id === focus.id && measures.some(({ unit }) => unit === 'size'))
  const worn = wornInPairs(turn.views.catalogue, focus)
  turn.items = turn.items.map((item) => {
    if (isNamed(item)) return item
    // "póngame 10 L", of gloves: ten of the large ones, not ten litres.
    const letter = worn && item.quantity === null ? item.wish.measures.find(({ value, unit }) => unit === 'l' && new RegExp(`\\b${value} ?L\\b`).test(turn.reading.message)) : undefined
    return { ...item, quantity: letter === undefined ? item.quantity : Number(letter.value), wish: { ...item.wish, measures: item.wish.measures.filter((measure) => measure !== letter && (sized || measure.unit !== 'size')) } }
  })
}

/** "uf, 420, carito. uno no más": a number that repeats the price just told counts nothing. */
function leaveToldPrices(turn: Turn): void {
  const told = [turn.focus, ...turn.shown].map((id) => (id === null ? null : turn.views.catalogue.product(id)))
  const price = (quantity: number | null) => quantity !== null && quantity >= 10 && told.some((product) => product !== null && quantity > product.stock && [1, 1000].some((unit) => product.priceMinor === quantity * unit * 10 ** currencyDigits(product.currency)))
  turn.items = turn.items.filter((item) => isNamed(item) || item.reference !== null || !price(item.quantity))
}

/** "la linterna que me vendieron no carga": "¿y cuánto vale una nueva?" is asked of it next. */
function keepSpokenOf(turn: Turn): void {
  const [item, ...more] = turn.items.filter(isNamed)
  if (item === undefined || more.length > 0) return
  const meant = meantBy(turn, item)
  if (meant.kind === 'one') [turn.focus, turn.shown] = [meant.product.id, [meant.product.id]]
}

/** "¿y si llevo 5?" asks what five of the thing last spoken of would come to. */
function pointAtFocus(turn: Turn): void {
  const [item, ...more] = turn.items
  if (item === undefined || more.length > 0 || isNamed(item) || item.reference !== null || focusOf(turn) === null) return
  turn.items = [{ ...item, act: null, reference: { kind: 'that' } }]
}

/** Everything that is no answer to a question of the agent's. @returns false when nothing was recognised */
function talkOther(turn: Turn): boolean {
  const named = turn.items.some(isNamed)
  if (has(turn, 'lookup') && !(named && (has(turn, 'price', 'stock', 'add') || turn.items.some(({ quantity }) => quantity !== null)))) return done(talkCustomer, turn)
  if (changesCart(turn)) {
    acceptQuote(turn)
    talkCart(turn)
    if (asksCompany(turn) && !has(turn, 'contact', 'services', 'about')) {
      talkCompany(turn)
      turn.road = 'cart'
    }
    if (turn.order.state === 'pendiente' && has(turn, 'checkout') && turn.pending?.kind === 'more') beginCheckout(turn)
    return true
  }
  if (asksCompany(turn) && !(named && has(turn, 'price', 'stock', 'quote', 'list') && !has(turn, 'discount', 'delivery', 'services', 'payment', 'warranty'))) return done(talkCompany, turn)
  if (has(turn, 'show_cart') && (!(named || pointsAtOne(turn)) || ofOwnCart.test(turn.reading.flat)) && !asksPriceOfFocus(turn)) return showCart(turn)
  if (has(turn, 'checkout') && !named) return done(beginCheckout, turn)
  if (asksProducts(turn, named)) return done(talkProducts, turn)
  if (has(turn, 'add', 'quote')) {
    turn.road = 'cart'
    const unknown = unknownThing(turn)
    say(turn, ...(unknown === '' ? [] : [turn.words.unknownProduct(repeated(turn, unknown))]), turn.words.whatToBuy())
    turn.pending = { kind: 'thing', quantity: null }
    return true
  }
  if (has(turn, 'confirm') && turn.order.state === 'pendiente') return done(beginCheckout, turn)
  if (has(turn, 'greeting', 'thanks', 'bye', 'media', 'off_topic') || (has(turn, 'yes', 'no') && turn.reading.words.length <= 4 && turn.order.state !== 'recolectando_datos')) return done(talkSmall, turn)
  return false
}

function done(talk: (turn: Turn) => void, turn: Turn): true {
  talk(turn)
  return true
}

/** In Colombia "cancelar" is also to pay: only what is no question about paying cancels an order. */
function wantsCancel(turn: Turn): boolean {
  return has(turn, 'cancel') && !has(turn, 'payment') && !turn.reading.question && !turn.items.some(isNamed) && !/\b(puedo|como|donde|para|a|voy a) cancel/.test(turn.reading.flat.replace(/^.*quiero cancelar/, ''))
}

/** "borre todo y póngame solo 3 cinturones": what is ordered with it is the new order. */
function beginsAnew(turn: Turn): boolean {
  return !/\b(?:menos|excepto|salvo|except|but)\b/.test(turn.reading.flat) && turn.items.some((item) => isNamed(item) && item.quantity !== null && item.act !== 'remove')
}

/** "déjalo como estaba": with nothing named, the cart goes back to what it was before it changed last. */
function wantsUndo(turn: Turn): boolean {
  // "devuélvelos", right after something was taken out, puts it back.
  const back = /\b(devuelv|regres|pon)\w*l[oa]s?\b/.test(turn.reading.flat) && (turn.before.undo?.at(-1)?.length ?? 0) > turn.order.lines.length
  if (!(has(turn, 'undo') || back) || (turn.before.undo ?? []).length === 0 || isEnded(turn.order)) return false
  // "déjelo como estaba antes, con los 3 sprays" only tells how it was.
  if (/\bcomo (?:estaba|estaban|lo tenia|venia|iba)\b/.test(turn.reading.flat)) return true
  return !turn.items.some((item) => isNamed(item) || item.quantity !== null)
}

function undo(turn: Turn): void {
  turn.road = 'cart'
  turn.pending = null
  const lines = turn.before.undo!.at(-1)!
  const refused = command(turn, { kind: 'restore', lines })
  if (refused !== null) return say(turn, turn.words.notUnderstood())
  turn.undone = true
  turn.focus = turn.order.lines.at(-1)?.productId ?? null
  say(turn, turn.words.undone())
  if (turn.order.lines.length === 0) return say(turn, turn.words.emptied(), turn.words.whatElse())
  showCart(turn)
}

function cancelOrder(turn: Turn): void {
  turn.road = 'checkout'
  turn.pending = null
  turn.asked = null
  if (isEnded(turn.order) || (turn.order.lines.length === 0 && turn.order.state === 'iniciada')) {
    say(turn, turn.words.anythingElse())
    return
  }
  command(turn, { kind: 'cancel' })
  say(turn, turn.words.cancelled())
}

function emptyCart(turn: Turn): void {
  turn.road = 'cart'
  turn.pending = null
  command(turn, { kind: 'empty' })
  turn.focus = null
  say(turn, turn.words.emptied(), turn.words.whatElse())
}

function showCart(turn: Turn): true {
  turn.road = 'cart'
  if (turn.order.lines.length === 0) {
    say(turn, turn.words.emptyCart())
    return true
  }
  say(turn, turn.words.cart())
  listCart(turn)
  if (turn.order.state === 'pendiente') {
    turn.pending = { kind: 'more' }
    say(turn, turn.words.more())
  }
  if (turn.order.state === 'recolectando_datos') askNext(turn)
  if (turn.order.state === 'listo_para_finalizar') say(turn, turn.words.confirm())
  return true
}

/** "el de 9 cuánto vale", "the second one": one of those that were shown, told by its size or its place. */
function pointsAtOne(turn: Turn): boolean {
  return turn.shown.length > 1 && turn.items.some(({ reference, wish }) => wish.measures.length > 0 || (reference !== null && ['nth', 'price', 'cheapest', 'dearest', 'other'].includes(reference.kind)))
}

/** "cuánto vale?" right after one product was shown asks for its price, not for the cart's. */
function asksPriceOfFocus(turn: Turn): boolean {
  return turn.order.lines.length === 0 && focusOf(turn) !== null && !ofOwnOrder.test(turn.reading.flat)
}

/** "ah y agregue también...", behind a quotation: what was quoted is wanted as well. */
function acceptQuote(turn: Turn): void {
  const { pending } = turn.before
  if (pending?.kind !== 'offer' || pending.lines.length < 2 || !/\b(tambien|ademas|aparte|adicional|also|plus)\b|^(ah |ok |listo |bueno |dale )*(y|and)\b/.test(turn.reading.flat)) return
  for (const line of pending.lines) command(turn, { kind: 'add', ...line })
}

function asksCompany(turn: Turn): boolean {
  return companyActs.some((act) => turn.acts.has(act))
}

function asksProducts(turn: Turn, named: boolean): boolean {
  // While data is collected a word that happens to be a product's ("Rojas") asks nothing.
  const asking = turn.reading.question || has(turn, 'price', 'stock', 'list', 'describe', 'compare', 'recommend', 'quote', 'interest')
  if (named) return asking || turn.order.state !== 'recolectando_datos'
  const pointing = turn.items.some((item) => item.reference !== null || item.wish.measures.length > 0)
  if (pointing && turn.order.state !== 'recolectando_datos' && (turn.shown.length > 0 || turn.focus !== null)) return true
  if (has(turn, 'list', 'stock', 'recommend')) return true
  return has(turn, 'price', 'describe', 'compare', 'interest') && (pointing || focusOf(turn) !== null || turn.shown.length > 0 || has(turn, 'price'))
}

/** "sí" closes the sale, "no" asks what to change. */
function answersConfirmation(turn: Turn): boolean {
  const named = turn.items.some(isNamed)
  if (named || asksCompany(turn) || has(turn, 'show_cart')) return false
  const { flat, question } = turn.reading
  const leaning = has(turn, 'yes', 'confirm') || /^(listo|ya)\b|finaliz|cerrar|cierr|proced/.test(flat)
  const counted = turn.items.some((item) => item.quantity !== null) && !/\bde una\b/.test(flat)
  if (leaning && consents(flat) && !has(turn, 'no', 'correct') && !question && !counted) {
    confirmOrder(turn)
    return true
  }
  // "el correo está mal", "ok, pero cambia el teléfono": nothing is closed, and what is wrong is asked for.
  const wrong = has(turn, 'correct', 'replace') && turn.items.length === 0
  // "ok, espera", "quiero pagar", "todavía no": neither a yes nor a wish; the order is shown and asked for once more.
  const open = has(turn, 'checkout') || ((leaning || hesitates(flat)) && !question && turn.items.length === 0 && !has(turn, 'add', 'undo'))
  if (wrong || (open && !has(turn, 'no'))) {
    turn.road = 'checkout'
    if (wrong) say(turn, turn.words.changeWhat())
    else askNext(turn)
    return true
  }
  if (!has(turn, 'no') || turn.items.length > 0) return false
  turn.road = 'checkout'
  say(turn, turn.words.changeWhat())
  return true
}

/** "no tengo correo", "no", while a field is asked for. */
function lacksField(turn: Turn): boolean {
  if (turn.order.state !== 'recolectando_datos') return false
  const field = nextField(turn.order.customer)
  return field !== null && (has(turn, 'none_given') || (field === 'indicaciones_adicionales' && has(turn, 'thanks', 'checkout') && turn.reading.words.length <= 4) || (has(turn, 'no') && turn.views.fields.mayLack.includes(field))) && !turn.items.some(isNamed)
}

/** A number alone while one of the customer's numbers is asked for: a wrong id, never three hundred helmets. */
function onlyFigures(turn: Turn): boolean {
  const field = turn.order.state === 'recolectando_datos' ? nextField(turn.order.customer) : null
  return (field === 'cedula' || field === 'telefono') && /^[\d\s.,+()-]+$/.test(turn.reading.message)
}

function notUnderstood(turn: Turn): void {
  const number = turn.items.length === 1 && turn.items[0]!.unmet.length === 0 ? turn.items[0]!.quantity : null
  if (number !== null) {
    turn.road = 'cart'
    turn.pending = { kind: 'thing', quantity: number }
    return say(turn, turn.words.whatToBuy())
  }
  turn.road = 'unknown'
  if (turn.before.unsure + 1 >= unsureBeforeHandoff) return talkHandoff(turn, 'low_confidence')
  say(turn, turn.words.notUnderstood())
}
