import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** A file on its way in, or waiting to be imported. */
export interface UploadRow {
  readonly id: string
  /** As the person named it; never part of a path. */
  readonly file_name: string
  /** Size that was announced, and bytes stored of it. */
  readonly bytes: number
  readonly received: number
  /** Within the data folder. */
  readonly path: string
  readonly created_at: number
}

export function insertUploadTx(tx: Tx, upload: UploadRow): void {
  tx.database
    .prepare('INSERT INTO uploads (id, file_name, bytes, received, path, created_at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(upload.id, upload.file_name, upload.bytes, upload.received, upload.path, upload.created_at)
}

export function uploadById(database: Database, id: string): UploadRow | undefined {
  return database.prepare<UploadRow>('SELECT id, file_name, bytes, received, path, created_at FROM uploads WHERE id = ?').get(id)
}

/** Notes that the file is stored up to `received` bytes. */
export function setReceivedTx(tx: Tx, id: string, received: number): void {
  tx.database.prepare('UPDATE uploads SET received = ? WHERE id = ?').run(received, id)
}

/** @returns false when there was no such upload */
export function deleteUploadTx(tx: Tx, id: string): boolean {
  return tx.database.prepare('DELETE FROM uploads WHERE id = ?').run(id).changes > 0
}

/** A batch that has not read its file to the end may still need it, also after a failure; an import of debtors or of the catalogue while it reads. */
const needed = `(EXISTS (SELECT 1 FROM catalogue_imports WHERE catalogue_imports.upload_id = uploads.id AND catalogue_imports.state = 'running') OR EXISTS (SELECT 1 FROM debtor_imports WHERE debtor_imports.upload_id = uploads.id AND debtor_imports.state = 'reading') OR EXISTS (SELECT 1 FROM batches WHERE batches.upload_id = uploads.id AND import_done = 0 AND state IN ('running', 'paused', 'failed')))`

/** Whether a batch or an import still has to read this upload. */
export function isUploadNeeded(database: Database, id: string): boolean {
  return database.prepare(`SELECT 1 FROM uploads WHERE id = ? AND ${needed}`).get(id) !== undefined
}

/** Ids of the uploads begun before `createdBefore` (milliseconds UTC) that no batch needs. */
export function unusedUploads(database: Database, createdBefore: number): string[] {
  return database
    .prepare<{ id: string }>(`SELECT id FROM uploads WHERE created_at < ? AND NOT ${needed}`)
    .all(createdBefore)
    .map((row) => row.id)
}

export function allUploadIds(database: Database): string[] {
  return database.prepare<{ id: string }>('SELECT id FROM uploads').all().map((row) => row.id)
}

/** The mapping a person last used for files of this layout, as JSON. */
export function rememberedMapping(database: Database, layout: string): string | undefined {
  return database.prepare<{ mapping: string }>('SELECT mapping FROM column_mappings WHERE layout = ?').get(layout)?.mapping
}

/** Keeps the mapping for the next file of the same layout. */
export function rememberMappingTx(tx: Tx, layout: string, mapping: string, now: number): void {
  tx.database
    .prepare('INSERT INTO column_mappings (layout, mapping, updated_at) VALUES (?, ?, ?) ON CONFLICT (layout) DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at')
    .run(layout, mapping, now)
}
