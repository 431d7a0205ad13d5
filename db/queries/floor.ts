import type { Database } from '../open.ts'
import type { CampaignState } from '../values.ts'
import type { RoundRow } from './call-rounds.ts'
import { answered, placed, success, takenPromise } from './reports-figures.ts'

/** A campaign and its local day, of which figures are wanted: `from` inclusive, `to` exclusive. */
export interface CampaignDay { readonly id: string; readonly from: number; readonly to: number }

/** Campaigns as a table: each is found in its indexes, however many campaigns there ever were. */
const days = `json_each(@days) AS day`
const parameter = (campaigns: readonly CampaignDay[]) => JSON.stringify(campaigns)
const ofDay = `attempt.campaign_id = day.value ->> 'id' AND attempt.intent_at >= day.value ->> 'from' AND attempt.intent_at < day.value ->> 'to'`

export interface DayFigures { attempts: number; answered: number; contacts: number; successes: number; cost_millicents: number }

/** What the campaigns did on their days, together. */
export function dayFigures(database: Database, campaigns: readonly CampaignDay[]): DayFigures {
  const row = database
    .prepare<DayFigures>(`SELECT count(*) AS attempts, coalesce(sum(${answered}), 0) AS answered, coalesce(sum(attempt.contact), 0) AS contacts,
        coalesce(sum(${success}), 0) AS successes, coalesce(sum(attempt.cost_millicents), 0) AS cost_millicents
      FROM ${days} CROSS JOIN call_attempts AS attempt WHERE ${ofDay} AND ${placed}`)
    .get({ days: parameter(campaigns) })
  return row ?? { attempts: 0, answered: 0, contacts: 0, successes: 0, cost_millicents: 0 }
}

export interface CampaignCalled { id: string; debtors: number; attempts: number }

/** Debtors and dials of each campaign on its day. */
export function calledOnDay(database: Database, campaigns: readonly CampaignDay[]): CampaignCalled[] {
  return database
    .prepare<CampaignCalled>(`SELECT attempt.campaign_id AS id, count(DISTINCT attempt.debtor_seq) AS debtors, count(*) AS attempts
      FROM ${days} CROSS JOIN call_attempts AS attempt WHERE ${ofDay} AND ${placed} GROUP BY attempt.campaign_id`)
    .all({ days: parameter(campaigns) })
}

export interface HourFigures { hour: number; attempts: number; contacts: number }

/** Dials and contacts by the hour in which they began, oldest first; hours without any are left out. */
export function hourFigures(database: Database, campaigns: readonly CampaignDay[]): HourFigures[] {
  return database
    .prepare<HourFigures>(`SELECT attempt.intent_at - attempt.intent_at % 3600000 AS hour, count(*) AS attempts, sum(attempt.contact) AS contacts
      FROM ${days} CROSS JOIN call_attempts AS attempt WHERE ${ofDay} AND ${placed} GROUP BY hour ORDER BY hour`)
    .all({ days: parameter(campaigns) })
}

/** Dials of the campaigns between two moments. */
export function countDialled(database: Database, campaignIds: readonly string[], from: number, to: number): number {
  return dayFigures(database, campaignIds.map((id) => ({ id, from, to }))).attempts
}

export interface PromisedSum { currency: string; count: number; amount_minor: number }

/** Promises made on the campaigns' days, by currency. */
export function promisesOfDay(database: Database, campaigns: readonly CampaignDay[]): PromisedSum[] {
  return database
    .prepare<PromisedSum>(`SELECT promise.currency, count(*) AS count, coalesce(sum(promise.amount_minor), 0) AS amount_minor FROM ${days} CROSS JOIN promises AS promise
      WHERE promise.campaign_id = day.value ->> 'id' AND promise.made_at >= day.value ->> 'from' AND promise.made_at < day.value ->> 'to' AND ${takenPromise}
      GROUP BY promise.currency ORDER BY promise.currency`)
    .all({ days: parameter(campaigns) })
}

/** Promises, whenever made, that were fulfilled on the campaigns' days. */
export function countKeptOnDay(database: Database, campaigns: readonly CampaignDay[]): number {
  return database
    .prepare<number>(`SELECT count(*) FROM ${days} CROSS JOIN promises AS promise
      WHERE promise.campaign_id = day.value ->> 'id' AND promise.state = 'kept' AND promise.settled_at >= day.value ->> 'from' AND promise.settled_at < day.value ->> 'to'`)
    .pluck().get({ days: parameter(campaigns) }) ?? 0
}

/** Attempts of these campaigns whose end is not known yet, and those that wait for a person. */
export function openAttemptSeqs(database: Database, campaignIds: readonly string[]): { live: number[]; needsReview: number } {
  const rows = database
    .prepare<{ seq: number; state: string }>(`SELECT attempt.seq, attempt.state FROM json_each(?) AS campaign CROSS JOIN call_attempts AS attempt
      WHERE attempt.campaign_id = campaign.value AND attempt.state IN ('intended', 'live', 'needs_review') ORDER BY attempt.seq`)
    .all(JSON.stringify(campaignIds))
  return { live: rows.filter((row) => row.state !== 'needs_review').map((row) => row.seq), needsReview: rows.filter((row) => row.state === 'needs_review').length }
}

/** Rounds of a campaign that a person must still answer, or that choose or call now. */
export function openRounds(database: Database, campaignId: string, localDate: string): RoundRow[] {
  return database
    .prepare<RoundRow>(`SELECT * FROM call_rounds WHERE campaign_id = ? AND local_date = ? AND state IN ('asking', 'planned', 'running') ORDER BY due_at`)
    .all(campaignId, localDate)
}

export interface FloorCampaignRow { id: string; name: string; state: CampaignState; time_zone: string }

/** The campaigns of a floor, newest first; every one of them may have called today. */
export function floorCampaigns(database: Database, businessId: string, simulated: boolean, campaignId: string | null): FloorCampaignRow[] {
  return database
    .prepare<FloorCampaignRow>(`SELECT id, name, state, time_zone FROM campaigns WHERE business_id = @businessId AND simulated = @simulated AND (@campaignId IS NULL OR id = @campaignId) AND state <> 'draft' ORDER BY created_at DESC, id DESC`)
    .all({ businessId, simulated: Number(simulated), campaignId })
}
