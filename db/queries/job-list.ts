import type { Database } from '../open.ts'
import type { JobState, Queue } from '../values.ts'
import type { JobRow } from './jobs.ts'

/** Which jobs a person looks at. Absent means any. */
export interface JobWhere {
  states?: readonly JobState[] | undefined
  kinds?: readonly string[] | undefined
  queue?: Queue | undefined
  parentId?: string | undefined
  createdFrom?: number | undefined
  createdTo?: number | undefined
  text?: string | undefined
  ids?: readonly string[] | undefined
}

export type ListedJob = Omit<JobRow, 'payload' | 'result' | 'lease_token' | 'children_paused'> & { parent_id: string | null }

const listedColumns = `seq, id, kind, queue, state, priority, attempts, max_attempts, recovered, cancel_requested, lease_until, worker, unique_key,
  parent_seq, open_children, progress_done, progress_total, progress_note, last_error, created_at, run_at, started_at, finished_at, lost_leases,
  (SELECT parent.id FROM jobs parent WHERE parent.seq = jobs.parent_seq) AS parent_id`

/** The WHERE clause of a filter, with its parameters. Lists travel as JSON, so that one statement serves any length. */
function whereOf(where: JobWhere): { sql: string; parameters: unknown[] } {
  const clauses: string[] = []
  const parameters: unknown[] = []
  const add = (clause: string, ...values: unknown[]) => {
    clauses.push(clause)
    parameters.push(...values)
  }
  // The list is spelled out for SQLite, which uses a partial index only for states it can see; values come from a closed list.
  if (where.states !== undefined && where.states.length > 0) add(`state IN (${where.states.map(() => '?').join(',')})`, ...where.states)
  if (where.kinds !== undefined && where.kinds.length > 0) add('kind IN (SELECT value FROM json_each(?))', JSON.stringify(where.kinds))
  if (where.ids !== undefined) add('id IN (SELECT value FROM json_each(?))', JSON.stringify(where.ids))
  if (where.queue !== undefined) add('queue = ?', where.queue)
  if (where.parentId !== undefined) add('parent_seq = (SELECT parent.seq FROM jobs parent WHERE parent.id = ?)', where.parentId)
  if (where.createdFrom !== undefined) add('created_at >= ?', where.createdFrom)
  if (where.createdTo !== undefined) add('created_at < ?', where.createdTo)
  if (where.text !== undefined && where.text.trim() !== '') {
    const pattern = `%${where.text.trim().replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
    add(`(id LIKE ? ESCAPE '\\' OR kind LIKE ? ESCAPE '\\' OR payload LIKE ? ESCAPE '\\' OR last_error LIKE ? ESCAPE '\\')`, pattern, pattern, pattern, pattern)
  }
  return { sql: clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`, parameters }
}

/** One page, newest first. */
export function listJobs(database: Database, where: JobWhere, offset: number, limit: number): ListedJob[] {
  const { sql, parameters } = whereOf(where)
  return database.prepare<ListedJob>(`SELECT ${listedColumns} FROM jobs ${sql} ORDER BY seq DESC LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
}

export function countJobs(database: Database, where: JobWhere): number {
  const { sql, parameters } = whereOf(where)
  return database.prepare<{ count: number }>(`SELECT count(*) AS count FROM jobs ${sql}`).get(...parameters)?.count ?? 0
}

/** Of the matches, how many can be begun again: of those that share a unique key one, and none while another holds it. */
export function countRetryable(database: Database, where: JobWhere): number {
  const { sql, parameters } = whereOf(where)
  const free = `(unique_key IS NULL OR NOT EXISTS (
    SELECT 1 FROM jobs holder WHERE holder.unique_key = jobs.unique_key AND holder.seq <> jobs.seq AND holder.state NOT IN ('done', 'failed', 'cancelled')))`
  return database
    .prepare<{ count: number }>(`SELECT count(DISTINCT coalesce(unique_key, seq)) AS count FROM jobs ${sql === '' ? 'WHERE' : `${sql} AND`} ${free}`)
    .get(...parameters)?.count ?? 0
}

/** Matches after `afterSeq` in order of arrival, for going through all of them in portions. */
export function matchingSeqs(database: Database, where: JobWhere, afterSeq: number, limit: number): number[] {
  const { sql, parameters } = whereOf(where)
  const clause = sql === '' ? 'WHERE seq > ?' : `${sql} AND seq > ?`
  return database.prepare<{ seq: number }>(`SELECT seq FROM jobs ${clause} ORDER BY seq LIMIT ?`).all(...parameters, afterSeq, limit).map(({ seq }) => seq)
}

/** Jobs per queue in the states that have an index of their own: fast however many jobs have ended. */
export function openCounts(database: Database): { queue: Queue; state: JobState; count: number }[] {
  return database
    .prepare<{ queue: Queue; state: JobState; count: number }>(
      `SELECT queue, 'waiting' AS state, count(*) AS count FROM jobs WHERE state = 'waiting' GROUP BY queue
       UNION ALL SELECT queue, 'scheduled', count(*) FROM jobs WHERE state = 'scheduled' GROUP BY queue
       UNION ALL SELECT queue, 'running', count(*) FROM jobs WHERE state = 'running' GROUP BY queue
       UNION ALL SELECT queue, state, count(*) FROM jobs WHERE state IN ('failed', 'needs_operator', 'paused', 'waiting_children') GROUP BY queue, state`,
    )
    .all()
}

export interface AttemptRow { attempt: number; outcome: string; error: string | null; worker: string | null; started_at: number | null; finished_at: number }

/** Attempts that did not succeed, the latest first. */
export function attemptsOf(database: Database, seq: number): AttemptRow[] {
  return database
    .prepare<AttemptRow>('SELECT attempt, outcome, error, worker, started_at, finished_at FROM job_attempts WHERE job_seq = ? ORDER BY finished_at DESC, attempt DESC LIMIT 100')
    .all(seq)
}

export function childCounts(database: Database, seq: number): { state: JobState; count: number }[] {
  return database.prepare<{ state: JobState; count: number }>('SELECT state, count(*) AS count FROM jobs WHERE parent_seq = ? GROUP BY state').all(seq)
}

/** Failed jobs and those that wait for a person, grouped by kind and cause, the most frequent first. */
export function deadLetters(database: Database): { kind: string; error: string; count: number; latest_at: number }[] {
  return database
    .prepare<{ kind: string; error: string; count: number; latest_at: number }>(
      `SELECT kind, coalesce(last_error, '') AS error, count(*) AS count, max(coalesce(finished_at, started_at, created_at)) AS latest_at
       FROM jobs WHERE state IN ('failed', 'needs_operator') GROUP BY kind, last_error ORDER BY count DESC, latest_at DESC LIMIT 200`,
    )
    .all()
}
