import { ledgerAttempts, ledgerDecisions, ledgerPromises, type LedgerAttemptRow } from '../../../db/queries/call-ledger.ts'
import type { Database } from '../../../db/open.ts'
import { readLedger } from '../../calls/audit/read-ledger.ts'
import { replayLedger } from '../../calls/audit/replay.ts'
import { dayText, momentText, zoneTime } from '../../calls/zone-time.ts'
import { readPresets } from '../../calls/presets.ts'
import type { Campaign } from '../../contract/campaigns.ts'
import type { DebtorImport, Money } from '../../contract/debtors.ts'
import type { Cell } from '../../ingest/index.ts'

export interface FailedRow { readonly rowNumber: number; readonly reasons: readonly string[] }

export interface ReportNeeds {
  readonly database: Database
  readonly resources: string
  readonly campaign: Campaign
  readonly imported: DebtorImport
  readonly failedRows: readonly FailedRow[]
  /** First and last moment, by the campaign's clock. */
  readonly from: number
  readonly to: number
  /** Calls the line lets run at once. */
  readonly lineLimit: number
}

export type CampaignReport = ReturnType<typeof campaignReport>

/**
 * All that a campaign came to, as plain data: figures, each day, what an independent replay of the ledger found, and the
 * ledger itself. Moments are local to the campaign, money is in the currency's smallest unit, costs in US cents.
 */
export function campaignReport({ database, resources, campaign, imported, failedRows, from, to, lineLimit }: ReportNeeds) {
  const time = zoneTime(campaign.timeZone)
  const moment = (at: number) => momentText(at, time)
  const all = ledgerAttempts(database, campaign.businessId, campaign.simulated).filter((attempt) => attempt.campaign_id === campaign.id)
  const attempts = all.filter((attempt) => attempt.state !== 'not_placed')
  const promises = ledgerPromises(database, campaign.id)
  const violations = replayLedger(readLedger(database, readPresets(resources), campaign.businessId, campaign.simulated), lineLimit)
    .filter((violation) => violation.campaignId === campaign.id)
    .map(({ rule, attemptId, at, detail }) => ({ rule, attemptId, at: moment(at), detail }))
  const days = Map.groupBy(attempts, (attempt) => dayText(time.dayAt(attempt.intent_at)))
  const made = Map.groupBy(promises, (promise) => dayText(time.dayAt(promise.made_at)))
  return {
    campaign: campaign.name,
    practice: campaign.simulated,
    state: campaign.state,
    hold: campaign.hold,
    policy: { name: campaign.policyName, preset: campaign.preset, version: campaign.policyVersion },
    timeZone: campaign.timeZone,
    from: moment(from),
    to: moment(to),
    import: { created: imported.created, updated: imported.updated, skipped: imported.skipped, failed: imported.failedRows, failedRows },
    debtors: campaign.debtors,
    statuses: withoutZeros(campaign.counts),
    outcomes: countBy(attempts, (attempt) => attempt.outcome),
    dispositions: countBy(attempts, (attempt) => attempt.disposition),
    attempts: attempts.length,
    notPlaced: all.length - attempts.length,
    contacts: attempts.filter((attempt) => attempt.contact === 1).length,
    promises: { count: promises.length, states: countBy(promises, (promise) => promise.state), sums: sumsOf(promises) },
    costCents: costOf(attempts),
    days: [...days].map(([date, ofDay]) => ({
      date,
      calls: ofDay.length,
      debtors: new Set(ofDay.map((attempt) => attempt.debtor_id)).size,
      contacts: ofDay.filter((attempt) => attempt.contact === 1).length,
      promises: made.get(date)?.length ?? 0,
      costCents: costOf(ofDay),
    })),
    violations,
    ledger: ledgerDecisions(database, campaign.id).map((row) => ({
      at: moment(row.at), nationalId: row.national_id, name: row.name, localTime: momentText(row.at, zoneTime(row.time_zone)),
      verdict: row.verdict, rule: row.rule, figure: row.figure, limit: row.limit_value, until: row.until === null ? null : moment(row.until), policyVersion: row.policy_version,
      attemptId: row.attempt_id, number: row.number, state: row.state, disposition: row.disposition, outcome: row.outcome, costCents: row.cost_millicents === null ? null : row.cost_millicents / 1000,
    })),
  }
}

export const ledgerColumns = [
  'at', 'nationalId', 'name', 'localTime', 'verdict', 'rule', 'figure', 'limit', 'until', 'policyVersion', 'attemptId', 'number', 'state', 'disposition', 'outcome', 'costCents',
] as const satisfies (keyof CampaignReport['ledger'][number])[]

/** The ledger as rows of a table. */
export function ledgerCells(report: CampaignReport): Cell[][] {
  return report.ledger.map((entry) => ledgerColumns.map((column) => entry[column]))
}

function costOf(attempts: readonly LedgerAttemptRow[]): number {
  return attempts.reduce((sum, attempt) => sum + (attempt.cost_millicents ?? 0), 0) / 1000
}

function sumsOf(promises: readonly { amount_minor: number | null; currency: string }[]): Money[] {
  return [...Map.groupBy(promises, (promise) => promise.currency)].map(([currency, some]) => ({ currency, minor: some.reduce((sum, promise) => sum + (promise.amount_minor ?? 0), 0) }))
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string | null): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(items, (item) => nameOf(item) ?? 'none')].map(([name, some]) => [name, some.length]))
}

function withoutZeros(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
