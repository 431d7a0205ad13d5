import Holidays from 'date-holidays'
import type { HolidayCalendar } from './rules.ts'
import { dayMs, parseDay } from './zone-time.ts'

/** Days a business adds to, or takes from, the public holidays of its country. Local dates, 'YYYY-MM-DD'. */
export interface HolidayChanges {
  added: readonly string[]
  removed: readonly string[]
}

const noChanges: HolidayChanges = { added: [], removed: [] }

/** Public holidays of a year, once found: a country takes some 10 ms. */
const years = new Map<string, ReadonlySet<number>>()

function publicHolidays(country: string, region: string | null, year: number): ReadonlySet<number> {
  const key = `${country}/${region ?? ''}/${year}`
  const known = years.get(key)
  if (known !== undefined) return known
  const days = new Set<number>()
  const calendar = region === null ? new Holidays(country, { types: ['public'] }) : new Holidays(country, region, { types: ['public'] })
  for (const holiday of calendar.getHolidays(year)) {
    const first = parseDay(holiday.date.slice(0, 10))
    if (first === null) continue
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs))
    for (let day = first; day < first + length; day += 1) days.add(day)
  }
  years.set(key, days)
  return days
}

/**
 * Holidays of a country and region (ISO 3166; null country: none), with a business's own changes; what a business says wins.
 * A region without holidays of its own has its country's.
 */
export function holidayCalendar(country: string | null, region: string | null = null, changes: HolidayChanges = noChanges): HolidayCalendar {
  const added = new Set(changes.added.map(parseDay))
  const removed = new Set(changes.removed.map(parseDay))
  // Regions are spelt 'CL-AP' or 'AP'; the library wants the second.
  const state = region?.split('-').at(-1) ?? null
  const knownState = country !== null && state !== null && state in (new Holidays().getStates(country) ?? {}) ? state : null
  let year: ReadonlySet<number> = new Set()
  let yearFrom = Number.NaN
  let yearTo = Number.NaN
  return {
    has(day) {
      if (added.has(day)) return true
      if (country === null || removed.has(day)) return false
      if (!(day >= yearFrom && day < yearTo)) {
        const number = new Date(day * dayMs).getUTCFullYear()
        year = publicHolidays(country, knownState, number)
        yearFrom = Date.UTC(number, 0, 1) / dayMs
        yearTo = Date.UTC(number + 1, 0, 1) / dayMs
      }
      return year.has(day)
    },
  }
}
