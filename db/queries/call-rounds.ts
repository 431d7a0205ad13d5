import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { RoundState, ToldRoundState, VerdictName } from '../values.ts'

export interface RoundRow {
  id: string
  campaign_id: string
  local_date: string
  slot: string
  due_at: number
  state: RoundState
  target: number
  chosen: number
  looked_at: number
  decided_at: number | null
}

/** Writes down a round. @returns false when the campaign has it already. */
export function insertRoundTx(tx: Tx, round: Pick<RoundRow, 'id' | 'campaign_id' | 'local_date' | 'slot' | 'due_at' | 'state' | 'target'>): boolean {
  return tx.database
    .prepare('INSERT INTO call_rounds (id, campaign_id, local_date, slot, due_at, state, target) VALUES (?,?,?,?,?,?,?) ON CONFLICT (campaign_id, local_date, slot) DO NOTHING')
    .run(round.id, round.campaign_id, round.local_date, round.slot, round.due_at, round.state, round.target).changes === 1
}

export function roundById(database: Database, id: string): RoundRow | null {
  return database.prepare<RoundRow>('SELECT * FROM call_rounds WHERE id = ?').get(id) ?? null
}

export function roundsOf(database: Database, campaignId: string): RoundRow[] {
  return database.prepare<RoundRow>('SELECT * FROM call_rounds WHERE campaign_id = ? ORDER BY due_at DESC, id DESC').all(campaignId)
}

export function roundsOfDay(database: Database, campaignId: string, localDate: string): RoundRow[] {
  return database.prepare<RoundRow>('SELECT * FROM call_rounds WHERE campaign_id = ? AND local_date = ? ORDER BY due_at').all(campaignId, localDate)
}

/** The round of a day that is choosing its debtors now, after a restart too. */
export function choosingRound(database: Database, campaignId: string, localDate: string): RoundRow | null {
  return database.prepare<RoundRow>(`SELECT * FROM call_rounds WHERE campaign_id = ? AND local_date = ? AND state = 'planned' ORDER BY due_at LIMIT 1`).get(campaignId, localDate) ?? null
}

/** Rounds of days before a date choose nobody any more: those that had not begun are skipped. */
export function closeEarlierRoundsTx(tx: Tx, campaignId: string, localDate: string): void {
  tx.database
    .prepare(`UPDATE call_rounds SET state = iif(state = 'planned' AND target > 0, 'running', 'skipped') WHERE campaign_id = ? AND local_date < ? AND state IN ('planned', 'asking')`)
    .run(campaignId, localDate)
}

export function changeRoundTx(tx: Tx, id: string, change: Partial<Pick<RoundRow, 'state' | 'target' | 'chosen' | 'looked_at' | 'decided_at'>>): void {
  const names = Object.keys(change) as (keyof typeof change)[]
  tx.database.prepare(`UPDATE call_rounds SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`).run(...names.map((name) => change[name]), id)
}

/** Where a round stands: one that runs waits when nobody of it is called or due, and everybody left has a later moment. */
export function toldRoundState(database: Database, round: Pick<RoundRow, 'id' | 'campaign_id' | 'state'>, now: number): ToldRoundState {
  if (round.state !== 'running') return round.state
  const busy = database
    .prepare(`SELECT 1 FROM call_jobs WHERE round_id = ? AND campaign_id = ? AND (status = 'in_progress' OR (status = 'scheduled' AND next_try_at <= ?)) AND status IN ('scheduled', 'in_progress') LIMIT 1`)
    .get(round.id, round.campaign_id, now)
  return busy === undefined ? 'waiting' : 'running'
}

/** Rounds of the campaign that have no debtor left to call are over. */
export function endRoundsTx(tx: Tx, campaignId: string): void {
  tx.database
    .prepare(`UPDATE call_rounds SET state = 'done' WHERE campaign_id = ? AND state IN ('planned', 'running', 'asking') AND state = 'running'
      AND NOT EXISTS (SELECT 1 FROM call_jobs WHERE round_id = call_rounds.id AND campaign_id = call_rounds.campaign_id AND status IN ('scheduled', 'in_progress'))`)
    .run(campaignId)
}

/** The campaign is over, and with it every round: those that never chose anybody are skipped. */
export function closeRoundsTx(tx: Tx, campaignId: string): void {
  tx.database.prepare(`UPDATE call_rounds SET state = iif(state = 'running', 'done', 'skipped') WHERE campaign_id = ? AND state IN ('planned', 'running', 'asking')`).run(campaignId)
}

export interface DecisionRow {
  call_job_seq: number
  round_id: string | null
  attempt_id: string | null
  at: number
  verdict: VerdictName
  rule: string
  figure: string | null
  limit_value: string | null
  until: number | null
  policy_version: number
}

/** Writes a decision into the ledger. */
export function insertDecisionTx(tx: Tx, row: DecisionRow): void {
  tx.database
    .prepare('INSERT INTO call_decisions (call_job_seq, round_id, attempt_id, at, verdict, rule, figure, limit_value, until, policy_version) VALUES (?,?,?,?,?,?,?,?,?,?)')
    .run(row.call_job_seq, row.round_id, row.attempt_id, row.at, row.verdict, row.rule, row.figure, row.limit_value, row.until, row.policy_version)
}

/** The ledger of a call job, oldest first. */
export function decisionsOf(database: Database, callJobSeq: number): DecisionRow[] {
  return database.prepare<DecisionRow>('SELECT * FROM call_decisions WHERE call_job_seq = ? ORDER BY seq').all(callJobSeq)
}
