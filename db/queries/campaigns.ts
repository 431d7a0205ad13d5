import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CallJobStatus, CampaignState } from '../values.ts'

/** A campaign, as SQLite gives it. */
export interface CampaignRow {
  id: string
  business_id: string
  simulated: number
  name: string
  state: CampaignState
  /** Why it does not dial: a key with values, as JSON. */
  hold: string | null
  policy_id: string
  policy_version: number
  agent_id: string
  country: string
  /** Whose public holidays hold; null for the whole country's. */
  region: string | null
  /** The text of the preset it was started under or moved over to; null until it starts. */
  preset_hash: string | null
  time_zone: string
  starts_on: string | null
  ends_on: string | null
  concurrency: number
  calls_per_second: number
  cost_limit_day_millicents: number | null
  cost_limit_total_millicents: number | null
  keep_recordings_days: number | null
  batch_id: string | null
  created_at: number
  started_at: number | null
  finished_at: number | null
}

const columns = [
  'id', 'business_id', 'simulated', 'name', 'state', 'hold', 'policy_id', 'policy_version', 'agent_id', 'country', 'region', 'preset_hash', 'time_zone', 'starts_on', 'ends_on', 'concurrency',
  'calls_per_second', 'cost_limit_day_millicents', 'cost_limit_total_millicents', 'keep_recordings_days', 'batch_id', 'created_at', 'started_at', 'finished_at',
] as const

export function insertCampaignTx(tx: Tx, row: CampaignRow): void {
  tx.database.prepare(`INSERT INTO campaigns (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...columns.map((column) => row[column]))
}

/** Writes what a person may change; the state has its own function. */
export function updateCampaignTx(tx: Tx, row: CampaignRow): void {
  const changeable = columns.filter((column) => !['id', 'business_id', 'simulated', 'state', 'hold', 'created_at', 'started_at', 'finished_at'].includes(column))
  tx.database.prepare(`UPDATE campaigns SET ${changeable.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`).run(...changeable.map((column) => row[column]), row.id)
}

export function campaignById(database: Database, id: string): CampaignRow | null {
  return database.prepare<CampaignRow>('SELECT * FROM campaigns WHERE id = ?').get(id) ?? null
}

export function campaignsOf(database: Database, businessId: string, simulated: boolean): CampaignRow[] {
  return database.prepare<CampaignRow>('SELECT * FROM campaigns WHERE business_id = ? AND simulated = ? ORDER BY created_at DESC, id DESC').all(businessId, Number(simulated))
}

export function runningCampaigns(database: Database): CampaignRow[] {
  return database.prepare<CampaignRow>(`SELECT * FROM campaigns WHERE state = 'running' ORDER BY created_at, id`).all()
}

export interface CampaignMove { readonly hold?: string | null; readonly now: number }

/** Moves a campaign from one of `from` to another state. @returns false when it was in none of them. */
export function moveCampaignTx(tx: Tx, id: string, from: readonly CampaignState[], to: CampaignState, { hold = null, now }: CampaignMove): boolean {
  return tx.database
    .prepare(`UPDATE campaigns SET state = @to, hold = @hold,
        started_at = CASE WHEN @to = 'running' THEN coalesce(started_at, @now) ELSE started_at END,
        finished_at = CASE WHEN @to IN ('stopped', 'done') THEN @now ELSE NULL END
      WHERE id = @id AND state IN (SELECT value FROM json_each(@from))`)
    .run({ id, to, hold, now, from: JSON.stringify(from) }).changes === 1
}

export function setCampaignBatchTx(tx: Tx, id: string, batchId: string): void {
  tx.database.prepare('UPDATE campaigns SET batch_id = ? WHERE id = ?').run(batchId, id)
}

/** How many debtors of the campaign stand where. */
export function campaignCounts(database: Database, id: string): Partial<Record<CallJobStatus, number>> {
  const rows = database.prepare<{ status: CallJobStatus; count: number }>('SELECT status, count(*) AS count FROM call_jobs WHERE campaign_id = ? GROUP BY status').all(id)
  return Object.fromEntries(rows.map((row) => [row.status, row.count]))
}

/** Whether anybody of the campaign may still be called or waits for a person. */
export function campaignHasOpenJobs(database: Database, id: string): boolean {
  return database.prepare(`SELECT 1 FROM call_jobs WHERE campaign_id = ? AND status IN ('pending', 'scheduled', 'in_progress', 'needs_review') LIMIT 1`).get(id) !== undefined
}

export function removeCampaignTx(tx: Tx, id: string): void {
  tx.database.prepare('DELETE FROM campaigns WHERE id = ?').run(id)
}
