import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { DocumentKind, DocumentState, Language } from '../values.ts'

/** A document, as SQLite gives it. `tags` is a JSON array, `metadata` a JSON object of texts. */
export interface DocumentRow {
  seq: number
  id: string
  business_id: string
  title: string
  tags: string
  metadata: string
  live_seq: number | null
  deleted: number
  created_at: number
  updated_at: number
}

/** One file that a document was given. */
export interface DocumentVersionRow {
  seq: number
  id: string
  document_seq: number
  file_name: string
  kind: DocumentKind
  bytes: number
  content_hash: string
  language: Language | null
  pages: number | null
  state: DocumentState
  error: string | null
  job_id: string | null
  chunks: number
  embedded: number
  created_at: number
  finished_at: number | null
}

export interface DocumentWithVersions { document: DocumentRow; newest: DocumentVersionRow; live: DocumentVersionRow | null }

export function insertDocumentTx(tx: Tx, row: Pick<DocumentRow, 'id' | 'business_id' | 'title' | 'tags' | 'metadata' | 'created_at'>): number {
  return Number(tx.database
    .prepare('INSERT INTO documents (id, business_id, title, tags, metadata, created_at, updated_at) VALUES (?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.title, row.tags, row.metadata, row.created_at, row.created_at).lastInsertRowid)
}

export function insertDocumentVersionTx(tx: Tx, row: Pick<DocumentVersionRow, 'id' | 'document_seq' | 'file_name' | 'kind' | 'bytes' | 'content_hash' | 'created_at'>): number {
  return Number(tx.database
    .prepare(`INSERT INTO document_versions (id, document_seq, file_name, kind, bytes, content_hash, created_at, state) VALUES (?,?,?,?,?,?,?,'waiting')`)
    .run(row.id, row.document_seq, row.file_name, row.kind, row.bytes, row.content_hash, row.created_at).lastInsertRowid)
}

/** A document as its business may see it; none that is being deleted. */
export function documentOf(database: Database, businessId: string, id: string): DocumentRow | null {
  return database.prepare<DocumentRow>('SELECT * FROM documents WHERE id = ? AND business_id = ? AND deleted = 0').get(id, businessId) ?? null
}

/** For the jobs that carry a version out, which know it by its number alone. */
export function documentVersion(database: Database, seq: number): { document: DocumentRow; version: DocumentVersionRow } | null {
  const version = database.prepare<DocumentVersionRow>('SELECT * FROM document_versions WHERE seq = ?').get(seq)
  const document = version === undefined ? undefined : database.prepare<DocumentRow>('SELECT * FROM documents WHERE seq = ?').get(version.document_seq)
  return version === undefined || document === undefined ? null : { document, version }
}

/** Newest first. */
export function versionsOf(database: Database, documentSeq: number): DocumentVersionRow[] {
  return database.prepare<DocumentVersionRow>('SELECT * FROM document_versions WHERE document_seq = ? ORDER BY seq DESC').all(documentSeq)
}

/** A document with the version that was given last and the one that is searched. */
export function withVersions(database: Database, document: DocumentRow): DocumentWithVersions | null {
  const versions = versionsOf(database, document.seq)
  const newest = versions[0]
  return newest === undefined ? null : { document, newest, live: versions.find(({ seq }) => seq === document.live_seq) ?? null }
}

/** Rows `offset` to `offset + limit - 1` of a business's documents, the last changed first. @param title part of a title, in whatever case. */
export function documentPage(database: Database, { businessId, title, offset, limit }: { businessId: string; title: string; offset: number; limit: number }): { rows: DocumentRow[]; total: number } {
  const where = `business_id = ? AND deleted = 0 AND (? = '' OR instr(lower(title), ?) > 0)`
  const words = title.toLowerCase()
  return {
    rows: database.prepare<DocumentRow>(`SELECT * FROM documents WHERE ${where} ORDER BY updated_at DESC, seq DESC LIMIT ? OFFSET ?`).all(businessId, words, words, limit, offset),
    total: database.prepare<number>(`SELECT count(*) FROM documents WHERE ${where}`).pluck().get(businessId, words, words) ?? 0,
  }
}

/** The document of a business whose newest version is this very file, unless reading it failed. */
export function documentWithHash(database: Database, businessId: string, hash: string): DocumentRow | null {
  return database
    .prepare<DocumentRow>(`SELECT documents.* FROM document_versions AS version JOIN documents ON documents.seq = version.document_seq
      WHERE version.content_hash = ? AND version.state NOT IN ('failed', 'cancelled') AND documents.business_id = ? AND documents.deleted = 0
        AND NOT EXISTS (SELECT 1 FROM document_versions AS later WHERE later.document_seq = documents.seq AND later.seq > version.seq)
      ORDER BY version.seq LIMIT 1`)
    .get(hash, businessId) ?? null
}

export type VersionChange = Partial<Pick<DocumentVersionRow, 'language' | 'pages' | 'state' | 'error' | 'job_id' | 'finished_at'>>

export function changeVersionTx(tx: Tx, seq: number, change: VersionChange): void {
  // The names come from the type, never from outside.
  const names = Object.keys(change) as (keyof VersionChange)[]
  tx.database.prepare(`UPDATE document_versions SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE seq = ?`).run(...names.map((name) => change[name]), seq)
}

export function changeDocumentTx(tx: Tx, seq: number, change: Partial<Pick<DocumentRow, 'title' | 'tags' | 'metadata' | 'updated_at'>>): void {
  const names = Object.keys(change) as (keyof typeof change)[]
  tx.database.prepare(`UPDATE documents SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE seq = ?`).run(...names.map((name) => change[name]), seq)
}

/** Lets a version be searched in the place of the one before. */
export function setLiveVersionTx(tx: Tx, documentSeq: number, versionSeq: number, now: number): void {
  tx.database.prepare('UPDATE documents SET live_seq = ?, updated_at = ? WHERE seq = ?').run(versionSeq, now, documentSeq)
}

/** Takes a document out of sight at once. */
export function markDeletedTx(tx: Tx, documentSeq: number): void {
  tx.database.prepare('UPDATE documents SET deleted = 1, live_seq = NULL WHERE seq = ?').run(documentSeq)
}

/** Takes a version away, whose chunks are gone already, and the document with the last version of one that is being deleted. */
export function deleteVersionTx(tx: Tx, { seq, document_seq: documentSeq }: Pick<DocumentVersionRow, 'seq' | 'document_seq'>): void {
  tx.database.prepare('DELETE FROM document_versions WHERE seq = ?').run(seq)
  tx.database.prepare('DELETE FROM documents WHERE seq = ? AND deleted = 1 AND NOT EXISTS (SELECT 1 FROM document_versions WHERE document_seq = documents.seq)').run(documentSeq)
}

/** Ids of all versions, by which their files are named. */
export function allVersionIds(database: Database): string[] {
  return database.prepare<string>('SELECT id FROM document_versions').pluck().all()
}

/** How many documents a business has, and in how many pieces they can be searched. */
export function documentCounts(database: Database, businessId: string): { documents: number; chunks: number } {
  return database
    .prepare<{ documents: number; chunks: number }>(`SELECT count(*) AS documents, coalesce(sum(version.chunks), 0) AS chunks
      FROM documents LEFT JOIN document_versions AS version ON version.seq = documents.live_seq WHERE documents.business_id = ? AND documents.deleted = 0`)
    .get(businessId) ?? { documents: 0, chunks: 0 }
}

/** Tags in use, in order. */
export function documentTags(database: Database, businessId: string): string[] {
  return database
    .prepare<string>('SELECT DISTINCT tag.value FROM documents, json_each(documents.tags) AS tag WHERE documents.business_id = ? AND documents.deleted = 0 ORDER BY tag.value')
    .pluck()
    .all(businessId)
}

/** Versions that nobody sees any more: of documents that are being deleted, and older than the one that is searched. */
export function versionsToPurge(database: Database): number[] {
  return database
    .prepare<number>('SELECT version.seq FROM document_versions AS version JOIN documents ON documents.seq = version.document_seq WHERE documents.deleted = 1 OR version.seq < documents.live_seq')
    .pluck()
    .all()
}
