import { newId } from '../id.ts'
import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { BatchState } from '../values.ts'

/** A batch, as SQLite gives it. Every count is kept in the transaction that changes what it counts. */
export interface BatchRow {
  id: string
  business_id: string
  name: string
  file_name: string
  upload_id: string | null
  mapping: string
  state: BatchState
  /** The job at the root of the tree that works on the batch now. */
  job_id: string | null
  simulated: number
  /** Rows of the file; an estimate until `import_done`. */
  total: number
  created: number
  skipped: number
  failed_rows: number
  /** Transcripts that have a result and no error. */
  classified: number
  /** Transcripts whose last classification failed. */
  classify_failed: number
  import_done: number
  created_at: number
  finished_at: number | null
  error: string | null
}

export type NewBatch = Pick<BatchRow, 'id' | 'business_id' | 'name' | 'file_name' | 'upload_id' | 'mapping' | 'simulated' | 'created_at'>

export function insertBatchTx(tx: Tx, batch: NewBatch): void {
  tx.database
    .prepare(`INSERT INTO batches (id, business_id, name, file_name, upload_id, mapping, simulated, created_at, state) VALUES (?,?,?,?,?,?,?,?,'running')`)
    .run(batch.id, batch.business_id, batch.name, batch.file_name, batch.upload_id, batch.mapping, batch.simulated, batch.created_at)
}

export function batchById(database: Database, id: string): BatchRow | null {
  return database.prepare<BatchRow>('SELECT * FROM batches WHERE id = ?').get(id) ?? null
}

/** The batches of a business, newest first. */
export function batchesOf(database: Database, businessId: string): BatchRow[] {
  return database.prepare<BatchRow>('SELECT * FROM batches WHERE business_id = ? ORDER BY created_at DESC, id DESC').all(businessId)
}

/** Batches that were under way; after a start, the ones whose progress is worth telling. */
export function runningBatches(database: Database): BatchRow[] {
  return database.prepare<BatchRow>(`SELECT * FROM batches WHERE state = 'running'`).all()
}

export function setBatchJobTx(tx: Tx, id: string, jobId: string): void {
  tx.database.prepare('UPDATE batches SET job_id = ? WHERE id = ?').run(jobId, id)
}

/** Moves a batch from one of `from` to a state in which work goes on or rests. @returns false when it was in none of them. */
export function moveBatchTx(tx: Tx, id: string, from: readonly BatchState[], to: BatchState): boolean {
  return tx.database
    .prepare('UPDATE batches SET state = ?, finished_at = NULL, error = NULL WHERE id = ? AND state IN (SELECT value FROM json_each(?))')
    .run(to, id, JSON.stringify(from)).changes === 1
}

/** Ends a batch that has not ended. @returns false when it had. */
export function endBatchTx(tx: Tx, id: string, state: 'done' | 'cancelled' | 'failed', error: string | null, now: number): boolean {
  return tx.database
    .prepare(`UPDATE batches SET state = ?, error = ?, finished_at = ? WHERE id = ? AND state IN ('running', 'paused')`)
    .run(state, error, now, id).changes === 1
}

export interface ImportCounts {
  readonly created: number
  readonly failedRows: number
  /** Rows skipped from the file's beginning: a repeated part says the same again. */
  readonly skipped: number
  /** Rows of the file as far as it is known. */
  readonly total: number
}

export function countImportedTx(tx: Tx, id: string, counts: ImportCounts): void {
  tx.database
    .prepare('UPDATE batches SET created = created + ?, failed_rows = failed_rows + ?, skipped = max(skipped, ?), total = ? WHERE id = ? AND import_done = 0')
    .run(counts.created, counts.failedRows, counts.skipped, counts.total, id)
}

export function finishImportTx(tx: Tx, id: string, skipped: number): void {
  tx.database.prepare('UPDATE batches SET import_done = 1, skipped = ?, total = created + failed_rows + ? WHERE id = ?').run(skipped, skipped, id)
}

