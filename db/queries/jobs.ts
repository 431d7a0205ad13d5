import { queues, type AttemptOutcome, type JobState, type Queue } from '../values.ts'
import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** A row of the queue, as SQLite gives it. */
export interface JobRow {
  seq: number
  id: string
  kind: string
  queue: Queue
  state: JobState
  priority: number
  payload: string
  result: string | null
  attempts: number
  max_attempts: number
  recovered: number
  /** 1 while it is to stop, and on an ended job until everything below it has been cancelled too. */
  cancel_requested: number
  lease_token: string | null
  lease_until: number | null
  worker: string | null
  unique_key: string | null
  parent_seq: number | null
  open_children: number
  progress_done: number | null
  progress_total: number | null
  progress_note: string | null
  last_error: string | null
  created_at: number
  run_at: number | null
  started_at: number | null
  finished_at: number | null
  /** How often the program ended under it, or forgot it, since it was last begun by hand. */
  lost_leases: number
  children_paused: number
}

export interface NewJob {
  id: string
  kind: string
  queue: Queue
  state: 'waiting' | 'scheduled'
  priority: number
  payload: string
  maxAttempts: number
  uniqueKey: string | null
  parentSeq: number | null
  createdAt: number
  runAt: number | null
}

/** Who may write the outcome of a job: whoever holds its lease, as long as it runs. */
export interface Fence { readonly seq: number; readonly leaseToken: string }

const insertColumns = 'INSERT INTO jobs (id, kind, queue, state, priority, payload, max_attempts, unique_key, parent_seq, created_at, run_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)'
/** The job that most jobs are: claimable now, alone. Four values fewer to hand over make enqueueing a tenth faster. */
const insertPlain = `INSERT INTO jobs (id, kind, queue, state, priority, payload, max_attempts, created_at) VALUES (?,?,?,'waiting',?,?,?,?)`

/** Adds a job, paused when a person holds what is below its parent. @returns its seq, or null when a job with the same unique key has not ended yet. */
export function insertJobTx(tx: Tx, job: NewJob): number | null {
  const { database } = tx
  if (job.state === 'waiting' && job.uniqueKey === null && job.parentSeq === null) {
    return Number(database.prepare(insertPlain).run(job.id, job.kind, job.queue, job.priority, job.payload, job.maxAttempts, job.createdAt).lastInsertRowid)
  }
  const sql = job.uniqueKey === null
    ? insertColumns
    : `${insertColumns} ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL AND state NOT IN ('done', 'failed', 'cancelled') DO NOTHING`
  const state = holdsChildren(database, job.parentSeq) ? 'paused' : job.state
  const { changes, lastInsertRowid } = database.prepare(sql).run(
    job.id, job.kind, job.queue, state, job.priority, job.payload, job.maxAttempts, job.uniqueKey, job.parentSeq, job.createdAt, job.runAt,
  )
  if (changes === 0) return null
  if (job.parentSeq !== null) database.prepare('UPDATE jobs SET open_children = open_children + 1 WHERE seq = ?').run(job.parentSeq)
  return Number(lastInsertRowid)
}

/** Rows of one statement: the calls cost more than the rows, and a statement of more rows gains nothing any more. */
const rowsPerInsert = 50

/** Adds many jobs that no unique key can keep out and that share their parent, if any. */
export function insertJobsTx(tx: Tx, jobs: readonly Omit<NewJob, 'uniqueKey'>[]): void {
  const { database } = tx
  const parentSeq = jobs[0]?.parentSeq ?? null
  const held = holdsChildren(database, parentSeq)
  for (let from = 0; from < jobs.length; from += rowsPerInsert) {
    const rows = jobs.slice(from, from + rowsPerInsert)
    const values: unknown[] = []
    for (const job of rows) values.push(job.id, job.kind, job.queue, held ? 'paused' : job.state, job.priority, job.payload, job.maxAttempts, job.parentSeq, job.createdAt, job.runAt)
    database
      .prepare(`INSERT INTO jobs (id, kind, queue, state, priority, payload, max_attempts, parent_seq, created_at, run_at) VALUES ${rows.map(() => '(?,?,?,?,?,?,?,?,?,?)').join(',')}`)
      .run(values)
  }
  if (parentSeq !== null) database.prepare('UPDATE jobs SET open_children = open_children + ? WHERE seq = ?').run(jobs.length, parentSeq)
}

/** True while a person holds what is below a job that has not ended. */
export function holdsChildren(database: Database, parentSeq: number | null): boolean {
  return parentSeq !== null
    && database.prepare(`SELECT 1 FROM jobs WHERE seq = ? AND children_paused = 1 AND state NOT IN ('done', 'failed', 'cancelled')`).get(parentSeq) !== undefined
}

