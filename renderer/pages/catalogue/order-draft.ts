import type { Money } from '../../../engine/contract/debtors.ts'
import type { OrderDetail, OrderDraft, Product, ShortLine } from '../../../engine/contract/catalogue.ts'

/** A line of an order while a person writes it. */
export interface DraftLine { readonly productId: string, readonly name: string, /** As typed. */ readonly quantity: string, readonly price: Money, readonly stock: number, readonly active: boolean }

const mostPieces = 1_000_000

export function linesOf(order: OrderDetail): DraftLine[] {
  return order.lines.map(line => ({ ...line, quantity: String(line.quantity) }))
}

/** Adds a product, or one more piece of it where it is there already. */
export function withProduct(lines: readonly DraftLine[], { id, name, price, stock, active }: Product): DraftLine[] {
  const there = lines.find(line => line.productId === id)
  if (!there) return [...lines, { productId: id, name, quantity: '1', price, stock, active }]
  return lines.map(line => line === there ? { ...line, quantity: String((piecesOf(line) ?? 0) + 1) } : line)
}

/** @returns null for what is no number of pieces */
export function piecesOf({ quantity }: Pick<DraftLine, 'quantity'>): number | null {
  const pieces = /^\d{1,7}$/.test(quantity.trim()) ? Number(quantity) : 0
  return pieces >= 1 && pieces <= mostPieces ? pieces : null
}

/** The sum of the lines; null while there are none, one is no number, or they are of several currencies. */
export function totalOf(lines: readonly DraftLine[]): Money | null {
  const [first] = lines
  if (!first || lines.some(line => piecesOf(line) === null || line.price.currency !== first.price.currency)) return null
  return { minor: lines.reduce((sum, line) => sum + line.price.minor * (piecesOf(line) ?? 0), 0), currency: first.price.currency }
}

/**
 * The order as it is to be saved. One that a person writes by hand can be closed at once; one of a chat stays where its
 * conversation is, unless `ready` says that it lacks nothing any more.
 */
export function draftOf(order: OrderDetail | null, customerId: string | null, lines: OrderDraft['lines'], ready = order === null || order.chatId === null): OrderDraft {
  const state = ready ? 'listo_para_finalizar' : order === null || order.state === 'iniciada' ? 'pendiente' : order.state
  return { chatId: order?.chatId ?? null, customerId, state, collected: order?.collected ?? {}, lines }
}

/** What is left of an order when each line takes no more than there is; lines of which nothing can be sold go. */
export function fittingLines(order: OrderDetail, short: readonly ShortLine[]): OrderDraft['lines'] {
  return order.lines.flatMap(({ productId, quantity }) => {
    const lack = short.find(line => line.productId === productId)
    const pieces = lack === undefined ? quantity : lack.active ? Math.min(quantity, lack.left) : 0
    return pieces > 0 ? [{ productId, quantity: pieces }] : []
  })
}

/** Products whose name bears the words before those that only have them in a description: a helmet before its chin strap. */
export function namedFirst<Named extends { readonly name: string }>(products: readonly Named[], text: string): Named[] {
  const words = folded(text).split(/\s+/)
  const rank = ({ name }: Named) => words.filter(word => !folded(name).includes(word)).length
  return products.toSorted((one, other) => rank(one) - rank(other))
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
