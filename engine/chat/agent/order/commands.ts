import type { OrderState } from '../../../../db/values.ts'
import type { CatalogueView } from '../catalogue-view.ts'
import { sellable } from '../product.ts'
import { checkField, nextField, type CustomerField, type FieldProblem, type FieldRules } from './fields.ts'
import { cartLine, isEnded, lineOf, newOrder, quantityLimits, transitions, type CartLine, type Order } from './order.ts'

export type OrderCommand =
  | { readonly kind: 'add' | 'set_quantity'; readonly productId: string; readonly quantity: number }
  | { readonly kind: 'remove'; readonly productId: string }
  | { readonly kind: 'replace'; readonly productId: string; readonly withId: string; readonly quantity: number | null }
  /** Back to lines the order had before, at the prices they were told at. */
  | { readonly kind: 'restore'; readonly lines: readonly CartLine[] }
  | { readonly kind: 'empty' | 'begin_checkout' | 'confirm' | 'cancel' }
  | { readonly kind: 'give_field' | 'correct_field'; readonly field: CustomerField; readonly text: string | null }

/** Why a command changed nothing. `stock`: pieces that could be had, besides or instead. */
export type Refusal =
  | { readonly refused: 'ended' | 'empty_cart' | 'not_in_cart' | 'unknown_product' | 'not_sold' | 'not_now' }
  | { readonly refused: 'quantity'; readonly least: number; readonly most: number }
  | { readonly refused: 'stock'; readonly stock: number }
  | { readonly refused: 'field'; readonly field: CustomerField; readonly problem: FieldProblem | 'needed' }

export type Outcome = { readonly order: Order } | Refusal

/** What a command is judged by: the products as they are now, and the country's rules of fields. */
export interface OrderRules { readonly catalogue: CatalogueView; readonly fields: FieldRules }

/**
 * Carries out one command on an order. Pure: the order given is never changed. Prices and stock come from the catalogue at that moment.
 * The machine is in `transitions`; a command that would leave it is refused as `not_now`. Confirming a closed order again
 * changes nothing and refuses nothing, so that a repeated "sí" sells once.
 */
export function applyCommand(order: Order, command: OrderCommand, rules: OrderRules): Outcome {
  if (isEnded(order)) return command.kind === 'confirm' && order.state === 'cerrada' ? { order } : { refused: 'ended' }
  switch (command.kind) {
    case 'add':
      return setLine(order, command.productId, (lineOf(order, command.productId)?.quantity ?? 0) + command.quantity, command.quantity, rules)
    case 'set_quantity':
      return lineOf(order, command.productId) === null ? { refused: 'not_in_cart' } : setLine(order, command.productId, command.quantity, command.quantity, rules)
    case 'remove':
      return lineOf(order, command.productId) === null ? { refused: 'not_in_cart' } : moved({ ...order, lines: order.lines.filter((line) => line.productId !== command.productId) })
    case 'replace': {
      const old = lineOf(order, command.productId)
      if (old === null) return { refused: 'not_in_cart' }
      const quantity = command.quantity ?? old.quantity
      const already = command.withId === command.productId ? 0 : (lineOf(order, command.withId)?.quantity ?? 0)
      // The new one first: when it cannot be had, the old one stays.
      const placed = setLine(order, command.withId, already + quantity, quantity, rules)
      if ('refused' in placed || command.withId === command.productId) return placed
      return moved({ ...placed.order, lines: placed.order.lines.filter((line) => line.productId !== command.productId) })
    }
    case 'empty':
      return order.lines.length === 0 ? { refused: 'empty_cart' } : moved({ ...order, lines: [] })
    case 'restore':
      return restore(order, command.lines, rules)
    case 'begin_checkout':
      if (order.lines.length === 0) return { refused: 'empty_cart' }
      return order.state === 'pendiente' ? change(order, nextField(order.customer) === null ? 'listo_para_finalizar' : 'recolectando_datos') : { order }
    case 'give_field':
    case 'correct_field':
      return giveField(order, command.field, command.text, rules.fields)
    case 'confirm':
      if (order.lines.length === 0) return { refused: 'empty_cart' }
      return order.state === 'listo_para_finalizar' ? close(order, rules) : { refused: 'not_now' }
    case 'cancel':
      return change(order, 'cancelada')
  }
}

/** A new order for the same customer, once one has ended: what is known of them stays. */
export function orderAfter(order: Order): Order {
  return { ...newOrder(order.currency), customer: order.customer }
}

function setLine(order: Order, productId: string, quantity: number, asked: number, { catalogue }: OrderRules): Outcome {
  const product = catalogue.product(productId)
  if (product === null) return { refused: 'unknown_product' }
  if (!sellable(product)) return { refused: 'not_sold' }
  if (!Number.isSafeInteger(asked) || asked < quantityLimits.least || quantity > quantityLimits.most) return { refused: 'quantity', ...quantityLimits }
  if (quantity > product.stock) return { refused: 'stock', stock: product.stock }
  const line = cartLine(product, quantity)
  const known = lineOf(order, productId) !== null
  return moved({ ...order, lines: known ? order.lines.map((one) => (one.productId === productId ? line : one)) : [...order.lines, line] })
}

/** All of the lines or none: what was sold out meanwhile cannot be had back. */
function restore(order: Order, lines: readonly CartLine[], { catalogue }: OrderRules): Outcome {
  for (const line of lines) {
    const product = catalogue.product(line.productId)
    if (product === null) return { refused: 'unknown_product' }
    if (!sellable(product)) return { refused: 'not_sold' }
    if (line.quantity > product.stock) return { refused: 'stock', stock: product.stock }
  }
  return moved({ ...order, lines })
}

/** Puts an order into the state its cart calls for: an empty one is back at the beginning, a filled one at least pending. */
function moved(order: Order): Outcome {
  if (order.lines.length === 0) return change(order, 'iniciada')
  return order.state === 'iniciada' ? change(order, 'pendiente') : { order }
}

function giveField(order: Order, field: CustomerField, text: string | null, rules: FieldRules): Outcome {
  if (text === null) {
    if (!rules.mayLack.includes(field)) return { refused: 'field', field, problem: 'needed' }
    return complete({ ...order, customer: { ...order.customer, [field]: null } })
  }
  const checked = checkField(field, text, rules)
  if ('problem' in checked) return { refused: 'field', field, problem: checked.problem }
  return complete({ ...order, customer: { ...order.customer, [field]: checked.value } })
}

/** Data may come before it is asked for; it completes an order only while it is being collected. */
function complete(order: Order): Outcome {
  return order.state === 'recolectando_datos' && nextField(order.customer) === null ? change(order, 'listo_para_finalizar') : { order }
}

/** Closes an order when every line can still be sold at this moment; otherwise says how much of the first that cannot is left. */
function close(order: Order, { catalogue }: OrderRules): Outcome {
  const lines: CartLine[] = []
  for (const line of order.lines) {
    const product = catalogue.product(line.productId)
    if (product === null || !sellable(product)) return { refused: 'not_sold' }
    if (product.stock < line.quantity) return { refused: 'stock', stock: product.stock }
    lines.push(line)
  }
  return change({ ...order, lines }, 'cerrada')
}

function change(order: Order, to: OrderState): Outcome {
  return transitions[order.state].includes(to) ? { order: { ...order, state: to } } : { refused: 'not_now' }
}
