import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { ChatAuthor, ChatChannel, ChatCloseReason, ChatControl, ChatState, ChatTone, HandoffReason, Language, OrderState } from '../values.ts'
import { searchExpression } from './transcripts-filter.ts'

export interface ChatRow {
  seq: number
  id: string
  business_id: string
  channel: ChatChannel
  channel_chat_id: string | null
  title: string
  title_folded: string
  language: Language
  tone: ChatTone
  state: ChatState
  closed_by: ChatCloseReason | null
  control: ChatControl
  handoff_reason: HandoffReason | null
  handoff_at: number | null
  /** JSON of what the agent has in mind; the order itself is in orders. */
  agent_state: string
  order_id: string | null
  customer_seq: number | null
  customer_own: number
  last_text: string
  last_author: ChatAuthor | null
  last_at: number
  unread: number
  created_at: number
}

/** A chat as lists show it, with its order. The sum stands only where all lines share one currency. */
export interface ListedChat extends ChatRow { order_state: OrderState | null; total_minor: number | null; currency: string | null }

const listed = `SELECT chats.*, orders.state AS order_state,
    (SELECT sum(quantity * price_minor) FROM order_lines WHERE order_seq = orders.seq) AS total_minor,
    (SELECT iif(min(currency) = max(currency), min(currency), NULL) FROM order_lines WHERE order_seq = orders.seq) AS currency
  FROM chats LEFT JOIN orders ON orders.id = chats.order_id AND orders.business_id = chats.business_id`

export interface ChatWhere {
  businessId: string
  states?: readonly ChatState[] | undefined
  channels?: readonly ChatChannel[] | undefined
  controls?: readonly ChatControl[] | undefined
  wanted?: boolean | undefined
  /** As typed, for the messages, and folded, for the title. */
  text?: { readonly typed: string; readonly folded: string } | undefined
}

/** Chats in which a person is wanted first, then by their last activity; how many there are, and in how many of the business a person is wanted. */
export function chatPage(database: Database, { where, offset, limit }: { where: ChatWhere; offset: number; limit: number }): { rows: ListedChat[]; total: number; wanted: number } {
  const sql = ['chats.business_id = ?']
  const parameters: unknown[] = [where.businessId]
  const among = (column: string, values: readonly string[] | undefined) => {
    if (values === undefined || values.length === 0) return
    sql.push(`${column} IN (SELECT value FROM json_each(?))`)
    parameters.push(JSON.stringify(values))
  }
  among('chats.state', where.states)
  among('chats.channel', where.channels)
  among('chats.control', where.controls)
  if (where.wanted !== undefined) sql.push(`chats.handoff_reason IS ${where.wanted ? 'NOT ' : ''}NULL`)
  const match = searchExpression(where.text?.typed ?? '')
  if (where.text !== undefined && match !== null) {
    // An answer that is not said yet is found by nobody.
    sql.push(`(instr(chats.title_folded, ?) > 0 OR chats.seq IN (SELECT chat_seq FROM chat_messages WHERE business_id = ? AND decision IS NULL AND seq IN (SELECT rowid FROM chat_messages_search WHERE chat_messages_search MATCH ?)))`)
    parameters.push(where.text.folded, where.businessId, match)
  }
  const condition = sql.join(' AND ')
  const rows = database.prepare<ListedChat>(`${listed} WHERE ${condition} ORDER BY (chats.handoff_reason IS NULL), chats.last_at DESC, chats.seq DESC LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM chats WHERE ${condition}`).pluck().get(...parameters) ?? 0
  const wanted = database.prepare<number>('SELECT count(*) FROM chats WHERE business_id = ? AND (handoff_reason IS NULL) = 0').pluck().get(where.businessId) ?? 0
  return { rows, total, wanted }
}

export function listedChat(database: Database, businessId: string, id: string): ListedChat | null {
  return database.prepare<ListedChat>(`${listed} WHERE chats.id = ? AND chats.business_id = ?`).get(id, businessId) ?? null
}

