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

/** Kept recordings of real or simulated calls whose time is over. */
export function recordingsToRemove(database: Database, simulated: boolean, now: number, limit: number): RecordingRow[] {
  return database
    .prepare<RecordingRow>(`SELECT recordings.* FROM recordings JOIN call_attempts AS attempt ON attempt.seq = recordings.attempt_seq
      WHERE recordings.state = 'kept' AND recordings.remove_after IS NOT NULL AND recordings.remove_after <= ? AND attempt.simulated = ? LIMIT ?`)
    .all(now, Number(simulated), limit)
}

/** Calls whose recording was to be fetched and that no job of the queue fetches. */
export function orphanedRecordings(database: Database): string[] {
  return database
    .prepare<string>(`SELECT attempt.id FROM recordings JOIN call_attempts AS attempt ON attempt.seq = recordings.attempt_seq
      WHERE recordings.state = 'waiting' AND NOT EXISTS (
        SELECT 1 FROM jobs WHERE unique_key = 'recording:' || attempt.id AND unique_key IS NOT NULL AND state NOT IN ('done', 'failed', 'cancelled'))`)
    .pluck().all()
}
