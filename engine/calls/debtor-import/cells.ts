import { filledText, type TableReason } from '../../ingest/reading/index.ts'

/** Longest name, company, reference or further variable. */
const maxFieldCharacters = 500

/**
 * Whether the cells fit the header: none filled beyond it, none missing of the columns that are used, nothing in these
 * that is damage. A row that moved by one column would put one person's debt under another's phone.
 * @param columns the columns that are used
 */
export function tableProblem(cells: readonly string[], columns: readonly number[], columnCount: number): TableReason | null {
  for (let index = columnCount; index < cells.length; index++) if (cells[index]!.trim() !== '') return 'ingest.row_too_many_cells'
  for (const column of columns) {
    const cell = cells[column]
    if (cell === undefined) return 'ingest.row_too_few_cells'
    if (cell.length > maxFieldCharacters) return 'ingest.row_field_too_long'
    if (cell.includes('\0')) return 'ingest.row_nul_character'
  }
  return null
}

/** The text of a column, empty where it is not mapped or says nothing. */
export function textOf(cells: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : filledText(cells[column]!)
}

/** On one line, words one space apart. */
export function spaced(text: string): string {
  return /\s\s|[^\S ]/.test(text) ? text.replaceAll(/\s+/g, ' ') : text
}
