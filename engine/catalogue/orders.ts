import { newId } from '../../db/id.ts'
import { changeOrderTx, insertOrderTx, orderById, orderLines, replaceOrderLinesTx, type OrderRow } from '../../db/queries/orders.ts'
import { customerById } from '../../db/queries/customers.ts'
import { moveStockTx, productById } from '../../db/queries/products.ts'
import { changeSaleTx, insertSaleTx, saleById, takenBySale, type ListedSale } from '../../db/queries/sales.ts'
import type { Tx } from '../../db/tx.ts'
import { endedOrderStates, fulfilmentTransitions, type FulfilmentState, type SalesChannel } from '../../db/values.ts'
import type { OrderDraft, ShortLine } from '../contract/catalogue.ts'

/** What cannot be done with an order or a sale; `reason` is a translation key. Nothing was changed. */
export class OrderRefused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.name = 'OrderRefused'
    this.reason = reason
  }
}

/** Whether nothing can be done with an order any more. */
export function isEnded(order: Pick<OrderRow, 'state'>): boolean {
  return endedOrderStates.some((state) => state === order.state)
}

/** Prices of lines by their product, as the customer was told them; in the currency's smallest unit. A line that is not here keeps its price, a new one takes the product's. */
export type ToldPrices = ReadonlyMap<string, number>

/**
 * Begins an order.
 * @returns its id
 * @throws OrderRefused
 */
export function createOrderTx(tx: Tx, businessId: string, draft: OrderDraft, now: number, told?: ToldPrices): string {
  if (draft.state === 'cerrada' || draft.state === 'cancelada') throw new OrderRefused('catalogue.order_starts_open')
  const id = newId()
  const seq = insertOrderTx(tx, { id, business_id: businessId, chat_id: draft.chatId, customer_seq: customerOf(tx, businessId, draft), state: draft.state, collected: JSON.stringify(draft.collected), created_at: now, updated_at: now })
  setLinesTx(tx, businessId, seq, draft, told)
  return id
}

/**
 * Writes an order as it is now. Lines that stay keep the price at which they were added.
 * @param version of the order that the change was made on
 * @throws OrderRefused
 */
export function saveOrderTx(tx: Tx, businessId: string, order: OrderRow, version: number, draft: OrderDraft, now: number, told?: ToldPrices): void {
  if (isEnded(order)) throw new OrderRefused('catalogue.order_ended')
  if (order.version !== version) throw new OrderRefused('catalogue.changed_since')
  if (draft.state === 'cerrada') throw new OrderRefused('catalogue.order_closes_by_sale')
  setLinesTx(tx, businessId, order.seq, draft, told)
  changeOrderTx(tx, businessId, order.seq, { chat_id: draft.chatId, customer_seq: customerOf(tx, businessId, draft), state: draft.state, collected: JSON.stringify(draft.collected) }, now)
}

function customerOf(tx: Tx, businessId: string, { customerId }: OrderDraft): number | null {
  if (customerId === null) return null
  const customer = customerById(tx.database, businessId, customerId)
  if (customer === null || customer.erased_at !== null) throw new OrderRefused('catalogue.customer_not_found')
  return customer.seq
}

function setLinesTx(tx: Tx, businessId: string, orderSeq: number, { lines }: OrderDraft, told?: ToldPrices): void {
  const before = new Map(orderLines(tx.database, businessId, orderSeq).map((line) => [line.product_id, line]))
  if (new Set(lines.map((line) => line.productId)).size !== lines.length) throw new OrderRefused('catalogue.line_repeated')
  const next = lines.map(({ productId, quantity }) => {
    const product = productById(tx.database, businessId, productId)
    if (product === null) throw new OrderRefused('catalogue.product_not_found')
    const kept = before.get(productId)
    return { product_seq: product.seq, quantity, price_minor: told?.get(productId) ?? kept?.price_minor ?? product.price_minor, currency: kept?.currency ?? product.currency }
  })
  if (new Set(next.map((line) => line.currency)).size > 1) throw new OrderRefused('catalogue.order_mixes_currencies')
  if (next.reduce((sum, line) => sum + line.quantity * line.price_minor, 0) > Number.MAX_SAFE_INTEGER) throw new OrderRefused('catalogue.order_too_large')
  replaceOrderLinesTx(tx, orderSeq, next)
}

