import Holidays from 'date-holidays'
import type { Language } from '../../db/values.ts'
import type { CampaignHolidays, HolidayCalendar } from './rules.ts'
import { dayMs, parseDay } from './zone-time.ts'

/** Days a business adds to, or takes from, the public holidays of its country. Local dates, 'YYYY-MM-DD'. */
export interface HolidayChanges {
  added: readonly string[]
  removed: readonly string[]
}

const noChanges: HolidayChanges = { added: [], removed: [] }

/** Public holidays of a year, once found: a country takes some 10 ms. */
const years = new Map<string, ReadonlySet<number>>()

/** Regions are spelt 'CL-AP' or 'AP'; one without holidays of its own has its country's. */
function calendarOf(country: string, region: string | null): Holidays {
  const state = region?.split('-').at(-1) ?? ''
  return state in (new Holidays().getStates(country) ?? {}) ? new Holidays(country, state, { types: ['public'] }) : new Holidays(country, { types: ['public'] })
}

function publicHolidays(country: string, region: string | null, year: number): ReadonlySet<number> {
  const key = `${country}/${region ?? ''}/${year}`
  const known = years.get(key)
  if (known !== undefined) return known
  const days = new Set<number>()
  for (const holiday of calendarOf(country, region).getHolidays(year)) {
    const first = parseDay(holiday.date.slice(0, 10))
    if (first === null) continue
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / dayMs))
    for (let day = first; day < first + length; day += 1) days.add(day)
  }
  years.set(key, days)
  return days
}

/** Parts of a country that have public holidays of their own, by name; none for most countries. */
export function regionsOf(country: string, language: Language): { code: string; name: string }[] {
  const states = Object.entries(new Holidays().getStates(country, language) ?? {})
  return states.map(([code, name]) => ({ code, name })).toSorted((one, other) => one.name.localeCompare(other.name, language))
}

/** Public holidays of a year with their names, in order, for a person to look over. A holiday on two days is two. */
export function holidaysOfYear(country: string, region: string | null, year: number, language: Language): { date: string; name: string }[] {
  return calendarOf(country, region).getHolidays(year, language).map((holiday) => ({ date: holiday.date.slice(0, 10), name: holiday.name }))
}

/** Holidays of a country and region (ISO 3166; null country: none), with a business's own changes; what a business says wins. */
export function holidayCalendar(country: string | null, region: string | null = null, changes: HolidayChanges = noChanges): HolidayCalendar {
  const added = new Set(changes.added.map(parseDay))
  const removed = new Set(changes.removed.map(parseDay))
  let year: ReadonlySet<number> = new Set()
  let yearFrom = Number.NaN
  let yearTo = Number.NaN
  return {
    has(day) {
      if (added.has(day)) return true
      if (country === null || removed.has(day)) return false
      if (!(day >= yearFrom && day < yearTo)) {
        const number = new Date(day * dayMs).getUTCFullYear()
        year = publicHolidays(country, region, number)
        yearFrom = Date.UTC(number, 0, 1) / dayMs
        yearTo = Date.UTC(number + 1, 0, 1) / dayMs
      }
      return year.has(day)
    },
  }
}

/**
 * The holidays of a campaign. Days that a business works all the same are no holidays by its own rules; a law knows
 * nothing of them, so that its calendar keeps every public holiday.
 */
export function campaignHolidays(country: string | null, region: string | null = null, changes: HolidayChanges = noChanges): CampaignHolidays {
  return { own: holidayCalendar(country, region, changes), legal: holidayCalendar(country, region, { added: changes.added, removed: [] }) }
}
