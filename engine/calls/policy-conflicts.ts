import type { CompliancePreset, LoosenableRule, Loosened, OpenHours, PolicyCap, PolicyConflict, PolicyRules } from '../contract/policies.ts'
import { weekOf } from './effective-policy.ts'

type Found = Pick<PolicyConflict, 'rule' | 'operator' | 'preset'>

/**
 * Where the operator's rules would go further than the preset lets. The preset's rule is kept all the same, unless it was
 * loosened with a reason; launching a campaign shows each of them.
 */
export function policyConflicts(operator: PolicyRules, preset: CompliancePreset, loosened: readonly Loosened[] = []): PolicyConflict[] {
  const { rules } = preset
  const found: Found[] = []
  if (rules.hours.length > 0 && opensLonger(operator.hours, rules.hours)) found.push({ rule: 'window', operator: { hours: hoursText(operator.hours) }, preset: { hours: hoursText(rules.hours) } })
  if (rules.holidaysClosed && !operator.holidaysClosed) found.push({ rule: 'holiday', operator: {}, preset: {} })
  for (const cap of rules.caps) {
    const most = mostAllowed(operator, cap)
    if (most > cap.count) found.push({ rule: 'legal_cap', operator: { count: most, days: cap.days, perDay: operator.callsPerDay }, preset: { count: cap.count, days: cap.days, per: cap.per, what: cap.what } })
  }
  if (rules.silence !== null && rules.silence.days > operator.silenceDays) found.push({ rule: 'silence', operator: { days: operator.silenceDays, retryMinutes: operator.retryMinutes.conversation }, preset: { days: rules.silence.days, per: rules.silence.per } })
  if (rules.consentNeeded && !operator.consentNeeded) found.push({ rule: 'consent', operator: {}, preset: {} })
  return found.map((one) => ({ ...one, key: conflictKey(one.rule), loosened: loosened.find((reason) => reason.rule === one.rule) ?? null }))
}

/** Translation key of the sentence that tells a conflict. */
export function conflictKey(rule: LoosenableRule): string {
  return `calls.conflict.${rule}`
}

/** Whether some minute of the week is open in the first and closed in the second. */
function opensLonger(operator: readonly OpenHours[], preset: readonly OpenHours[]): boolean {
  const allowed = weekOf(preset, 0)
  return weekOf(operator, 0).some((ranges, weekday) => ranges.some((range) => !(allowed[weekday] ?? []).some((one) => one.from <= range.from && range.to <= one.to)))
}

/** ISO weekdays and times, '12345 09:00-19:00, 6 09:00-14:00': the screen puts the names of the days. */
function hoursText(hours: readonly OpenHours[]): string {
  return hours.map((one) => `${one.days.toSorted().join('')} ${one.from}-${one.to}`).join(', ')
}

/** The most the operator's own caps would let through in the window of the preset's cap. */
function mostAllowed(operator: PolicyRules, cap: PolicyCap): number {
  const days = cap.days === 'calendar_week' ? 7 : cap.days
  const own: PolicyCap[] = [{ what: 'attempts', count: operator.callsPerDay, days: 1, per: 'person' }, ...operator.caps]
  return Math.min(...own.filter((one) => bounds(one, cap)).map((one) => one.count * windowsIn(one.days, cap.days, days)))
}

/** Whether what the first counts is never less than what the second counts. */
function bounds(one: PolicyCap, other: PolicyCap): boolean {
  const breadth = { contacts: 0, rang: 1, attempts: 2 } as const
  return breadth[one.what] >= breadth[other.what] && (one.per === 'person' || other.per === 'debt')
}

/** How many windows of the operator's cap the preset's may touch: seven running days may lie in two calendar weeks. */
function windowsIn(own: PolicyCap['days'], wanted: PolicyCap['days'], days: number): number {
  if (own === 'calendar_week') return wanted === 'calendar_week' ? 1 : Math.ceil((days - 1) / 7) + 1
  return Math.ceil(days / own)
}