export type Closing = { readonly closed: true; readonly saleId: string; readonly number: number } | { readonly closed: false; readonly short: readonly ShortLine[] }

/**
 * Closes an order: its sale is written and the pieces are taken from the stock, all in the caller's transaction. Where a
 * line cannot be sold nothing changes, and each such line is told with what is left. The order must be `listo_para_finalizar`.
 * @throws OrderRefused
 */
export function closeOrderTx(tx: Tx, businessId: string, order: OrderRow, channel: SalesChannel, now: number): Closing {
  if (isEnded(order)) throw new OrderRefused('catalogue.order_ended')
  if (order.state !== 'listo_para_finalizar') throw new OrderRefused('catalogue.order_not_ready')
  const lines = orderLines(tx.database, businessId, order.seq)
  const [first] = lines
  if (first === undefined) throw new OrderRefused('catalogue.order_empty')
  const short = lines.filter((line) => line.active === 0 || line.stock < line.quantity)
    .map((line): ShortLine => ({ productId: line.product_id, name: line.name, wanted: line.quantity, left: line.stock, active: line.active === 1 }))
  if (short.length > 0) return { closed: false, short }

  const saleId = newId()
  const { seq, number } = insertSaleTx(tx, {
    id: saleId, business_id: businessId, customer_seq: order.customer_seq, total_minor: lines.reduce((sum, line) => sum + line.quantity * line.price_minor, 0), currency: first.currency,
    sold_at: now, channel, fulfilment: 'pending', payment: 'pending', updated_at: now, external_number: null,
  }, lines)
  for (const line of lines) {
    const left = moveStockTx(tx, businessId, line.product_seq, { change: -line.quantity, reason: 'sale', note: '', saleSeq: seq, at: now })
    if (left === null) throw new Error('Stock fell within a transaction')
  }
  changeOrderTx(tx, businessId, order.seq, { state: 'cerrada', sale_seq: seq }, now)
  return { closed: true, saleId, number }
}

/** Cancels an order that is open. @throws OrderRefused */
export function cancelOrderTx(tx: Tx, businessId: string, order: OrderRow, now: number): void {
  if (isEnded(order)) throw new OrderRefused('catalogue.order_ended')
  changeOrderTx(tx, businessId, order.seq, { state: 'cancelada' }, now)
}

/** Moves a sale on. A cancelled one gives back to the stock what it took from it, which most sales of files never did. @throws OrderRefused when it cannot go there from where it is */
export function setFulfilmentTx(tx: Tx, businessId: string, sale: ListedSale, fulfilment: FulfilmentState, now: number): void {
  if (!fulfilmentTransitions[sale.fulfilment].includes(fulfilment)) throw new OrderRefused('catalogue.sale_cannot_go_there')
  changeSaleTx(tx, businessId, sale.seq, { fulfilment, payment: sale.payment }, now)
  if (fulfilment !== 'cancelled') return
  for (const { product_seq, pieces } of takenBySale(tx.database, sale.seq)) moveStockTx(tx, businessId, product_seq, { change: pieces, reason: 'sale_cancelled', note: '', saleSeq: sale.seq, at: now })
}

/** @throws OrderRefused where the business has no such order */
export function requireOrder(tx: Pick<Tx, 'database'>, businessId: string, id: string): OrderRow {
  const order = orderById(tx.database, businessId, id)
  if (order === null) throw new OrderRefused('catalogue.order_not_found')
  return order
}

/** @throws OrderRefused where the business has no such sale */
export function requireSale(tx: Pick<Tx, 'database'>, businessId: string, id: string): ListedSale {
  const sale = saleById(tx.database, businessId, id)
  if (sale === null) throw new OrderRefused('catalogue.sale_not_found')
  return sale
}