/** Queues in which a job could be claimed now. Asking costs a few microseconds; an update that finds nothing, a multiple. */
export function waitingQueues(database: Database): Queue[] {
  return database
    .prepare<Queue>(`SELECT queue.value FROM json_each(?) AS queue WHERE EXISTS (SELECT 1 FROM jobs INDEXED BY jobs_waiting WHERE state = 'waiting' AND jobs.queue = queue.value)`)
    .pluck().all(JSON.stringify(queues))
}

export type ClaimedJob = Pick<JobRow, 'seq' | 'id' | 'kind' | 'queue' | 'payload' | 'attempts' | 'max_attempts' | 'recovered' | 'parent_seq' | 'priority'>

/** Leases up to `limit` waiting jobs of a queue, the most urgent first. */
export function claimTx(tx: Tx, queue: Queue, limit: number, lease: { token: string; until: number; worker: string }, now: number): ClaimedJob[] {
  const rows = tx.database
    .prepare<ClaimedJob>(
      `UPDATE jobs SET state = 'running', lease_token = ?, lease_until = ?, worker = ?, started_at = ?, attempts = attempts + 1
       WHERE seq IN (SELECT seq FROM jobs INDEXED BY jobs_waiting WHERE state = 'waiting' AND queue = ? ORDER BY priority, seq LIMIT ?)
       RETURNING seq, id, kind, queue, payload, attempts, max_attempts, recovered, parent_seq, priority`,
    )
    .all(lease.token, lease.until, lease.worker, now, queue, limit)
  // RETURNING promises no order.
  return rows.sort((one, other) => one.priority - other.priority || one.seq - other.seq)
}

/** True while the job runs under this lease. Everything written on its behalf asks first, or writes fenced. */
export function holdsLease(database: Database, fence: Fence): boolean {
  return database.prepare(`SELECT 1 FROM jobs WHERE seq = ? AND lease_token = ? AND state = 'running'`).get(fence.seq, fence.leaseToken) !== undefined
}

/** True when a person, or the end of its parent, asked the running job to stop. Kept in the row, so that no restart forgets it. */
export function cancelRequested(database: Database, fence: Fence): boolean {
  return database.prepare(`SELECT 1 FROM jobs WHERE seq = ? AND lease_token = ? AND cancel_requested = 1`).get(fence.seq, fence.leaseToken) !== undefined
}

/** Ends a job that succeeded, or lets it wait for its children. @returns the new state, or null when the lease was lost. */
export function completeTx(tx: Tx, fence: Fence, result: string, now: number): 'done' | 'waiting_children' | null {
  const ended = tx.database
    .prepare(
      `UPDATE jobs SET state = 'done', finished_at = ?, result = ?, lease_token = NULL, lease_until = NULL
       WHERE seq = ? AND lease_token = ? AND state = 'running' AND open_children = 0`,
    )
    .run(now, result, fence.seq, fence.leaseToken)
  if (ended.changes === 1) return 'done'
  const waits = tx.database
    .prepare(
      `UPDATE jobs SET state = 'waiting_children', result = ?, lease_token = NULL, lease_until = NULL
       WHERE seq = ? AND lease_token = ? AND state = 'running'`,
    )
    .run(result, fence.seq, fence.leaseToken)
  return waits.changes === 1 ? 'waiting_children' : null
}

export interface Setback {
  readonly state: 'scheduled' | 'waiting' | 'failed' | 'needs_operator' | 'cancelled'
  readonly outcome: AttemptOutcome
  readonly error: string
  readonly runAt: number | null
  /** False when the attempt is not to be counted (a rate limit, a lost lease). */
  readonly countAttempt: boolean
  /** True when nobody knows how far the attempt came. The job keeps it through later attempts: one that failed before it could look up has answered nothing. */
  readonly recovered: boolean
  /** True when the program ended under it. */
  readonly lostLease: boolean
}

/**
 * Writes an outcome other than success and keeps the attempt. What would be claimable again below a job whose children are
 * held is paused instead.
 * @returns the job's new state, or null when the lease was lost meanwhile.
 */
