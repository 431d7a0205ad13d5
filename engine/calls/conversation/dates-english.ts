import { weekdayOf } from '../zone-time.ts'
import { civilOf, dayInMonth, dayOf, nearestDate, nextDate, type DayReader } from './days.ts'
import { isNumberWord, readNumber } from './numbers.ts'
import type { Token } from './tokens.ts'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const ORDINALS = [
  'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth',
  'sixteenth', 'seventeenth', 'eighteenth', 'nineteenth', 'twentieth',
]
const FIXED: [string, number][] = [
  ['the day after tomorrow', 2], ['day after tomorrow', 2], ['tomorrow', 1], ['today', 0], ['tonight', 0], ['this afternoon', 0],
  ['this evening', 0], ['this morning', 0], ['yesterday', -1], ['a week from today', 7], ['a week from tomorrow', 8], ['two weeks from today', 14],
]

const AT_ONCE = ['right now', 'right away', 'immediately']

function spells(tokens: readonly Token[], at: number, phrase: string): number {
  if (at >= tokens.length || !phrase.startsWith(tokens[at]!.word)) return 0
  const words = phrase.split(' ')
  return words.every((word, index) => tokens[at + index]?.word === word && (index === 0 || tokens[at + index]!.breakBefore === 0)) ? words.length : 0
}

function readOrdinal(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  const word = tokens[at]?.word ?? ''
  const figures = /^(\d{1,2})(st|nd|rd|th)$/.exec(word)
  const single = ORDINALS.indexOf(word) + 1
  if (figures) return Number(figures[1]) >= 1 && Number(figures[1]) <= 31 ? { value: Number(figures[1]), to: at + 1 } : null
  if (single > 0) return { value: single, to: at + 1 }
  if (word === 'thirtieth') return { value: 30, to: at + 1 }
  const tens = word === 'twenty' ? 20 : word === 'thirty' ? 30 : 0
  const unit = ORDINALS.indexOf(tokens[at + 1]?.word ?? '') + 1
  return tens > 0 && unit > 0 && unit < 10 && tens + unit <= 31 ? { value: tens + unit, to: at + 2 } : null
}

function monthAt(tokens: readonly Token[], at: number): number {
  return MONTHS.indexOf(tokens[at]?.word ?? '') + 1
}

function withMonth(today: number, month: number, date: number, tokens: readonly Token[], to: number): ReturnType<DayReader> {
  const year = /^20\d\d$/.test(tokens[to]?.word ?? '') ? Number(tokens[to]!.word) : null
  const day = nearestDate(year ? dayOf(year, month, date) : today, month, date)
  return day === null ? null : { day, to: year ? to + 1 : to, exact: true, past: false, ...(year ? { year } : {}) }
}

function readWeekday(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const weekday = WEEKDAYS.indexOf(tokens[at]!.word.replace(/s$/, ''))
  if (weekday < 0) return null
  const distance = (weekday - weekdayOf(today) + 7) % 7
  const before = tokens[at - 1]?.word
  if (before === 'last') return { day: today - (7 - distance || 7), to: at + 1, exact: true, past: true }
  const month = monthAt(tokens, at + 1)
  const number = month > 0 ? readOrdinal(tokens, at + 2) ?? readNumber(tokens, at + 2, 'en') : null
  if (number && number.value <= 31) return withMonth(today, month, number.value, tokens, number.to)
  const ordinal = readOrdinal(tokens, tokens[at + 1]?.word === 'the' ? at + 2 : at + 1)
  if (ordinal) return { day: nextDate(today, ordinal.value), to: ordinal.to, exact: true, past: false }
  const monday = today - weekdayOf(today)
  if (before === 'next') return { day: monday + 7 + weekday, to: at + 1, exact: true, past: false }
  const day = today + (distance === 0 && before !== 'this' ? 7 : distance)
  const afterNext = spells(tokens, at + 1, 'after next')
  return { day: afterNext > 0 ? day + 7 : day, to: at + 1 + afterNext, exact: true, past: false }
}

/** "in three days", "in a couple of weeks", "two weeks from now". */
function readDistance(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const opening = spells(tokens, at, 'in') || spells(tokens, at, 'within')
  const couple = spells(tokens, at + opening, 'a couple of') || spells(tokens, at + opening, 'a couple')
  const article = couple > 0 ? 0 : spells(tokens, at + opening, 'a') || spells(tokens, at + opening, 'another')
  const number = couple > 0 ? { value: 2, to: at + opening + couple } : article > 0 ? { value: 1, to: at + opening + article } : readNumber(tokens, at + opening, 'en')
  if (!number) return null
  const unit = (tokens[number.to]?.word ?? '').replace(/s$/, '')
  const fromNow = spells(tokens, number.to + 1, 'from now')
  if (opening === 0 && fromNow === 0) return null
  const to = number.to + 1 + fromNow
  if (unit === 'day') return { day: today + number.value, to, exact: true, past: false }
  if (unit === 'week') return { day: today + 7 * number.value, to, exact: true, past: false }
  return unit === 'month' ? { day: dayInMonth(today, number.value, civilOf(today).date), to, exact: true, past: false } : null
}