/** One more transcript of a batch that has no file to its end. */
export function countAddedTx(tx: Tx, id: string): void {
  tx.database.prepare('UPDATE batches SET created = created + 1, total = total + 1 WHERE id = ?').run(id)
}

export function countClassifiedTx(tx: Tx, id: string, classified: number, failed: number): void {
  tx.database.prepare('UPDATE batches SET classified = classified + ?, classify_failed = classify_failed + ? WHERE id = ?').run(classified, failed, id)
}

/** A row of a file that became a meeting. */
export interface NewTranscript {
  readonly rowNumber: number
  readonly clientName: string | null
  readonly clientEmail: string | null
  readonly clientPhone: string | null
  readonly metOn: string | null
  readonly seller: string | null
  readonly closed: boolean | null
  /** SHA-256 of the transcript. */
  readonly contentHash: Uint8Array
  readonly transcript: string
}

/**
 * Adds the transcripts of a batch and their words to the search. Rows that are there already (a part that is repeated
 * after a crash) are left as they are.
 * @returns the seqs of those that were new.
 */
export function insertTranscriptsTx(tx: Tx, batch: Pick<BatchRow, 'id' | 'business_id'>, rows: readonly NewTranscript[], now: number): number[] {
  const insert = tx.database.prepare(
    `INSERT INTO transcripts (id, business_id, batch_id, row_number, client_name, client_email, client_phone, met_on, seller, closed, content_hash, created_at, transcript)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (batch_id, row_number) DO NOTHING`,
  )
  const added: { seq: number; row: NewTranscript }[] = []
  for (const row of rows) {
    const { changes, lastInsertRowid } = insert.run(
      newId(), batch.business_id, batch.id, row.rowNumber, row.clientName, row.clientEmail, row.clientPhone, row.metOn, row.seller,
      row.closed === null ? null : Number(row.closed), row.contentHash, now, row.transcript,
    )
    if (changes === 1) added.push({ seq: Number(lastInsertRowid), row })
  }
  // All words after all rows: between two inserts into the table FTS5 would write out what it has gathered.
  const index = tx.database.prepare('INSERT INTO transcripts_search (rowid, client_name, transcript) VALUES (?,?,?)')
  for (const { seq, row } of added) index.run(seq, row.clientName, row.transcript)
  return added.map(({ seq }) => seq)
}

export function transcriptIdOf(database: Database, seq: number): string | null {
  return database.prepare<string>('SELECT id FROM transcripts WHERE seq = ?').pluck().get(seq) ?? null
}

export interface FailedRow {
  readonly rowNumber: number
  /** Translation key. */
  readonly reason: string
  readonly cells: readonly string[]
}

/** Keeps rows that could not become a transcript. @returns how many were new. */
export function insertFailedRowsTx(tx: Tx, batchId: string, rows: readonly FailedRow[]): number {
  const insert = tx.database.prepare('INSERT INTO failed_rows (batch_id, row_number, reason, cells) VALUES (?,?,?,?) ON CONFLICT DO NOTHING')
  let added = 0
  for (const row of rows) added += insert.run(batchId, row.rowNumber, row.reason, JSON.stringify(row.cells)).changes
  return added
}

/** Failed rows after a row number, in the file's order. */
export function failedRowsAfter(database: Database, batchId: string, after: number, limit: number): FailedRow[] {
  return database
    .prepare<{ row_number: number; reason: string; cells: string }>('SELECT row_number, reason, cells FROM failed_rows WHERE batch_id = ? AND row_number > ? ORDER BY row_number LIMIT ?')
    .all(batchId, after, limit)
    .map((row) => ({ rowNumber: row.row_number, reason: row.reason, cells: JSON.parse(row.cells) as string[] }))
}

