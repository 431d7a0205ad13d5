import { z } from 'zod'
import type { ChatRow } from '../../db/queries/chats.ts'
import { orderById, orderLines, type OrderRow } from '../../db/queries/orders.ts'
import type { Database } from '../../db/open.ts'
import { customerFields, newConversation, type ConversationState, type CustomerField, type Order } from './agent/index.ts'

const collectedSchema = z.record(z.string(), z.string())
const stateSchema = z.looseObject({ language: z.enum(['es', 'en']) })

/** What the agent has in mind in a chat. The order is taken from the orders, where a person may have changed it. */
export function conversationOf(database: Database, chat: ChatRow, currency: string): ConversationState {
  const fresh = newConversation({ currency, language: chat.language, tone: chat.tone })
  const stored = stateSchema.safeParse(JSON.parse(chat.agent_state))
  // What an earlier version of the program did not keep is as at the beginning.
  const state: ConversationState = stored.success ? { ...fresh, ...stored.data, tone: chat.tone, language: chat.language } : fresh
  const order = chat.order_id === null ? null : orderById(database, chat.business_id, chat.order_id)
  return { ...state, order: order === null ? fresh.order : orderOf(database, order, currency) }
}

/** As it is kept with the chat: without the order. */
export function storedConversation(state: ConversationState): string {
  const { order: _order, ...rest } = state
  return JSON.stringify(rest)
}

/** A stored order as the agent's order machine knows it. */
export function orderOf(database: Database, row: OrderRow, currency: string): Order {
  const lines = orderLines(database, row.business_id, row.seq)
  const told = collectedSchema.parse(JSON.parse(row.collected))
  const customer: Partial<Record<CustomerField, string | null>> = {}
  // Said to have none is stored as an empty text.
  for (const field of customerFields) if (told[field] !== undefined) customer[field] = told[field] === '' ? null : told[field]
  return {
    state: row.state, currency: lines[0]?.currency ?? currency, customer,
    lines: lines.map((line) => ({ productId: line.product_id, name: line.name, quantity: line.quantity, unitMinor: line.price_minor })),
  }
}

/** What a customer told, as orders keep it. */
export function collectedOf(order: Order): Record<string, string> {
  return Object.fromEntries(Object.entries(order.customer).map(([field, value]) => [field, value ?? '']))
}