/** "the end of the month", "mid April", "the beginning of next month", "next week", "the weekend". */
function readPeriod(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const { word } = tokens[at]!
  const monday = today - weekdayOf(today)
  const parts: Record<string, number> = { end: 31, middle: 15, mid: 15, beginning: 5, start: 5 }
  if (spells(tokens, at, 'month end')) return { day: dayInMonth(today, 0, 31), to: at + 2, exact: true, past: false }
  if (Object.hasOwn(parts, word)) {
    let from = at + 1
    while (tokens[from]?.word === 'of' || tokens[from]?.word === 'the' || tokens[from]?.word === 'this') from++
    const month = monthAt(tokens, from)
    const exact = word === 'end'
    if (month > 0) return { day: dayInMonth(nearestDate(today, month, 1)!, 0, parts[word]!), to: from + 1, exact, past: false }
    if (spells(tokens, from, 'next month')) return { day: dayInMonth(today, 1, parts[word]!), to: from + 2, exact, past: false }
    if (tokens[from]?.word === 'month') return { day: nextDate(today, parts[word]!), to: from + 1, exact, past: false }
    if (tokens[from]?.word === 'week') return { day: Math.max(today, monday + 4), to: from + 1, exact: false, past: false }
    return null
  }
  if (word === 'weekend') return { day: monday + (tokens[at - 1]?.word === 'next' ? 13 : 6), to: at + 1, exact: false, past: false }
  if (spells(tokens, at, 'last week') || spells(tokens, at, 'last month')) return { day: today - 7, to: at + 2, exact: false, past: true }
  if (spells(tokens, at, 'next week')) return { day: monday + 11, to: at + 2, exact: false, past: false }
  if (spells(tokens, at, 'this week')) return { day: Math.max(today, monday + 4), to: at + 2, exact: false, past: false }
  return spells(tokens, at, 'next month') ? { day: dayInMonth(today, 1, 31), to: at + 2, exact: false, past: false } : null
}

/** "the fifth", "the 5th of April", "April 5th", "April five". */
function readDate(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const month = monthAt(tokens, at)
  if (month > 0) {
    const from = tokens[at + 1]?.word === 'the' ? at + 2 : at + 1
    const number = readOrdinal(tokens, from) ?? readNumber(tokens, from, 'en')
    return number && Number.isInteger(number.value) && number.value <= 31 ? withMonth(today, month, number.value, tokens, number.to) : null
  }
  const ordinal = readOrdinal(tokens, at)
  if (!ordinal) return null
  const from = tokens[ordinal.to]?.word === 'of' ? ordinal.to + 1 : ordinal.to
  const named = monthAt(tokens, from)
  if (named > 0) return withMonth(today, named, ordinal.value, tokens, from + 1)
  if (spells(tokens, from, 'next month')) return { day: dayInMonth(today, 1, ordinal.value), to: from + 2, exact: true, past: false }
  return tokens[at - 1]?.word === 'the' ? { day: nextDate(today, ordinal.value), to: ordinal.to, exact: true, past: false } : null
}

/** Words a day can begin with, besides numbers and ordinals. */
const OPENINGS = new Set([
  ...WEEKDAYS, ...WEEKDAYS.map((day) => `${day}s`), ...MONTHS, ...ORDINALS, ...[...FIXED.map(([phrase]) => phrase), ...AT_ONCE].map((phrase) => phrase.split(' ')[0]!),
  'in', 'within', 'end', 'middle', 'mid', 'beginning', 'start', 'month', 'weekend', 'last', 'next', 'this', 'thirtieth', 'another',
])

/** Reads a day as English speakers say it. "Next Friday" is the one of the following week. */
export const readEnglishDay: DayReader = (tokens, at, today) => {
  const { word } = tokens[at]!
  if (!OPENINGS.has(word) && !isNumberWord(word, 'en')) return null
  for (const [phrase, distance] of FIXED) {
    const length = spells(tokens, at, phrase)
    if (length > 0) return { day: today + distance, to: at + length, exact: true, past: distance < 0 }
  }
  for (const phrase of AT_ONCE) {
    const length = spells(tokens, at, phrase)
    if (length > 0) return { day: today, to: at + length, exact: true, past: false, hurry: true }
  }
  return readWeekday(tokens, at, today) ?? readDistance(tokens, at, today) ?? readPeriod(tokens, at, today) ?? readDate(tokens, at, today)
}
