import { endedOrderStates, type OrderState } from '../../../../db/values.ts'
import type { Product } from '../product.ts'
import type { CustomerField } from './fields.ts'

/** A product in the cart with the price it was shown at, in the currency's smallest unit. */
export interface CartLine { readonly productId: string; readonly name: string; readonly quantity: number; readonly unitMinor: number }

export interface Order {
  readonly state: OrderState
  readonly lines: readonly CartLine[]
  readonly currency: string
  /** What the customer gave; null: asked, and said to have none (only where the country's rules allow it). */
  readonly customer: Readonly<Partial<Record<CustomerField, string | null>>>
}

/** The order's states and which may follow which. Whatever is not here does not happen. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  iniciada: ['iniciada', 'pendiente', 'cancelada'],
  pendiente: ['pendiente', 'iniciada', 'recolectando_datos', 'listo_para_finalizar', 'cancelada'],
  recolectando_datos: ['recolectando_datos', 'iniciada', 'listo_para_finalizar', 'cancelada'],
  listo_para_finalizar: ['listo_para_finalizar', 'recolectando_datos', 'iniciada', 'cerrada', 'cancelada'],
  cerrada: ['cerrada'],
  cancelada: ['cancelada'],
}

export const quantityLimits = { least: 1, most: 1000 } as const

export function newOrder(currency: string): Order {
  return { state: 'iniciada', lines: [], currency, customer: {} }
}

export function isEnded(order: Order): boolean {
  return endedOrderStates.some((state) => state === order.state)
}

export function subtotalMinor(line: CartLine): number {
  return line.unitMinor * line.quantity
}

/** What the cart costs, in the currency's smallest unit. */
export function totalMinor(order: Pick<Order, 'lines'>): number {
  return order.lines.reduce((sum, line) => sum + subtotalMinor(line), 0)
}

export function lineOf(order: Pick<Order, 'lines'>, productId: string): CartLine | null {
  return order.lines.find((line) => line.productId === productId) ?? null
}

export function cartLine(product: Product, quantity: number): CartLine {
  return { productId: product.id, name: product.name, quantity, unitMinor: product.priceMinor }
}
