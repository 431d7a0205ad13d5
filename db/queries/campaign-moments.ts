import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

const hourMs = 3_600_000

/**
 * The latest moment that anything simulated was written at, by the practice clock; 0 when nothing was. Calls ended within
 * an hour of the last dial are looked at for their ends, since a call lasts minutes.
 */
export function latestSimulatedMoment(database: Database): number {
  const lastDial = lastSimulatedDial(database)
  const lastEnd = database
    .prepare<number | null>('SELECT max((SELECT max(max(coalesce(ended_at, 0), coalesce(placed_at, 0))) FROM call_attempts WHERE business_id = businesses.id AND simulated = 1 AND intent_at >= ?)) FROM businesses')
    .pluck().get(lastDial - hourMs) ?? 0
  const lastStep = database
    .prepare<number | null>(`SELECT max(max(campaigns.created_at, coalesce(campaigns.started_at, 0), coalesce(campaigns.finished_at, 0),
        coalesce((SELECT max(max(due_at, coalesce(decided_at, 0))) FROM call_rounds WHERE campaign_id = campaigns.id), 0))) FROM campaigns WHERE simulated = 1`)
    .pluck().get() ?? 0
  // A promise may break, and be told of, on a day without calls.
  const lastAlert = database
    .prepare<number | null>('SELECT max((SELECT at FROM alerts WHERE business_id = businesses.id AND simulated = 1 ORDER BY seq DESC LIMIT 1)) FROM businesses')
    .pluck().get() ?? 0
  return Math.max(lastDial, lastEnd, lastStep, lastAlert)
}

/** Whether a campaign of this kind runs. */
export function anyCampaignRuns(database: Database, simulated: boolean): boolean {
  return database.prepare(`SELECT 1 FROM campaigns WHERE state = 'running' AND simulated = ? LIMIT 1`).get(Number(simulated)) !== undefined
}

/** By which version of its policy and which text of the preset a campaign decides from a moment on, and who moved it over; null for its start. */
export interface CampaignPolicyRow { at: number; policy_id: string; policy_version: number; preset_hash: string | null; taken_by: string | null }

export function insertCampaignPolicyTx(tx: Tx, campaignId: string, row: CampaignPolicyRow): void {
  tx.database
    .prepare(`INSERT INTO campaign_policies (campaign_id, at, policy_id, policy_version, preset_hash, taken_by) VALUES (?,?,?,?,?,?)
      ON CONFLICT (campaign_id, at) DO UPDATE SET policy_id = excluded.policy_id, policy_version = excluded.policy_version, preset_hash = excluded.preset_hash, taken_by = excluded.taken_by`)
    .run(campaignId, row.at, row.policy_id, row.policy_version, row.preset_hash, row.taken_by)
}

/** What the campaign has lived by, the newest first. */
export function campaignPoliciesOf(database: Database, campaignId: string): CampaignPolicyRow[] {
  return database.prepare<CampaignPolicyRow>('SELECT at, policy_id, policy_version, preset_hash, taken_by FROM campaign_policies WHERE campaign_id = ? ORDER BY at DESC').all(campaignId)
}

/** By which policy the campaign decided at a moment: the last one taken by then, else its first; null where none was written down. */
export function campaignPolicyAt(database: Database, campaignId: string, at: number): CampaignPolicyRow | null {
  return database
    .prepare<CampaignPolicyRow>('SELECT at, policy_id, policy_version, preset_hash, taken_by FROM campaign_policies WHERE campaign_id = @campaignId ORDER BY at > @at, CASE WHEN at > @at THEN at ELSE -at END LIMIT 1')
    .get({ campaignId, at }) ?? null
}

/** Stopped campaigns that somebody still waits in. */
export function endedCampaignsWithOpenJobs(database: Database): string[] {
  return database
    .prepare<string>(`SELECT id FROM campaigns WHERE state = 'stopped' AND EXISTS (SELECT 1 FROM call_jobs WHERE campaign_id = campaigns.id AND status IN ('pending', 'scheduled', 'suspended') AND live_attempt_id IS NULL)`)
    .pluck().all()
}

/** How many calls the campaign has made or tried. */
export function attemptCountOf(database: Database, campaignId: string): number {
  return database.prepare<number>('SELECT count(*) FROM call_attempts WHERE campaign_id = ?').pluck().get(campaignId) ?? 0
}

/** When somebody was last dialled on the practice line; 0 when nobody was. */
export function lastSimulatedDial(database: Database): number {
  return database
    .prepare<number | null>('SELECT max((SELECT max(intent_at) FROM call_attempts WHERE business_id = businesses.id AND simulated = 1)) FROM businesses')
    .pluck().get() ?? 0
}

/** Whether somebody of the campaign still waits to be called. */
export function campaignHasWaitingJobs(database: Database, campaignId: string): boolean {
  return database.prepare(`SELECT 1 FROM call_jobs WHERE campaign_id = ? AND status IN ('pending', 'scheduled') LIMIT 1`).get(campaignId) !== undefined
}
