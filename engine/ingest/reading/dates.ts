import { normalise } from './words.ts'

const monthWords: Record<string, number> = {}
const monthNames = [
  ['enero', 'ene', 'january', 'jan'], ['febrero', 'feb', 'february'], ['marzo', 'mar', 'march'], ['abril', 'abr', 'april', 'apr'],
  ['mayo', 'may'], ['junio', 'jun', 'june'], ['julio', 'jul', 'july'], ['agosto', 'ago', 'august', 'aug'],
  ['septiembre', 'setiembre', 'sept', 'sep', 'set', 'september'], ['octubre', 'oct', 'october'],
  ['noviembre', 'nov', 'november'], ['diciembre', 'dic', 'december', 'dec'],
]
for (const [index, names] of monthNames.entries()) for (const name of names) monthWords[name] = index + 1

const yearFirst = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ,].*)?$/
const yearLast = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ,].*)?$/
const compact = /^(19|20)(\d{2})(\d{2})(\d{2})$/
const serial = /^(\d{5})(?:[.,]\d{1,12})?$/
const timeOfDay = /[T ,]\d{1,2}:\d{2}.*$/

/** Day 0 of a spreadsheet's calendar as of March 1900; its earlier days are off by one and are no meetings. */
const serialEpoch = Date.UTC(1899, 11, 30)
const dayMilliseconds = 86_400_000

/** Which of two numbers is the day: day/month, or month/day as in the United States. */
export type DateOrder = 'dmy' | 'mdy'

/**
 * Reads a date as people and spreadsheets write it: ISO, day/month/year, d-m-yy, a spreadsheet's day number (1954 to
 * 2119), or with the month in Spanish or English words. A time of day is left out, as written, whatever its zone.
 * @param order of day and month where both are numbers; unless told, month/day is read where day/month is impossible
 * @returns YYYY-MM-DD, or null when it is no date of the calendar
 */
export function parseDate(text: string, order?: DateOrder): string | null {
  const trimmed = text.trim()
  if (trimmed.length < 5 || trimmed.length > 60) return null
  const iso = yearFirst.exec(trimmed)
  if (iso !== null) return toIso(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const local = yearLast.exec(trimmed)
  if (local !== null) {
    const [first, second, year] = [Number(local[1]), Number(local[2]), fullYear(local[3]!)]
    if (order === 'mdy') return toIso(year, first, second)
    return toIso(year, second, first) ?? (order === undefined ? toIso(year, first, second) : null)
  }
  const digits = compact.exec(trimmed)
  if (digits !== null) return toIso(Number(digits[1]! + digits[2]!), Number(digits[3]), Number(digits[4]))
  const day = serial.exec(trimmed)
  if (day !== null) return fromSerial(Number(day[1]))
  return fromWords(trimmed)
}

function fromSerial(day: number): string | null {
  if (day < 20_000 || day > 80_000) return null
  return new Date(serialEpoch + day * dayMilliseconds).toISOString().slice(0, 10)
}

/** "lunes, 15 de marzo de 2024", "March 15th, 2024", "15-mar-24", "2024 mar 15". */
function fromWords(text: string): string | null {
  let month = 0
  const numbers: string[] = []
  for (const word of normalise(text.replace(timeOfDay, '')).split(' ')) {
    const number = /^(\d{1,4})(?:st|nd|rd|th|o|ro|º)?$/.exec(word)
    if (number !== null) numbers.push(number[1]!)
    else if (monthWords[word] !== undefined) {
      if (month !== 0) return null
      month = monthWords[word]
    }
  }
  if (month === 0 || numbers.length !== 2) return null
  const [first, second] = numbers as [string, string]
  if (first.length === 4) return toIso(Number(first), month, Number(second))
  return toIso(fullYear(second), month, Number(first))
}

function fullYear(digits: string): number {
  if (digits.length > 2) return Number(digits)
  const short = Number(digits)
  return short < 70 ? 2000 + short : 1900 + short
}

function toIso(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
