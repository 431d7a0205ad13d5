import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface PolicyRow { id: string; business_id: string; name: string; version: number; created_at: number; archived_at: number | null }
export interface PolicyVersionRow {
  policy_id: string
  version: number
  preset: string
  rules: string
  loosened: string
  created_at: number
  /** The text of the preset it was written against; null where that is not known. */
  preset_hash: string | null
  /** Null where nobody said. */
  saved_by: string | null
}

export function policyById(database: Database, id: string): PolicyRow | null {
  return database.prepare<PolicyRow>('SELECT * FROM call_policies WHERE id = ?').get(id) ?? null
}

export function policiesOf(database: Database, businessId: string): PolicyRow[] {
  return database.prepare<PolicyRow>('SELECT * FROM call_policies WHERE business_id = ? AND archived_at IS NULL ORDER BY created_at, id').all(businessId)
}

export function policyVersion(database: Database, policyId: string, version: number): PolicyVersionRow | null {
  return database.prepare<PolicyVersionRow>('SELECT * FROM call_policy_versions WHERE policy_id = ? AND version = ?').get(policyId, version) ?? null
}

/** Every version of a policy, the newest first, with how many campaigns that have not ended live by it. */
export function policyVersionsOf(database: Database, policyId: string): (PolicyVersionRow & { campaigns: number })[] {
  return database
    .prepare<PolicyVersionRow & { campaigns: number }>(`SELECT version.*, (SELECT count(*) FROM campaigns WHERE campaigns.policy_id = version.policy_id AND campaigns.policy_version = version.version AND state NOT IN ('stopped', 'done')) AS campaigns
      FROM call_policy_versions AS version WHERE policy_id = ? ORDER BY version DESC`)
    .all(policyId)
}

/** Campaigns that live by a policy and have not ended. */
export function campaignsUnderPolicy(database: Database, policyId: string): number {
  return database.prepare<number>(`SELECT count(*) FROM campaigns WHERE policy_id = ? AND state NOT IN ('stopped', 'done')`).pluck().get(policyId) ?? 0
}

export function insertPolicyTx(tx: Tx, row: PolicyRow): void {
  tx.database.prepare('INSERT INTO call_policies (id, business_id, name, version, created_at) VALUES (?,?,?,?,?)').run(row.id, row.business_id, row.name, row.version, row.created_at)
}

/** Adds a version and makes it the policy's present one. */
export function insertPolicyVersionTx(tx: Tx, row: PolicyVersionRow, name: string): void {
  tx.database
    .prepare('INSERT INTO call_policy_versions (policy_id, version, preset, rules, loosened, created_at, preset_hash, saved_by) VALUES (?,?,?,?,?,?,?,?)')
    .run(row.policy_id, row.version, row.preset, row.rules, row.loosened, row.created_at, row.preset_hash, row.saved_by)
  tx.database.prepare('UPDATE call_policies SET version = ?, name = ? WHERE id = ?').run(row.version, name, row.policy_id)
}

export function archivePolicyTx(tx: Tx, id: string, now: number): void {
  tx.database.prepare('UPDATE call_policies SET archived_at = ? WHERE id = ?').run(now, id)
}

export interface AgentRow {
  id: string
  business_id: string
  name: string
  agent_id: string
  from_number: string
  language: 'es' | 'en'
  /** Names of the variables the script speaks, as JSON. */
  variables: string
  allow_override: number
  simulated: number
  updated_at: number
  archived_at: number | null
}

export function agentById(database: Database, id: string): AgentRow | null {
  return database.prepare<AgentRow>('SELECT * FROM call_agents WHERE id = ?').get(id) ?? null
}

export function agentsOf(database: Database, businessId: string): AgentRow[] {
  return database.prepare<AgentRow>('SELECT * FROM call_agents WHERE business_id = ? AND archived_at IS NULL ORDER BY name, id').all(businessId)
}

export function saveAgentTx(tx: Tx, row: Omit<AgentRow, 'archived_at'>): void {
  tx.database
    .prepare(`INSERT INTO call_agents (id, business_id, name, agent_id, from_number, language, variables, allow_override, simulated, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, agent_id = excluded.agent_id, from_number = excluded.from_number, language = excluded.language,
        variables = excluded.variables, allow_override = excluded.allow_override, updated_at = excluded.updated_at`)
    .run(row.id, row.business_id, row.name, row.agent_id, row.from_number, row.language, row.variables, row.allow_override, row.simulated, row.updated_at)
}

