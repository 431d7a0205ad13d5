import { parseDate, type DateOrder } from '../../ingest/reading/index.ts'

/** Countries whose people write the month first. */
const monthFirst: ReadonlySet<string> = new Set(['US', 'PR', 'PH'])

/**
 * Reads a calendar day as people and spreadsheets write it; a day that the calendar does not have is refused, and so is
 * one that only makes sense in the other order of day and month: in a file of one hand it is a slip.
 * @returns YYYY-MM-DD, or null
 */
export function readLocalDate(text: string, order: DateOrder): string | null {
  return parseDate(text, order)
}

/**
 * The order of day and month in a column: what its cells prove (a 25 is no month), else what the country writes.
 * @param cells some of the column, as they stand in the file
 */
export function dateOrderOf(cells: readonly string[], country: string): DateOrder {
  const usual: DateOrder = monthFirst.has(country) ? 'mdy' : 'dmy'
  const other: DateOrder = usual === 'dmy' ? 'mdy' : 'dmy'
  const filled = cells.filter((cell) => cell.trim() !== '')
  const proves = (order: DateOrder, against: DateOrder) => filled.some((cell) => parseDate(cell, order) !== null && parseDate(cell, against) === null)
  return proves(other, usual) && !proves(usual, other) ? other : usual
}

/** The same day some years earlier, as text that compares as dates do. */
export function yearsBefore(date: string, years: number): string {
  return `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`
}
