import { newId } from '../../db/id.ts'
import type { ChatRow } from '../../db/queries/chats.ts'
import { changeCustomerTx, customerByNationalId, insertCustomerTx, type CustomerRow } from '../../db/queries/customers.ts'
import { orderById, orderLines } from '../../db/queries/orders.ts'
import type { Tx } from '../../db/tx.ts'
import { endedOrderStates, type OrderState } from '../../db/values.ts'
import { closeOrderTx, createOrderTx, readNationalId, requireOrder, saveOrderTx } from '../catalogue/index.ts'
import { normalise } from '../ingest/index.ts'
import { totalMinor, type Order } from './agent/index.ts'
import { collectedOf } from './conversation.ts'

/** What became of the order of a chat in one answer. */
export interface Mirrored {
  readonly orderId: string | null
  readonly customer: { readonly seq: number; /** Made by this chat. */ readonly own: boolean } | null
  readonly sale: { readonly id: string; readonly number: number } | null
}

const isEnded = (state: OrderState) => endedOrderStates.some((ended) => ended === state)

/**
 * Writes the agent's order into the orders, and where the customer has confirmed it, sells it: all in the caller's transaction. What the
 * customer was told and what is stored must be the same to the last cent.
 * @throws Error when they are not, or the sale cannot be made after all; the whole answer must then be decided anew
 */
export function mirrorOrderTx(tx: Tx, chat: ChatRow, before: Order, after: Order, now: number): Mirrored {
  const { business_id: businessId } = chat
  const known = chat.customer_seq === null ? null : { seq: chat.customer_seq, own: chat.customer_own === 1 }
  const unchanged: Mirrored = { orderId: chat.order_id, customer: known, sale: null }
  if (JSON.stringify(before) === JSON.stringify(after)) return unchanged
  const stored = chat.order_id === null ? null : orderById(tx.database, businessId, chat.order_id)
  const closes = after.state === 'cerrada' && before.state !== 'cerrada'
  const starts = stored === null || (isEnded(stored.state) && !isEnded(after.state))
  if (stored === null ? isEnded(after.state) : isEnded(stored.state) && !starts) return unchanged

  const customer = customerTx(tx, businessId, after, closes, now)
  const draft = {
    chatId: chat.id, customerId: customer?.row.id ?? null, state: closes ? 'listo_para_finalizar' as const : after.state, collected: collectedOf(after),
    lines: after.lines.map(({ productId, quantity }) => ({ productId, quantity })),
  }
  const told = new Map(after.lines.map((line) => [line.productId, line.unitMinor]))
  const orderId = starts ? createOrderTx(tx, businessId, draft, now, told) : stored.id
  if (!starts) saveOrderTx(tx, businessId, stored, stored.version, draft, now, told)
  const row = requireOrder(tx, businessId, orderId)
  const sum = orderLines(tx.database, businessId, row.seq).reduce((total, line) => total + line.quantity * line.price_minor, 0)
  if (sum !== totalMinor(after)) throw new Error('The order is not what the customer was told')
  const linked = customer === null ? known : { seq: customer.row.seq, own: customer.own || (known?.seq === customer.row.seq && known.own) }
  if (!closes) return { orderId, customer: linked, sale: null }
  const closing = closeOrderTx(tx, businessId, row, 'chat', now)
  if (!closing.closed) throw new Error('The stock changed while the sale was being made')
  return { orderId, customer: linked, sale: { id: closing.saleId, number: closing.number } }
}

/**
 * The customer whose id number was given. Whoever buys for the first time is written down with the sale; of a known one nothing is
 * overwritten, since anybody can type a number: what was told for this order stands in the order.
 */
function customerTx(tx: Tx, businessId: string, { customer }: Order, closes: boolean, now: number): { row: CustomerRow; own: boolean } | null {
  const nationalId = customer.cedula === undefined || customer.cedula === null ? null : readNationalId(customer.cedula)
  if (nationalId === null) return null
  const found = customerByNationalId(tx.database, businessId, nationalId)
  const given = { phone: customer.telefono ?? '', email: customer.correo ?? '', address: customer.direccion ?? '', neighbourhood: customer.barrio ?? '' }
  if (found !== null) {
    const missing = Object.fromEntries(Object.entries(given).filter(([column, value]) => value !== '' && found[column as keyof typeof given] === ''))
    if (closes && Object.keys(missing).length > 0) changeCustomerTx(tx, businessId, found.seq, missing, now)
    return { row: found, own: false }
  }
  if (!closes) return null
  const name = customer.nombre_completo ?? ''
  insertCustomerTx(tx, { id: newId(), business_id: businessId, national_id: nationalId, name, name_folded: normalise(name), ...given, notes: '', created_at: now, updated_at: now })
  const row = customerByNationalId(tx.database, businessId, nationalId)
  return row === null ? null : { row, own: true }
}
