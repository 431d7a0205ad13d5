import type { Database } from '../open.ts'

export interface DueCallback { job_id: string; callback_at: number; business_id: string; campaign_id: string; campaign_name: string; debtor_id: string; debtor_name: string }

/** Campaigns that may still call. */
const openCampaign = `campaign.state IN ('running', 'paused')`

/** Debtors whose callback falls after one moment and until another, the earliest first. */
export function callbacksBetween(database: Database, simulated: boolean, after: number, until: number): DueCallback[] {
  return database
    .prepare<DueCallback>(`SELECT job.id AS job_id, job.callback_at, campaign.business_id, campaign.id AS campaign_id, campaign.name AS campaign_name, debtor.id AS debtor_id, debtor.name AS debtor_name
      FROM call_jobs AS job JOIN campaigns AS campaign ON campaign.id = job.campaign_id JOIN debtors AS debtor ON debtor.seq = job.debtor_seq
      WHERE job.callback_at > ? AND job.callback_at <= ? AND job.status = 'scheduled' AND campaign.simulated = ? AND ${openCampaign} ORDER BY job.callback_at, job.seq`)
    .all(after, until, Number(simulated))
}

/** The next callback after a moment; null when there is none. */
export function nextCallback(database: Database, simulated: boolean, after: number): number | null {
  return database
    .prepare<number>(`SELECT job.callback_at FROM call_jobs AS job JOIN campaigns AS campaign ON campaign.id = job.campaign_id
      WHERE job.callback_at > ? AND job.status = 'scheduled' AND campaign.simulated = ? AND ${openCampaign} ORDER BY job.callback_at LIMIT 1`)
    .pluck().get(after, Number(simulated)) ?? null
}

/** The moment of the last callback that was told of; 0 when none was. */
export function lastCallbackTold(database: Database, simulated: boolean): number {
  return database.prepare<number | null>(`SELECT max(at) FROM alerts WHERE simulated = ? AND kind = 'callback_due'`).pluck().get(Number(simulated)) ?? 0
}
