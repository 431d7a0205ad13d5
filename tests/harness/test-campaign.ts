import { newId } from '../../db/id.ts'
import { insertPolicyTx, insertPolicyVersionTx, saveAgentTx } from '../../db/queries/call-catalogue.ts'
import { insertCallJobTx } from '../../db/queries/call-jobs.ts'
import { insertCampaignTx, moveCampaignTx, type CampaignRow } from '../../db/queries/campaigns.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { policyRulesSchema, type CompliancePresetId, type PolicyRules } from '../../engine/contract/policies.ts'

export interface TestDebtor { readonly name: string; readonly nationalId: string; readonly phones: readonly string[] }

export interface TestCampaignOptions {
  readonly rules?: Partial<PolicyRules>
  readonly preset?: CompliancePresetId
  readonly campaign?: Partial<CampaignRow>
  readonly debtors: readonly TestDebtor[]
  /** Variables the script speaks. */
  readonly variables?: readonly string[]
}

/** A simulated campaign with its policy, agent and debtors, written as the catalogues and imports do. It is not started. */
export function addCampaign(database: Database, businessId: string, options: TestCampaignOptions): string {
  const campaignId = newId()
  const policyId = newId()
  const agentId = newId()
  writeTx(database, (tx) => {
    insertPolicyTx(tx, { id: policyId, business_id: businessId, name: 'Test', version: 1, created_at: 0, archived_at: null })
    const rules = policyRulesSchema.parse(options.rules ?? {})
    insertPolicyVersionTx(tx, { policy_id: policyId, version: 1, preset: options.preset ?? 'none', rules: JSON.stringify(rules), loosened: '[]', created_at: 0, preset_hash: null, saved_by: null }, 'Test')
    saveAgentTx(tx, {
      id: agentId, business_id: businessId, name: 'Sofía', agent_id: 'agent_practice_es_cl', from_number: '+56222550100', language: 'es',
      variables: JSON.stringify(options.variables ?? ['nombre', 'empresa', 'monto_total']), allow_override: 0, simulated: 1, updated_at: 0,
    })
    insertCampaignTx(tx, {
      id: campaignId, business_id: businessId, simulated: 1, name: 'Test', state: 'draft', hold: null, policy_id: policyId, policy_version: 1, agent_id: agentId, country: 'CL', region: null, preset_hash: null,
      time_zone: 'America/Santiago', starts_on: null, ends_on: null, concurrency: 20, calls_per_second: 1, cost_limit_day_millicents: null, cost_limit_total_millicents: null,
      keep_recordings_days: null, batch_id: null, created_at: 0, started_at: null, finished_at: null, ...options.campaign,
    })
    for (const debtor of options.debtors) addDebtor(tx, businessId, campaignId, debtor, rules.maxAttempts)
  })
  return campaignId
}

export function startCampaign(database: Database, campaignId: string, now: number): void {
  writeTx(database, (tx) => moveCampaignTx(tx, campaignId, ['draft', 'paused'], 'running', { now }))
}

function addDebtor(tx: Tx, businessId: string, campaignId: string, { name, nationalId, phones }: TestDebtor, maxAttempts: number): void {
  const debtorSeq = Number(tx.database
    .prepare(`INSERT INTO debtors (id, business_id, simulated, person_key, national_id_kind, national_id, name, name_folded, time_zone, country, language, variables, created_at, updated_at)
      VALUES (?,?,1,?,'rut',?,?,?,'America/Santiago','CL','es','{}',0,0)`)
    .run(newId(), businessId, `rut:${nationalId}`, nationalId, name, name.toLowerCase()).lastInsertRowid)
  phones.forEach((number, position) => tx.database.prepare(`INSERT INTO debtor_phones (debtor_seq, number, position, state) VALUES (?,?,?,'ok')`).run(debtorSeq, number, position))
  const debtSeq = Number(tx.database
    .prepare(`INSERT INTO debts (id, debtor_seq, company, reference, instalments, amount_minor, currency, due_on, state, created_at, updated_at) VALUES (?,?,'Tienda Norte','',2,84000,'CLP','2026-02-01','open',0,0)`)
    .run(newId(), debtorSeq).lastInsertRowid)
  insertCallJobTx(tx, { id: newId(), campaignId, debtorSeq, debtSeq, deduplicationKey: `${businessId}::${nationalId}::${campaignId}`, maxAttempts, priority: 0 }, 0)
}
