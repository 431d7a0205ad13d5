import type { EffectiveHours, EffectivePolicy } from './rules.ts'
import type { ZoneTime } from './zone-time.ts'
import { dayMs, minuteMs, weekdayOf, zoneTime } from './zone-time.ts'

/** Hours that do not open within this long never do: longer than any row of closed days. */
const horizon = 400 * dayMs

const closed: EffectiveHours['week'][number] = []

/** Whose wall clock the hours are read on. */
export function zoneOf(hours: EffectiveHours, debtor: ZoneTime): ZoneTime {
  return hours.zone === null ? debtor : zoneTime(hours.zone)
}

/** Whether the hours are closed on a local day because it is a holiday. */
export function isHoliday({ closedOn }: EffectiveHours, { holidays }: EffectivePolicy, day: number): boolean {
  return closedOn !== null && holidays[closedOn].has(day)
}

/** First moment, `from` or later, at which these hours are open; null where none comes. */
export function nextOpening(hours: EffectiveHours, policy: EffectivePolicy, zone: ZoneTime, from: number): number | null {
  let at = from
  while (at - from < horizon) {
    const span = zone.spanAt(at)
    const local = at + span.offset
    const day = Math.floor(local / dayMs)
    const timeOfDay = local - day * dayMs
    const ranges = isHoliday(hours, policy, day) ? closed : (hours.week[weekdayOf(day)] ?? closed)
    const range = ranges.find(({ to }) => timeOfDay < to * minuteMs)
    const target = range === undefined ? (day + 1) * dayMs : day * dayMs + Math.max(timeOfDay, range.from * minuteMs)
    // Past the end of the span the wall clock shows another time: it is looked at again from there.
    const moment = target - span.offset
    if (moment >= span.end) at = span.end
    else if (range === undefined) at = moment
    else return moment
  }
  return null
}

/** First moment, `from` or later, at which all hours of the policy are open for a debtor; null where none comes. */
export function nextAllOpen(policy: EffectivePolicy, debtor: ZoneTime, from: number): number | null {
  let at = from
  for (;;) {
    const before = at
    for (const hours of policy.hours) {
      const opening = nextOpening(hours, policy, zoneOf(hours, debtor), at)
      if (opening === null || opening - from >= horizon) return null
      at = opening
    }
    if (at === before) return at
  }
}