/** The last row of the file that is stored, whatever became of it; 0 when none is. Parts are stored whole and in order. */
export function lastImportedRow(database: Database, batchId: string): number {
  const row = database
    .prepare<{ last: number | null }>(
      `SELECT max((SELECT coalesce(max(row_number), 0) FROM transcripts WHERE batch_id = @batch),
                  (SELECT coalesce(max(row_number), 0) FROM failed_rows WHERE batch_id = @batch)) AS last`,
    )
    .get({ batch: batchId })
  return row?.last ?? 0
}

/** Transcripts of a batch to be classified once more, in the file's order after a row: only those that failed, or all without a result. */
export function unclassifiedAfter(database: Database, batchId: string, which: 'failed' | 'all', afterRow: number, limit: number): { seq: number; row_number: number }[] {
  return database
    .prepare<{ seq: number; row_number: number }>(
      `SELECT seq, row_number FROM transcripts INDEXED BY transcripts_batch_row WHERE batch_id = ? AND row_number > ?
         AND (error IS NOT NULL OR (sentiment IS NULL AND ? = 'all')) ORDER BY row_number LIMIT ?`,
    )
    .all(batchId, afterRow, which, limit)
}

/** Transcripts of a batch after a seq. */
export function transcriptsAfter(database: Database, batchId: string, seq: number): number[] {
  return database.prepare<{ seq: number }>('SELECT seq FROM transcripts INDEXED BY transcripts_batch_row WHERE batch_id = ? AND seq > ? ORDER BY seq').all(batchId, seq).map((row) => row.seq)
}

/** The greatest seq that the jobs below this one are to classify; 0 when there are none. Roots enqueue in order of seq. */
export function lastEnqueued(database: Database, parentSeq: number): number {
  return database
    .prepare<{ last: number | null }>(`SELECT max(json_extract(payload, '$.transcriptSeqs[#-1]')) AS last FROM jobs WHERE parent_seq = ?`)
    .get(parentSeq)?.last ?? 0
}

/** Deletes some transcripts of a batch with everything that hangs on them. @returns how many; 0 when none is left. */
export function deleteTranscriptsTx(tx: Tx, batchId: string, limit: number): number {
  return tx.database.prepare('DELETE FROM transcripts WHERE seq IN (SELECT seq FROM transcripts WHERE batch_id = ? LIMIT ?)').run(batchId, limit).changes
}

/** @returns how many rows were deleted; 0 when none is left. */
export function deleteFailedRowsTx(tx: Tx, batchId: string, limit: number): number {
  return tx.database
    .prepare('DELETE FROM failed_rows WHERE batch_id = @batch AND row_number IN (SELECT row_number FROM failed_rows WHERE batch_id = @batch LIMIT @limit)')
    .run({ batch: batchId, limit }).changes
}

/** Slices of a batch that is being removed are gone; what it was in all stays, so that its progress can be told. */
export function countRemovedTx(tx: Tx, id: string, transcripts: number, failedRows: number): void {
  tx.database.prepare('UPDATE batches SET created = created - ?, failed_rows = failed_rows - ? WHERE id = ?').run(transcripts, failedRows, id)
}

/** Ends a removal before its end: what is left is all there is of the batch. @returns false when it was not being removed. */
export function endRemovalTx(tx: Tx, id: string, state: 'cancelled' | 'failed', error: string | null, now: number): boolean {
  return tx.database
    .prepare(`UPDATE batches SET state = ?, error = ?, finished_at = ?, total = created + failed_rows + skipped, classified = min(classified, created), import_done = 1 WHERE id = ? AND state = 'removing'`)
    .run(state, state === 'cancelled' ? null : error, now, id).changes === 1
}

export function deleteBatchTx(tx: Tx, id: string): void {
  tx.database.prepare('DELETE FROM batches WHERE id = ?').run(id)
}

/** Transcripts of a batch from a row on that have neither a result nor a failure, in order. */
export function unclassifiedFrom(database: Database, batchId: string, fromRow: number): number[] {
  return database.prepare<number>('SELECT seq FROM transcripts WHERE batch_id = ? AND row_number >= ? AND sentiment IS NULL AND error IS NULL ORDER BY row_number').pluck().all(batchId, fromRow)
}
