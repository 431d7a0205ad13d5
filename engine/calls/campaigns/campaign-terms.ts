import { campaignPoliciesOf } from '../../../db/queries/campaign-moments.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { CampaignTerms, Terms } from '../../contract/campaigns.ts'
import type { CampaignSetups, PolicyTerms } from '../dialling/campaign-setup.ts'

/** By what a campaign lives, what it could be moved over to, and by what it has lived. */
export function termsOf(database: Database, setups: CampaignSetups, campaign: CampaignRow): CampaignTerms {
  const current = told(setups.of(campaign).terms, campaign.policy_version)
  const newest = setups.newestTerms(campaign)
  const over = campaign.state === 'done' || campaign.state === 'stopped'
  return {
    current,
    newest: over || !isNewer(current, newest) ? null : told(newest, newest.version),
    history: campaignPoliciesOf(database, campaign.id).map((row) => {
      const { preset, presetHash } = setups.terms(row.policy_id, row.policy_version, row.preset_hash)
      return { at: row.at, policyVersion: row.policy_version, preset: preset.id, presetVersion: preset.version, presetHash, takenBy: row.taken_by }
    }),
  }
}

/** Whether the newest terms are others than those a campaign lives by. */
export function isNewer(current: { policyVersion: number; presetHash: string }, newest: { version: number; presetHash: string }): boolean {
  return newest.version !== current.policyVersion || newest.presetHash !== current.presetHash
}

function told({ rules, preset, presetHash, loosened }: PolicyTerms, policyVersion: number): Terms {
  return { policyVersion, rules, preset, presetHash, loosened: [...loosened] }
}
