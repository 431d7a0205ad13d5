import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import { callJobStatuses, type CallJobStatus, type ConversationOutcome } from '../values.ts'

/** Which call jobs of a campaign; what is left out does not narrow. */
export interface CampaignJobWhere {
  readonly campaignId: string
  readonly statuses?: readonly CallJobStatus[]
  readonly outcomes?: readonly ConversationOutcome[]
  /** Words of a name, folded as names are kept. */
  readonly name?: string
  /** A piece of a national id or a phone number, without spaces and points. */
  readonly code?: string
}

function conditionOf({ campaignId, statuses, outcomes, name = '', code = '' }: CampaignJobWhere): { sql: string; values: Record<string, string> } {
  const sql = ['job.campaign_id = @campaignId']
  const values: Record<string, string> = { campaignId, statuses: JSON.stringify(statuses ?? callJobStatuses) }
  // Naming every status lets the index by status answer what has none asked for.
  sql.push('job.status IN (SELECT value FROM json_each(@statuses))')
  if (outcomes !== undefined) {
    sql.push('job.outcome IN (SELECT value FROM json_each(@outcomes))')
    values['outcomes'] = JSON.stringify(outcomes)
  }
  if (name !== '' || code !== '') {
    sql.push(`EXISTS (SELECT 1 FROM debtors WHERE debtors.seq = job.debtor_seq AND ((@name <> '' AND instr(debtors.name_folded, @name) > 0)
      OR (@code <> '' AND (instr(lower(debtors.national_id), @code) > 0 OR EXISTS (SELECT 1 FROM debtor_phones WHERE debtor_seq = debtors.seq AND instr(number, @code) > 0)))))`)
    Object.assign(values, { name, code })
  }
  return { sql: sql.join(' AND '), values }
}

/** Seqs of the chosen call jobs, in the order in which they came into the campaign. */
export function campaignJobSeqs(database: Database, where: CampaignJobWhere): Uint32Array {
  const { sql, values } = conditionOf(where)
  return Uint32Array.from(database.prepare<number>(`SELECT job.seq FROM call_jobs AS job WHERE ${sql}`).pluck().all(values)).sort()
}

export function campaignJobCount(database: Database, where: CampaignJobWhere): number {
  const { sql, values } = conditionOf(where)
  return database.prepare<number>(`SELECT count(*) FROM call_jobs AS job WHERE ${sql}`).pluck().get(values) ?? 0
}

/** Seqs of call jobs by their ids; ids that are no longer there are left out. */
export function callJobSeqsOf(database: Database, ids: readonly string[]): { seq: number; campaign_id: string }[] {
  return database.prepare<{ seq: number; campaign_id: string }>('SELECT job.seq, job.campaign_id FROM json_each(?) AS wanted CROSS JOIN call_jobs AS job ON job.id = wanted.value').all(JSON.stringify(ids))
}

/** Puts call jobs back to pending, as if the campaign had not tried them; those under way are left. @returns how many. */
export function resetCallJobsTx(tx: Tx, seqs: readonly number[], now: number): number {
  return tx.database
    .prepare(`UPDATE call_jobs SET status = 'pending', attempts = 0, round_id = NULL, next_try_at = NULL, callback_at = NULL, callback_asked_at = NULL, callback_text = NULL, last_phone_tried = NULL,
        outcome = NULL, last_rule = NULL, excluded_rule = NULL, excluded_at = NULL, reinstated_at = @now, last_error = NULL, finished_at = NULL, updated_at = @now
      WHERE seq IN (SELECT value FROM json_each(@seqs)) AND live_attempt_id IS NULL AND status NOT IN ('in_progress', 'needs_review')`)
    .run({ seqs: JSON.stringify(seqs), now }).changes
}

/** Takes call jobs out of the calling, for good or until they are reset; those under way or ended are left. @returns the ones it moved. */
export function setAsideCallJobsTx(tx: Tx, seqs: readonly number[], to: 'cancelled' | 'suspended', reason: string | null, now: number): number[] {
  return tx.database
    .prepare<number>(`UPDATE call_jobs SET status = @to, round_id = NULL, next_try_at = NULL, callback_at = NULL, callback_asked_at = NULL, callback_text = NULL,
        last_rule = 'by_person', last_error = @reason, finished_at = CASE WHEN @to = 'cancelled' THEN @now ELSE NULL END, updated_at = @now
      WHERE seq IN (SELECT value FROM json_each(@seqs)) AND live_attempt_id IS NULL AND status IN ('pending', 'scheduled', 'suspended') AND status <> @to RETURNING seq`)
    .pluck().all({ seqs: JSON.stringify(seqs), to, reason, now })
}

