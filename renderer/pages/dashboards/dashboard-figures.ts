import type { Bar } from '../../../engine/contract/transcripts.ts'
import type { Filter } from '../transcripts/filter-address.ts'

/** Share of the known outcomes that were won; null where none is known. */
export function closingRate({ known, won }: { known: number, won: number }): number | null {
  return known === 0 ? null : won / known
}

/** The bars with the most first; those of equal count by name, so that they do not swap places. */
export function byCount(bars: readonly Bar[]): Bar[] {
  return bars.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** First and last day of a month given as YYYY-MM, within what is already filtered. */
export function monthFilter(filter: Filter, month: string): Filter {
  const [year = 0, monthNumber = 1] = month.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, monthNumber, 0)).getUTCDate()
  const from = `${month}-01`
  const to = `${month}-${String(lastDay).padStart(2, '0')}`
  return {
    ...filter,
    metFrom: filter.metFrom !== undefined && filter.metFrom > from ? filter.metFrom : from,
    metTo: filter.metTo !== undefined && filter.metTo < to ? filter.metTo : to,
  }
}

/** The filter narrowed to one value of an enum. */
export function valueFilter(filter: Filter, enumName: string, value: string): Filter {
  return { ...filter, labels: { ...filter.labels, [enumName]: [value] } }
}
