import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { preferencesSchema, type Preferences } from '../contract/system.ts'

const key = 'preferences'
const defaults: Preferences = { language: null, theme: 'system', railCollapsed: false, currentBusinessId: null }

/** What the person prefers. Values that an older or newer program wrote differently fall back to the default. */
export function readPreferences(database: Database): Preferences {
  const stored = settingOf(database, key)
  if (stored === null) return defaults
  const read = preferencesSchema.partial().safeParse(JSON.parse(stored))
  return read.success ? { ...defaults, ...read.data } : defaults
}

export function changePreferences(database: Database, change: Partial<Preferences>, now: number): Preferences {
  const preferences = { ...readPreferences(database), ...change }
  writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(preferences), now))
  return preferences
}
