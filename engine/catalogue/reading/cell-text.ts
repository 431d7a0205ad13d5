import { filledText } from '../../ingest/reading/index.ts'

/** The apostrophe that our own exports put before what a spreadsheet would take for a formula. */
const neutralised = /^'(?=[=+\-@＝＋－＠])/

/** What a column of a row says; empty where there is no such column or nothing in it. */
export function cellText(cells: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : filledText(cells[column] ?? '').replace(neutralised, '')
}
