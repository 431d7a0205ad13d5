import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CallJobStatus, ConversationOutcome } from '../values.ts'

/** A debtor's place in a campaign, as SQLite gives it. */
export interface CallJobRow {
  seq: number
  id: string
  campaign_id: string
  debtor_seq: number
  debt_seq: number
  deduplication_key: string
  status: CallJobStatus
  /** Attempts spent on the day it was last chosen. */
  attempts: number
  max_attempts: number
  priority: number
  round_id: string | null
  next_try_at: number | null
  callback_at: number | null
  callback_asked_at: number | null
  callback_text: string | null
  live_attempt_id: string | null
  last_phone_tried: string | null
  outcome: ConversationOutcome | null
  last_rule: string | null
  excluded_rule: string | null
  excluded_at: number | null
  reinstated_at: number | null
  last_error: string | null
  created_at: number
  updated_at: number
  finished_at: number | null
}

export function callJobBySeq(database: Database, seq: number): CallJobRow | null {
  return database.prepare<CallJobRow>('SELECT * FROM call_jobs WHERE seq = ?').get(seq) ?? null
}

export function callJobById(database: Database, id: string): CallJobRow | null {
  return database.prepare<CallJobRow>('SELECT * FROM call_jobs WHERE id = ?').get(id) ?? null
}

export interface NewCallJob { id: string; campaignId: string; debtorSeq: number; debtSeq: number; deduplicationKey: string; maxAttempts: number; priority: number }

/** Puts a debtor into a campaign. @returns false when that debt is in it already. */
export function insertCallJobTx(tx: Tx, job: NewCallJob, now: number): boolean {
  return tx.database
    .prepare(`INSERT INTO call_jobs (id, campaign_id, debtor_seq, debt_seq, deduplication_key, status, max_attempts, priority, created_at, updated_at)
      VALUES (?,?,?,?,?,'pending',?,?,?,?) ON CONFLICT (campaign_id, debtor_seq, debt_seq) DO NOTHING`)
    .run(job.id, job.campaignId, job.debtorSeq, job.debtSeq, job.deduplicationKey, job.maxAttempts, job.priority, now, now).changes === 1
}

/** Where a page of candidates ended. */
export interface CandidatePosition { readonly priority: number; readonly seq: number }

/** Those a round may choose from, best first, after a position; the ones with a moment still ahead are left out. */
export function pendingCallJobs(database: Database, campaignId: string, now: number, after: CandidatePosition, limit: number): CallJobRow[] {
  // Two questions: asked as one, SQLite begins at the priority and walks over everybody before the position, each time.
  const chosen = `SELECT * FROM call_jobs WHERE campaign_id = ? AND status = 'pending' AND (next_try_at IS NULL OR next_try_at <= ?)`
  const alike = database.prepare<CallJobRow>(`${chosen} AND priority = ? AND seq > ? ORDER BY seq LIMIT ?`).all(campaignId, now, after.priority, after.seq, limit)
  if (alike.length === limit) return alike
  return [...alike, ...database.prepare<CallJobRow>(`${chosen} AND priority > ? ORDER BY priority, seq LIMIT ?`).all(campaignId, now, after.priority, limit - alike.length)]
}

/** Those whose moment has come: callbacks before everything else, then by moment. */
export function dueCallJobs(database: Database, campaignId: string, now: number, limit: number): CallJobRow[] {
  // Two questions, since no index answers them in one without sorting whoever is due.
  const callbacks = database
    .prepare<CallJobRow>(`SELECT * FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND callback_at IS NOT NULL AND next_try_at <= ? ORDER BY next_try_at, seq LIMIT ?`)
    .all(campaignId, now, limit)
  if (callbacks.length === limit) return callbacks
  const others = database
    .prepare<CallJobRow>(`SELECT * FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND next_try_at <= ? AND callback_at IS NULL ORDER BY next_try_at, priority, seq LIMIT ?`)
    .all(campaignId, now, limit - callbacks.length)
  return [...callbacks, ...others]
}

export function anyCallJobDue(database: Database, campaignId: string, now: number): boolean {
  return database.prepare(`SELECT 1 FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND next_try_at <= ? LIMIT 1`).get(campaignId, now) !== undefined
}

/** Whether `rollOverTx` would find anybody: asking costs a tenth of an update that does not. */
export function anyLeftOver(database: Database, campaignId: string, before: number): boolean {
  return database.prepare(`SELECT 1 FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND next_try_at < ? AND callback_at IS NULL LIMIT 1`).get(campaignId, before) !== undefined
}

/** Puts those who were due before a moment and have not been called back among whom a round may choose; callbacks stay due. @returns how many, `limit` at most. */
export function rollOverTx(tx: Tx, campaignId: string, before: number, limit: number, now: number): number {
  return tx.database
    .prepare(`UPDATE call_jobs SET status = 'pending', round_id = NULL, next_try_at = NULL, updated_at = ? WHERE seq IN (
      SELECT seq FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND next_try_at < ? AND callback_at IS NULL LIMIT ?)`)
    .run(now, campaignId, before, limit).changes
}

export function countDueCallJobs(database: Database, campaignId: string, now: number): number {
  return database.prepare<number>(`SELECT count(*) FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND next_try_at <= ?`).pluck().get(campaignId, now) ?? 0
}

/** The next moment after `now` at which a debtor of the campaign is due; null when none has one. */
export function nextCallJobMoment(database: Database, campaignId: string, now: number): number | null {
  return database.prepare<number | null>(`SELECT min(next_try_at) FROM call_jobs WHERE campaign_id = ? AND status = 'scheduled' AND next_try_at > ?`).pluck().get(campaignId, now) ?? null
}

/** What changes of a call job; what is left out stays. */
export type CallJobChange = Partial<Omit<CallJobRow, 'seq' | 'id' | 'campaign_id' | 'debtor_seq' | 'debt_seq' | 'deduplication_key' | 'created_at' | 'updated_at'>>

export function changeCallJobTx(tx: Tx, seq: number, change: CallJobChange, now: number): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof CallJobChange)[]
  tx.database.prepare(`UPDATE call_jobs SET ${names.map((name) => `${name} = ?`).join(', ')}${names.length > 0 ? ', ' : ''}updated_at = ? WHERE seq = ?`).run(...names.map((name) => change[name]), now, seq)
}

/** Whether a call job of the person, in any campaign, has an attempt whose end is not known. @param without a call job left out. */
export function personIsBusy(database: Database, debtorSeq: number, without: number | null = null): boolean {
  return database.prepare('SELECT 1 FROM call_jobs WHERE debtor_seq = ? AND live_attempt_id IS NOT NULL AND seq IS NOT ? LIMIT 1').get(debtorSeq, without) !== undefined
}

/** Call jobs of the person that are out for want of consent alone, in any campaign. */
export function excludedForConsent(database: Database, debtorSeq: number): CallJobRow[] {
  return database.prepare<CallJobRow>(`SELECT * FROM call_jobs WHERE debtor_seq = ? AND status = 'excluded' AND excluded_rule = 'consent'`).all(debtorSeq)
}

/** Everybody of the person's call jobs that may still be dialled, in any campaign. */
export function openCallJobsOfDebtor(database: Database, debtorSeq: number): CallJobRow[] {
  return database.prepare<CallJobRow>(`SELECT * FROM call_jobs WHERE debtor_seq = ? AND status IN ('pending', 'scheduled', 'suspended')`).all(debtorSeq)
}
