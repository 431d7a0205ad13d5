import type { Database } from '../open.ts'
import { attemptsWithPromise, figureColumns, placed, type FigureColumns } from './reports-figures.ts'

/** What a report sets calls apart by, and the SQL of its key; a key of '' is a call of which that is not known. */
const keys = {
  /** The hour of the dial where the debtor is, 00 to 23. */
  hour: `printf('%02d', attempt.local_hour)`,
  /** 1 Monday to 7 Sunday, where the debtor is. */
  weekday: `CAST((strftime('%w', attempt.local_date) + 6) % 7 + 1 AS TEXT)`,
  region: `coalesce(attempt.region, '')`,
  /** The debtor's local day, YYYY-MM-DD. */
  day: 'attempt.local_date',
  /** The campaign's id. */
  campaign: 'attempt.campaign_id',
  disposition: `coalesce(attempt.disposition, '')`,
  outcome: `coalesce(attempt.outcome, '')`,
} as const

export type ReportKey = keyof typeof keys

export interface ReportChoice {
  readonly businessId: string
  readonly simulated: boolean
  readonly campaignId?: string | undefined
  /** Local days of the debtors, both inclusive. */
  readonly from: string
  readonly to: string
  readonly by: ReportKey
}

export interface ReportFigures extends FigureColumns { key: string; /** The campaign's name, in a report by campaign. */ name: string | null }

/** A local day lies within so many milliseconds of the same day in UTC, whatever the zone. */
const widestZoneMs = 15 * 3_600_000
const dayMs = 86_400_000

/** Calls of a stretch of days, counted by key. What the figures mean stands in reports-figures.ts. */
export function reportFigures(database: Database, { businessId, simulated, campaignId, from, to, by }: ReportChoice): ReportFigures[] {
  const ofCampaign = campaignId === undefined ? '' : 'AND attempt.campaign_id = @campaignId'
  return database
    .prepare<ReportFigures>(`SELECT ${keys[by]} AS key, ${by === 'campaign' ? '(SELECT name FROM campaigns WHERE id = attempt.campaign_id)' : 'NULL'} AS name, ${figureColumns}
      FROM ${attemptsWithPromise}
      WHERE attempt.business_id = @businessId AND attempt.simulated = @simulated ${ofCampaign} AND ${placed}
        AND attempt.intent_at >= @earliest AND attempt.intent_at < @latest AND attempt.local_date BETWEEN @from AND @to
      GROUP BY 1 ORDER BY 1`)
    .all({
      businessId, simulated: Number(simulated), from, to,
      earliest: Date.parse(from) - widestZoneMs, latest: Date.parse(to) + dayMs + widestZoneMs,
      ...(campaignId === undefined ? {} : { campaignId }),
    })
}
