import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import { holdsChildren, jobBySeq, type JobRow } from './jobs.ts'

/**
 * What people do to jobs by hand. Every function states in its WHERE which states it applies to, so that a click that
 * comes late changes nothing.
 */

/** Cancels a job that is not running, and marks it when there is something below it. @returns the job, or null when it runs or has ended. */
export function cancelIdleTx(tx: Tx, seq: number, now: number): JobRow | null {
  return tx.database
    .prepare<JobRow>(
      `UPDATE jobs SET state = 'cancelled', finished_at = ?, run_at = NULL, cancel_requested = (open_children > 0)
       WHERE seq = ? AND state IN ('scheduled', 'waiting', 'paused', 'waiting_children', 'needs_operator') RETURNING *`,
    )
    .get(now, seq) ?? null
}

/** Marks a running job so that its outcome becomes `cancelled`, even if the engine dies in between. */
export function requestCancelTx(tx: Tx, seq: number): boolean {
  return tx.database.prepare(`UPDATE jobs SET cancel_requested = 1 WHERE seq = ? AND state = 'running'`).run(seq).changes === 1
}

/**
 * Gives an ended or stuck job a fresh set of attempts. Its parent, if any, waits for it again; when a person holds what is
 * below that parent, the job is held with its siblings. That an earlier attempt was
 * cut off stays known: whoever looks up before repeating something outside must still do so.
 * @returns false when the job is not in a state to be retried, or its unique key, or a reopened parent's, is taken.
 */
export function retryTx(tx: Tx, job: JobRow): boolean {
  if (job.state !== 'failed' && job.state !== 'cancelled' && job.state !== 'needs_operator') return false
  // What is below it is still being cancelled.
  if (job.cancel_requested === 1) return false
  const ancestors = job.state === 'needs_operator' ? [] : ancestorsToReopen(tx, job)
  if (keyIsTaken(tx, job) || ancestors.some((ancestor) => ancestor.state === 'done' && keyIsTaken(tx, ancestor))) return false
  const wait = tx.database.prepare(
    `UPDATE jobs SET open_children = open_children + 1, finished_at = CASE WHEN state = 'done' THEN NULL ELSE finished_at END,
       children_paused = CASE WHEN state = 'done' THEN 0 ELSE children_paused END, state = CASE WHEN state = 'done' THEN 'waiting_children' ELSE state END WHERE seq = ?`,
  )
  for (const ancestor of ancestors) wait.run(ancestor.seq)
  tx.database
    .prepare(`UPDATE jobs SET state = ?, attempts = 0, lost_leases = 0, children_paused = 0, run_at = NULL, finished_at = NULL WHERE seq = ?`)
    .run(holdsChildren(tx.database, job.parent_seq) ? 'paused' : 'waiting', job.seq)
  return true
}

/** Everyone who must count one more open child when this ended job opens again: its parent and, above each that was done, the next. */
function ancestorsToReopen(tx: Tx, job: JobRow): JobRow[] {
  const parent = job.parent_seq === null ? null : jobBySeq(tx.database, job.parent_seq)
  if (parent === null) return []
  return parent.state === 'done' ? [parent, ...ancestorsToReopen(tx, parent)] : [parent]
}

function keyIsTaken(tx: Tx, job: JobRow): boolean {
  return job.unique_key !== null
    && tx.database.prepare(`SELECT 1 FROM jobs WHERE unique_key = ? AND seq <> ? AND state NOT IN ('done', 'failed', 'cancelled')`).get(job.unique_key, job.seq) !== undefined
}

/** Holds what is below a job that has not ended: children that wait or are planned now, and whatever would become claimable later. @returns how many are held now. */
export function pauseChildrenTx(tx: Tx, parentSeq: number): number {
  const { database } = tx
  const open = database.prepare(`UPDATE jobs SET children_paused = 1 WHERE seq = ? AND state NOT IN ('done', 'failed', 'cancelled')`).run(parentSeq)
  if (open.changes === 0) return 0
  return database.prepare(`UPDATE jobs SET state = 'paused' WHERE parent_seq = ? AND state IN ('waiting', 'scheduled')`).run(parentSeq).changes
}

