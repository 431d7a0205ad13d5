import { newId } from '../../../db/id.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import { catalogueParts, insertPolicyTx, insertPolicyVersionTx, saveAgentTx, saveDelinquencyTypeTx } from '../../../db/queries/call-catalogue.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { Language } from '../../../db/values.ts'
import { policyRulesSchema, type CompliancePreset, type Loosened, type PolicyRules, type ShippedDelinquency } from '../../contract/policies.ts'
import { hashOfPreset } from '../presets.ts'
import { practiceAgents, practiceNumbers } from '../practice-line/line-catalogue.ts'

export interface CatalogueSeeds {
  readonly presets: readonly CompliancePreset[]
  readonly delinquencyTypes: readonly ShippedDelinquency[]
}

/** What the practice scripts speak of a debtor. */
const practiceVariables = ['nombre', 'empresa', 'cuotas_adeudadas', 'monto_total', 'fecha_limite', 'fecha_maxima']

/**
 * Gives a business what it needs to call somebody, where it never had it: a policy for every preset, the shipped kinds of
 * delinquency, and an agent on the practice line. What was archived does not come back.
 */
export function seedCatalogue(database: Database, { presets, delinquencyTypes }: CatalogueSeeds, businessId: string, language: Language, now: number): void {
  const has = catalogueParts(database, businessId)
  if ((has.policies === 1 && has.delinquencyTypes === 1 && has.practiceAgents === 1) || businessById(database, businessId) === null) return
  writeTx(database, (tx) => {
    // A millisecond apart, so that they keep the order of the presets.
    if (has.policies === 0) presets.forEach((preset, index) => writePolicyTx(tx, { id: null, businessId, name: preset.label[language], preset: preset.id, rules: policyRulesSchema.parse({}), loosened: [], presetHash: hashOfPreset(preset) }, now + index))
    if (has.delinquencyTypes === 0) {
      for (const { code, name, fromDays, toDays, version, flow } of delinquencyTypes) {
        saveDelinquencyTypeTx(tx, { id: newId(), business_id: businessId, code, name: name[language], from_days: fromDays, to_days: toDays, version, flow: JSON.stringify(flow), updated_at: now })
      }
    }
    const agent = practiceAgents[language === 'es' ? 0 : 2]
    const number = practiceNumbers.find((one) => one.agent === agent) ?? practiceNumbers[0]
    if (has.practiceAgents === 0) {
      saveAgentTx(tx, {
        id: newId(), business_id: businessId, name: agent.name, agent_id: agent.id, from_number: number.number, language,
        variables: JSON.stringify(practiceVariables), allow_override: 1, simulated: 1, updated_at: now,
      })
    }
  })
}

export interface PolicyDraft {
  /** Null makes a new policy. */
  readonly id: string | null
  readonly businessId: string
  readonly name: string
  readonly preset: CompliancePreset['id']
  readonly rules: PolicyRules
  readonly loosened: readonly Loosened[]
  /** The version that this one follows; none for a new policy. */
  readonly version?: number
  /** The text of the preset it is written against. */
  readonly presetHash: string
  /** Who wrote it, where somebody said. */
  readonly savedBy?: string | null
}

/** Writes the first or the next version of a policy. @returns its id. */
export function writePolicyTx(tx: Tx, { id, businessId, name, preset, rules, loosened, version = 0, presetHash, savedBy = null }: PolicyDraft, now: number): string {
  const policyId = id ?? newId()
  if (id === null) insertPolicyTx(tx, { id: policyId, business_id: businessId, name, version: 1, created_at: now, archived_at: null })
  insertPolicyVersionTx(tx, { policy_id: policyId, version: version + 1, preset, rules: JSON.stringify(rules), loosened: JSON.stringify(loosened), created_at: now, preset_hash: presetHash, saved_by: savedBy }, name)
  return policyId
}
