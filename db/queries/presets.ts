import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** A preset's text as the program brought it. */
export interface PresetVersionRow { hash: string; preset: string; version: number; body: string; kept_at: number }

/** Keeps a text that is not kept yet. */
export function keepPresetTx(tx: Tx, row: PresetVersionRow): void {
  tx.database.prepare('INSERT INTO preset_versions (hash, preset, version, body, kept_at) VALUES (?,?,?,?,?) ON CONFLICT (hash) DO NOTHING').run(row.hash, row.preset, row.version, row.body, row.kept_at)
}

export function presetBody(database: Database, hash: string): string | null {
  return database.prepare<string>('SELECT body FROM preset_versions WHERE hash = ?').pluck().get(hash) ?? null
}

/** Gives campaigns that started before texts were kept the one they have lived by until now. */
export function datePresetTx(tx: Tx, preset: string, hash: string): void {
  const ofPreset = (policy: string, version: string) => `EXISTS (SELECT 1 FROM call_policy_versions AS terms WHERE terms.policy_id = ${policy} AND terms.version = ${version} AND terms.preset = @preset)`
  tx.database.prepare(`UPDATE campaigns SET preset_hash = @hash WHERE preset_hash IS NULL AND started_at IS NOT NULL AND ${ofPreset('policy_id', 'policy_version')}`).run({ preset, hash })
  tx.database.prepare(`UPDATE campaign_policies SET preset_hash = @hash WHERE preset_hash IS NULL AND ${ofPreset('policy_id', 'policy_version')}`).run({ preset, hash })
}