export function archiveAgentTx(tx: Tx, id: string, now: number): void {
  tx.database.prepare('UPDATE call_agents SET archived_at = ? WHERE id = ?').run(now, id)
}

export interface DelinquencyTypeRow { id: string; business_id: string; code: string; name: string; from_days: number | null; to_days: number | null; version: number; flow: string; updated_at: number }

/** By days past due; one without bounds, which would take every debt, comes last. */
export function delinquencyTypesOf(database: Database, businessId: string): DelinquencyTypeRow[] {
  return database.prepare<DelinquencyTypeRow>('SELECT * FROM delinquency_types WHERE business_id = ? ORDER BY from_days IS NULL AND to_days IS NULL, from_days IS NOT NULL, from_days, code').all(businessId)
}

export function saveDelinquencyTypeTx(tx: Tx, row: DelinquencyTypeRow): void {
  tx.database
    .prepare(`INSERT INTO delinquency_types (id, business_id, code, name, from_days, to_days, version, flow, updated_at) VALUES (?,?,?,?,?,?,?,?,?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, from_days = excluded.from_days, to_days = excluded.to_days, version = excluded.version, flow = excluded.flow, updated_at = excluded.updated_at`)
    .run(row.id, row.business_id, row.code, row.name, row.from_days, row.to_days, row.version, row.flow, row.updated_at)
}

/** Overrides of what follows a disconnection reason, by reason, as JSON. */
export function dispositionOverridesOf(database: Database, businessId: string): Map<string, string> {
  return new Map(database.prepare<{ reason: string; rule: string }>('SELECT reason, rule FROM disposition_overrides WHERE business_id = ?').all(businessId).map((row) => [row.reason, row.rule]))
}

export function setDispositionOverrideTx(tx: Tx, businessId: string, reason: string, rule: string | null, now: number): void {
  if (rule === null) tx.database.prepare('DELETE FROM disposition_overrides WHERE business_id = ? AND reason = ?').run(businessId, reason)
  else tx.database.prepare('INSERT INTO disposition_overrides (business_id, reason, rule, updated_at) VALUES (?,?,?,?) ON CONFLICT (business_id, reason) DO UPDATE SET rule = excluded.rule, updated_at = excluded.updated_at').run(businessId, reason, rule, now)
}

/** A day on which the business says otherwise than its country: `works` is 1 where it works on a holiday, and then has its reason. */
export interface BusinessHolidayRow { date: string; name: string; works: number; reason: string | null }

export function businessHolidays(database: Database, businessId: string): BusinessHolidayRow[] {
  return database.prepare<BusinessHolidayRow>('SELECT date, name, works, reason FROM business_holidays WHERE business_id = ? ORDER BY date').all(businessId)
}

/** A date has one word of the business: the last. */
export function setBusinessHolidayTx(tx: Tx, businessId: string, { date, name, works, reason }: BusinessHolidayRow): void {
  tx.database
    .prepare('INSERT INTO business_holidays (business_id, date, name, works, reason) VALUES (?,?,?,?,?) ON CONFLICT (business_id, date) DO UPDATE SET name = excluded.name, works = excluded.works, reason = excluded.reason')
    .run(businessId, date, name, works, reason)
}

export function removeBusinessHolidayTx(tx: Tx, businessId: string, date: string): void {
  tx.database.prepare('DELETE FROM business_holidays WHERE business_id = ? AND date = ?').run(businessId, date)
}

/** Which parts of its catalogues a business has ever had, archived ones too. */
export function catalogueParts(database: Database, businessId: string): { policies: number; delinquencyTypes: number; practiceAgents: number } {
  return database
    .prepare<{ policies: number; delinquencyTypes: number; practiceAgents: number }>(`SELECT EXISTS (SELECT 1 FROM call_policies WHERE business_id = @id) AS policies,
      EXISTS (SELECT 1 FROM delinquency_types WHERE business_id = @id) AS delinquencyTypes, EXISTS (SELECT 1 FROM call_agents WHERE business_id = @id AND simulated = 1) AS practiceAgents`)
    .get({ id: businessId }) ?? { policies: 0, delinquencyTypes: 0, practiceAgents: 0 }
}

export function delinquencyTypeById(database: Database, id: string): DelinquencyTypeRow | null {
  return database.prepare<DelinquencyTypeRow>('SELECT * FROM delinquency_types WHERE id = ?').get(id) ?? null
}
