import type { CompliancePreset, LoosenableRule, Loosened, OpenHours, PolicyCap, PolicyRules } from '../contract/policies.ts'
import type { CampaignHolidays, EffectiveCap, EffectiveHours, EffectivePolicy, EffectiveSilence, MinuteRange } from './rules.ts'

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Open minutes of each weekday, Monday first, in order and without overlaps. No hours at all is open around the clock. */
export function weekOf(hours: readonly OpenHours[], leadMinutes: number): MinuteRange[][] {
  if (hours.length === 0) return Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }])
  return Array.from({ length: 7 }, (_, weekday) => {
    const merged: MinuteRange[] = []
    const ranges = hours.filter((one) => one.days.includes(weekday + 1)).map((one) => ({ from: minutes(one.from), to: minutes(one.to) }))
    for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
      const last = merged.at(-1)
      if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to)
      else merged.push(range)
    }
    return merged.map(({ from, to }) => ({ from, to: to - leadMinutes })).filter(({ from, to }) => from < to)
  })
}

function effectiveCap(cap: PolicyCap, rule: EffectiveCap['rule']): EffectiveCap {
  return { rule, what: cap.what, count: cap.count, days: cap.days, per: cap.per }
}

/**
 * Operator's rules and preset as one policy in which the stricter of both holds, because all of both must be met:
 * hours must be open in each, every cap and silence counts.
 * @param zone the campaign's zone
 * @param loosened rules of the preset set aside with a written reason
 */
export function effectivePolicy(operator: PolicyRules, preset: CompliancePreset, holidays: CampaignHolidays, zone: string, loosened: readonly Loosened[] = []): EffectivePolicy {
  const kept = (rule: LoosenableRule) => !loosened.some((one) => one.rule === rule)
  const hoursZone = (whose: 'debtor' | 'campaign') => (whose === 'debtor' ? null : zone)
  const hours: EffectiveHours[] = [{ zone: hoursZone(operator.hoursZone), week: weekOf(operator.hours, operator.leadMinutes), closedOn: operator.holidaysClosed ? 'own' : null }]
  const presetHours = kept('window') ? preset.rules.hours : []
  // A house's policy leaves it to the business on which days it works; a law does not.
  const presetCalendar = preset.kind === 'law' ? 'legal' : 'own'
  const presetHolidays = kept('holiday') && preset.rules.holidaysClosed
  if (presetHours.length > 0 || presetHolidays)
    hours.push({ zone: hoursZone(preset.rules.hoursZone), week: weekOf(presetHours, presetHours.length > 0 ? operator.leadMinutes : 0), closedOn: presetHolidays ? presetCalendar : null })

  const caps = [
    ...(kept('legal_cap') ? preset.rules.caps.map((cap) => effectiveCap(cap, 'legal_cap')) : []),
    effectiveCap({ what: 'attempts', count: operator.callsPerDay, days: 1, per: 'person' }, 'calls_per_day'),
    ...operator.caps.map((cap) => effectiveCap(cap, 'calls_per_day')),
  ]
  const silences: EffectiveSilence[] = []
  if (kept('silence') && preset.rules.silence !== null) silences.push({ ...preset.rules.silence, legal: true })
  if (operator.silenceDays > 0) silences.push({ days: operator.silenceDays, per: 'person', legal: false })

  return {
    campaignZone: zone,
    hours,
    holidays,
    caps,
    silences,
    consentNeeded: operator.consentNeeded || (kept('consent') && preset.rules.consentNeeded),
    callbackConsentDays: preset.rules.callbackConsentDays,
    unansweredDays: operator.unansweredDays,
    maxAttempts: operator.maxAttempts,
    rounds: operator.rounds.toSorted(),
    debtorsPerDay: operator.debtorsPerDay,
    retryMinutes: operator.retryMinutes,
    keepLogYears: preset.rules.keepLogYears,
  }
}
