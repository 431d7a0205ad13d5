import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { RecordingState } from '../values.ts'

export interface RecordingRow {
  attempt_seq: number
  state: RecordingState
  /** Name of the file in the recordings folder. */
  file: string | null
  content_type: string | null
  bytes: number | null
  sha256: string | null
  fetched_at: number | null
  remove_after: number | null
  error: string | null
}

/** Notes that a recording is to be fetched. */
export function insertRecordingTx(tx: Tx, attemptSeq: number): void {
  tx.database.prepare(`INSERT INTO recordings (attempt_seq, state) VALUES (?, 'waiting') ON CONFLICT (attempt_seq) DO NOTHING`).run(attemptSeq)
}

export function recordingOf(database: Database, attemptSeq: number): RecordingRow | null {
  return database.prepare<RecordingRow>('SELECT * FROM recordings WHERE attempt_seq = ?').get(attemptSeq) ?? null
}

export function changeRecordingTx(tx: Tx, attemptSeq: number, change: Partial<Omit<RecordingRow, 'attempt_seq'>>): void {
  const names = Object.keys(change) as (keyof typeof change)[]
  tx.database.prepare(`UPDATE recordings SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE attempt_seq = ?`).run(...names.map((name) => change[name]), attemptSeq)
}

/** Kept recordings whose time is over. */
export function recordingsToRemove(database: Database, now: number, limit: number): RecordingRow[] {
  return database.prepare<RecordingRow>(`SELECT * FROM recordings WHERE state = 'kept' AND remove_after IS NOT NULL AND remove_after <= ? LIMIT ?`).all(now, limit)
}