/**
 * Holds a job that waits or runs. One that runs loses its lease: what it still says is refused, the attempt is not counted,
 * and as nobody knows how far it came it is later begun as one that was cut off. @returns false when it does neither.
 */
export function pauseTx(tx: Tx, seq: number): boolean {
  return tx.database
    .prepare(`UPDATE jobs SET state = 'paused', attempts = attempts - (state = 'running'), recovered = max(recovered, state = 'running'), lease_token = NULL, lease_until = NULL
      WHERE seq = ? AND state IN ('waiting', 'scheduled', 'running') AND cancel_requested = 0`)
    .run(seq).changes === 1
}

/** Lets a held job go on; one planned for a moment that has not come keeps it. */
export function resumeTx(tx: Tx, seq: number, now: number): boolean {
  return tx.database
    .prepare(`UPDATE jobs SET state = CASE WHEN run_at IS NOT NULL AND run_at > ? THEN 'scheduled' ELSE 'waiting' END WHERE seq = ? AND state = 'paused'`)
    .run(now, seq).changes === 1
}

/** Lets held children go on; those planned for a moment that has not come keep it. @returns how many. */
export function resumeChildrenTx(tx: Tx, parentSeq: number, now: number): number {
  tx.database.prepare('UPDATE jobs SET children_paused = 0 WHERE seq = ?').run(parentSeq)
  return tx.database
    .prepare(`UPDATE jobs SET state = CASE WHEN run_at IS NOT NULL AND run_at > ? THEN 'scheduled' ELSE 'waiting' END WHERE parent_seq = ? AND state = 'paused'`)
    .run(now, parentSeq).changes
}

/** The last added of the jobs that carry the mark of being cancelled, before `beforeSeq`. A child is always added after its parent. */
export function lastCancellingTx(tx: Tx, beforeSeq: number): JobRow | null {
  return tx.database.prepare<JobRow>('SELECT * FROM jobs INDEXED BY jobs_cancelling WHERE cancel_requested = 1 AND seq < ? ORDER BY seq DESC LIMIT 1').get(beforeSeq) ?? null
}

/** Children that have neither ended nor been told to stop, up to `limit`. */
export function childrenToCancelTx(tx: Tx, parentSeq: number, limit: number): JobRow[] {
  return tx.database
    .prepare<JobRow>(
      `SELECT * FROM jobs INDEXED BY jobs_parent
       WHERE parent_seq = ? AND state IN ('running', 'waiting', 'scheduled', 'paused', 'waiting_children', 'needs_operator') AND NOT (state = 'running' AND cancel_requested = 1) LIMIT ?`,
    )
    .all(parentSeq, limit)
}

/** Takes the mark off: everything below the job has ended or been told to stop. */
export function clearCancellingTx(tx: Tx, seq: number): void {
  tx.database.prepare('UPDATE jobs SET cancel_requested = 0 WHERE seq = ?').run(seq)
}

/** True when the job, or one above it, is being cancelled. */
export function isCancelling(database: Database, seq: number): boolean {
  return database
    .prepare(
      `WITH RECURSIVE above (parent_seq, marked) AS (
         SELECT parent_seq, cancel_requested FROM jobs WHERE seq = ?
         UNION ALL SELECT jobs.parent_seq, jobs.cancel_requested FROM above JOIN jobs ON jobs.seq = above.parent_seq)
       SELECT 1 FROM above WHERE marked = 1 LIMIT 1`,
    )
    .get(seq) !== undefined
}

/** Deletes ended jobs that ended before a moment, up to `limit`; trees go with their root, unless a child was begun again. @returns how many roots. */
export function pruneTx(tx: Tx, before: number, limit: number): number {
  return tx.database
    .prepare(
      `DELETE FROM jobs WHERE seq IN (
         SELECT seq FROM jobs WHERE state IN ('done', 'cancelled', 'failed') AND finished_at < ? AND parent_seq IS NULL AND open_children = 0 LIMIT ?)`,
    )
    .run(before, limit).changes
}
