import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { AttemptState, CallStatus, ConversationOutcome, DisconnectionReason, DispositionGroup } from '../values.ts'

/** One dial, as SQLite gives it. The row is the intent; everything after `variables` is learned later. */
export interface AttemptRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  campaign_id: string
  call_job_seq: number
  debtor_seq: number
  debt_seq: number
  round_id: string | null
  number: string
  from_number: string
  state: AttemptState
  intent_at: number
  local_date: string
  local_hour: number
  region: string | null
  variables: string
  call_id: string | null
  placed_at: number | null
  started_at: number | null
  ended_at: number | null
  duration_ms: number | null
  call_status: CallStatus | null
  disconnection_reason: DisconnectionReason | null
  disposition: DispositionGroup | null
  rang: number
  contact: number
  unanswered: number
  spent: number
  outcome: ConversationOutcome | null
  call_successful: number | null
  sentiment: string | null
  cost_millicents: number | null
  flags: string
  transcript_id: string | null
  review: string | null
  error: string | null
}

export type NewAttempt = Pick<AttemptRow,
  'id' | 'business_id' | 'simulated' | 'campaign_id' | 'call_job_seq' | 'debtor_seq' | 'debt_seq' | 'round_id' | 'number' | 'from_number' | 'intent_at' | 'local_date' | 'local_hour' | 'region' | 'variables'>

/** Writes the intent to dial. */
export function insertAttemptTx(tx: Tx, row: NewAttempt): number {
  return Number(tx.database
    .prepare(`INSERT INTO call_attempts (id, business_id, simulated, campaign_id, call_job_seq, debtor_seq, debt_seq, round_id, number, from_number, intent_at, local_date, local_hour, region, variables, state)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'intended')`)
    .run(row.id, row.business_id, row.simulated, row.campaign_id, row.call_job_seq, row.debtor_seq, row.debt_seq, row.round_id, row.number, row.from_number, row.intent_at, row.local_date, row.local_hour, row.region, row.variables).lastInsertRowid)
}

export function attemptById(database: Database, id: string): AttemptRow | null {
  return database.prepare<AttemptRow>('SELECT * FROM call_attempts WHERE id = ?').get(id) ?? null
}

export function attemptBySeq(database: Database, seq: number): AttemptRow | null {
  return database.prepare<AttemptRow>('SELECT * FROM call_attempts WHERE seq = ?').get(seq) ?? null
}

export function attemptByCallId(database: Database, callId: string): AttemptRow | null {
  return database.prepare<AttemptRow>('SELECT * FROM call_attempts WHERE call_id = ?').get(callId) ?? null
}

/** What changes of an attempt; its intent never does. */
export type AttemptChange = Partial<Omit<AttemptRow, 'seq' | keyof NewAttempt>>

export function changeAttemptTx(tx: Tx, seq: number, change: AttemptChange): void {
  const names = Object.keys(change) as (keyof AttemptChange)[]
  tx.database.prepare(`UPDATE call_attempts SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE seq = ?`).run(...names.map((name) => change[name]), seq)
}

export type HistoryRow = Pick<AttemptRow, 'intent_at' | 'debt_seq' | 'campaign_id' | 'number' | 'rang' | 'contact' | 'unanswered'>

/** Every dial to a person that may have been placed, in all campaigns, oldest first. @param without an attempt left out. */
export function historyOf(database: Database, debtorSeq: number, without: number | null = null): HistoryRow[] {
  return database
    .prepare<HistoryRow>(`SELECT intent_at, debt_seq, campaign_id, number, rang, contact, unanswered FROM call_attempts WHERE debtor_seq = ? AND state <> 'not_placed' AND seq IS NOT ? ORDER BY intent_at, seq`)
    .all(debtorSeq, without)
}

/** In the words of the partial index, so that it is used; those that wait for a person are taken out again. */
const holdsLine = `state IN ('intended', 'live', 'needs_review') AND state <> 'needs_review'`

/** Attempts that hold a line. One that waits for a person does not: nobody knows of a call. */
export function countLive(database: Database, campaignId: string): number {
  return database.prepare<number>(`SELECT count(*) FROM call_attempts WHERE campaign_id = ? AND ${holdsLine}`).pluck().get(campaignId) ?? 0
}

/** Lines held by all campaigns of a kind, real or simulated. */
export function countLiveOfKind(database: Database, simulated: boolean): number {
  return database.prepare<number>(`SELECT count(*) FROM call_attempts WHERE ${holdsLine} AND simulated = ?`).pluck().get(Number(simulated)) ?? 0
}

/** How many attempts stand where, real and simulated apart. Reads an index whole: for a reading thread. */
export function attemptCounts(database: Database, _everything: null): { simulated: number; state: AttemptState; count: number }[] {
  return database.prepare<{ simulated: number; state: AttemptState; count: number }>('SELECT simulated, state, count(*) AS count FROM call_attempts GROUP BY simulated, state').all()
}

/** When the campaign last meant to dial, newest first. */
export function lastIntentsOf(database: Database, campaignId: string): number[] {
  return database.prepare<number>('SELECT intent_at FROM call_attempts WHERE campaign_id = ? ORDER BY intent_at DESC LIMIT 50').pluck().all(campaignId)
}

