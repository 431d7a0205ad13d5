import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CacheMode } from '../values.ts'

export interface CacheSettingRow { task: string; mode: CacheMode; threshold: number; ttl_seconds: number }

export interface CacheEntryRow {
  seq: number
  namespace_seq: number
  question: string
  question_hash: string
  /** JSON list. */
  names: string
  answer: string
  tokens_in: number
  tokens_out: number
  tokens_cached: number
  cost_nano_usd: number
  response_time_ms: number
  expires_at: number
}

export interface NamespaceRow { seq: number; business_id: string; task: string; key: string }

export function cacheSettingOf(database: Database, businessId: string, task: string): CacheSettingRow | null {
  return database.prepare<CacheSettingRow>('SELECT task, mode, threshold, ttl_seconds FROM answer_cache_settings WHERE business_id = ? AND task = ?').get(businessId, task) ?? null
}

export function setCacheSettingTx(tx: Tx, businessId: string, row: CacheSettingRow): void {
  tx.database
    .prepare(`INSERT INTO answer_cache_settings (business_id, task, mode, threshold, ttl_seconds) VALUES (?,?,?,?,?)
              ON CONFLICT (business_id, task) DO UPDATE SET mode = excluded.mode, threshold = excluded.threshold, ttl_seconds = excluded.ttl_seconds`)
    .run(businessId, row.task, row.mode, row.threshold, row.ttl_seconds)
}

export function namespaceOf(database: Database, businessId: string, task: string, key: string): NamespaceRow | null {
  return database.prepare<NamespaceRow>('SELECT * FROM answer_cache_namespaces WHERE business_id = ? AND task = ? AND key = ?').get(businessId, task, key) ?? null
}

export function namespaceBySeq(database: Database, seq: number): NamespaceRow | null {
  return database.prepare<NamespaceRow>('SELECT * FROM answer_cache_namespaces WHERE seq = ?').get(seq) ?? null
}

export function putNamespaceTx(tx: Tx, businessId: string, task: string, key: string): NamespaceRow {
  tx.database.prepare('INSERT INTO answer_cache_namespaces (business_id, task, key) VALUES (?,?,?) ON CONFLICT (business_id, task, key) DO NOTHING').run(businessId, task, key)
  const row = namespaceOf(tx.database, businessId, task, key)
  if (row === null) throw new Error('A namespace that was just written is not there')
  return row
}

/** The kept answer to this very question, unless it has expired. */
export function exactEntry(database: Database, namespaceSeq: number, questionHash: string, now: number): CacheEntryRow | null {
  return database.prepare<CacheEntryRow>('SELECT * FROM answer_cache_entries WHERE namespace_seq = ? AND question_hash = ? AND expires_at > ?').get(namespaceSeq, questionHash, now) ?? null
}

/** A kept answer of a namespace, unless it has expired. */
export function liveEntry(database: Database, namespaceSeq: number, seq: number, now: number): CacheEntryRow | null {
  return database.prepare<CacheEntryRow>('SELECT * FROM answer_cache_entries WHERE seq = ? AND namespace_seq = ? AND expires_at > ?').get(seq, namespaceSeq, now) ?? null
}

/** Keeps an answer under a new number, and says which number an earlier answer to the same question had. */
export function replaceEntryTx(tx: Tx, row: Omit<CacheEntryRow, 'seq'>): { seq: number; replaced: number | null } {
  const { database } = tx
  const replaced = database.prepare<number>('DELETE FROM answer_cache_entries WHERE namespace_seq = ? AND question_hash = ? RETURNING seq').pluck().get(row.namespace_seq, row.question_hash) as number | undefined
  const { lastInsertRowid } = database
    .prepare(`INSERT INTO answer_cache_entries (namespace_seq, question, question_hash, names, answer, tokens_in, tokens_out, tokens_cached, cost_nano_usd, response_time_ms, expires_at)
              VALUES (?,?,?,?,?,?,?,?,?,?,?)`)
    .run(row.namespace_seq, row.question, row.question_hash, row.names, row.answer, row.tokens_in, row.tokens_out, row.tokens_cached, row.cost_nano_usd, row.response_time_ms, row.expires_at)
  return { seq: Number(lastInsertRowid), replaced: replaced ?? null }
}

export interface EntryKey { seq: number; namespace_seq: number; business_id: string }

const entryKeys = 'SELECT entry.seq, entry.namespace_seq, namespace.business_id FROM answer_cache_entries AS entry JOIN answer_cache_namespaces AS namespace ON namespace.seq = entry.namespace_seq'

export function entryKeyOf(database: Database, seq: number): EntryKey | null {
  return database.prepare<EntryKey>(`${entryKeys} WHERE entry.seq = ?`).get(seq) ?? null
}

/** Some entries whose time is over. */
export function expiredEntries(database: Database, now: number, limit: number): EntryKey[] {
  return database.prepare<EntryKey>(`${entryKeys} WHERE entry.expires_at <= ? ORDER BY entry.expires_at LIMIT ?`).all(now, limit)
}

/** Some entries of a business, or of one task of it. */
export function entriesOf(database: Database, businessId: string, task: string | null, limit: number): EntryKey[] {
  return database.prepare<EntryKey>(`${entryKeys} WHERE namespace.business_id = ? AND (? IS NULL OR namespace.task = ?) LIMIT ?`).all(businessId, task, task, limit)
}

export function deleteEntryTx(tx: Tx, seq: number): void {
  tx.database.prepare('DELETE FROM answer_cache_entries WHERE seq = ?').run(seq)
}

/** A page of a namespace's questions, in the order of their numbers. */
export function entryQuestions(database: Database, namespaceSeq: number, after: number, limit: number): { item: number; text: string }[] {
  return database.prepare<{ item: number; text: string }>('SELECT seq AS item, question AS text FROM answer_cache_entries WHERE namespace_seq = ? AND seq > ? ORDER BY seq LIMIT ?').all(namespaceSeq, after, limit)
}

export function countQuestions(database: Database, namespaceSeq: number): number {
  return database.prepare<number>('SELECT count(*) FROM answer_cache_entries WHERE namespace_seq = ?').pluck().get(namespaceSeq) as number
}

/** Namespaces in which nothing is kept any more: of an older prompt, model or state of the data, mostly. */
export function emptyNamespaces(database: Database, limit: number): NamespaceRow[] {
  return database.prepare<NamespaceRow>('SELECT * FROM answer_cache_namespaces AS namespace WHERE NOT EXISTS (SELECT 1 FROM answer_cache_entries WHERE namespace_seq = namespace.seq) LIMIT ?').all(limit)
}

export function deleteNamespaceTx(tx: Tx, seq: number): void {
  tx.database.prepare('DELETE FROM answer_cache_namespaces WHERE seq = ?').run(seq)
}
