import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { ChunkKind, DocumentKind, Language } from '../values.ts'

/** A piece of a document, as SQLite gives it. `headings` is a JSON array. */
export interface ChunkRow {
  seq: number
  version_seq: number
  position: number
  kind: ChunkKind
  headings: string
  text: string
  language: Language
  page: number | null
}

/** What is searched for in a chunk, brought to stems with spaces between. */
export interface ChunkWords { readonly headings: string; readonly text: string }

/** Only chunks of such documents. What is absent lets all through. */
export interface ChunkFilter { kinds?: readonly DocumentKind[] | undefined; languages?: readonly Language[] | undefined; documents?: readonly string[] | undefined; tags?: readonly string[] | undefined }

/** The table of a business's words; by a number of our own, since a name cannot be a parameter. */
export const tableOf = (indexSeq: number) => `chunks_search_${Math.trunc(indexSeq)}`

/** Stems come ready made with spaces between, so the tokenizer must only leave them alone: signs belong to names (C++) and numbers (10.5). */
const makeTable = (table: string) => `CREATE VIRTUAL TABLE ${table} USING fts5 (headings, text, tokenize = "unicode61 remove_diacritics 0 tokenchars '+#.,:/'")`

export function indexSeqOf(database: Database, businessId: string): number | null {
  return database.prepare<number>('SELECT seq FROM chunk_indexes WHERE business_id = ?').pluck().get(businessId) ?? null
}

