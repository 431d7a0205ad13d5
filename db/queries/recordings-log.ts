import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CampaignRow } from './campaigns.ts'

/** Every campaign that ever called, real or simulated. */
export function campaignsOfKind(database: Database, simulated: boolean): CampaignRow[] {
  return database.prepare<CampaignRow>(`SELECT * FROM campaigns WHERE simulated = ? AND state <> 'draft'`).all(Number(simulated))
}

/**
 * Deletes the log of some calls of a campaign that were dialled before a moment: the provider's words, timelines, and what was
 * decided. The attempts themselves stay: figures are counted from them.
 * @returns how many rows were deleted; fewer than `limit` of each kind when none is left.
 */
export function deleteCallLogTx(tx: Tx, campaignId: string, before: number, limit: number): number {
  const parameters = { campaignId, before, limit }
  const ofOldCalls = `SELECT attempt.seq FROM call_attempts AS attempt WHERE attempt.campaign_id = @campaignId AND attempt.intent_at < @before`
  const bodies = tx.database.prepare(`DELETE FROM call_bodies WHERE attempt_seq IN (SELECT attempt_seq FROM call_bodies WHERE attempt_seq IN (${ofOldCalls}) LIMIT @limit)`).run(parameters).changes
  const events = tx.database.prepare(`DELETE FROM call_events WHERE seq IN (SELECT seq FROM call_events WHERE attempt_seq IN (${ofOldCalls}) LIMIT @limit)`).run(parameters).changes
  const decisions = tx.database
    .prepare(`DELETE FROM call_decisions WHERE seq IN (
      SELECT decision.seq FROM call_jobs AS job JOIN call_decisions AS decision ON decision.call_job_seq = job.seq WHERE job.campaign_id = @campaignId AND decision.at < @before LIMIT @limit)`)
    .run(parameters).changes
  return bodies + events + decisions
}
