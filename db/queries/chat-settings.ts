import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface ChatSettingsRow { business_id: string; settings: string; channel_key_hash: string | null; updated_at: number }
export interface CannedRow { id: string; business_id: string; shortcut: string; text: string; updated_at: number }

export function chatSettingsOf(database: Database, businessId: string): ChatSettingsRow | null {
  return database.prepare<ChatSettingsRow>('SELECT * FROM chat_settings WHERE business_id = ?').get(businessId) ?? null
}

export function saveChatSettingsTx(tx: Tx, row: Pick<ChatSettingsRow, 'business_id' | 'settings' | 'updated_at'>): void {
  tx.database
    .prepare('INSERT INTO chat_settings (business_id, settings, updated_at) VALUES (@business_id, @settings, @updated_at) ON CONFLICT (business_id) DO UPDATE SET settings = excluded.settings, updated_at = excluded.updated_at')
    .run(row)
}

export function setChannelKeyTx(tx: Tx, businessId: string, hash: string, now: number): void {
  tx.database.prepare('UPDATE chat_settings SET channel_key_hash = ?, updated_at = ? WHERE business_id = ?').run(hash, now, businessId)
}

/** The business whose key has this hash. */
export function businessOfChannelKey(database: Database, hash: string): string | null {
  return database.prepare<string>('SELECT business_id FROM chat_settings WHERE channel_key_hash = ?').pluck().get(hash) ?? null
}

export function cannedReplies(database: Database, businessId: string): CannedRow[] {
  return database.prepare<CannedRow>('SELECT * FROM chat_canned WHERE business_id = ? ORDER BY shortcut').all(businessId)
}

export function cannedById(database: Database, businessId: string, id: string): CannedRow | null {
  return database.prepare<CannedRow>('SELECT * FROM chat_canned WHERE id = ? AND business_id = ?').get(id, businessId) ?? null
}

export function cannedByShortcut(database: Database, businessId: string, shortcut: string): CannedRow | null {
  return database.prepare<CannedRow>('SELECT * FROM chat_canned WHERE business_id = ? AND shortcut = ?').get(businessId, shortcut) ?? null
}

export function insertCannedTx(tx: Tx, row: CannedRow): void {
  tx.database.prepare('INSERT INTO chat_canned (id, business_id, shortcut, text, updated_at) VALUES (@id, @business_id, @shortcut, @text, @updated_at)').run(row)
}

export function changeCannedTx(tx: Tx, businessId: string, id: string, { shortcut, text, updated_at: at }: Pick<CannedRow, 'shortcut' | 'text' | 'updated_at'>): void {
  tx.database.prepare('UPDATE chat_canned SET shortcut = ?, text = ?, updated_at = ? WHERE id = ? AND business_id = ?').run(shortcut, text, at, id, businessId)
}

/** @returns false where the business has no such reply */
export function removeCannedTx(tx: Tx, businessId: string, id: string): boolean {
  return tx.database.prepare('DELETE FROM chat_canned WHERE id = ? AND business_id = ?').run(id, businessId).changes > 0
}
