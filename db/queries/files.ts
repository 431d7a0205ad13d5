import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { FileKind, FileState, FileStoreName } from '../values.ts'

/** A kept file, as SQLite gives it. */
export interface FileRow {
  seq: number
  id: string
  business_id: string
  kind: FileKind
  name: string
  type: string
  bytes: number
  sha256: string
  store: FileStoreName
  /** Empty for the local store. */
  bucket: string
  key: string
  state: FileState
  /** Where its bytes may lie as well, because they were sent there. */
  sent_store: FileStoreName | null
  sent_bucket: string | null
  expires_at: number | null
  created_at: number
}

/** Files that anybody may be told of: whole, and not on their way out. */
const shown = `state IN ('kept', 'moving', 'lost')`

/** As the index of the open ones says it: it is only used where the same words stand. */
const open = `state IN ('receiving', 'moving', 'removing')`

/** Notes that a file is coming in, before its first byte is written: what a killed program leaves is found by it. */
export function insertFileTx(tx: Tx, row: Pick<FileRow, 'id' | 'business_id' | 'kind' | 'key' | 'created_at'>): void {
  tx.database
    .prepare(`INSERT INTO files (id, business_id, kind, name, type, bytes, sha256, store, bucket, key, state, created_at) VALUES (?,?,?,'','',0,'','local','',?,'receiving',?)`)
    .run(row.id, row.business_id, row.kind, row.key, row.created_at)
}

/** The file is whole. @returns false when it was taken back meanwhile. */
export function fileReceivedTx(tx: Tx, id: string, facts: Pick<FileRow, 'name' | 'type' | 'bytes' | 'sha256' | 'state' | 'expires_at'>): boolean {
  return tx.database
    .prepare(`UPDATE files SET name = ?, type = ?, bytes = ?, sha256 = ?, state = ?, expires_at = ? WHERE id = ? AND state = 'receiving'`)
    .run(facts.name, facts.type, facts.bytes, facts.sha256, facts.state, facts.expires_at, id).changes === 1
}

/** A file as its business may see it at a moment. */
export function fileOf(database: Database, businessId: string, id: string, now: number): FileRow | null {
  return database.prepare<FileRow>(`SELECT * FROM files WHERE id = ? AND business_id = ? AND ${shown} AND (expires_at IS NULL OR expires_at > ?)`).get(id, businessId, now) ?? null
}

/** For whoever proves by a signature that it may be had, and for the jobs: whatever became of it. */
export function fileById(database: Database, id: string): FileRow | null {
  return database.prepare<FileRow>('SELECT * FROM files WHERE id = ?').get(id) ?? null
}

export interface FileWhere { businessId: string; kind?: FileKind | undefined; text?: string | undefined; now: number }

