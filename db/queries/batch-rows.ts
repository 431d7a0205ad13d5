import type { Database } from '../open.ts'
import { fullTranscripts, type FullTranscript } from './transcripts-full.ts'

/** The transcripts that these rows of a batch's file became, with their results, by row number. */
export function transcriptsOfRows(database: Database, batchId: string, rowNumbers: readonly number[]): Map<number, FullTranscript> {
  const seqs = database
    .prepare<{ seq: number }>('SELECT t.seq FROM json_each(?) asked JOIN transcripts t ON t.batch_id = ? AND t.row_number = asked.value')
    .all(JSON.stringify([...new Set(rowNumbers)]), batchId)
    .map((row) => row.seq)
  return new Map(fullTranscripts(database, Uint32Array.from(seqs)).map((full) => [full.row.row_number, full]))
}
