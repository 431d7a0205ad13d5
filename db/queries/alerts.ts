import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { AlertKind, AlertLevel } from '../values.ts'

export interface AlertRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  campaign_id: string | null
  kind: AlertKind
  level: AlertLevel
  details: string
  at: number
  seen_at: number | null
}

export function insertAlertTx(tx: Tx, row: Omit<AlertRow, 'seq' | 'seen_at'>): void {
  tx.database
    .prepare('INSERT INTO alerts (id, business_id, simulated, campaign_id, kind, level, details, at) VALUES (?,?,?,?,?,?,?,?)')
    .run(row.id, row.business_id, row.simulated, row.campaign_id, row.kind, row.level, row.details, row.at)
}

/** Whether the same alert stands there unseen. */
export function alertIsOpen(database: Database, businessId: string, simulated: boolean, campaignId: string | null, kind: AlertKind): boolean {
  return database
    .prepare('SELECT 1 FROM alerts WHERE business_id = ? AND simulated = ? AND campaign_id IS ? AND kind = ? AND seen_at IS NULL LIMIT 1')
    .get(businessId, Number(simulated), campaignId, kind) !== undefined
}

/** Newest first. */
export function alertsOf(database: Database, businessId: string, simulated: boolean, offset: number, limit: number): AlertRow[] {
  return database.prepare<AlertRow>('SELECT * FROM alerts WHERE business_id = ? AND simulated = ? ORDER BY seq DESC LIMIT ? OFFSET ?').all(businessId, Number(simulated), limit, offset)
}

export function unseenAlerts(database: Database, businessId: string, simulated: boolean): number {
  return database.prepare<number>('SELECT count(*) FROM alerts WHERE business_id = ? AND simulated = ? AND seen_at IS NULL').pluck().get(businessId, Number(simulated)) ?? 0
}

export function seeAlertsTx(tx: Tx, businessId: string, simulated: boolean, now: number): void {
  tx.database.prepare('UPDATE alerts SET seen_at = ? WHERE business_id = ? AND simulated = ? AND seen_at IS NULL').run(now, businessId, Number(simulated))
}

/** Alerts nobody has seen, newest first: of the whole floor, or those of one campaign and of none. */
export function floorAlerts(database: Database, businessId: string, simulated: boolean, campaignId: string | null, limit: number): AlertRow[] {
  return database
    .prepare<AlertRow>(`SELECT * FROM alerts WHERE business_id = @businessId AND simulated = @simulated AND seen_at IS NULL AND (@campaignId IS NULL OR campaign_id IS NULL OR campaign_id = @campaignId) ORDER BY seq DESC LIMIT @limit`)
    .all({ businessId, simulated: Number(simulated), campaignId, limit })
}
