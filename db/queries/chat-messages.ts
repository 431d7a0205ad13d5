import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { ChatAuthor, ChatIntent, ChatMessageKind, ChatMessageState, HandoffReason } from '../values.ts'

export interface ChatMessageRow {
  seq: number
  id: string
  business_id: string
  chat_seq: number
  author: ChatAuthor
  kind: ChatMessageKind
  text: string
  state: ChatMessageState
  client_id: string | null
  file_id: string | null
  answers_seq: number | null
  handoff: HandoffReason | null
  /** JSON arrays and objects; see the contract. */
  sources: string
  trace: string | null
  /** JSON; only of an answer that is decided and not yet said. */
  decision: string | null
  rating: 'up' | 'down' | null
  intent: ChatIntent | null
  response_ms: number | null
  first_chunk_ms: number | null
  cost_nano_usd: number | null
  at: number
}
/** With the id of the message it answers. */
export interface ShownMessage extends ChatMessageRow { answers_id: string | null }

const shown = 'SELECT message.*, asked.id AS answers_id FROM chat_messages AS message LEFT JOIN chat_messages AS asked ON asked.seq = message.answers_seq'

/** The last `limit` messages before a seq, oldest first. Answers that are not said yet are left out. */
export function messagesBefore(database: Database, businessId: string, chatSeq: number, before: number | null, limit: number): ShownMessage[] {
  return database
    .prepare<ShownMessage>(`${shown} WHERE message.chat_seq = ? AND message.business_id = ? AND message.seq < ? AND message.decision IS NULL ORDER BY message.seq DESC LIMIT ?`)
    .all(chatSeq, businessId, before ?? Number.MAX_SAFE_INTEGER, limit).toReversed()
}

export function messageById(database: Database, businessId: string, chatSeq: number, id: string): ShownMessage | null {
  return database.prepare<ShownMessage>(`${shown} WHERE message.id = ? AND message.chat_seq = ? AND message.business_id = ?`).get(id, chatSeq, businessId) ?? null
}

export function messageByClientId(database: Database, businessId: string, chatSeq: number, clientId: string): ShownMessage | null {
  return database.prepare<ShownMessage>(`${shown} WHERE message.chat_seq = ? AND message.client_id = ? AND message.business_id = ?`).get(chatSeq, clientId, businessId) ?? null
}

/** The answer that was decided or said to a message. */
export function answerTo(database: Database, businessId: string, messageSeq: number): ShownMessage | null {
  return database.prepare<ShownMessage>(`${shown} WHERE message.answers_seq = ? AND message.business_id = ?`).get(messageSeq, businessId) ?? null
}

/** The customer's messages in one of the states, in their order. */
export function customerMessagesIn(database: Database, businessId: string, chatSeq: number, states: readonly ('waiting' | 'answering' | 'held')[]): ChatMessageRow[] {
  return database
    .prepare<ChatMessageRow>(`SELECT * FROM chat_messages INDEXED BY chat_messages_open WHERE chat_seq = ? AND business_id = ? AND state IN ('waiting', 'answering', 'held') AND author = 'customer'
      AND state IN (SELECT value FROM json_each(?)) ORDER BY seq`)
    .all(chatSeq, businessId, JSON.stringify(states))
}

/** @returns its seq */
export function insertMessageTx(tx: Tx, row: Pick<ChatMessageRow, 'id' | 'business_id' | 'chat_seq' | 'author' | 'text' | 'state' | 'at'> & Partial<Omit<ChatMessageRow, 'seq'>>): number {
  const names = Object.keys(row) as (keyof typeof row)[]
  const { lastInsertRowid } = tx.database
    .prepare(`INSERT INTO chat_messages (${names.join(', ')}${row.kind === undefined ? ', kind' : ''}) VALUES (${names.map(() => '?').join(', ')}${row.kind === undefined ? `, 'text'` : ''})`)
    .run(...names.map((name) => row[name]))
  return Number(lastInsertRowid)
}

export type MessageChange = Partial<Pick<ChatMessageRow, 'text' | 'state' | 'handoff' | 'sources' | 'trace' | 'decision' | 'rating' | 'intent' | 'response_ms' | 'first_chunk_ms' | 'cost_nano_usd' | 'at'>>

export function changeMessageTx(tx: Tx, businessId: string, seq: number, change: MessageChange): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof MessageChange)[]
  tx.database.prepare(`UPDATE chat_messages SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE seq = ? AND business_id = ?`).run(...names.map((name) => change[name]), seq, businessId)
}

export function removeMessageTx(tx: Tx, businessId: string, seq: number): void {
  tx.database.prepare('DELETE FROM chat_messages WHERE seq = ? AND business_id = ?').run(seq, businessId)
}

export function filesOfChat(database: Database, businessId: string, chatSeq: number): string[] {
  return database.prepare<string>('SELECT file_id FROM chat_messages WHERE chat_seq = ? AND business_id = ? AND file_id IS NOT NULL').pluck().all(chatSeq, businessId)
}
