import type { TFunction } from 'i18next'
import { conversationOutcomes, dispositionGroups } from '../../../db/values.ts'
import type { ReportRow } from '../../../engine/contract/calls.ts'
import type { Format } from '../../i18n/format.ts'

export const reportKinds = ['hour', 'weekday', 'region', 'day', 'campaign', 'disposition', 'outcome'] as const
export type ReportKind = typeof reportKinds[number]

/** What a chart sets against the calls made. */
export const measures = ['answered', 'contacts', 'successes', 'promises', 'kept'] as const
export type Measure = typeof measures[number]

/** 5 January 2026 was a Monday. */
const mondayMs = Date.UTC(2026, 0, 5)

/** The name of a row of a report; a key that is empty is what nobody knows. */
export function rowName(kind: ReportKind, key: string, t: TFunction, format: Format, campaignNames: ReadonlyMap<string, string>): string {
  if (key === '') return t(kind === 'outcome' ? 'reports.noConversation' : kind === 'disposition' ? 'reports.notEnded' : 'reports.unknown')
  switch (kind) {
    case 'hour': return `${key}:00`
    case 'weekday': return new Intl.DateTimeFormat(format.locale, { weekday: 'long', timeZone: 'UTC' }).format(mondayMs + (Number(key) - 1) * 86_400_000)
    case 'day': return new Intl.DateTimeFormat(format.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(key))
    case 'campaign': return campaignNames.get(key) ?? key
    case 'disposition': return dispositionGroups.some(group => group === key) ? t(`calls.group.${key}`) : key
    case 'outcome': return conversationOutcomes.some(outcome => outcome === key) ? t(`calls.outcome.${key}`) : key
    case 'region': return key
  }
}

/** All rows as one, for the line of sums. */
export function totalOf(rows: readonly ReportRow[]): ReportRow {
  const sum: ReportRow = { key: '', attempts: 0, answered: 0, contacts: 0, successes: 0, promises: 0, kept: 0, costCents: 0 }
  for (const row of rows) for (const name of ['attempts', 'answered', 'contacts', 'successes', 'promises', 'kept', 'costCents'] as const) sum[name] += row[name]
  return sum
}

/** In order of time where there is one, else the most calls first. */
export function inOrder(kind: ReportKind, rows: readonly ReportRow[]): ReportRow[] {
  if (kind === 'hour' || kind === 'weekday' || kind === 'day') return rows.toSorted((one, other) => one.key.localeCompare(other.key))
  return rows.toSorted((one, other) => other.attempts - one.attempts || one.key.localeCompare(other.key))
}
