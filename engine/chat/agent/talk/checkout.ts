import { moneyText } from '../answers/money.ts'
import { checkField, customerFields, nextField, type CustomerField } from '../order/fields.ts'
import { totalMinor } from '../order/order.ts'
import { fold } from '../text/words.ts'
import type { OpenItem, Pending } from '../conversation.ts'
import { askWhich, cite, command, has, listCart, repeated, say, totalText, type Turn } from '../turn.ts'
import { fieldsIn, type GivenField } from '../understanding/fields.ts'

/**
 * Goes from a filled cart to the customer's data; says what is missing when it cannot. A question that is still open is asked again while
 * there is nothing else in the cart; otherwise the order goes on without that thing, and says so.
 */
export function beginCheckout(turn: Turn): void {
  turn.road = 'checkout'
  const open = turn.before.pending
  turn.pending = null
  const refused = command(turn, { kind: 'begin_checkout' })
  if (refused !== null) {
    if (!askOpen(turn, open)) say(turn, turn.words.emptyCart())
    return
  }
  const leftOut = thingsOpen(turn, open)
  if (leftOut.length > 0) say(turn, turn.words.leftOut(leftOut.join(', ')))
  const total = totalText(turn)
  // An order that was just told ends with it already.
  if (turn.before.order.state === 'pendiente' && turn.pieces.at(-1) !== total) say(turn, total)
  askNext(turn)
}

/** What the agent had asked about and got no answer to, by the customer's words or the product's name. */
function thingsOpen(turn: Turn, open: Pending | null): string[] {
  const nameOf = (id: string) => {
    const product = turn.views.catalogue.product(id)
    if (product !== null) cite(turn, { kind: 'product', id, field: 'name', value: product.name })
    return product?.name ?? ''
  }
  const called = (items: readonly OpenItem[]) => items.filter(({ act }) => act === 'add' || act === 'replace').map(({ text, options }) => (options.length === 1 ? nameOf(options[0]!) : `«${repeated(turn, text)}»`))
  switch (open?.kind) {
    case 'which': return called(open.items)
    case 'quantity': return [nameOf(open.productId), ...called(open.rest)]
    // A price that was asked for is no order; only a "sí" to it was meant as one.
    case 'offer': return has(turn, 'yes') ? open.lines.map(({ productId }) => nameOf(productId)) : []
    default: return []
  }
}

/** Asks once more what was open. @returns false when nothing was */
function askOpen(turn: Turn, open: Pending | null): boolean {
  if (open?.kind === 'which') {
    askWhich(turn, open.items)
    return true
  }
  if (open?.kind !== 'offer' && open?.kind !== 'quantity') return false
  const only = open.kind === 'quantity' ? open.productId : open.lines.length === 1 ? open.lines[0]!.productId : null
  const product = only === null ? null : turn.views.catalogue.product(only)
  turn.pending = open
  if (product !== null) cite(turn, { kind: 'product', id: product.id, field: 'name', value: product.name })
  say(turn, product === null ? turn.words.offerLines() : open.kind === 'quantity' ? turn.words.howMany(product.name) : turn.words.offer(product.name))
  return true
}

/** Asks for the next field, or for the confirmation when all are there. */
export function askNext(turn: Turn): void {
  const field = nextField(turn.order.customer)
  if (turn.order.state === 'recolectando_datos' && field !== null) {
    turn.asked = field
    return say(turn, turn.words.ask(field))
  }
  turn.asked = null
  if (turn.order.state !== 'listo_para_finalizar') return
  say(turn, turn.words.summary())
  listCart(turn)
  for (const one of customerFields) {
    const value = turn.order.customer[one] ?? null
    if (value === null) continue
    cite(turn, { kind: 'customer', id: 'order', field: one, value })
    say(turn, turn.words.field(one, value))
  }
  say(turn, turn.words.confirm())
}

/**
 * Data of the customer in this message that is to be taken: all of it while data is being collected, and what is unmistakable at
 * any time. A question, or a word about the cart, is never taken for a name.
 */
export function givenFields(turn: Turn): GivenField[] {
  const collecting = turn.order.state === 'recolectando_datos'
  const asked = collecting ? nextField(turn.order.customer) : null
  const open = collecting && asked !== null && !turn.reading.question && !commanding(turn, asked)
  const given = fieldsIn(turn.reading.message, open ? asked : null, turn.views.fields)
  const whole = turn.reading.message.trim()
  if (open && has(turn, 'none_given') && turn.reading.words.length <= 4 && turn.views.fields.mayLack.includes(asked)) return []
  // The full name, sent once more in two words after the first was taken for all of it.
  if (open && asked === 'cedula' && given.length === 0 && turn.acts.size === 0 && fieldsIn(whole, 'nombre_completo', turn.views.fields).length === 1) return fieldsIn(whole, 'nombre_completo', turn.views.fields)
  if (open) return given.filter(({ sure, field }) => sure || field === asked || given.length > 1)
  const ordering = collecting || turn.order.state === 'listo_para_finalizar'
  // Outside of collecting only what says what it is ("cc", a street), and never a bare number, which may be anything.
  return has(turn, 'lookup', 'others_data') ? [] : given.filter(({ sure, field }) => sure && (ordering ? field !== 'nombre_completo' || has(turn, 'correct') || !turn.reading.question : !turn.reading.question && (field !== 'nombre_completo' || namesItself(turn))))
}

