import { z } from 'zod'
import type { ShownMessage } from '../../db/queries/chat-messages.ts'
import { customerSums, listedChat, type ListedChat } from '../../db/queries/chats.ts'
import { customerBySeq } from '../../db/queries/customers.ts'
import { listedOrder, orderLines } from '../../db/queries/orders.ts'
import type { Database } from '../../db/open.ts'
import { chatSourceSchema, chatTraceSchema, type Chat, type ChatDetail, type ChatMessage } from '../contract/chat.ts'
import { customerFields } from './agent/index.ts'

const sourcesSchema = z.array(chatSourceSchema)
const collectedSchema = z.record(z.string(), z.string())
const memorySchema = z.object({ memory: z.object({ summary: z.array(z.string()) }) })

export function chatOf(row: ListedChat): Chat {
  return {
    id: row.id, channel: row.channel, channelChatId: row.channel_chat_id, title: row.title, language: row.language, tone: row.tone, state: row.state, closedBy: row.closed_by, control: row.control,
    handoff: row.handoff_reason === null || row.handoff_at === null ? null : { reason: row.handoff_reason, at: row.handoff_at },
    lastText: row.last_text, lastAuthor: row.last_author, lastAt: row.last_at, unread: row.unread, orderId: row.order_id, orderState: row.order_state,
    orderTotal: row.total_minor === null || row.currency === null ? null : { minor: row.total_minor, currency: row.currency }, createdAt: row.created_at,
  }
}

export function messageOf(row: ShownMessage): ChatMessage {
  return {
    id: row.id, author: row.author, kind: row.kind, text: row.text, state: row.state, fileId: row.file_id, answers: row.answers_id, handoff: row.handoff,
    sources: sourcesSchema.parse(JSON.parse(row.sources)), trace: row.trace === null ? null : chatTraceSchema.parse(JSON.parse(row.trace)), rating: row.rating, at: row.at,
  }
}

/** @returns null where the business has no such chat */
export function chatDetail(database: Database, businessId: string, chatId: string): ChatDetail | null {
  const row = listedChat(database, businessId, chatId)
  if (row === null) return null
  const memory = memorySchema.safeParse(JSON.parse(row.agent_state))
  return { ...chatOf(row), order: orderDetail(database, row), customer: customerDetail(database, row), summary: memory.success ? memory.data.memory.summary : [] }
}

function orderDetail(database: Database, chat: ListedChat): ChatDetail['order'] {
  const order = chat.order_id === null ? null : listedOrder(database, chat.business_id, chat.order_id)
  if (order === null) return null
  const told = collectedSchema.parse(JSON.parse(order.collected))
  const lines = orderLines(database, chat.business_id, order.seq)
  return {
    id: order.id, state: order.state,
    lines: lines.map((line) => ({
      productId: line.product_id, name: line.name, quantity: line.quantity, price: { minor: line.price_minor, currency: line.currency },
      subtotal: { minor: line.quantity * line.price_minor, currency: line.currency }, stock: line.stock,
    })),
    total: order.currency === null ? null : { minor: order.total_minor, currency: order.currency },
    collected: Object.fromEntries(Object.entries(told).map(([field, value]) => [field, value === '' ? null : value])),
    missing: customerFields.filter((field) => told[field] === undefined),
    saleId: order.sale_id, saleNumber: order.sale_number,
  }
}

function customerDetail(database: Database, chat: ListedChat): ChatDetail['customer'] {
  const customer = chat.customer_seq === null ? null : customerBySeq(database, chat.business_id, chat.customer_seq)
  if (customer === null || customer.erased_at !== null) return null
  const sums = customerSums(database, chat.business_id, customer.seq)
  return { id: customer.id, name: customer.name, sales: sums?.sales ?? 0, spent: sums === null ? null : { minor: sums.total_minor, currency: sums.currency }, lastAt: sums?.last_at ?? null }
}
