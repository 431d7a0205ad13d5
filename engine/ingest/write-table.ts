import type { Language } from '../../db/values.ts'

/** What a cell of an exported table can hold. Booleans become 1 and 0, as the files people import have them. */
export type Cell = string | number | boolean | null

export interface CsvStyle {
  /** A spreadsheet set to Spanish expects semicolons, and a comma in numbers; one set to English commas and a point. */
  readonly delimiter: ';' | ','
}

/** What a spreadsheet takes for the start of a formula, in plain and full width, or skips before looking for one. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/
/** Digits with at most a sign and a decimal mark, or a phone of a plus, digits and spaces: nothing in them can run. */
const harmless = /^(?:[+-]?\d+(?:[.,]\d+)?|\+[\d ]+)$/

/**
 * Makes a text safe to open in a spreadsheet: a cell that would run as a formula gets a leading apostrophe. Numbers
 * (-5, +3.2) and phones written as plus, digits and spaces stay as they are.
 */
export function neutraliseFormula(text: string): string {
  return formulaStart.test(text) && !harmless.test(text) ? `'${text}` : text
}

/** One line of CSV by RFC 4180, without its line end. */
export function csvLine(cells: readonly Cell[], style: CsvStyle): string {
  return cells.map((cell) => csvCell(cell, style)).join(style.delimiter)
}

function csvCell(cell: Cell, { delimiter }: CsvStyle): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  const text = typeof cell === 'number' ? numberText(cell, delimiter) : neutraliseFormula(cell)
  return text.includes('"') || text.includes(delimiter) || /[\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function numberText(value: number, delimiter: ';' | ','): string {
  if (!Number.isFinite(value)) return ''
  return delimiter === ';' ? String(value).replace('.', ',') : String(value)
}

/** What a spreadsheet set to that language opens. */
export function csvStyleOf(language: Language): CsvStyle {
  return { delimiter: language === 'es' ? ';' : ',' }
}

/**
 * A CSV file in parts of text, one per batch of rows: UTF-8 with byte order mark, lines ended by CR LF.
 * @param batches the rows, in batches of any size
 */
export async function* csvParts(columns: readonly string[], batches: Iterable<readonly (readonly Cell[])[]> | AsyncIterable<readonly (readonly Cell[])[]>, style: CsvStyle = { delimiter: ';' }): AsyncGenerator<string> {
  yield `\ufeff${csvLine(columns, style)}\r\n`
  for await (const rows of batches) {
    if (rows.length > 0) yield `${rows.map((row) => csvLine(row, style)).join('\r\n')}\r\n`
  }
}

/** A JSON array in parts of text, one element per line, that together are the file. */
export async function* jsonParts(batches: Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let first = true
  yield '['
  for await (const values of batches) {
    if (values.length === 0) continue
    yield `${first ? '\n' : ',\n'}${values.map((value) => JSON.stringify(value)).join(',\n')}`
    first = false
  }
  yield first ? ']\n' : '\n]\n'
}

/** Bytes handed over at once; divisible by three, so that the parts of base64 may be joined. */
const bytesPerPart = 192 * 1024

/** An archive in parts of base64 that together are the file. @throws when `signal` aborts */
export async function* base64Parts(bytes: AsyncIterable<unknown>, signal?: AbortSignal): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const piece of bytes) {
    signal?.throwIfAborted()
    rest = Buffer.concat([rest, piece as Buffer])
    for (; rest.length >= bytesPerPart; rest = rest.subarray(bytesPerPart)) yield rest.toString('base64', 0, bytesPerPart)
  }
  if (rest.length > 0) yield rest.toString('base64')
}
