import type { Database } from '../open.ts'
import type { CallJobStatus, ConversationOutcome, DispositionGroup, DoNotCallScope, PhoneState } from '../values.ts'

/** What is known of one call job and the person behind it, as far as a decision, now or at a past moment, needs it. */
export interface CampaignFactsRow {
  seq: number
  id: string
  status: CallJobStatus
  attempts: number
  max_attempts: number
  round_id: string | null
  next_try_at: number | null
  callback_at: number | null
  callback_asked_at: number | null
  outcome: ConversationOutcome | null
  excluded_rule: string | null
  excluded_at: number | null
  reinstated_at: number | null
  last_rule: string | null
  last_error: string | null
  created_at: number
  finished_at: number | null
  /** Somebody of the person's call jobs, in any campaign, has an attempt whose end is not known. */
  live: number
  debtor_seq: number
  debtor_id: string
  name: string
  national_id: string
  zone: string
  language: 'es' | 'en'
  consent_at: number | null
  variables: string
  debt_seq: number
  company: string
  instalments: number | null
  amount_minor: number | null
  paid_minor: number
  currency: string
  due_on: string | null
  last_negotiable_on: string | null
  delinquency: string | null
}

export interface CampaignPhone { number: string; state: PhoneState; state_at: number | null }
export interface CampaignBar { scope: DoNotCallScope; subject: string; created_at: number; lifted_at: number | null; source: string }
export interface CampaignDial {
  call_job_seq: number
  debt_seq: number
  campaign_id: string
  number: string
  intent_at: number
  ended_at: number | null
  not_placed: number
  rang: number
  contact: number
  unanswered: number
  spent: number
  disposition: DispositionGroup | null
}
export interface CampaignExclusion { at: number; rule: string }

export interface CampaignFacts {
  readonly row: CampaignFactsRow
  readonly phones: readonly CampaignPhone[]
  /** Entries against the person or one of the numbers; those lifted too. */
  readonly bars: readonly CampaignBar[]
  /** Every dial to the person, in all campaigns, oldest first; those proven never placed too. */
  readonly dials: readonly CampaignDial[]
  /** Exclusions in the ledger, oldest first. */
  readonly exclusions: readonly CampaignExclusion[]
}

const factsOf = `SELECT job.seq, job.id, job.status, job.attempts, job.max_attempts, job.round_id, job.next_try_at, job.callback_at, job.callback_asked_at, job.outcome,
    job.excluded_rule, job.excluded_at, job.reinstated_at, job.last_rule, job.last_error, job.created_at, job.finished_at,
    EXISTS (SELECT 1 FROM call_jobs AS other WHERE other.debtor_seq = job.debtor_seq AND other.live_attempt_id IS NOT NULL) AS live,
    job.debtor_seq, debtors.id AS debtor_id, debtors.name, debtors.national_id, debtors.time_zone AS zone, debtors.language, debtors.consent_at, debtors.variables,
    job.debt_seq, debts.company, debts.instalments, debts.amount_minor, debts.paid_minor, debts.currency, debts.due_on, debts.last_negotiable_on, debts.delinquency
  FROM call_jobs AS job JOIN debtors ON debtors.seq = job.debtor_seq JOIN debts ON debts.seq = job.debt_seq`

/**
 * What is known of these call jobs, in their order, as JSON text: of thousands of small objects a text crosses between
 * threads several times faster.
 * @param seqs call jobs; one that is gone is left out.
 */
export function campaignFactsText(database: Database, { seqs, past }: { seqs: readonly number[]; /** Whether exclusions of the ledger are wanted, too. */ past: boolean }): string {
  return JSON.stringify(campaignFacts(database, { seqs, past }))
}

export function campaignFacts(database: Database, { seqs, past }: { seqs: readonly number[]; past: boolean }): CampaignFacts[] {
  const list = JSON.stringify(seqs)
  // CROSS JOIN keeps the order of the list and looks every job up by its key.
  const rows = database.prepare<CampaignFactsRow>(`${factsOf.replace('FROM call_jobs AS job', 'FROM json_each(?) AS wanted CROSS JOIN call_jobs AS job ON job.seq = wanted.value')} ORDER BY wanted.key`).all(list)
  const people = JSON.stringify([...new Set(rows.map((row) => row.debtor_seq))])
  const phones = grouped(database
    .prepare<CampaignPhone & { debtor_seq: number }>('SELECT phone.debtor_seq, number, state, state_at FROM json_each(?) AS wanted CROSS JOIN debtor_phones AS phone ON phone.debtor_seq = wanted.value ORDER BY phone.debtor_seq, position, number')
    .all(people), (phone) => phone.debtor_seq)
  const bars = grouped(database
    .prepare<CampaignBar & { debtor_seq: number }>(`SELECT debtors.seq AS debtor_seq, entry.scope, entry.subject, entry.created_at, entry.lifted_at, entry.source
        FROM json_each(@people) AS wanted CROSS JOIN debtors ON debtors.seq = wanted.value
        CROSS JOIN do_not_call AS entry ON entry.business_id = debtors.business_id AND entry.simulated = debtors.simulated AND entry.scope = 'person' AND entry.subject = debtors.person_key
        ${past ? '' : 'WHERE entry.lifted_at IS NULL'}
      UNION ALL
      SELECT debtors.seq, entry.scope, entry.subject, entry.created_at, entry.lifted_at, entry.source
        FROM json_each(@people) AS wanted CROSS JOIN debtors ON debtors.seq = wanted.value CROSS JOIN debtor_phones AS phone ON phone.debtor_seq = debtors.seq
        CROSS JOIN do_not_call AS entry ON entry.business_id = debtors.business_id AND entry.simulated = debtors.simulated AND entry.scope = 'number' AND entry.subject = phone.number
        ${past ? '' : 'WHERE entry.lifted_at IS NULL'}`)
    .all({ people }), (bar) => bar.debtor_seq)
  const dials = grouped(database
    .prepare<CampaignDial & { debtor_seq: number }>(`SELECT dial.debtor_seq, call_job_seq, debt_seq, campaign_id, number, intent_at, ended_at, state = 'not_placed' AS not_placed, rang, contact, unanswered, spent, disposition
      FROM json_each(?) AS wanted CROSS JOIN call_attempts AS dial ON dial.debtor_seq = wanted.value ORDER BY dial.debtor_seq, intent_at, dial.seq`)
    .all(people), (dial) => dial.debtor_seq)
  const exclusions = past
    ? grouped(database.prepare<CampaignExclusion & { call_job_seq: number }>(`SELECT call_job_seq, at, rule FROM json_each(?) AS wanted CROSS JOIN call_decisions ON call_job_seq = wanted.value WHERE verdict = 'exclude' OR rule = 'consent_given' ORDER BY call_decisions.seq`).all(list), (entry) => entry.call_job_seq)
    : new Map<number, CampaignExclusion[]>()
  return rows.map((row) => ({
    row,
    phones: phones.get(row.debtor_seq) ?? [],
    bars: bars.get(row.debtor_seq) ?? [],
    dials: dials.get(row.debtor_seq) ?? [],
    exclusions: exclusions.get(row.seq) ?? [],
  }))
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
