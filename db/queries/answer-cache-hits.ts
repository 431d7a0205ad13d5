import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CacheGuard, CacheMode, CacheVerdict } from '../values.ts'

export interface CacheHitRow {
  id: string
  business_id: string
  task: string
  at: number
  question: string
  kept_question: string
  answer: string
  similarity: number
  exact: number
  served: number
  guard: CacheGuard | null
  verdict: CacheVerdict | null
  entry_seq: number
}

/** A hit with whether its entry is gone. */
export type CacheHitListRow = CacheHitRow & { purged: number }

/** What one look-up adds to the figures of its task. */
export interface LookupCounts { exact_hits: number; near_hits: number; guarded: number; saved_nano_usd: number; saved_ms: number }

export function insertHitTx(tx: Tx, row: Omit<CacheHitRow, 'verdict'>): void {
  tx.database
    .prepare('INSERT INTO answer_cache_hits (id, business_id, task, at, question, kept_question, answer, similarity, exact, served, guard, entry_seq) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.task, row.at, row.question, row.kept_question, row.answer, row.similarity, row.exact, row.served, row.guard, row.entry_seq)
}

export function countLookupTx(tx: Tx, businessId: string, task: string, counts: LookupCounts): void {
  tx.database
    .prepare(`INSERT INTO answer_cache_figures (business_id, task, lookups, exact_hits, near_hits, guarded, saved_nano_usd, saved_ms) VALUES (?,?,1,?,?,?,?,?)
              ON CONFLICT (business_id, task) DO UPDATE SET lookups = lookups + 1, exact_hits = exact_hits + excluded.exact_hits, near_hits = near_hits + excluded.near_hits,
                guarded = guarded + excluded.guarded, saved_nano_usd = saved_nano_usd + excluded.saved_nano_usd, saved_ms = saved_ms + excluded.saved_ms`)
    .run(businessId, task, counts.exact_hits, counts.near_hits, counts.guarded, counts.saved_nano_usd, counts.saved_ms)
}

export interface CacheTaskRow extends LookupCounts {
  task: string
  /** Null where nobody has set the task. */
  mode: CacheMode | null
  threshold: number | null
  ttl_seconds: number | null
  lookups: number
  entries: number
  judged: number
  wrong: number
}

/** Every task of a business that was asked or set, with its figures. Near hits alone are judged. */
export function cacheTasks(database: Database, businessId: string, now: number): CacheTaskRow[] {
  return database
    .prepare<CacheTaskRow>(`
      WITH tasks AS (SELECT task FROM answer_cache_settings WHERE business_id = $business UNION SELECT task FROM answer_cache_figures WHERE business_id = $business)
      SELECT tasks.task, settings.mode, settings.threshold, settings.ttl_seconds,
        coalesce(figures.lookups, 0) AS lookups, coalesce(figures.exact_hits, 0) AS exact_hits, coalesce(figures.near_hits, 0) AS near_hits, coalesce(figures.guarded, 0) AS guarded,
        coalesce(figures.saved_nano_usd, 0) AS saved_nano_usd, coalesce(figures.saved_ms, 0) AS saved_ms,
        (SELECT count(*) FROM answer_cache_entries AS entry JOIN answer_cache_namespaces AS namespace ON namespace.seq = entry.namespace_seq
         WHERE namespace.business_id = $business AND namespace.task = tasks.task AND entry.expires_at > $now) AS entries,
        (SELECT count(*) FROM answer_cache_hits WHERE business_id = $business AND task = tasks.task AND verdict IS NOT NULL AND guard IS NULL AND exact = 0) AS judged,
        (SELECT count(*) FROM answer_cache_hits WHERE business_id = $business AND task = tasks.task AND verdict = 'wrong' AND guard IS NULL AND exact = 0) AS wrong
      FROM tasks
      LEFT JOIN answer_cache_settings AS settings ON settings.business_id = $business AND settings.task = tasks.task
      LEFT JOIN answer_cache_figures AS figures ON figures.business_id = $business AND figures.task = tasks.task
      ORDER BY tasks.task`)
    .all({ business: businessId, now })
}

const listed = 'SELECT hit.*, NOT EXISTS (SELECT 1 FROM answer_cache_entries WHERE seq = hit.entry_seq) AS purged FROM answer_cache_hits AS hit'

/** Hits of a business, newest first. */
export function cacheHits(database: Database, businessId: string, choice: { task: string | null; unjudged: boolean; offset: number; limit: number }): { rows: CacheHitListRow[]; total: number } {
  const where = `business_id = ?${choice.task === null ? '' : ' AND task = ?'}${choice.unjudged ? ' AND verdict IS NULL' : ''}`
  const values = choice.task === null ? [businessId] : [businessId, choice.task]
  return {
    rows: database.prepare<CacheHitListRow>(`${listed} WHERE ${where} ORDER BY seq DESC LIMIT ? OFFSET ?`).all(...values, choice.limit, choice.offset),
    total: database.prepare<number>(`SELECT count(*) FROM answer_cache_hits WHERE ${where}`).pluck().get(...values) as number,
  }
}

export function cacheHitById(database: Database, id: string): CacheHitListRow | null {
  return database.prepare<CacheHitListRow>(`${listed} WHERE id = ?`).get(id) ?? null
}

export function judgeHitTx(tx: Tx, id: string, verdict: CacheVerdict | null): void {
  tx.database.prepare('UPDATE answer_cache_hits SET verdict = ? WHERE id = ?').run(verdict, id)
}

/** A question in all the ways it may be written down: as it was asked, and as its digest once its text was let go. */
export interface WrittenQuestion { readonly text: string; readonly digest: string }

/** Whether a person has said of this question and this kept one that they are not the same. */
export function wasJudgedWrong(database: Database, businessId: string, task: string, question: WrittenQuestion, kept: WrittenQuestion): boolean {
  return database
    .prepare(`SELECT 1 FROM answer_cache_hits WHERE business_id = ? AND task = ? AND verdict = 'wrong' AND exact = 0 AND ((question = ? AND kept_question = ?) OR (question = ? AND kept_question = ?))`)
    .get(businessId, task, question.text, kept.text, question.digest, kept.digest) !== undefined
}

/**
 * Takes the texts out of some judged hits of before a moment; their questions leave a digest, by which a wrong pair is still known.
 * @param prefix begins every digest and no question. @returns how many.
 */
export function forgetHitTextsTx(tx: Tx, { before, limit, prefix, digestOf }: { before: number; limit: number; prefix: string; digestOf(question: string): string }): number {
  const { database } = tx
  const rows = database
    .prepare<Pick<CacheHitRow, 'question' | 'kept_question'> & { seq: number }>(`SELECT seq, question, kept_question FROM answer_cache_hits WHERE verdict IS NOT NULL AND at < ? AND question <> '' AND substr(question, 1, ?) <> ? LIMIT ?`)
    .all(before, prefix.length, prefix, limit)
  const update = database.prepare(`UPDATE answer_cache_hits SET question = ?, kept_question = ?, answer = '' WHERE seq = ?`)
  for (const row of rows) update.run(digestOf(row.question), digestOf(row.kept_question), row.seq)
  return rows.length
}

/** Deletes some hits of before a moment that nobody has judged. @returns how many. */
export function deleteOldHitsTx(tx: Tx, before: number, limit: number): number {
  return tx.database.prepare('DELETE FROM answer_cache_hits WHERE seq IN (SELECT seq FROM answer_cache_hits WHERE verdict IS NULL AND at < ? ORDER BY seq LIMIT ?)').run(before, limit).changes
}
