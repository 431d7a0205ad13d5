import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { Queue } from '../values.ts'

export interface MinuteRow { minute: number; queue: Queue; done: number; failed: number; latencies: string }

/** Replaces the figures of a minute. */
export function saveMinuteTx(tx: Tx, row: MinuteRow): void {
  tx.database
    .prepare(
      `INSERT INTO job_minutes (minute, queue, done, failed, latencies) VALUES (?,?,?,?,?)
       ON CONFLICT (minute, queue) DO UPDATE SET done = excluded.done, failed = excluded.failed, latencies = excluded.latencies`,
    )
    .run(row.minute, row.queue, row.done, row.failed, row.latencies)
}

export function minutesSince(database: Database, minute: number): MinuteRow[] {
  return database.prepare<MinuteRow>('SELECT minute, queue, done, failed, latencies FROM job_minutes WHERE minute >= ? ORDER BY minute, queue').all(minute)
}

export function pruneMinutesTx(tx: Tx, before: number): void {
  tx.database.prepare('DELETE FROM job_minutes WHERE minute < ?').run(before)
}
