import { agentById, businessHolidays, delinquencyTypesOf, dispositionOverridesOf, policyById, policyVersion, type AgentRow, type DelinquencyTypeRow } from '../../../db/queries/call-catalogue.ts'
import { presetBody } from '../../../db/queries/presets.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import { loosenedSchema, policyRulesSchema, type CompliancePreset, type CompliancePresetId, type Loosened, type PolicyRules } from '../../contract/policies.ts'
import { effectivePolicy } from '../effective-policy.ts'
import { campaignHolidays } from '../holidays.ts'
import { hashOfPreset, parsePreset, type ShippedPresets } from '../presets.ts'
import type { EffectivePolicy } from '../rules.ts'

/** Operator's rules and preset of a campaign's policy version, as they were written. */
export interface PolicyTerms {
  readonly rules: PolicyRules
  readonly preset: CompliancePreset
  readonly presetHash: string
  readonly loosened: readonly Loosened[]
}

/** Everything of the catalogues that a campaign dials by. */
export interface CampaignSetup {
  readonly terms: PolicyTerms
  readonly policy: EffectivePolicy
  readonly agent: AgentRow
  readonly delinquencyTypes: readonly DelinquencyTypeRow[]
  /** What follows a disconnection reason, where the business says otherwise; JSON by reason. */
  readonly dispositionOverrides: ReadonlyMap<string, string>
}

/**
 * Reads catalogues once and keeps what they come to, because every decision needs it: reading and merging takes a
 * millisecond, deciding ten microseconds. `forget` after any change of a catalogue.
 */
export class CampaignSetups {
  readonly #database: Database
  readonly #presets: ShippedPresets
  readonly #kept = new Map<string, CampaignSetup>()

  constructor(database: Database, presets: ShippedPresets) {
    this.#database = database
    this.#presets = presets
  }

  forget(): void {
    this.#kept.clear()
  }

  /** @throws Error when the campaign's policy or agent is gone, which the schema does not allow. */
  of(campaign: CampaignRow): CampaignSetup {
    const key = JSON.stringify([campaign.id, campaign.policy_id, campaign.policy_version, campaign.preset_hash, campaign.agent_id, campaign.country, campaign.region])
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const terms = this.terms(campaign.policy_id, campaign.policy_version, campaign.preset_hash)
    const agent = agentById(this.#database, campaign.agent_id)
    if (agent === null) throw new Error(`The agent of campaign ${campaign.id} is gone`)
    const own = businessHolidays(this.#database, campaign.business_id)
    const dates = (works: number) => own.filter((day) => day.works === works).map((day) => day.date)
    const holidays = campaignHolidays(campaign.country, campaign.region, { added: dates(0), removed: dates(1) })
    const setup: CampaignSetup = {
      terms,
      policy: effectivePolicy(terms.rules, terms.preset, holidays, campaign.time_zone, terms.loosened),
      agent,
      delinquencyTypes: delinquencyTypesOf(this.#database, campaign.business_id),
      dispositionOverrides: dispositionOverridesOf(this.#database, campaign.business_id),
    }
    this.#kept.set(key, setup)
    return setup
  }

  /** @param presetHash the text of the preset that holds; null for the one the program brings. */
  terms(policyId: string, version: number, presetHash: string | null): PolicyTerms {
    const row = policyVersion(this.#database, policyId, version)
    if (row === null) throw new Error(`Version ${version} of policy ${policyId} is gone`)
    const preset = presetHash === null ? this.#presets[row.preset as CompliancePresetId] : this.presetOf(presetHash)
    return {
      rules: policyRulesSchema.parse(JSON.parse(row.rules)),
      preset,
      presetHash: presetHash ?? hashOfPreset(preset),
      loosened: loosenedSchema.array().parse(JSON.parse(row.loosened)),
    }
  }

  /** A text of a preset that the program brings or has brought. */
  presetOf(hash: string): CompliancePreset {
    const body = presetBody(this.#database, hash)
    if (body === null) throw new Error(`The preset ${hash} is gone`)
    return parsePreset(JSON.parse(body))
  }

  /** What a campaign would live by if it were moved over now: the newest version of its policy under the text of the preset that the program brings. */
  newestTerms(campaign: CampaignRow): PolicyTerms & { readonly version: number } {
    const version = policyById(this.#database, campaign.policy_id)?.version ?? campaign.policy_version
    return { ...this.terms(campaign.policy_id, version, null), version }
  }
}
