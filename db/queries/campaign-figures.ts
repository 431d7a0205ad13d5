import type { Database } from '../open.ts'
import type { CallJobStatus } from '../values.ts'
import { campaignCounts } from './campaigns.ts'
import { takenPromise } from './reports-figures.ts'

/** What a campaign has come to so far. Costs in thousandths of a US cent. */
export interface CampaignFigures {
  readonly campaignId: string
  readonly counts: Partial<Record<CallJobStatus, number>>
  readonly attempts: number
  readonly contacts: number
  readonly cost: number
  readonly costToday: number
  readonly live: number
  readonly promises: number
  readonly kept: number
  readonly promised: readonly { currency: string; minor: number }[]
}

/** @param ids campaigns, each with the start of its day. */
export function campaignFigures(database: Database, ids: readonly { campaignId: string; today: number }[]): CampaignFigures[] {
  return ids.map(({ campaignId, today }) => {
    const calls = database
      .prepare<{ attempts: number; contacts: number; cost: number; costToday: number; live: number }>(`SELECT count(*) FILTER (WHERE state <> 'not_placed') AS attempts, coalesce(sum(contact), 0) AS contacts,
          coalesce(sum(cost_millicents), 0) AS cost, coalesce(sum(cost_millicents) FILTER (WHERE intent_at >= @today), 0) AS costToday, count(*) FILTER (WHERE state IN ('intended', 'live')) AS live
        FROM call_attempts WHERE campaign_id = @campaignId`)
      .get({ campaignId, today })
    const promises = database
      .prepare<{ state: string; currency: string; count: number; minor: number }>(`SELECT state, currency, count(*) AS count, coalesce(sum(amount_minor), 0) AS minor FROM promises AS promise WHERE campaign_id = ? AND ${takenPromise} GROUP BY state, currency`)
      .all(campaignId)
    const promised = new Map<string, number>()
    for (const { currency, minor } of promises) promised.set(currency, (promised.get(currency) ?? 0) + minor)
    return {
      campaignId,
      counts: campaignCounts(database, campaignId),
      ...(calls ?? { attempts: 0, contacts: 0, cost: 0, costToday: 0, live: 0 }),
      promises: promises.reduce((sum, row) => sum + row.count, 0),
      kept: promises.reduce((sum, row) => sum + (row.state === 'kept' ? row.count : 0), 0),
      promised: [...promised].map(([currency, minor]) => ({ currency, minor })),
    }
  })
}
