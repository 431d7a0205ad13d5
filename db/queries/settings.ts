import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** A stored setting as its JSON text; null when it was never set. */
export function settingOf(database: Database, key: string): string | null {
  return database.prepare<{ value: string }>('SELECT value FROM settings WHERE key = ?').get(key)?.value ?? null
}

export function setSettingTx(tx: Tx, key: string, value: string, now: number): void {
  tx.database
    .prepare('INSERT INTO settings (key, value, updated_at) VALUES (?,?,?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at')
    .run(key, value, now)
}