function makeIndexTx(tx: Tx, businessId: string): number {
  const seq = Number(tx.database.prepare('INSERT INTO chunk_indexes (business_id) VALUES (?)').run(businessId).lastInsertRowid)
  const table = tableOf(seq)
  tx.database.sqlite.exec(makeTable(table))
  // What is deleted leaves the index at once instead of at its next merge, so that no word of it stays in the file.
  tx.database.sqlite.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('secure-delete', 1)`)
  return seq
}

/** Adds a chunk with its words, unless its version has one at that position. @returns its number, null when it was there. */
export function insertChunkTx(tx: Tx, businessId: string, row: Omit<ChunkRow, 'seq'>, words: ChunkWords): number | null {
  const added = tx.database
    .prepare('INSERT INTO chunks (version_seq, position, kind, headings, text, language, page) VALUES (?,?,?,?,?,?,?) ON CONFLICT (version_seq, position) DO NOTHING')
    .run(row.version_seq, row.position, row.kind, row.headings, row.text, row.language, row.page)
  if (added.changes === 0) return null
  const seq = Number(added.lastInsertRowid)
  const table = tableOf(indexSeqOf(tx.database, businessId) ?? makeIndexTx(tx, businessId))
  tx.database.prepare(`INSERT INTO ${table} (rowid, headings, text) VALUES (?,?,?)`).run(seq, words.headings, words.text)
  tx.database.prepare('UPDATE document_versions SET chunks = chunks + 1 WHERE seq = ?').run(row.version_seq)
  return seq
}

/** Takes chunks away with their words. */
export function deleteChunksTx(tx: Tx, businessId: string, seqs: readonly number[]): void {
  const index = indexSeqOf(tx.database, businessId)
  for (const seq of seqs) {
    if (index !== null) tx.database.prepare(`DELETE FROM ${tableOf(index)} WHERE rowid = ?`).run(seq)
    tx.database.prepare('DELETE FROM chunks WHERE seq = ?').run(seq)
  }
}

/** Some chunks of a version after a number, in order. */
export function chunksAfter(database: Database, versionSeq: number, after: number, limit: number): ChunkRow[] {
  return database.prepare<ChunkRow>('SELECT * FROM chunks WHERE version_seq = ? AND seq > ? ORDER BY seq LIMIT ?').all(versionSeq, after, limit)
}

/** A page of the chunks of a document's live version, in their order in the text. */
export function liveChunks(database: Database, businessId: string, documentId: string, offset: number, limit: number): ChunkRow[] {
  return database
    .prepare<ChunkRow>(`SELECT chunks.* FROM documents JOIN chunks ON chunks.version_seq = documents.live_seq
      WHERE documents.id = ? AND documents.business_id = ? AND documents.deleted = 0 ORDER BY chunks.position LIMIT ? OFFSET ?`)
    .all(documentId, businessId, limit, offset)
}

export function countEmbeddedTx(tx: Tx, versionSeq: number, embedded: number): void {
  tx.database.prepare('UPDATE document_versions SET embedded = ? WHERE seq = ?').run(embedded, versionSeq)
}

/** All chunks of a business, whatever their version, for making their vectors anew: a page in the order of their numbers. */
export function businessChunks(database: Database, businessId: string, after: number, limit: number): Pick<ChunkRow, 'seq' | 'headings' | 'text'>[] {
  return database
    .prepare<Pick<ChunkRow, 'seq' | 'headings' | 'text'>>(`SELECT chunks.seq, chunks.headings, chunks.text FROM chunks JOIN document_versions AS version ON version.seq = chunks.version_seq
      JOIN documents ON documents.seq = version.document_seq WHERE documents.business_id = ? AND chunks.seq > ? ORDER BY chunks.seq LIMIT ?`)
    .all(businessId, after, limit)
}

export function businessChunkCount(database: Database, businessId: string): number {
  return database
    .prepare<number>('SELECT count(*) FROM documents JOIN document_versions AS version ON version.document_seq = documents.seq JOIN chunks ON chunks.version_seq = version.seq WHERE documents.business_id = ?')
    .pluck()
    .get(businessId) ?? 0
}

export function conditions(businessId: string, filter: ChunkFilter): { sql: string; parameters: unknown[] } {
  const sql = ['documents.business_id = ?', 'documents.deleted = 0']
  const parameters: unknown[] = [businessId]
  const among = (expression: string, values: readonly string[] | undefined) => {
    if (values === undefined) return
    sql.push(`${expression} IN (SELECT value FROM json_each(?))`)
    parameters.push(JSON.stringify(values))
  }
  among('version.kind', filter.kinds)
  among('chunks.language', filter.languages)
  among('documents.id', filter.documents)
  if (filter.tags !== undefined) {
    sql.push('EXISTS (SELECT 1 FROM json_each(documents.tags) AS tag WHERE tag.value IN (SELECT value FROM json_each(?)))')
    parameters.push(JSON.stringify(filter.tags))
  }
  return { sql: sql.join(' AND '), parameters }
}

/** Joined so, only chunks of live versions come through. CROSS keeps the order: SQLite would else begin with all documents of the business. */
export const live = 'CROSS JOIN documents ON documents.live_seq = chunks.version_seq CROSS JOIN document_versions AS version ON version.seq = chunks.version_seq'

/** The chunks that a filter lets through. @param most no more than so many; -1 is all. */
export function chunksLetThrough(database: Database, { businessId, filter }: { businessId: string; filter: ChunkFilter }, most = -1): number[] {
  const { sql, parameters } = conditions(businessId, filter)
  return database.prepare<number>(`SELECT chunks.seq FROM documents JOIN document_versions AS version ON version.seq = documents.live_seq JOIN chunks ON chunks.version_seq = version.seq WHERE ${sql} LIMIT ?`).pluck().all(...parameters, most)
}

export interface FoundChunkRow extends ChunkRow { document_id: string; title: string; tags: string; document_kind: DocumentKind; file_name: string }

/** Those of the chunks that the business may see now and the filter lets through. */
export function foundChunks(database: Database, businessId: string, seqs: readonly number[], filter: ChunkFilter): FoundChunkRow[] {
  const { sql, parameters } = conditions(businessId, filter)
  return database
    .prepare<FoundChunkRow>(`SELECT chunks.*, documents.id AS document_id, documents.title, documents.tags, version.kind AS document_kind, version.file_name
      FROM json_each(?) AS found CROSS JOIN chunks ON chunks.seq = found.value ${live} WHERE ${sql}`)
    .all(JSON.stringify(seqs), ...parameters)
}
