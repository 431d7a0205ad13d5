import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { allBusinesses } from '../../db/queries/businesses.ts'
import { businessOfChannelKey, chatSettingsOf, saveChatSettingsTx, setChannelKeyTx } from '../../db/queries/chat-settings.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { chatSettingsSchema, type ChatSettings } from '../contract/chat.ts'

/** How a business's agent works until somebody says otherwise. With nothing set up, programs of this machine are answered. */
export const usualSettings: ChatSettings = {
  paused: false, wording: 'offline', mediaReader: 'person', providerId: null, model: null, language: 'es', tone: 'amigable', country: 'CO', leastConfidence: 0.3, inactiveMinutes: 24 * 60, localWithoutKey: true,
}

const storedSchema = z.looseObject({ wording: z.string().optional() })

export function readSettings(database: Database, businessId: string): ChatSettings {
  const row = chatSettingsOf(database, businessId)
  if (row === null) return usualSettings
  const stored = storedSchema.parse(JSON.parse(row.settings))
  // Settings of another version of the program may lack what is new. Until the reader had a setting of its own, whoever worded also read.
  const mediaReader = stored.wording === 'model' ? 'provider' : usualSettings.mediaReader
  return chatSettingsSchema.parse({ ...usualSettings, mediaReader, ...stored })
}

export function saveSettingsTx(tx: Tx, businessId: string, settings: ChatSettings, now: number): void {
  saveChatSettingsTx(tx, { business_id: businessId, settings: JSON.stringify(settings), updated_at: now })
}

export function hasChannelKey(database: Database, businessId: string): boolean {
  return (chatSettingsOf(database, businessId)?.channel_key_hash ?? null) !== null
}

/** Makes a key for outside channels in place of the former one. Only its hash is kept: nobody can be told it again. */
export function newChannelKey(database: Database, businessId: string, now: number): string {
  const key = `vck_${randomBytes(32).toString('base64url')}`
  writeTx(database, (tx) => {
    if (chatSettingsOf(database, businessId) === null) saveSettingsTx(tx, businessId, usualSettings, now)
    setChannelKeyTx(tx, businessId, hashOf(key), now)
  })
  return key
}

/** The business whose key this is. It is looked up by its hash, whose comparing tells nothing about the key. */
export function businessOfKey(database: Database, key: string): string | null {
  return key.length > 200 ? null : businessOfChannelKey(database, hashOf(key))
}

// Keys are random and long, so that a fast hash is enough.
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')

/** The first business, unless its settings keep programs of this machine from chatting without a key. */
export function businessWithoutKey(database: Database): string | null {
  const first = allBusinesses(database)[0]
  return first !== undefined && readSettings(database, first.id).localWithoutKey ? first.id : null
}
