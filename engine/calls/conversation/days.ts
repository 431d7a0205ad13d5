import { dayMs } from '../zone-time.ts'
import type { Token } from './tokens.ts'

/** A day that was said, in tokens `from` up to, not including, `to`. */
export interface DayMention {
  day: number
  from: number
  to: number
  /** False where a period was said; then `day` is its end ("la otra semana" is next Friday), the day by which it must have happened. */
  exact: boolean
  /** "ayer", "el viernes pasado": a day nothing can be promised for. */
  past: boolean
  /** "Al tiro", "right away": today where nothing else was said, but of any day at once. */
  hurry?: boolean
  /** Set when the year was said. */
  year?: number
}

/** Reads a day that begins at token `at`; `today` is the local day of the call. Null where none begins. */
export type DayReader = (tokens: readonly Token[], at: number, today: number) => Omit<DayMention, 'from'> | null

/** The day, counted from 1970-01-01, which makes "in three days" an addition. Day 0 of a month is the last of the one before. */
export function dayOf(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / dayMs)
}

export function civilOf(day: number): { year: number; month: number; date: number } {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() }
}

/** Day `date` of a month counted from the month of `day`; a date the month lacks becomes its last one. */
export function dayInMonth(day: number, monthsAhead: number, date: number): number {
  const { year, month } = civilOf(day)
  const last = dayOf(year, month + monthsAhead + 1, 0)
  return Math.min(dayOf(year, month + monthsAhead, date), last)
}

/** The next `date` of a month that is not before `day`: "el 5" said on the 11th is next month's. */
export function nextDate(day: number, date: number): number {
  const here = dayInMonth(day, 0, date)
  return here >= day ? here : dayInMonth(day, 1, date)
}

/**
 * A day and month said without a year: the nearest one, before or after. Taking always the next would turn "the first of
 * September" said at the end of September into next year's, and hide that a past day was promised. Null for "31 de abril".
 */
export function nearestDate(day: number, month: number, date: number): number | null {
  const { year } = civilOf(day)
  if (civilOf(dayOf(year, month, date)).date !== date) return null
  return [year - 1, year, year + 1].map((one) => dayOf(one, month, date)).toSorted((left, right) => Math.abs(left - day) - Math.abs(right - day))[0]!
}
