import { parseDate, type DateOrder } from '../../ingest/reading/index.ts'
import { momentOf } from './local-time.ts'

/** Of a date alone: the middle of the day, so that a neighbouring time zone does not make another day of it. */
const middleOfDay = [12, 0, 0] as const
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/
const clock = /[T ,](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:([ap])\.?\s*m\.?)?$/i

/**
 * Reads when a sale was made: a date as `parseDate` knows them, with a time of day or without. A zone that is written is
 * kept to, else the time is that of the shop's clocks.
 * @returns milliseconds UTC; null when it is no date, or a time that no clock shows
 */
export function readMoment(text: string, order: DateOrder, timeZone: string): number | null {
  const trimmed = text.trim()
  if (zoned.test(trimmed)) {
    const at = Date.parse(trimmed.replace(' ', 'T'))
    return Number.isNaN(at) || at < 0 ? null : at
  }
  const date = parseDate(trimmed, order)
  if (date === null) return null
  const time = timeOf(trimmed)
  if (time === null) return null
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const [hour, minute, second] = time
  const at = momentOf({ year, month, day, hour, minute, second }, timeZone)
  return at < 0 ? null : at
}

function timeOf(text: string): readonly [number, number, number] | null {
  const parts = clock.exec(text)
  if (parts === null) return text.includes(':') ? null : middleOfDay
  const [hours, minutes, seconds, half] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0), parts[4]?.toLowerCase()]
  if (minutes > 59 || seconds > 59 || (half === undefined ? hours > 23 : hours < 1 || hours > 12)) return null
  return [half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0), minutes, seconds]
}

/**
 * The order of day and month that cells prove (a 25 is no month), told one after the other: day first, unless some prove the
 * other order and none proves this one.
 */
export function dateOrderProof(): { look(cell: string): void; order(): DateOrder } {
  let [dayFirst, monthFirst] = [false, false]
  return {
    look(cell) {
      if (dayFirst) return
      const [asDay, asMonth] = [parseDate(cell, 'dmy'), parseDate(cell, 'mdy')]
      if (asDay === null && asMonth !== null) monthFirst = true
      if (asMonth === null && asDay !== null) dayFirst = true
    },
    order: () => (monthFirst && !dayFirst ? 'mdy' : 'dmy'),
  }
}
