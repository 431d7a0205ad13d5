import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** Scripted conversations that a business wrote itself. */
export interface ChatSuiteRow {
  id: string
  business_id: string
  name: string
  /** YAML. */
  text: string
  conversations: number
  replies: number
  version: number
  created_at: number
  updated_at: number
}

export function chatSuitesOf(database: Database, businessId: string): ChatSuiteRow[] {
  return database.prepare<ChatSuiteRow>('SELECT * FROM chat_suites WHERE business_id = ? ORDER BY name, id').all(businessId)
}

export function chatSuiteOf(database: Database, businessId: string, id: string): ChatSuiteRow | null {
  return database.prepare<ChatSuiteRow>('SELECT * FROM chat_suites WHERE business_id = ? AND id = ?').get(businessId, id) ?? null
}

export function chatSuiteByName(database: Database, businessId: string, name: string): ChatSuiteRow | null {
  return database.prepare<ChatSuiteRow>('SELECT * FROM chat_suites WHERE business_id = ? AND name = ?').get(businessId, name) ?? null
}

export function insertChatSuiteTx(tx: Tx, row: Omit<ChatSuiteRow, 'version'>): void {
  tx.database
    .prepare('INSERT INTO chat_suites (id, business_id, name, text, conversations, replies, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.name, row.text, row.conversations, row.replies, row.created_at, row.updated_at)
}

export function updateChatSuiteTx(tx: Tx, businessId: string, id: string, change: Pick<ChatSuiteRow, 'name' | 'text' | 'conversations' | 'replies'>, now: number): void {
  tx.database
    .prepare('UPDATE chat_suites SET name = ?, text = ?, conversations = ?, replies = ?, version = version + 1, updated_at = ? WHERE business_id = ? AND id = ?')
    .run(change.name, change.text, change.conversations, change.replies, now, businessId, id)
}

export function deleteChatSuiteTx(tx: Tx, businessId: string, id: string): void {
  tx.database.prepare('DELETE FROM chat_suites WHERE business_id = ? AND id = ?').run(businessId, id)
}
