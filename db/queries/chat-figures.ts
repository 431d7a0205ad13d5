import type { Database } from '../open.ts'
import type { ChatIntent, HandoffReason } from '../values.ts'

export interface ChatFigureRows {
  chats: number
  messages: number
  meanResponseMs: number | null
  firstChunkP50Ms: number | null
  byIntent: { intent: ChatIntent; messages: number; succeeded: number }[]
  handoffs: { reason: HandoffReason; count: number }[]
  carts: number
  sales: number
}

interface Span { readonly businessId: string; readonly from: number; readonly to: number }

/** What was said in the chats of a business from one moment up to, and without, another. */
export function chatFigures(database: Database, { businessId, from, to }: Span): ChatFigureRows {
  const span = [businessId, from, to] as const
  // An answer under way counts once it is said.
  const within = 'business_id = ? AND at >= ? AND at < ? AND decision IS NULL'
  const sums = database
    .prepare<{ chats: number; messages: number; mean: number | null; answers: number }>(`SELECT count(DISTINCT chat_seq) AS chats, count(*) FILTER (WHERE author <> 'system') AS messages, avg(response_ms) AS mean,
      count(first_chunk_ms) AS answers FROM chat_messages WHERE ${within}`)
    .get(...span)
  const median = (sums?.answers ?? 0) === 0 ? null : database
    .prepare<number>(`SELECT first_chunk_ms FROM chat_messages WHERE ${within} AND first_chunk_ms IS NOT NULL ORDER BY first_chunk_ms LIMIT 1 OFFSET ?`).pluck().get(...span, Math.floor(((sums?.answers ?? 1) - 1) / 2)) ?? null
  const byIntent = database
    .prepare<ChatFigureRows['byIntent'][number]>(`SELECT intent, count(*) AS messages, count(*) FILTER (WHERE handoff IS NULL AND rating IS NOT 'down') AS succeeded FROM chat_messages WHERE ${within} AND intent IS NOT NULL GROUP BY intent ORDER BY intent`)
    .all(...span)
  const handoffs = database.prepare<ChatFigureRows['handoffs'][number]>(`SELECT handoff AS reason, count(*) AS count FROM chat_messages WHERE ${within} AND handoff IS NOT NULL GROUP BY handoff ORDER BY count DESC, reason`).all(...span)
  const orders = database
    .prepare<{ carts: number; sales: number }>(`SELECT count(DISTINCT orders.chat_id) AS carts, count(DISTINCT iif(orders.state = 'cerrada', orders.chat_id, NULL)) AS sales FROM orders
      WHERE orders.business_id = ? AND orders.updated_at >= ? AND orders.updated_at < ? AND orders.chat_id IS NOT NULL AND EXISTS (SELECT 1 FROM order_lines WHERE order_seq = orders.seq)`)
    .get(...span)
  return {
    chats: sums?.chats ?? 0, messages: sums?.messages ?? 0, meanResponseMs: sums?.mean ?? null, firstChunkP50Ms: median, byIntent, handoffs, carts: orders?.carts ?? 0, sales: orders?.sales ?? 0,
  }
}

/** A message with its chat, for whoever writes them all out. */
export interface ExportedMessage {
  seq: number; chat_id: string; channel: string; channel_chat_id: string | null; title: string; at: number; author: string; kind: string; text: string; state: string; intent: string | null; handoff: string | null
  rating: string | null; response_ms: number | null; first_chunk_ms: number | null; cost_nano_usd: number | null; order_state: string | null; sale_number: number | null
}

/** The next `limit` messages of a business behind a seq. */
export function exportedMessages(database: Database, { businessId, after, limit }: { businessId: string; after: number; limit: number }): ExportedMessage[] {
  return database
    .prepare<ExportedMessage>(`SELECT message.seq, chats.id AS chat_id, chats.channel, chats.channel_chat_id, chats.title, message.at, message.author, message.kind, message.text, message.state, message.intent, message.handoff,
        message.rating, message.response_ms, message.first_chunk_ms, message.cost_nano_usd, orders.state AS order_state, sales.number AS sale_number
      FROM chat_messages AS message INDEXED BY chat_messages_business JOIN chats ON chats.seq = message.chat_seq
        LEFT JOIN orders ON orders.id = chats.order_id AND orders.business_id = chats.business_id LEFT JOIN sales ON sales.seq = orders.sale_seq
      WHERE message.business_id = ? AND message.seq > ? AND message.decision IS NULL ORDER BY message.seq LIMIT ?`)
    .all(businessId, after, limit)
}
