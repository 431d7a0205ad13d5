import Holidays from 'date-holidays'
import { businessHolidays } from '../../../db/queries/call-catalogue.ts'
import { ledgerAttempts, ledgerBars, ledgerCampaigns, ledgerDebtors, ledgerPolicies, ledgerPresets, ledgerReinstated } from '../../../db/queries/call-ledger.ts'
import type { Database } from '../../../db/open.ts'
import { loosenedSchema, policyRulesSchema, type CompliancePreset, type CompliancePresetId } from '../../contract/policies.ts'
import { parsePreset } from '../presets.ts'
import type { Ledger, LedgerPolicy } from './replay.ts'

/** Everything of a business's calls of a kind that a replay looks at, with the policies, holidays and wishes it must measure them by. */
export function readLedger(database: Database, presets: Readonly<Record<CompliancePresetId, CompliancePreset>>, businessId: string, simulated: boolean): Ledger {
  const attempts = ledgerAttempts(database, businessId, simulated).map((row) => ({
    id: row.id, campaignId: row.campaign_id, jobId: row.call_job_id, debtorId: row.debtor_id, debtId: row.debt_id, number: row.number,
    state: row.state, intentAt: row.intent_at, endedAt: row.ended_at,
    rang: row.rang === 1, contact: row.contact === 1, unanswered: row.unanswered === 1, outcome: row.outcome,
    rule: row.rule, figure: row.figure, policyVersion: row.policy_version,
  }))
  const policies = new Map<string, Map<number, LedgerPolicy>>()
  for (const row of ledgerPolicies(database, businessId, simulated)) {
    const versions = policies.get(row.campaign_id) ?? new Map<number, LedgerPolicy>()
    policies.set(row.campaign_id, versions.set(row.version, {
      operator: policyRulesSchema.parse(JSON.parse(row.rules)),
      preset: presets[row.preset as CompliancePresetId],
      loosened: loosenedSchema.array().parse(JSON.parse(row.loosened)).map((one) => one.rule),
    }))
  }
  const own = businessHolidays(database, businessId)
  const added = own.filter((day) => day.works === 0).map((day) => day.date)
  const workdays = new Set(own.filter((day) => day.works === 1).map((day) => day.date))
  const years = yearsOf(attempts.map((attempt) => attempt.intentAt))
  return {
    attempts,
    campaigns: ledgerCampaigns(database, businessId, simulated).map((row) => ({
      id: row.id, zone: row.time_zone, concurrency: row.concurrency, callsPerSecond: row.calls_per_second, policyVersion: row.policy_version,
      policies: policies.get(row.id) ?? new Map<number, LedgerPolicy>(),
      presets: ledgerPresets(database, row.id).map((one) => ({ from: one.at, preset: parsePreset(JSON.parse(one.body)) })),
      holidays: new Set([...added, ...publicHolidays(row.country, row.region, years)]),
      workdays,
    })),
    debtors: new Map(ledgerDebtors(database, businessId, simulated).map((row) => [row.id, { zone: row.time_zone, consentAt: row.consent_at, personKey: row.person_key }])),
    doNotCall: ledgerBars(database, businessId, simulated).map((row) => ({ scope: row.scope, subject: row.subject, at: row.created_at, liftedAt: row.lifted_at })),
    reinstated: new Map(ledgerReinstated(database, businessId, simulated).map((row) => [row.call_job_id, row.reinstated_at])),
  }
}

/** A day on either side, because the year changes at other moments elsewhere. */
function yearsOf(moments: readonly number[]): number[] {
  return [...new Set(moments.flatMap((moment) => [moment - 86_400_000, moment + 86_400_000]).map((moment) => new Date(moment).getUTCFullYear()))]
}

/** Asked of the library itself, holiday by holiday: every local date that one of them touches. */
function publicHolidays(country: string, region: string | null, years: readonly number[]): string[] {
  const calendar = region === null ? new Holidays(country, { types: ['public'] }) : new Holidays(country, region, { types: ['public'] })
  return years.flatMap((year) => calendar.getHolidays(year).flatMap((holiday) => {
    const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000))
    const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00Z`)
    return Array.from({ length: days }, (_, day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10))
  }))
}