/** Call jobs of a campaign that may still be called, some of them. */
export function openCallJobSeqs(database: Database, campaignId: string, limit: number): number[] {
  return database.prepare<number>(`SELECT seq FROM call_jobs WHERE campaign_id = ? AND status IN ('pending', 'scheduled', 'suspended') AND live_attempt_id IS NULL LIMIT ?`).pluck().all(campaignId, limit)
}

/** Gives some call jobs that may still be called another number of attempts. @returns how many were changed; 0 when none is left. */
export function setMaxAttemptsTx(tx: Tx, campaignId: string, maxAttempts: number, limit: number): number {
  return tx.database
    .prepare(`UPDATE call_jobs SET max_attempts = @maxAttempts WHERE seq IN (
      SELECT seq FROM call_jobs WHERE campaign_id = @campaignId AND status IN ('pending', 'scheduled', 'suspended', 'in_progress') AND max_attempts <> @maxAttempts LIMIT @limit)`)
    .run({ campaignId, maxAttempts, limit }).changes
}

export interface AddableDebt { debtor_seq: number; debt_seq: number; national_id: string; here: number }

export interface DebtChoice {
  readonly campaignId: string
  readonly businessId: string
  readonly simulated: boolean
  /** Only those the import touched. */
  readonly importId?: string
  readonly debtorIds?: readonly string[]
}

/** Open debts of debtors that may join a campaign, in order, after a debt; `here` tells that it is in the campaign already. */
export function addableDebts(database: Database, choice: DebtChoice, after: Pick<AddableDebt, 'debtor_seq' | 'debt_seq'>, limit: number): AddableDebt[] {
  const { campaignId, businessId, simulated, importId, debtorIds } = choice
  const from = importId !== undefined ? 'debtor_import_changes AS touched CROSS JOIN debtors ON debtors.seq = touched.debtor_seq AND touched.import_id = @importId AND touched.debtor_seq >= @debtor'
    : debtorIds !== undefined ? 'json_each(@debtorIds) AS wanted CROSS JOIN debtors ON debtors.id = wanted.value'
    : 'debtors'
  return database
    .prepare<AddableDebt>(`SELECT debtors.seq AS debtor_seq, debts.seq AS debt_seq, debtors.national_id,
        EXISTS (SELECT 1 FROM call_jobs WHERE campaign_id = @campaignId AND call_jobs.debtor_seq = debtors.seq AND call_jobs.debt_seq = debts.seq) AS here
      FROM ${from} CROSS JOIN debts ON debts.debtor_seq = debtors.seq AND debts.state = 'open'
      WHERE (debtors.seq, debts.seq) > (@debtor, @debt) AND debtors.business_id = @businessId AND debtors.simulated = @simulated AND debtors.erased_at IS NULL
      ORDER BY debtors.seq, debts.seq LIMIT @limit`)
    .all({ campaignId, businessId, simulated: Number(simulated), debtor: after.debtor_seq, debt: after.debt_seq, limit, importId: importId ?? '', debtorIds: JSON.stringify(debtorIds ?? []) })
}

/** Removes some call jobs of a campaign with their calls and all that hangs on them. @returns how many, and the files of their recordings. */
export function removeCallJobsTx(tx: Tx, campaignId: string, limit: number): { removed: number; files: string[] } {
  const seqs = JSON.stringify(tx.database.prepare<number>('SELECT seq FROM call_jobs WHERE campaign_id = ? LIMIT ?').pluck().all(campaignId, limit))
  const files = tx.database
    .prepare<string>('SELECT file FROM json_each(?) AS wanted CROSS JOIN call_attempts ON call_job_seq = wanted.value CROSS JOIN recordings ON attempt_seq = call_attempts.seq WHERE file IS NOT NULL')
    .pluck().all(seqs)
  return { removed: tx.database.prepare('DELETE FROM call_jobs WHERE seq IN (SELECT value FROM json_each(?))').run(seqs).changes, files }
}