/** Rows `offset` to `offset + limit - 1` of a business's files, newest first, and how many there are. */
export function filePage(database: Database, { where, offset, limit }: { where: FileWhere; offset: number; limit: number }): { rows: FileRow[]; total: number } {
  const sql = ['business_id = ?', shown, '(expires_at IS NULL OR expires_at > ?)']
  const parameters: unknown[] = [where.businessId, where.now]
  if (where.kind !== undefined) {
    sql.push('kind = ?')
    parameters.push(where.kind)
  }
  if (where.text !== undefined && where.text !== '') {
    sql.push('instr(lower(name), lower(?)) > 0')
    parameters.push(where.text)
  }
  const rows = database.prepare<FileRow>(`SELECT * FROM files WHERE ${sql.join(' AND ')} ORDER BY created_at DESC, seq DESC LIMIT ? OFFSET ?`).all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM files WHERE ${sql.join(' AND ')}`).pluck().get(...parameters) ?? 0
  return { rows, total }
}

export interface FileUsage { store: FileStoreName; kind: FileKind; files: number; bytes: number }

/** Space a business uses, by store and kind: whatever lies there, also what is only still to be removed. */
export function filesUsed(database: Database, businessId: string): FileUsage[] {
  return database
    .prepare<FileUsage>(`SELECT store, kind, count(*) AS files, sum(bytes) AS bytes FROM files INDEXED BY files_usage WHERE business_id = ? AND state <> 'lost' GROUP BY store, kind ORDER BY store, kind`)
    .all(businessId)
}

/** What waits for the remote store, of one business. */
export function waitingFiles(database: Database, businessId: string): { moves: number; bytes: number; removals: number } {
  return database
    .prepare<{ moves: number; bytes: number; removals: number }>(`SELECT coalesce(sum(state = 'moving'), 0) AS moves, coalesce(sum(bytes) FILTER (WHERE state = 'moving'), 0) AS bytes, coalesce(sum(state = 'removing'), 0) AS removals
      FROM files INDEXED BY files_open WHERE ${open} AND business_id = ?`)
    .get(businessId) ?? { moves: 0, bytes: 0, removals: 0 }
}

/** The oldest that something is to be done about, up to `limit`; those whose bytes lie here first, because nothing can hold them up. */
export function filesIn(database: Database, state: 'receiving' | 'moving' | 'removing', limit: number): FileRow[] {
  return database.prepare<FileRow>(`SELECT * FROM files INDEXED BY files_open WHERE ${open} AND state = '${state}' ORDER BY store <> 'local', seq LIMIT ?`).all(limit)
}

export function hasOpenFiles(database: Database): boolean {
  return database.prepare(`SELECT 1 FROM files INDEXED BY files_open WHERE ${open} AND state <> 'receiving' LIMIT 1`).get() !== undefined
}

/** Files whose time is over are shown to nobody from now on. @returns how many. */
export function expireFilesTx(tx: Tx, now: number): number {
  return tx.database.prepare(`UPDATE files SET state = 'removing' WHERE expires_at <= ? AND ${shown}`).run(now).changes
}

/** It does not expire any more. @returns false when the business has no such file. */
export function holdFileTx(tx: Tx, businessId: string, id: string): boolean {
  return tx.database.prepare(`UPDATE files SET expires_at = NULL WHERE id = ? AND business_id = ? AND ${shown}`).run(id, businessId).changes === 1
}

/** @returns false when the business has no such file to remove. */
export function removeFileTx(tx: Tx, businessId: string, id: string): boolean {
  return tx.database.prepare(`UPDATE files SET state = 'removing' WHERE id = ? AND business_id = ? AND ${shown}`).run(id, businessId).changes === 1
}

/** Its bytes are about to be sent to a store; of one that is being removed as well, so that they are found there. */
export function sendFileTx(tx: Tx, id: string, store: FileStoreName, bucket: string): void {
  tx.database.prepare('UPDATE files SET sent_store = ?, sent_bucket = ? WHERE id = ?').run(store, bucket, id)
}

/** Its bytes lie where they were sent. One that is being removed stays so, and is removed there. */
export function placeFileTx(tx: Tx, id: string): void {
  tx.database
    .prepare(`UPDATE files SET store = sent_store, bucket = sent_bucket, sent_store = NULL, sent_bucket = NULL, state = CASE state WHEN 'moving' THEN 'kept' ELSE state END WHERE id = ? AND sent_store IS NOT NULL`)
    .run(id)
}

/** What was sent there is gone again. */
export function takeBackFileTx(tx: Tx, id: string): void {
  tx.database.prepare('UPDATE files SET sent_store = NULL, sent_bucket = NULL WHERE id = ?').run(id)
}

/** Ends the wait to be moved: the file stays where it is. */
export function settleMoveTx(tx: Tx, id: string, state: 'kept' | 'lost'): void {
  tx.database.prepare(`UPDATE files SET state = ? WHERE id = ? AND state = 'moving'`).run(state, id)
}

/** Takes the row of a file whose bytes are gone. */
export function deleteFileTx(tx: Tx, id: string): void {
  tx.database.prepare(`DELETE FROM files WHERE id = ? AND state IN ('removing', 'receiving')`).run(id)
}

/** Files and bytes of all businesses, by store, for Prometheus. */
export function fileTotals(database: Database, _everything: null): { store: FileStoreName; files: number; bytes: number }[] {
  return database.prepare<{ store: FileStoreName; files: number; bytes: number }>(`SELECT store, count(*) AS files, sum(bytes) AS bytes FROM files INDEXED BY files_usage WHERE state <> 'lost' GROUP BY store`).all()
}

/** Ids of all files whose bytes lie here, whatever their state. */
export function localFileIds(database: Database): Set<string> {
  return new Set(database.prepare<string>(`SELECT id FROM files WHERE store = 'local'`).pluck().all())
}
