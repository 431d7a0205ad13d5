import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { datePresetTx, keepPresetTx } from '../../db/queries/presets.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { compliancePresetIds, compliancePresetSchema } from '../contract/policies.ts'
import type { CompliancePreset, CompliancePresetId } from '../contract/policies.ts'

/** @throws ZodError naming every fault. */
export function parsePreset(json: unknown): CompliancePreset {
  return compliancePresetSchema.parse(json)
}

/** The presets that the program brings, by id. */
export type ShippedPresets = Readonly<Record<CompliancePresetId, CompliancePreset>>

/**
 * The presets shipped with the program.
 * @param resources folder that holds `compliance/`
 * @throws ZodError or the file system's error where one is missing or broken: without them nothing may be dialled.
 */
export function readPresets(resources: string): ShippedPresets {
  const read = (id: CompliancePresetId) => {
    const preset = parsePreset(JSON.parse(readFileSync(join(resources, 'compliance', `${id}.json`), 'utf8')))
    if (preset.id !== id) throw new Error(`compliance/${id}.json holds the preset ${preset.id}`)
    return [id, preset]
  }
  return Object.fromEntries(compliancePresetIds.map(read)) as ShippedPresets
}

/** Names a preset by everything it says (SHA-256, hex): two texts that differ anywhere have two names. */
export function hashOfPreset(preset: CompliancePreset): string {
  return createHash('sha256').update(JSON.stringify(preset)).digest('hex')
}

/** Keeps the texts the program brings beside those it brought before; campaigns that were started under an older one go on living by it. */
export function keepPresets(database: Database, presets: ShippedPresets, now: number): void {
  writeTx(database, (tx) => {
    for (const preset of Object.values(presets)) {
      const hash = hashOfPreset(preset)
      keepPresetTx(tx, { hash, preset: preset.id, version: preset.version, body: JSON.stringify(preset), kept_at: now })
      datePresetTx(tx, preset.id, hash)
    }
  })
}