export function chatById(database: Database, businessId: string, id: string): ChatRow | null {
  return database.prepare<ChatRow>('SELECT * FROM chats WHERE id = ? AND business_id = ?').get(id, businessId) ?? null
}

export function chatOfChannel(database: Database, businessId: string, channel: ChatChannel, channelChatId: string): ChatRow | null {
  return database.prepare<ChatRow>('SELECT * FROM chats WHERE business_id = ? AND channel = ? AND channel_chat_id = ?').get(businessId, channel, channelChatId) ?? null
}

export function insertChatTx(tx: Tx, row: Pick<ChatRow, 'id' | 'business_id' | 'channel' | 'channel_chat_id' | 'title' | 'title_folded' | 'language' | 'tone' | 'agent_state' | 'created_at'>): void {
  tx.database
    .prepare(`INSERT INTO chats (id, business_id, channel, channel_chat_id, title, title_folded, language, tone, state, control, agent_state, last_text, last_at, created_at)
      VALUES (@id, @business_id, @channel, @channel_chat_id, @title, @title_folded, @language, @tone, 'open', 'agent', @agent_state, '', @created_at, @created_at)`)
    .run(row)
}

export type ChatChange = Partial<Omit<ChatRow, 'seq' | 'id' | 'business_id' | 'channel' | 'channel_chat_id' | 'created_at'>>

export function changeChatTx(tx: Tx, businessId: string, seq: number, change: ChatChange): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof ChatChange)[]
  tx.database.prepare(`UPDATE chats SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE seq = ? AND business_id = ?`).run(...names.map((name) => change[name]), seq, businessId)
}

export function removeChatTx(tx: Tx, businessId: string, seq: number): void {
  tx.database.prepare('DELETE FROM chats WHERE seq = ? AND business_id = ?').run(seq, businessId)
}

/** Open chats without activity since a moment of their business, the longest silent first. */
export function silentChats(database: Database, businessId: string, before: number, limit: number): ChatRow[] {
  return database.prepare<ChatRow>(`SELECT * FROM chats INDEXED BY chats_open WHERE state = 'open' AND last_at <= ? AND business_id = ? ORDER BY last_at LIMIT ?`).all(before, businessId, limit)
}

/** The job that answers a chat now, or is about to. */
export function openJobOf(database: Database, uniqueKey: string): string | null {
  return database.prepare<string>(`SELECT id FROM jobs WHERE unique_key = ? AND state NOT IN ('done', 'failed', 'cancelled')`).pluck().get(uniqueKey) ?? null
}

/** What the customer of a business bought in all, in the currency of most of it. */
export function customerSums(database: Database, businessId: string, customerSeq: number): { sales: number; total_minor: number; currency: string; last_at: number } | null {
  return database
    .prepare<{ sales: number; total_minor: number; currency: string; last_at: number }>(`SELECT count(*) AS sales, sum(total_minor) AS total_minor, currency, max(sold_at) AS last_at
      FROM sales WHERE customer_seq = ? AND business_id = ? AND fulfilment <> 'cancelled' GROUP BY currency ORDER BY total_minor DESC LIMIT 1`)
    .get(customerSeq, businessId) ?? null
}

/** Chats of a business with messages that are open, under a control. */
export function chatsOfControl(database: Database, businessId: string, control: ChatControl): ChatRow[] {
  return database
    .prepare<ChatRow>(`SELECT * FROM chats WHERE business_id = ? AND control = ? AND EXISTS (SELECT 1 FROM chat_messages INDEXED BY chat_messages_open WHERE chat_seq = chats.seq AND state IN ('waiting', 'answering', 'held'))`)
    .all(businessId, control)
}

/** Chats of a customer, by their seq. */
export function chatsOfCustomer(database: Database, businessId: string, customerSeq: number): ChatRow[] {
  return database.prepare<ChatRow>('SELECT * FROM chats WHERE customer_seq = ? AND business_id = ?').all(customerSeq, businessId)
}
