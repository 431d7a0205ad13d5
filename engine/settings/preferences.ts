import { z } from 'zod'
import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { preferencesSchema, type Preferences } from '../contract/system.ts'

const key = 'preferences'
const defaults: Preferences = { language: null, theme: 'system', railCollapsed: false, currentBusinessId: null, tables: {}, practice: true }

/** Each value by itself, so that one that cannot be read does not take the others with it. */
const storedSchema = z.object({
  language: preferencesSchema.shape.language.catch(defaults.language),
  theme: preferencesSchema.shape.theme.catch(defaults.theme),
  railCollapsed: preferencesSchema.shape.railCollapsed.catch(defaults.railCollapsed),
  currentBusinessId: preferencesSchema.shape.currentBusinessId.catch(defaults.currentBusinessId),
  tables: preferencesSchema.shape.tables.catch(defaults.tables),
  practice: preferencesSchema.shape.practice.catch(defaults.practice),
})

/** What the person prefers. Values that an older or newer program wrote differently fall back to the default. */
export function readPreferences(database: Database): Preferences {
  const stored = settingOf(database, key)
  return stored === null ? defaults : storedSchema.parse(JSON.parse(stored))
}

export function changePreferences(database: Database, change: Partial<Preferences>, now: number): Preferences {
  const preferences = { ...readPreferences(database), ...change }
  writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(preferences), now))
  return preferences
}
