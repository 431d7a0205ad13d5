import type { Database } from '../open.ts'
import type { CallJobStatus } from '../values.ts'

/** What is shown of one debtor beside the row itself. */

export interface PlaceRow { campaign_id: string; campaign_name: string; time_zone: string; id: string; status: CallJobStatus; attempts: number; next_try_at: number | null }

/** The debtor's places in campaigns, newest first. */
export function placesOf(database: Database, debtorSeq: number): PlaceRow[] {
  return database
    .prepare<PlaceRow>(`SELECT campaigns.id AS campaign_id, campaigns.name AS campaign_name, campaigns.time_zone, call_jobs.id, call_jobs.status, call_jobs.attempts, call_jobs.next_try_at
      FROM call_jobs JOIN campaigns ON campaigns.id = call_jobs.campaign_id WHERE call_jobs.debtor_seq = ? ORDER BY call_jobs.seq DESC`)
    .all(debtorSeq)
}

export interface DebtorPaymentRow { id: string; debt_id: string; company: string; reference: string; amount_minor: number; currency: string; paid_on: string; external_id: string; source: string; received_at: number }

/** Payments of a debtor, newest first. */
export function paymentsOf(database: Database, debtorSeq: number): DebtorPaymentRow[] {
  return database
    .prepare<DebtorPaymentRow>(`SELECT payments.id, debts.id AS debt_id, debts.company, debts.reference, payments.amount_minor, payments.currency, payments.paid_on, payments.external_id, payments.source, payments.received_at
      FROM debts JOIN payments ON payments.debt_seq = debts.seq WHERE debts.debtor_seq = ? ORDER BY payments.paid_on DESC, payments.seq DESC`)
    .all(debtorSeq)
}

/** Debtors of a business with exactly this national id. */
export function debtorsByNationalId(database: Database, businessId: string, simulated: boolean, nationalId: string): { person_key: string; name: string }[] {
  return database
    .prepare<{ person_key: string; name: string }>('SELECT person_key, name FROM debtors WHERE business_id = ? AND simulated = ? AND national_id = ? LIMIT 20')
    .all(businessId, Number(simulated), nationalId)
}

export interface EvidenceCallRow {
  id: string
  campaign: string
  company: string
  reference: string
  number: string
  from_number: string
  state: string
  intent_at: number
  started_at: number | null
  ended_at: number | null
  duration_ms: number | null
  call_id: string | null
  call_status: string | null
  disconnection_reason: string | null
  disposition: string | null
  contact: number
  outcome: string | null
  cost_millicents: number | null
  flags: string
  variables: string
  body: string | null
  recording_state: string | null
  recording_file: string | null
  recording_sha256: string | null
}

/** Every dial to the debtor with the provider's word on it, oldest first. */
export function evidenceCalls(database: Database, debtorSeq: number): EvidenceCallRow[] {
  return database
    .prepare<EvidenceCallRow>(`SELECT attempt.id, campaigns.name AS campaign, debts.company, debts.reference, attempt.number, attempt.from_number, attempt.state, attempt.intent_at, attempt.started_at, attempt.ended_at,
        attempt.duration_ms, attempt.call_id, attempt.call_status, attempt.disconnection_reason, attempt.disposition, attempt.contact, attempt.outcome, attempt.cost_millicents, attempt.flags, attempt.variables,
        call_bodies.body, recordings.state AS recording_state, recordings.file AS recording_file, recordings.sha256 AS recording_sha256
      FROM call_attempts AS attempt JOIN campaigns ON campaigns.id = attempt.campaign_id JOIN debts ON debts.seq = attempt.debt_seq
      LEFT JOIN call_bodies ON call_bodies.attempt_seq = attempt.seq LEFT JOIN recordings ON recordings.attempt_seq = attempt.seq
      WHERE attempt.debtor_seq = ? ORDER BY attempt.intent_at, attempt.seq`)
    .all(debtorSeq)
}

export interface EvidenceDecisionRow { at: number; campaign: string; verdict: string; rule: string; figure: string | null; limit_value: string | null; until: number | null; attempt_id: string | null; policy: string; policy_id: string; policy_version: number }

/** Everything that was decided about the debtor, oldest first. */
export function evidenceDecisions(database: Database, debtorSeq: number): EvidenceDecisionRow[] {
  return database
    .prepare<EvidenceDecisionRow>(`SELECT decision.at, campaigns.name AS campaign, decision.verdict, decision.rule, decision.figure, decision.limit_value, decision.until, decision.attempt_id, call_policies.name AS policy, call_policies.id AS policy_id, decision.policy_version
      FROM call_jobs JOIN call_decisions AS decision ON decision.call_job_seq = call_jobs.seq JOIN campaigns ON campaigns.id = call_jobs.campaign_id JOIN call_policies ON call_policies.id = campaigns.policy_id
      WHERE call_jobs.debtor_seq = ? ORDER BY decision.at, decision.seq`)
    .all(debtorSeq)
}

export interface EvidencePolicyRow { id: string; name: string; version: number; preset: string; rules: string; loosened: string; created_at: number }

/** The versions of policies under which the debtor's campaigns live, and those that decisions were made by. */
export function evidencePolicies(database: Database, debtorSeq: number): EvidencePolicyRow[] {
  return database
    .prepare<EvidencePolicyRow>(`SELECT DISTINCT policy.id, policy.name, version.version, version.preset, version.rules, version.loosened, version.created_at
      FROM call_jobs JOIN campaigns ON campaigns.id = call_jobs.campaign_id JOIN call_policies AS policy ON policy.id = campaigns.policy_id
      JOIN call_policy_versions AS version ON version.policy_id = policy.id
      WHERE call_jobs.debtor_seq = ? AND (version.version = campaigns.policy_version OR version.version IN (SELECT policy_version FROM call_decisions WHERE call_job_seq = call_jobs.seq))
      ORDER BY policy.name, version.version`)
    .all(debtorSeq)
}

export interface EvidencePromiseRow { id: string; company: string; state: string; promised_on: string | null; amount_minor: number | null; paid_minor: number; currency: string; flags: string; made_at: number; settled_at: number | null; attempt_id: string }

export function evidencePromises(database: Database, debtorSeq: number): EvidencePromiseRow[] {
  return database
    .prepare<EvidencePromiseRow>(`SELECT promises.id, debts.company, promises.state, promises.promised_on, promises.amount_minor, promises.paid_minor, promises.currency, promises.flags, promises.made_at, promises.settled_at, attempt.id AS attempt_id
      FROM debts JOIN promises ON promises.debt_seq = debts.seq JOIN call_attempts AS attempt ON attempt.seq = promises.attempt_seq WHERE debts.debtor_seq = ? ORDER BY promises.made_at, promises.seq`)
    .all(debtorSeq)
}

/** The country of the debtor who came last; null while there are none. */
export function usualCountry(database: Database, businessId: string): string | null {
  return database.prepare<string>('SELECT country FROM debtors WHERE business_id = ? ORDER BY seq DESC LIMIT 1').pluck().get(businessId) ?? null
}
