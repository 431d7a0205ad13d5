import { decimalMarkOf, type DateOrder, type DecimalMark } from '../../ingest/reading/index.ts'
import { dateOrderOf } from './local-date.ts'

/** In which manner a file writes what can be written in two. */
export interface Conventions {
  readonly dateOrder: DateOrder
  readonly decimalMark: DecimalMark | null
}

/**
 * Tells the manner of a file from some of its rows. The preview and the import must both tell it from the rows of the
 * inspection, or the one would show what the other does not do.
 * @param rows the first rows, as the inspection gives them
 */
export function conventionsOf(rows: readonly (readonly string[])[], columns: { dates: readonly (number | undefined)[]; amount: number | undefined }, country: string): Conventions {
  const cellsOf = (column: number | undefined) => (column === undefined ? [] : rows.map((row) => (row[column] ?? '').trim()))
  return {
    dateOrder: dateOrderOf(columns.dates.flatMap(cellsOf), country),
    decimalMark: decimalMarkOf(cellsOf(columns.amount)),
  }
}
