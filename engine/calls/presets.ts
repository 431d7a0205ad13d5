import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compliancePresetIds, compliancePresetSchema } from '../contract/policies.ts'
import type { CompliancePreset, CompliancePresetId } from '../contract/policies.ts'

/** @throws ZodError naming every fault. */
export function parsePreset(json: unknown): CompliancePreset {
  return compliancePresetSchema.parse(json)
}

/**
 * The presets shipped with the program.
 * @param resources folder that holds `compliance/`
 * @throws ZodError or the file system's error where one is missing or broken: without them nothing may be dialled.
 */
export function readPresets(resources: string): Record<CompliancePresetId, CompliancePreset> {
  const read = (id: CompliancePresetId) => {
    const preset = parsePreset(JSON.parse(readFileSync(join(resources, 'compliance', `${id}.json`), 'utf8')))
    if (preset.id !== id) throw new Error(`compliance/${id}.json holds the preset ${preset.id}`)
    return [id, preset]
  }
  return Object.fromEntries(compliancePresetIds.map(read)) as Record<CompliancePresetId, CompliancePreset>
}
