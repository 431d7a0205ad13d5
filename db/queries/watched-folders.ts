import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface WatchedFolderRow {
  id: string
  business_id: string
  path: string
  enabled: number
  afterwards: 'move' | 'keep'
  last_looked_at: number | null
  /** Why the folder itself cannot be read: a translation key, and what else there is to say behind a space. */
  problem: string | null
  created_at: number
}

/** A file that was dealt with. */
export interface WatchedFileRow {
  folder_id: string
  /** SHA-256 of its bytes. */
  content_hash: Uint8Array
  name: string
  bytes: number
  modified_at: number
  batch_id: string | null
  /** Why it could not be taken in, as `problem` of a folder. */
  problem: string | null
  at: number
}

export function watchedFoldersOf(database: Database, businessId: string): WatchedFolderRow[] {
  return database.prepare<WatchedFolderRow>('SELECT * FROM watched_folders WHERE business_id = ? ORDER BY created_at, id').all(businessId)
}

export function enabledWatchedFolders(database: Database): WatchedFolderRow[] {
  return database.prepare<WatchedFolderRow>('SELECT * FROM watched_folders WHERE enabled = 1').all()
}

export function watchedFolderById(database: Database, id: string): WatchedFolderRow | null {
  return database.prepare<WatchedFolderRow>('SELECT * FROM watched_folders WHERE id = ?').get(id) ?? null
}

/** @returns false when the business watches this path already. */
export function saveWatchedFolderTx(tx: Tx, folder: Pick<WatchedFolderRow, 'id' | 'business_id' | 'path' | 'enabled' | 'afterwards' | 'created_at'>): boolean {
  const other = tx.database.prepare('SELECT 1 FROM watched_folders WHERE business_id = ? AND path = ? AND id <> ?').get(folder.business_id, folder.path, folder.id)
  if (other !== undefined) return false
  tx.database
    .prepare(
      `INSERT INTO watched_folders (id, business_id, path, enabled, afterwards, created_at) VALUES (@id, @business_id, @path, @enabled, @afterwards, @created_at)
       ON CONFLICT (id) DO UPDATE SET path = excluded.path, enabled = excluded.enabled, afterwards = excluded.afterwards, problem = NULL`,
    )
    .run(folder)
  return true
}

/** @returns false when there was none. */
export function removeWatchedFolderTx(tx: Tx, id: string): boolean {
  return tx.database.prepare('DELETE FROM watched_folders WHERE id = ?').run(id).changes === 1
}

export function noteLookTx(tx: Tx, id: string, problem: string | null, now: number): void {
  tx.database.prepare('UPDATE watched_folders SET last_looked_at = ?, problem = ? WHERE id = ?').run(now, problem, id)
}

export function watchedFileOf(database: Database, folderId: string, contentHash: Uint8Array): WatchedFileRow | null {
  return database.prepare<WatchedFileRow>('SELECT * FROM watched_files WHERE folder_id = ? AND content_hash = ?').get(folderId, contentHash) ?? null
}

/** The files of a folder that were dealt with and, as far as is known, still lie there, by name. */
export function watchedFilesByName(database: Database, folderId: string): Map<string, WatchedFileRow> {
  const rows = database.prepare<WatchedFileRow>('SELECT * FROM watched_files WHERE folder_id = ? ORDER BY at').all(folderId)
  return new Map(rows.map((row) => [row.name, row]))
}

export function insertWatchedFileTx(tx: Tx, file: WatchedFileRow): void {
  tx.database
    .prepare(
      `INSERT INTO watched_files (folder_id, content_hash, name, bytes, modified_at, batch_id, problem, at) VALUES (@folder_id, @content_hash, @name, @bytes, @modified_at, @batch_id, @problem, @at)
       ON CONFLICT (folder_id, content_hash) DO UPDATE SET name = excluded.name, bytes = excluded.bytes, modified_at = excluded.modified_at, batch_id = excluded.batch_id,
         problem = excluded.problem, at = excluded.at`,
    )
    .run(file)
}

/** The file dealt with last, and how many became a batch. */
export function watchedFileFacts(database: Database, folderId: string): { name: string | null; problem: string | null; files: number } {
  const last = database.prepare<{ name: string; problem: string | null }>('SELECT name, problem FROM watched_files INDEXED BY watched_files_at WHERE folder_id = ? ORDER BY at DESC LIMIT 1').get(folderId)
  const files = database.prepare<number>('SELECT count(*) FROM watched_files WHERE folder_id = ? AND problem IS NULL').pluck().get(folderId) ?? 0
  return { name: last?.name ?? null, problem: last?.problem ?? null, files }
}
