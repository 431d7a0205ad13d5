import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface ScheduleRow { name: string; kind: string; payload: string; cron: string; time_zone: string; enabled: number; next_run_at: number | null; last_run_at: number | null }

export function allSchedules(database: Database): ScheduleRow[] {
  return database.prepare<ScheduleRow>('SELECT * FROM schedules ORDER BY name').all()
}

export function scheduleByName(database: Database, name: string): ScheduleRow | null {
  return database.prepare<ScheduleRow>('SELECT * FROM schedules WHERE name = ?').get(name) ?? null
}

/** Declares a schedule. What a person switched off stays off; a changed rhythm forgets the moment planned after the old one. */
export function declareScheduleTx(tx: Tx, row: Omit<ScheduleRow, 'enabled' | 'next_run_at' | 'last_run_at'>): void {
  tx.database
    .prepare(
      `INSERT INTO schedules (name, kind, payload, cron, time_zone, enabled) VALUES (?,?,?,?,?,1)
       ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, payload = excluded.payload,
         next_run_at = CASE WHEN cron = excluded.cron AND time_zone = excluded.time_zone THEN next_run_at ELSE NULL END,
         cron = excluded.cron, time_zone = excluded.time_zone`,
    )
    .run(row.name, row.kind, row.payload, row.cron, row.time_zone)
}

export function setScheduleTx(tx: Tx, name: string, values: { enabled: boolean; nextRunAt: number | null; lastRunAt: number | null }): void {
  tx.database.prepare('UPDATE schedules SET enabled = ?, next_run_at = ?, last_run_at = ? WHERE name = ?').run(values.enabled ? 1 : 0, values.nextRunAt, values.lastRunAt, name)
}
