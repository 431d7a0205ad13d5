import type { Database } from '../open.ts'

const hourMs = 3_600_000

/**
 * The latest moment that anything simulated was written at, by the practice clock; 0 when nothing was. Calls ended within
 * an hour of the last dial are looked at for their ends, since a call lasts minutes.
 */
export function latestSimulatedMoment(database: Database): number {
  const lastDial = database
    .prepare<number | null>('SELECT max((SELECT max(intent_at) FROM call_attempts WHERE business_id = businesses.id AND simulated = 1)) FROM businesses')
    .pluck().get() ?? 0
  const lastEnd = database
    .prepare<number | null>('SELECT max((SELECT max(max(coalesce(ended_at, 0), coalesce(placed_at, 0))) FROM call_attempts WHERE business_id = businesses.id AND simulated = 1 AND intent_at >= ?)) FROM businesses')
    .pluck().get(lastDial - hourMs) ?? 0
  const lastStep = database
    .prepare<number | null>(`SELECT max(max(campaigns.created_at, coalesce(campaigns.started_at, 0), coalesce(campaigns.finished_at, 0),
        coalesce((SELECT max(max(due_at, coalesce(decided_at, 0))) FROM call_rounds WHERE campaign_id = campaigns.id), 0))) FROM campaigns WHERE simulated = 1`)
    .pluck().get() ?? 0
  return Math.max(lastDial, lastEnd, lastStep)
}

/** Whether a campaign of this kind runs. */
export function anyCampaignRuns(database: Database, simulated: boolean): boolean {
  return database.prepare(`SELECT 1 FROM campaigns WHERE state = 'running' AND simulated = ? LIMIT 1`).get(Number(simulated)) !== undefined
}
