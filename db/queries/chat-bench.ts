import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { BenchCatalogue, BenchRunState } from '../values.ts'

export interface BenchRunRow {
  id: string
  business_id: string
  /** JSON. */
  variant: string
  suites: string
  state: BenchRunState
  job_id: string | null
  reference: number
  error: string | null
  /** JSON, once it has ended. */
  figures: string | null
  created_at: number
  finished_at: number | null
}

/** A conversation of a run; `passed` is null until it was played. */
export interface BenchItemRow {
  run_id: string
  number: number
  suite_id: string
  name: string
  catalogue: BenchCatalogue
  script: string
  /** JSON: what documents say to each message; null where it was not looked up. */
  passages: string | null
  passed: number | null
  misses: number
  turns: string | null
  tally: string | null
  error: string | null
}

export type NewBenchItem = Pick<BenchItemRow, 'number' | 'suite_id' | 'name' | 'catalogue' | 'script'>

export function insertBenchRunTx(tx: Tx, run: Pick<BenchRunRow, 'id' | 'business_id' | 'variant' | 'suites' | 'created_at'>, items: readonly NewBenchItem[]): void {
  const { database } = tx
  database.prepare(`INSERT INTO chat_bench_runs (id, business_id, variant, suites, state, created_at) VALUES (?,?,?,?,'running',?)`).run(run.id, run.business_id, run.variant, run.suites, run.created_at)
  const insert = database.prepare('INSERT INTO chat_bench_items (run_id, number, suite_id, name, catalogue, script) VALUES (?,?,?,?,?,?)')
  for (const item of items) insert.run(run.id, item.number, item.suite_id, item.name, item.catalogue, item.script)
}

/** Whatever business it is of: for the job, which got its id from its own payload. */
export function benchRunById(database: Database, id: string): BenchRunRow | null {
  return database.prepare<BenchRunRow>('SELECT * FROM chat_bench_runs WHERE id = ?').get(id) ?? null
}

export function benchRunOf(database: Database, businessId: string, id: string): BenchRunRow | null {
  return database.prepare<BenchRunRow>('SELECT * FROM chat_bench_runs WHERE business_id = ? AND id = ?').get(businessId, id) ?? null
}

/** Latest first; the reference is always among them. */
export function benchRunsOf(database: Database, businessId: string, limit: number): BenchRunRow[] {
  return database
    .prepare<BenchRunRow>(
      `SELECT * FROM chat_bench_runs WHERE business_id = @businessId AND (reference = 1 OR id IN (SELECT id FROM chat_bench_runs WHERE business_id = @businessId ORDER BY created_at DESC, id DESC LIMIT @limit))
       ORDER BY created_at DESC, id DESC`,
    )
    .all({ businessId, limit })
}

export function referenceRunOf(database: Database, businessId: string): BenchRunRow | null {
  return database.prepare<BenchRunRow>('SELECT * FROM chat_bench_runs WHERE business_id = ? AND reference = 1').get(businessId) ?? null
}

export function setBenchRunJobTx(tx: Tx, id: string, jobId: string): void {
  tx.database.prepare('UPDATE chat_bench_runs SET job_id = ? WHERE id = ?').run(jobId, id)
}

/** Lets a run that failed or was cancelled go on, because a person runs its job again. What was played stays. */
export function reopenBenchRunTx(tx: Tx, id: string): void {
  tx.database.prepare(`UPDATE chat_bench_runs SET state = 'running', error = NULL, figures = NULL, finished_at = NULL WHERE id = ? AND state IN ('failed', 'cancelled')`).run(id)
}

export function endBenchRunTx(tx: Tx, id: string, end: { state: BenchRunState; error: string | null; figures: string; now: number }): void {
  tx.database.prepare(`UPDATE chat_bench_runs SET state = ?, error = ?, figures = ?, finished_at = ? WHERE id = ? AND state = 'running'`).run(end.state, end.error, end.figures, end.now, id)
}

/** Makes one run the reference of its business, or with null none. */
export function setReferenceTx(tx: Tx, businessId: string, id: string | null): void {
  tx.database.prepare('UPDATE chat_bench_runs SET reference = 0 WHERE business_id = ? AND reference = 1').run(businessId)
  if (id !== null) tx.database.prepare('UPDATE chat_bench_runs SET reference = 1 WHERE business_id = ? AND id = ?').run(businessId, id)
}

export function deleteBenchRunTx(tx: Tx, businessId: string, id: string): void {
  tx.database.prepare('DELETE FROM chat_bench_runs WHERE business_id = ? AND id = ?').run(businessId, id)
}

export function benchProgress(database: Database, runId: string): { total: number; played: number } {
  return database.prepare<{ total: number; played: number }>('SELECT count(*) AS total, count(passed) AS played FROM chat_bench_items WHERE run_id = ?').get(runId) ?? { total: 0, played: 0 }
}

/** Conversations that were not played yet. */
export function openBenchItems(database: Database, runId: string): BenchItemRow[] {
  return database.prepare<BenchItemRow>('SELECT * FROM chat_bench_items WHERE run_id = ? AND passed IS NULL ORDER BY number').all(runId)
}

/** Keeps what documents say to the messages of a conversation. */
export function storeBenchPassagesTx(tx: Tx, runId: string, number: number, passages: string): void {
  tx.database.prepare('UPDATE chat_bench_items SET passages = ? WHERE run_id = ? AND number = ?').run(passages, runId, number)
}

/** Keeps what became of a conversation. One that is kept already is passed over. */
export function storeBenchItemTx(tx: Tx, runId: string, number: number, played: { passed: boolean; misses: number; turns: string; tally: string; error: string | null }): void {
  tx.database
    .prepare('UPDATE chat_bench_items SET passed = ?, misses = ?, turns = ?, tally = ?, error = ? WHERE run_id = ? AND number = ? AND passed IS NULL')
    .run(Number(played.passed), played.misses, played.turns, played.tally, played.error, runId, number)
}

/** The conversations of a run with their scripts and without what was said in them. */
export function benchItemsOf(database: Database, runId: string): (BenchItemHead & Pick<BenchItemRow, 'script'>)[] {
  return database
    .prepare<BenchItemHead & Pick<BenchItemRow, 'script'>>('SELECT run_id, number, suite_id, name, catalogue, passed, misses, tally, error, script FROM chat_bench_items WHERE run_id = ? ORDER BY number')
    .all(runId)
}

export type BenchItemHead = Omit<BenchItemRow, 'script' | 'passages' | 'turns'>

/** The conversations of a run without what was said in them. */
export function benchItemHeads(database: Database, runId: string): BenchItemHead[] {
  return database.prepare<BenchItemHead>('SELECT run_id, number, suite_id, name, catalogue, passed, misses, tally, error FROM chat_bench_items WHERE run_id = ? ORDER BY number').all(runId)
}

export function benchItem(database: Database, runId: string, number: number): BenchItemRow | null {
  return database.prepare<BenchItemRow>('SELECT * FROM chat_bench_items WHERE run_id = ? AND number = ?').get(runId, number) ?? null
}
