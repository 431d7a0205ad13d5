import type { Database } from '../open.ts'
import type { AttemptState, ConversationOutcome, DispositionGroup, PromiseState, VerdictName } from '../values.ts'

/** The whole ledger of one business's calls of a kind, row by row, for whoever replays it. */

export interface LedgerAttemptRow {
  id: string
  campaign_id: string
  call_job_id: string
  debtor_id: string
  debt_id: string
  number: string
  state: AttemptState
  intent_at: number
  ended_at: number | null
  rang: number
  contact: number
  unanswered: number
  disposition: DispositionGroup | null
  outcome: ConversationOutcome | null
  cost_millicents: number | null
  call_id: string | null
  /** Of the decision that allowed it; null where none was written down. */
  rule: string | null
  figure: string | null
  policy_version: number | null
}

/** Every intent to dial, in the order in which they were written. */
export function ledgerAttempts(database: Database, businessId: string, simulated: boolean): LedgerAttemptRow[] {
  return database
    .prepare<LedgerAttemptRow>(`SELECT attempt.id, attempt.campaign_id, job.id AS call_job_id, debtor.id AS debtor_id, debt.id AS debt_id, attempt.number, attempt.state, attempt.intent_at, attempt.ended_at,
        attempt.rang, attempt.contact, attempt.unanswered, attempt.disposition, attempt.outcome, attempt.cost_millicents, attempt.call_id, decision.rule, decision.figure, decision.policy_version
      FROM call_attempts AS attempt
        JOIN call_jobs AS job ON job.seq = attempt.call_job_seq
        JOIN debtors AS debtor ON debtor.seq = attempt.debtor_seq
        JOIN debts AS debt ON debt.seq = attempt.debt_seq
        LEFT JOIN call_decisions AS decision ON decision.call_job_seq = attempt.call_job_seq AND decision.attempt_id = attempt.id
      WHERE attempt.business_id = ? AND attempt.simulated = ? ORDER BY attempt.intent_at, attempt.seq`)
    .all(businessId, Number(simulated))
}

export interface LedgerDebtorRow { id: string; time_zone: string; consent_at: number | null; person_key: string }

export function ledgerDebtors(database: Database, businessId: string, simulated: boolean): LedgerDebtorRow[] {
  return database.prepare<LedgerDebtorRow>('SELECT id, time_zone, consent_at, person_key FROM debtors WHERE business_id = ? AND simulated = ?').all(businessId, Number(simulated))
}

export interface LedgerCampaignRow {
  id: string
  name: string
  country: string
  region: string | null
  time_zone: string
  concurrency: number
  calls_per_second: number
  policy_version: number
}

export function ledgerCampaigns(database: Database, businessId: string, simulated: boolean): LedgerCampaignRow[] {
  return database
    .prepare<LedgerCampaignRow>('SELECT id, name, country, region, time_zone, concurrency, calls_per_second, policy_version FROM campaigns WHERE business_id = ? AND simulated = ?')
    .all(businessId, Number(simulated))
}

export interface LedgerPolicyRow { campaign_id: string; version: number; preset: string; rules: string; loosened: string }

/** Every version of the policies that campaigns live by. */
export function ledgerPolicies(database: Database, businessId: string, simulated: boolean): LedgerPolicyRow[] {
  return database
    .prepare<LedgerPolicyRow>(`SELECT campaigns.id AS campaign_id, policy.version, policy.preset, policy.rules, policy.loosened
      FROM campaigns JOIN call_policy_versions AS policy ON policy.policy_id = campaigns.policy_id WHERE campaigns.business_id = ? AND campaigns.simulated = ?`)
    .all(businessId, Number(simulated))
}

/** Texts of the preset that a campaign was started under and moved over to, oldest first. */
export function ledgerPresets(database: Database, campaignId: string): { at: number; body: string }[] {
  return database
    .prepare<{ at: number; body: string }>('SELECT at, body FROM campaign_policies JOIN preset_versions ON hash = preset_hash WHERE campaign_id = ? ORDER BY at')
    .all(campaignId)
}

export interface LedgerBarRow { scope: 'person' | 'number'; subject: string; created_at: number; lifted_at: number | null }

/** Do-not-call entries, those no longer in force included. */
export function ledgerBars(database: Database, businessId: string, simulated: boolean): LedgerBarRow[] {
  return database.prepare<LedgerBarRow>('SELECT scope, subject, created_at, lifted_at FROM do_not_call WHERE business_id = ? AND simulated = ?').all(businessId, Number(simulated))
}

/** When a person put somebody back on a campaign's list. */
export function ledgerReinstated(database: Database, businessId: string, simulated: boolean): { call_job_id: string; reinstated_at: number }[] {
  return database
    .prepare<{ call_job_id: string; reinstated_at: number }>(`SELECT job.id AS call_job_id, job.reinstated_at FROM call_jobs AS job JOIN campaigns ON campaigns.id = job.campaign_id
      WHERE campaigns.business_id = ? AND campaigns.simulated = ? AND job.reinstated_at IS NOT NULL`)
    .all(businessId, Number(simulated))
}

export interface LedgerDecisionRow {
  at: number
  national_id: string
  name: string
  time_zone: string
  verdict: VerdictName
  rule: string
  figure: string | null
  limit_value: string | null
  until: number | null
  policy_version: number
  attempt_id: string | null
  number: string | null
  state: AttemptState | null
  disposition: DispositionGroup | null
  outcome: ConversationOutcome | null
  cost_millicents: number | null
}

/** Everything that was decided in a campaign, oldest first, with what became of the calls. */
export function ledgerDecisions(database: Database, campaignId: string): LedgerDecisionRow[] {
  return database
    .prepare<LedgerDecisionRow>(`SELECT decision.at, debtor.national_id, debtor.name, debtor.time_zone, decision.verdict, decision.rule, decision.figure, decision.limit_value, decision.until, decision.policy_version,
        decision.attempt_id, attempt.number, attempt.state, attempt.disposition, attempt.outcome, attempt.cost_millicents
      FROM call_jobs AS job
        JOIN call_decisions AS decision ON decision.call_job_seq = job.seq
        JOIN debtors AS debtor ON debtor.seq = job.debtor_seq
        LEFT JOIN call_attempts AS attempt ON attempt.id = decision.attempt_id
      WHERE job.campaign_id = ? ORDER BY decision.seq`)
    .all(campaignId)
}

export interface LedgerPromiseRow { state: PromiseState; promised_on: string | null; amount_minor: number | null; currency: string; made_at: number }

export function ledgerPromises(database: Database, campaignId: string): LedgerPromiseRow[] {
  return database.prepare<LedgerPromiseRow>('SELECT state, promised_on, amount_minor, currency, made_at FROM promises WHERE campaign_id = ? ORDER BY made_at, seq').all(campaignId)
}