function namesItself(turn: Turn): boolean {
  return /\b(me llamo|mi nombre|soy|a nombre de|razon social|my name|names)\b/.test(fold(turn.reading.message))
}

/** Whether a message, sent while data is asked for, is about something else than the data. */
function commanding(turn: Turn, asked: CustomerField): boolean {
  if (asked === 'direccion' || asked === 'barrio' || asked === 'indicaciones_adicionales') {
    // An address may hold "oficina", "torre 3", a street's name that is a product: only plain orders outrank it.
    return has(turn, 'human', 'cancel', 'show_cart') || (has(turn, 'remove', 'add') && turn.items.some((item) => item.wish.meanings.length > 0)) || (asked !== 'indicaciones_adicionales' && /^(que|cual|cuanto|cuando|como|donde|hacen|tienen|hay)\b/.test(turn.reading.flat))
  }
  return has(turn, 'human', 'cancel', 'show_cart', 'remove', 'price', 'stock', 'list', 'delivery', 'payment', 'warranty', 'hours', 'discount', 'quote', 'add') || turn.items.some((item) => item.quantity !== null && item.wish.meanings.length > 0)
}

/** Takes data into the order and goes on asking. */
export function takeFields(turn: Turn, given: readonly GivenField[]): void {
  turn.road = 'data'
  let taken = 0
  for (const { field, text } of given) {
    const kind = turn.order.customer[field] === undefined ? 'give_field' : 'correct_field'
    const refused = command(turn, { kind, field, text })
    if (refused === null) taken++
    else if (refused.refused === 'field') say(turn, turn.words.fieldProblem(refused.field, refused.problem, turn.views.fields))
  }
  if (taken > 0) say(turn, turn.words.noted())
  if (turn.order.state === 'recolectando_datos' || turn.order.state === 'listo_para_finalizar') askNext(turn)
  else if (turn.order.lines.length > 0) {
    turn.pending = { kind: 'more' }
    say(turn, turn.words.more())
  } else say(turn, turn.words.whatToBuy())
}

/** The asked field was not given: says what is wrong with what came instead, and asks again. */
export function askAgain(turn: Turn): void {
  turn.road = 'data'
  const field = nextField(turn.order.customer)
  if (field === null) return askNext(turn)
  if (has(turn, 'none_given', 'no') || (field === 'indicaciones_adicionales' && has(turn, 'thanks', 'confirm', 'checkout'))) {
    const refused = command(turn, { kind: 'give_field', field, text: null })
    say(turn, refused?.refused === 'field' ? turn.words.fieldProblem(field, refused.problem, turn.views.fields) : turn.words.noted())
    return askNext(turn)
  }
  const checked = checkField(field, turn.reading.message, turn.views.fields)
  if ('problem' in checked) say(turn, turn.words.fieldProblem(field, checked.problem, turn.views.fields))
  // A name may be made of any words; one that is nothing else is taken as it stands.
  else if (field === 'nombre_completo' && turn.acts.size === 0 && !turn.reading.question && turn.items.length === 0) return takeFields(turn, [{ field, text: turn.reading.message, sure: true }])
  askNext(turn)
}

/** Closes the sale. What the engine sells it sells in its own transaction; this is the state machine's part of it. */
export function confirmOrder(turn: Turn): void {
  turn.road = 'checkout'
  turn.pending = null
  const refused = command(turn, { kind: 'confirm' })
  if (refused === null) {
    turn.asked = null
    const total = moneyText(totalMinor(turn.order), turn.order.currency, turn.reading.language)
    cite(turn, { kind: 'order', id: 'cart', field: 'total', value: total })
    return say(turn, turn.words.closed(total))
  }
  if (refused.refused === 'stock' || refused.refused === 'not_sold') return tellShortage(turn)
  say(turn, turn.words.nothingToConfirm())
}

/** What was in stock when it was put in the cart may have been sold since: each such line is named, and nothing is closed. */
function tellShortage(turn: Turn): void {
  for (const line of turn.order.lines) {
    const product = turn.views.catalogue.product(line.productId)
    if (product === null || !product.active || product.stock === 0) {
      cite(turn, { kind: 'product', id: line.productId, field: 'name', value: line.name })
      say(turn, turn.words.notSold(line.name))
    } else if (product.stock < line.quantity) {
      cite(turn, { kind: 'product', id: product.id, field: 'stock', value: String(product.stock) })
      say(turn, turn.words.tooLittle(product.name, product.stock))
      turn.focus = product.id
    }
  }
}