export function setBackTx(tx: Tx, fence: Fence, setback: Setback, now: number): JobState | null {
  const { database } = tx
  const ended = setback.state === 'failed' || setback.state === 'cancelled'
  const again = setback.state === 'waiting' || setback.state === 'scheduled'
  const parentSeq = again ? (jobBySeq(database, fence.seq)?.parent_seq ?? null) : null
  const state = holdsChildren(database, parentSeq) ? 'paused' : setback.state
  const row = database
    .prepare<Pick<JobRow, 'attempts' | 'worker' | 'started_at'>>(
      `UPDATE jobs SET state = ?, last_error = ?, run_at = ?, attempts = attempts - ?, recovered = max(recovered, ?), lost_leases = lost_leases + ?,
         cancel_requested = (? AND open_children > 0), finished_at = ?, lease_token = NULL, lease_until = NULL
       WHERE seq = ? AND lease_token = ? AND state = 'running' RETURNING attempts, worker, started_at`,
    )
    .get(
      state, setback.error, setback.runAt, setback.countAttempt ? 0 : 1, setback.recovered ? 1 : 0, setback.lostLease ? 1 : 0,
      ended ? 1 : 0, ended ? now : null, fence.seq, fence.leaseToken,
    )
  if (row === undefined) return null
  const attempt = setback.countAttempt ? row.attempts : row.attempts + 1
  database
    .prepare('INSERT INTO job_attempts (job_seq, attempt, outcome, error, worker, started_at, finished_at) VALUES (?,?,?,?,?,?,?)')
    .run(fence.seq, attempt, setback.outcome, setback.error, row.worker, row.started_at, now)
  return state
}

/** Notes that children ended. @returns the parent when it was waiting for the last of them. */
export function childrenEndedTx(tx: Tx, parentSeq: number, count: number, now: number): JobRow | null {
  const row = tx.database
    .prepare<Pick<JobRow, 'state' | 'open_children'>>('UPDATE jobs SET open_children = open_children - ? WHERE seq = ? RETURNING state, open_children')
    .get(count, parentSeq)
  if (row === undefined || row.open_children > 0 || row.state !== 'waiting_children') return null
  return tx.database.prepare<JobRow>(`UPDATE jobs SET state = 'done', finished_at = ? WHERE seq = ? RETURNING *`).get(now, parentSeq) ?? null
}

/** Extends leases that are still held. @returns those that are not. */
export function renewLeasesTx(tx: Tx, fences: Iterable<Fence>, until: number): Fence[] {
  const renew = tx.database.prepare(`UPDATE jobs SET lease_until = ? WHERE seq = ? AND lease_token = ? AND state = 'running'`)
  return [...fences].filter((fence) => renew.run(until, fence.seq, fence.leaseToken).changes === 0)
}

/** Running jobs whose lease has run out, or that belong to another worker than `worker` when it is given; parents before their children. */
export function lostLeases(database: Database, now: number, worker: string | null): JobRow[] {
  return worker === null
    ? database.prepare<JobRow>(`SELECT * FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND lease_until < ? ORDER BY seq`).all(now)
    : database.prepare<JobRow>(`SELECT * FROM jobs INDEXED BY jobs_running WHERE state = 'running' AND worker IS NOT ? ORDER BY seq`).all(worker)
}

/** Makes jobs whose time has come claimable, up to `limit` at once. @returns how many. */
export function promoteDueTx(tx: Tx, now: number, limit: number): number {
  return tx.database
    .prepare(
      `UPDATE jobs SET state = 'waiting', run_at = NULL
       WHERE seq IN (SELECT seq FROM jobs INDEXED BY jobs_scheduled WHERE state = 'scheduled' AND run_at <= ? ORDER BY run_at LIMIT ?)`,
    )
    .run(now, limit).changes
}

/** When the next planned job is due; null when none is planned. */
export function nextDueAt(database: Database): number | null {
  return database.prepare<{ at: number | null }>(`SELECT min(run_at) AS at FROM jobs INDEXED BY jobs_scheduled WHERE state = 'scheduled'`).get()?.at ?? null
}

export function saveProgressTx(tx: Tx, fence: Fence, done: number, total: number | null, note: string | null): void {
  tx.database.prepare(`UPDATE jobs SET progress_done = ?, progress_total = ?, progress_note = ? WHERE seq = ? AND lease_token = ? AND state = 'running'`).run(done, total, note, fence.seq, fence.leaseToken)
}

/** Holds a whole queue back until a moment (a provider asked for patience). A later moment wins. */
export function holdQueueTx(tx: Tx, queue: Queue, until: number): void {
  tx.database.prepare('INSERT INTO queue_holds (queue, held_until) VALUES (?, ?) ON CONFLICT (queue) DO UPDATE SET held_until = max(held_until, excluded.held_until)').run(queue, until)
}

export function queueHolds(database: Database): { queue: Queue; held_until: number }[] {
  return database.prepare<{ queue: Queue; held_until: number }>('SELECT queue, held_until FROM queue_holds').all()
}

export function jobById(database: Database, id: string): JobRow | null {
  return database.prepare<JobRow>('SELECT * FROM jobs WHERE id = ?').get(id) ?? null
}

export function jobBySeq(database: Database, seq: number): JobRow | null {
  return database.prepare<JobRow>('SELECT * FROM jobs WHERE seq = ?').get(seq) ?? null
}
