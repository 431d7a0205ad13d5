import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export type LabelDiffState = 'running' | 'done' | 'failed' | 'cancelled'

export interface LabelDiffRow {
  id: string
  business_id: string
  /** What is to go live, and what was in service when it was begun; both as JSON. */
  candidate: string
  ground: string
  /** The draft's content, when a draft of the taxonomy is the candidate. */
  taxonomy: string | null
  state: LabelDiffState
  job_id: string | null
  created_at: number
  finished_at: number | null
  error: string | null
  applied_at: number | null
  /** As JSON, once it has ended. */
  summary: string | null
  cost_nano_usd: number
}

export type NewLabelDiff = Pick<LabelDiffRow, 'id' | 'business_id' | 'candidate' | 'ground' | 'taxonomy' | 'created_at'>

export function insertLabelDiffTx(tx: Tx, diff: NewLabelDiff, transcriptSeqs: readonly number[]): void {
  const { database } = tx
  database
    .prepare(`INSERT INTO label_diffs (id, business_id, candidate, ground, taxonomy, state, created_at) VALUES (?,?,?,?,?,'running',?)`)
    .run(diff.id, diff.business_id, diff.candidate, diff.ground, diff.taxonomy, diff.created_at)
  database.prepare('INSERT OR IGNORE INTO label_diff_items (diff_id, transcript_seq, judged) SELECT ?, value, 0 FROM json_each(?)').run(diff.id, JSON.stringify(transcriptSeqs))
}

export function labelDiffById(database: Database, id: string): LabelDiffRow | null {
  return database.prepare<LabelDiffRow>('SELECT * FROM label_diffs WHERE id = ?').get(id) ?? null
}

/** Those of a business, latest first. */
export function labelDiffsOf(database: Database, businessId: string, limit: number): LabelDiffRow[] {
  return database.prepare<LabelDiffRow>('SELECT * FROM label_diffs WHERE business_id = ? ORDER BY created_at DESC, id DESC LIMIT ?').all(businessId, limit)
}

export function setLabelDiffJobTx(tx: Tx, id: string, jobId: string): void {
  tx.database.prepare('UPDATE label_diffs SET job_id = ? WHERE id = ?').run(jobId, id)
}

/** Lets a diff that failed or was cancelled run again, because a person runs its job again. What it has compared stays. */
export function reopenLabelDiffTx(tx: Tx, id: string): void {
  tx.database.prepare(`UPDATE label_diffs SET state = 'running', error = NULL, summary = NULL, finished_at = NULL WHERE id = ? AND state IN ('failed', 'cancelled')`).run(id)
}

/** Ends a diff that runs. */
export function endLabelDiffTx(tx: Tx, id: string, state: LabelDiffState, error: string | null, summary: string, now: number): void {
  tx.database.prepare(`UPDATE label_diffs SET state = ?, error = ?, summary = ?, finished_at = ? WHERE id = ? AND state = 'running'`).run(state, error, summary, now, id)
}

export function markLabelDiffAppliedTx(tx: Tx, id: string, now: number): void {
  tx.database.prepare('UPDATE label_diffs SET applied_at = ? WHERE id = ?').run(now, id)
}

/** How many transcripts a diff looks at, and how many it has looked at. */
export function labelDiffCounts(database: Database, id: string): { total: number; judged: number } {
  return database.prepare<{ total: number; judged: number }>('SELECT count(*) AS total, coalesce(sum(judged), 0) AS judged FROM label_diff_items WHERE diff_id = ?').get(id) ?? { total: 0, judged: 0 }
}

/** Transcripts that the candidate has not judged yet. */
export function openLabelDiffItems(database: Database, id: string, limit: number): number[] {
  return database.prepare<number>('SELECT transcript_seq FROM label_diff_items WHERE diff_id = ? AND judged = 0 ORDER BY transcript_seq LIMIT ?').pluck().all(id, limit)
}

export interface Compared { enumName: string; before: string; after: string; person: string | null }

/** Keeps what the candidate says of a transcript beside what is said now. One that is kept already, or deleted meanwhile, is passed over. */
export function storeComparedTx(tx: Tx, id: string, seq: number, compared: readonly Compared[], costNanoUsd: number): void {
  const { database } = tx
  if (database.prepare('UPDATE label_diff_items SET judged = 1 WHERE diff_id = ? AND transcript_seq = ? AND judged = 0').run(id, seq).changes === 0) return
  const insert = database.prepare('INSERT INTO label_diff_rows (diff_id, enum, transcript_seq, before_value, after_value, person_value) VALUES (?,?,?,?,?,?)')
  for (const { enumName, before, after, person } of compared) insert.run(id, enumName, seq, before, after, person)
  if (costNanoUsd > 0) database.prepare('UPDATE label_diffs SET cost_nano_usd = cost_nano_usd + ? WHERE id = ?').run(costNanoUsd, id)
}

/** Notes that the candidate gave no answer about a transcript. */
export function storeComparedFailureTx(tx: Tx, id: string, seq: number, error: string): void {
  tx.database.prepare('UPDATE label_diff_items SET judged = 1, error = ? WHERE diff_id = ? AND transcript_seq = ?').run(error, id, seq)
}

/** How often each combination of values occurs: all that a summary needs. */
export function comparedCounts(database: Database, id: string): (Compared & { count: number })[] {
  return database
    .prepare<Compared & { count: number }>(
      `SELECT enum AS enumName, before_value AS before, after_value AS after, person_value AS person, count(*) AS count FROM label_diff_rows WHERE diff_id = ?
       GROUP BY enum, before_value, after_value, person_value`,
    )
    .all(id)
}

export interface ChangedRow extends Compared { transcriptId: string; clientName: string | null }

/** A page of the labels that would change. */
export function changedRows(database: Database, id: string, enumName: string | null, offset: number, limit: number): { rows: ChangedRow[]; total: number } {
  const where = `d.diff_id = ? AND d.before_value <> d.after_value${enumName === null ? '' : ' AND d.enum = ?'}`
  const parameters = enumName === null ? [id] : [id, enumName]
  const rows = database
    .prepare<ChangedRow>(
      `SELECT t.id AS transcriptId, t.client_name AS clientName, d.enum AS enumName, d.before_value AS before, d.after_value AS after, d.person_value AS person
       FROM label_diff_rows d JOIN transcripts t ON t.seq = d.transcript_seq WHERE ${where} ORDER BY d.enum, d.transcript_seq LIMIT ? OFFSET ?`,
    )
    .all(...parameters, limit, offset)
  return { rows, total: database.prepare<number>(`SELECT count(*) FROM label_diff_rows d WHERE ${where}`).pluck().get(...parameters) ?? 0 }
}
