import { parseDate } from './dates.ts'
import { FileProblem } from './file-problem.ts'
import { maxColumns } from './limits.ts'
import { isKnownHeader } from './mapping.ts'

/** What a person should know of the file before importing it: a translation key and what fills its sentence. */
export interface Warning {
  readonly key: string
  readonly values: Record<string, string | number>
}

export interface Columns {
  readonly columns: string[]
  /** False when the first row is data already. */
  readonly hasHeader: boolean
  readonly warnings: Warning[]
}

/** Tells of characters that had to be replaced, if there were any. */
export function brokenWarning(broken: number): Warning[] {
  return broken > 0 ? [{ key: 'ingest.warning_broken_characters', values: { count: broken } }] : []
}

/** Rows among which the header is looked for: reports often begin with a title and a date. */
const rowsAboveHeader = 10

/**
 * Finds the header among the first rows: the first one that has two of the usual names, else the first row.
 * @returns its position; what is above it is no part of the table
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const found = rows.slice(0, rowsAboveHeader).findIndex(hasUsualNames)
  return found === -1 ? 0 : found
}

/**
 * Names the columns of a table from its first rows. A missing name becomes the letter a spreadsheet would show, a
 * repeated one gets its count. Columns at the end without name and without data are left out.
 * @param first the header, or the first row where there is none
 * @param sample some of the rows after it
 * @throws FileProblem when the table is too wide
 */
export function nameColumns(first: readonly string[], sample: readonly (readonly string[])[]): Columns {
  const hasHeader = isHeader(first)
  const warnings: Warning[] = []
  if (!hasHeader) warnings.push({ key: 'ingest.warning_no_header', values: {} })

  let width = first.length
  while (width > 1 && first[width - 1]!.trim() === '' && sample.every((row) => (row[width - 1] ?? '').trim() === '')) width--
  if (width >= maxColumns) throw new FileProblem('ingest.too_many_columns', String(maxColumns))

  const columns: string[] = []
  const used = new Set<string>()
  for (let index = 0; index < width; index++) {
    const given = hasHeader ? first[index]!.replaceAll(/[\s\0]+/g, ' ').trim().slice(0, 200) : ''
    const name = unused(given === '' ? columnLetter(index) : given, used)
    used.add(name)
    columns.push(name)
    if (hasHeader && given === '') warnings.push({ key: 'ingest.warning_missing_header', values: { column: name } })
    else if (hasHeader && name !== given) warnings.push({ key: 'ingest.warning_repeated_header', values: { column: given } })
  }
  return { columns, hasHeader, warnings }
}

/** A phone, an id or an amount: six digits and more, and nothing but digits and what groups them. */
const figure = /^[+$]?[\s(.]*\d(?:[\s().,-]{0,2}\d){5,}[\s).,-]*[kK]?$/

/** A row with two of the usual names is a header; one with an address, a date, a long figure or prose in it is data. */
function isHeader(cells: readonly string[]): boolean {
  if (hasUsualNames(cells)) return true
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return !filled.some((cell) => cell.length > 120 || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) || figure.test(cell) || (/\d/.test(cell) && parseDate(cell) !== null))
}

function hasUsualNames(cells: readonly string[]): boolean {
  return cells.filter(isKnownHeader).length >= 2
}

function unused(name: string, used: ReadonlySet<string>): string {
  if (!used.has(name)) return name
  let count = 2
  while (used.has(`${name} (${count})`)) count++
  return `${name} (${count})`
}

/** 0 is A, 25 Z, 26 AA. */
function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last
}
