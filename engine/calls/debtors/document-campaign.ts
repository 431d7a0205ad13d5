import { newId } from '../../../db/id.ts'
import { archiveAgentTx, insertPolicyTx, insertPolicyVersionTx, policiesOf, saveAgentTx } from '../../../db/queries/call-catalogue.ts'
import { campaignById, insertCampaignTx, type CampaignRow } from '../../../db/queries/campaigns.ts'
import { agentIdByProvider, campaignIdByExternal, setCampaignExternalTx } from '../../../db/queries/debtors-campaign.ts'
import type { DebtorImportRow } from '../../../db/queries/debtor-imports.ts'
import type { Tx } from '../../../db/tx.ts'
import type { ImportDefaults } from '../../contract/debtors.ts'
import { policyRulesSchema } from '../../contract/policies.ts'
import type { CallBody } from '../retell/bodies.ts'

/**
 * The campaign that stands for a batch of another deployment: the one made for it before, else a new one. It is over:
 * nobody in it is called by this program before a person makes a campaign of their own.
 */
export function campaignOfBatchTx(tx: Tx, imported: DebtorImportRow, batchId: string, call: CallBody | null, defaults: ImportDefaults, now: number): CampaignRow {
  const known = campaignIdByExternal(tx.database, imported.business_id, imported.simulated, batchId)
  const id = known ?? newId()
  if (known === null) {
    const policy = policyForHistoryTx(tx, imported.business_id, defaults, now)
    insertCampaignTx(tx, {
      id, business_id: imported.business_id, simulated: imported.simulated, name: batchId, state: 'done', hold: null, policy_id: policy.id, policy_version: policy.version,
      agent_id: agentForHistoryTx(tx, imported, call, defaults, now), country: defaults.country, region: null, preset_hash: null, time_zone: defaults.timeZone, starts_on: null, ends_on: null, concurrency: 1, calls_per_second: 1,
      cost_limit_day_millicents: null, cost_limit_total_millicents: null, keep_recordings_days: null, batch_id: null, created_at: now, started_at: null, finished_at: now,
    })
    setCampaignExternalTx(tx, id, batchId)
  }
  const campaign = campaignById(tx.database, id)
  if (campaign === null) throw new Error('The campaign was not written')
  return campaign
}

/** Any policy of the business: the calls are made already. One is made where there is none. */
function policyForHistoryTx(tx: Tx, businessId: string, { language }: ImportDefaults, now: number): { id: string; version: number } {
  const [first] = policiesOf(tx.database, businessId)
  if (first !== undefined) return first
  const policy = { id: newId(), business_id: businessId, name: language === 'en' ? 'Imported history' : 'Historial importado', version: 1, created_at: now, archived_at: null }
  insertPolicyTx(tx, policy)
  insertPolicyVersionTx(tx, { policy_id: policy.id, version: 1, preset: 'none', rules: JSON.stringify(policyRulesSchema.parse({})), loosened: '[]', created_at: now, preset_hash: null, saved_by: null }, policy.name)
  return policy
}

/** The agent who spoke, by the provider's id; one the business does not have is kept with the archived ones, so that it is not offered for new campaigns. */
function agentForHistoryTx(tx: Tx, imported: DebtorImportRow, call: CallBody | null, defaults: ImportDefaults, now: number): string {
  const providerId = call?.agent_id ?? 'unknown'
  const known = agentIdByProvider(tx.database, imported.business_id, imported.simulated, providerId)
  if (known !== null) return known
  const id = newId()
  saveAgentTx(tx, {
    id, business_id: imported.business_id, name: call?.agent_name ?? providerId, agent_id: providerId, from_number: call?.from_number ?? '', language: defaults.language,
    variables: JSON.stringify(Object.keys(call?.retell_llm_dynamic_variables ?? {})), allow_override: 0, simulated: imported.simulated, updated_at: now,
  })
  archiveAgentTx(tx, id, now)
  return id
}
