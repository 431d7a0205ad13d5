import type { TFunction } from 'i18next'
import type { CompliancePreset, OpenHours, PolicyCap, PolicyConflict } from '../../../engine/contract/policies.ts'
import type { Format } from '../../i18n/format.ts'

/** A Monday; the names of weekdays are taken from its week. */
const monday = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** Name of an ISO weekday, 1 Monday to 7 Sunday. */
export function weekdayName(day: number, locale: string, style: 'short' | 'long' = 'short'): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(monday + (day - 1) * dayMs)
}

/** Weekdays as a person says them: "Mon–Fri, Sun". */
export function daysText(days: readonly number[], locale: string): string {
  const runs: number[][] = []
  for (const day of days.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && run.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs.map(run => {
    const [first = 1, last = 1] = [run[0], run.at(-1)]
    const joint = run.length > 2 ? '–' : run.length === 2 ? ', ' : ''
    return weekdayName(first, locale) + (joint && joint + weekdayName(last, locale))
  }).join(', ')
}

/** "Mon–Fri 09:00–19:00 · Sat 09:00–14:00". */
export function hoursText(hours: readonly OpenHours[], locale: string): string {
  return hours.map(({ days, from, to }) => `${daysText(days, locale)} ${from}–${to}`).join(' · ')
}

/** Hours as a conflict tells them ("12345 09:00-19:00, 6 09:00-14:00"), as hours again; what is not understood is left out. */
export function readHours(text: string): OpenHours[] {
  return text.split(', ').flatMap(part => {
    const [, days = '', from = '', to = ''] = /^([1-7]+) (\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(part) ?? []
    return days === '' ? [] : [{ days: [...days].map(Number), from, to }]
  })
}

function spanText(days: number | string, t: TFunction): string {
  if (days === 'calendar_week') return t('callingSettings.span.week')
  return days === 1 ? t('callingSettings.span.day') : t('callingSettings.span.days', { days })
}

/** "At most 1 call that may have rung, in 7 days, per person". */
export function capText({ what, count, days, per }: PolicyCap, t: TFunction): string {
  return t('callingSettings.capSentence', { figure: t(`callingSettings.capWhat.${what}`, { count }), span: spanText(days, t), per: t(`callingSettings.capPer.${per}`) })
}

/** What a preset says of one rule; null where it says nothing. */
export function presetFact(rule: PolicyConflict['rule'], { rules }: CompliancePreset, t: TFunction, locale: string): string | null {
  switch (rule) {
    case 'window': return rules.hours.length > 0 ? `${hoursText(rules.hours, locale)} (${t(`callingSettings.zoneOf.${rules.hoursZone}`)})` : null
    case 'holiday': return rules.holidaysClosed ? t('callingSettings.fact.noHolidays') : null
    case 'legal_cap': return rules.caps.length > 0 ? rules.caps.map(cap => capText(cap, t)).join(' · ') : null
    case 'silence': return rules.silence ? t('callingSettings.fact.silence', { count: rules.silence.days, per: t(`callingSettings.capPer.${rules.silence.per}`) }) : null
    case 'consent': return rules.consentNeeded ? t('callingSettings.fact.consent') : null
  }
}

/** Both sides of a conflict in words: what the operator's rules would do, and what the preset lets. */
export function conflictSides({ rule, operator, preset }: PolicyConflict, t: TFunction, format: Format): { own: string, allowed: string } {
  const number = (value: string | number | undefined) => typeof value === 'number' ? format.number(value) : String(value ?? '')
  switch (rule) {
    case 'window': return { own: hoursText(readHours(String(operator.hours ?? '')), format.locale), allowed: hoursText(readHours(String(preset.hours ?? '')), format.locale) }
    case 'holiday': return { own: t('callingSettings.fact.holidays'), allowed: t('callingSettings.fact.noHolidays') }
    case 'legal_cap': return {
      own: t('callingSettings.fact.cap', { count: Number(operator.count ?? 0), number: number(operator.count), span: spanText(operator.days ?? 1, t), perDay: number(operator.perDay) }),
      allowed: t('callingSettings.capSentence', { figure: t(`callingSettings.capWhat.${preset.what ?? 'rang'}`, { count: Number(preset.count ?? 0) }), span: spanText(preset.days ?? 1, t), per: t(`callingSettings.capPer.${preset.per ?? 'person'}`) }),
    }
    case 'silence': return {
      own: operator.days === 0 ? t('callingSettings.fact.noSilence', { minutes: number(operator.retryMinutes) }) : t('callingSettings.fact.ownSilence', { days: number(operator.days) }),
      allowed: t('callingSettings.fact.silence', { count: Number(preset.days ?? 0), per: t(`callingSettings.capPer.${preset.per ?? 'person'}`) }),
    }
    case 'consent': return { own: t('callingSettings.fact.noConsent'), allowed: t('callingSettings.fact.consent') }
  }
}
