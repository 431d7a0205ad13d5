import { costSince, countLive, totalCost } from '../../../db/queries/call-attempts.ts'
import { moveCampaignTx, type CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { Tx } from '../../../db/tx.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { raiseAlertTx } from '../alerts.ts'

/** What is left of a campaign's limits. Money in thousandths of a US cent. */
export interface Money {
  /** Calls that fit, counting what those under way will probably cost; Infinity without a limit. */
  readonly calls: number
  /** The limit that leaves room for none, even when every call under way turns out to be free. */
  readonly spent: { readonly period: 'day' | 'total'; readonly spent: number; readonly limit: number } | null
}

/** @param dayFrom start of the campaign's day. */
export function moneyOf(database: Database, campaign: CampaignRow, dayFrom: number): Money {
  const limits = [
    { limit: campaign.cost_limit_day_millicents, cost: () => costSince(database, campaign.id, dayFrom), period: 'day' as const },
    { limit: campaign.cost_limit_total_millicents, cost: () => totalCost(database, campaign.id), period: 'total' as const },
  ]
  let calls = Number.POSITIVE_INFINITY
  for (const { limit, cost, period } of limits) {
    if (limit === null) continue
    const { spent, average } = cost()
    if (spent >= limit || spent + average > limit) return { calls: 0, spent: { period, spent, limit } }
    if (average > 0) calls = Math.min(calls, Math.floor((limit - spent) / average))
  }
  return { calls: Math.max(0, calls - (Number.isFinite(calls) ? countLive(database, campaign.id) : 0)), spent: null }
}

/** Stops a campaign whose money is spent, and tells. */
export function pauseForMoneyTx(tx: Tx, events: EventBus, campaign: CampaignRow, { period, spent, limit }: NonNullable<Money['spent']>, now: number): void {
  const details = { campaign: campaign.name, period, spent: spent / 1000, limit: limit / 1000 }
  moveCampaignTx(tx, campaign.id, ['running'], 'paused', { hold: JSON.stringify({ key: 'campaigns.hold.cost_limit', values: details }), now })
  raiseAlertTx(tx, events, { kind: 'cost_limit', businessId: campaign.business_id, simulated: campaign.simulated === 1, campaignId: campaign.id, details, at: now })
  tx.afterCommit(() => events.publish({ type: 'campaign.updated', campaignId: campaign.id }))
}