/** Numbers that a business is calling now, or is about to. */
export function ringingNumbers(database: Database, businessId: string, simulated: boolean): Set<string> {
  // The index is named: by that of the business every call it ever made would be looked through before each dial.
  return new Set(database.prepare<string>(`SELECT number FROM call_attempts INDEXED BY call_attempts_open WHERE ${holdsLine} AND business_id = ? AND simulated = ?`).pluck().all(businessId, Number(simulated)))
}

export function openAttempts(database: Database, campaignId: string): AttemptRow[] {
  return database.prepare<AttemptRow>(`SELECT * FROM call_attempts WHERE campaign_id = ? AND ${holdsLine} ORDER BY intent_at`).all(campaignId)
}

/**
 * Debtors a day's limit counts: those the campaign dialled between two moments, those that rounds of the day chose and that
 * still wait, and the share of rounds a person let pass.
 */
export function countTakenOn(database: Database, campaignId: string, localDate: string, from: number, to: number): number {
  return database
    .prepare<number>(`SELECT (SELECT count(*) FROM (
          SELECT debtor_seq FROM call_attempts WHERE campaign_id = @campaignId AND intent_at >= @from AND intent_at < @to AND state <> 'not_placed'
          UNION
          SELECT job.debtor_seq FROM call_rounds AS round CROSS JOIN call_jobs AS job ON job.round_id = round.id AND job.status IN ('scheduled', 'in_progress') AND job.status = 'scheduled'
            WHERE round.campaign_id = @campaignId AND round.local_date = @localDate))
        + (SELECT coalesce(sum(target), 0) FROM call_rounds WHERE campaign_id = @campaignId AND local_date = @localDate AND state = 'skipped')`)
    .pluck().get({ campaignId, localDate, from, to }) ?? 0
}

export interface CampaignCost { readonly spent: number; readonly average: number }

/** What the campaign has cost from its first call on, and what its ended calls cost on average, in thousandths of a US cent. Kept up by triggers: not a call is read. */
export function totalCost(database: Database, campaignId: string): CampaignCost {
  const row = database.prepare<CampaignCost>('SELECT cost_millicents AS spent, iif(priced_calls > 0, 1.0 * cost_millicents / priced_calls, 0) AS average FROM campaign_sums WHERE campaign_id = ?').get(campaignId)
  return row ?? { spent: 0, average: 0 }
}

/** What the campaign has cost from a moment on, and what its ended calls cost on average, in thousandths of a US cent. */
export function costSince(database: Database, campaignId: string, from: number): CampaignCost {
  const row = database.prepare<CampaignCost>(`SELECT coalesce(sum(cost_millicents), 0) AS spent, coalesce(avg(cost_millicents), 0) AS average FROM call_attempts WHERE campaign_id = ? AND intent_at >= ?`).get(campaignId, from)
  return row ?? { spent: 0, average: 0 }
}

/** Groups of the campaign's calls that ended since a moment, newest first: what the circuit breaker looks at. */
export function recentDispositions(database: Database, campaignId: string, since: number): DispositionGroup[] {
  return database
    .prepare<DispositionGroup>(`SELECT disposition FROM call_attempts WHERE campaign_id = ? AND intent_at >= ? - 3600000 AND ended_at >= ? AND disposition IS NOT NULL ORDER BY ended_at DESC LIMIT 200`)
    .pluck().all(campaignId, since, since)
}

export function insertBodyTx(tx: Tx, attemptSeq: number, body: string, now: number): void {
  tx.database.prepare('INSERT INTO call_bodies (attempt_seq, body, received_at) VALUES (?,?,?) ON CONFLICT (attempt_seq) DO UPDATE SET body = excluded.body, received_at = excluded.received_at').run(attemptSeq, body, now)
}

export function bodyOf(database: Database, attemptSeq: number): string | null {
  return database.prepare<string>('SELECT body FROM call_bodies WHERE attempt_seq = ?').pluck().get(attemptSeq) ?? null
}

/** One line of an attempt's timeline. */
export function insertCallEventTx(tx: Tx, attemptSeq: number, at: number, kind: string, detail: string | null = null): void {
  tx.database.prepare('INSERT INTO call_events (attempt_seq, at, kind, detail) VALUES (?,?,?,?)').run(attemptSeq, at, kind, detail)
}

export interface CallEventRow { at: number; kind: string; detail: string | null }

export function callEventsOf(database: Database, attemptSeq: number): CallEventRow[] {
  return database.prepare<CallEventRow>('SELECT at, kind, detail FROM call_events WHERE attempt_seq = ? ORDER BY seq').all(attemptSeq)
}

/** Remembers a webhook. @returns false when the same one was heard before. */
export function hearWebhookTx(tx: Tx, callId: string, event: string, now: number): boolean {
  return tx.database.prepare('INSERT INTO heard_webhooks (call_id, event, heard_at) VALUES (?,?,?) ON CONFLICT DO NOTHING').run(callId, event, now).changes === 1
}

/** Ids of attempts under way that no job of the queue works on. */
export function orphanedAttempts(database: Database): string[] {
  return database
    .prepare<string>(`SELECT id FROM call_attempts WHERE ${holdsLine} AND NOT EXISTS (
      SELECT 1 FROM jobs WHERE unique_key = 'call:' || call_attempts.id AND unique_key IS NOT NULL AND state NOT IN ('done', 'failed', 'cancelled'))`)
    .pluck().all()
}
