import { CsvTokenizer, newlineOf } from './csv-tokenizer.ts'
import type { Row } from './csv-tokenizer.ts'
import type { Encoding } from './encoding.ts'
import { FileProblem } from './file-problem.ts'
import { brokenWarning, findHeader, nameColumns } from './headers.ts'
import { detectEncoding, decodeHead, readText } from './read-text.ts'
import type { Opening, Table } from './table.ts'

/** Semicolons before commas: the prose of a file with semicolons is full of commas. */
const delimiters = [';', '\t', '|', ','] as const

/** Excel's own way to name the delimiter: a first line that it does not show as a row. */
const delimiterLine = /^sep=([^"\r\n])\r?\n?/i

/** @throws FileProblem when there is no table in the file */
export async function openCsv(opening: Opening): Promise<Table> {
  const { encoding, broken } = await detectEncoding(opening.path, opening.limit, opening.signal)
  const text = decodeHead(opening.head, encoding)
  const layout = detectLayout(text)
  const complete = opening.head.length >= opening.size
  const sample = firstRows(text, layout, complete)
  const header = findHeader(sample.map((row) => row.cells))
  const first = sample[header]
  if (first === undefined) throw new FileProblem(text.trim() === '' ? 'ingest.empty_file' : complete ? 'ingest.no_rows' : 'ingest.broken_header')
  if (first.problem !== null) throw new FileProblem(first.problem === 'ingest.row_too_many_cells' ? 'ingest.too_many_columns' : 'ingest.broken_header')
  const { columns, hasHeader, warnings } = nameColumns(first.cells, sample.slice(header + 1).map((row) => row.cells))
  if (hasHeader && complete && sample.length === header + 1) throw new FileProblem('ingest.header_only')

  return {
    format: 'csv',
    encoding,
    delimiter: layout.delimiter,
    columns,
    hasHeader,
    warnings: [...warnings, ...brokenWarning(broken)],
    rows: (signal) => csvRows(opening, encoding, layout, hasHeader ? first.rowNumber : 0, signal),
  }
}

interface CsvLayout {
  readonly delimiter: string
  readonly newline: '\n' | '\r'
  /** Characters before the first row. */
  readonly skip: number
}

async function* csvRows(opening: Opening, encoding: Encoding, layout: CsvLayout, headerRow: number, signal?: AbortSignal): AsyncGenerator<Row[]> {
  const tokenizer = new CsvTokenizer(layout.delimiter, layout.newline)
  let skip = layout.skip
  for await (const text of readText(opening.path, encoding, opening.limit, signal)) {
    const rows: Row[] = []
    tokenizer.push(text.slice(skip), rows)
    skip = Math.max(0, skip - text.length)
    if (rows.length > 0) yield withoutHeader(rows, headerRow)
  }
  if (opening.limit < opening.size) return
  const rows: Row[] = []
  tokenizer.end(rows)
  if (rows.length > 0) yield withoutHeader(rows, headerRow)
}

function withoutHeader(rows: Row[], headerRow: number): Row[] {
  return rows[0]!.rowNumber <= headerRow ? rows.filter((row) => row.rowNumber > headerRow) : rows
}

/** How the text of a table is cut: the delimiter under which its first rows agree best on their number of cells. */
export function detectLayout(text: string): CsvLayout {
  const newline = newlineOf(text)
  const named = delimiterLine.exec(text)
  if (named !== null) return { delimiter: named[1]!, newline, skip: named[0].length }
  // The line end keeps the last row of a file that has none; a cut row more does no harm to the vote.
  const start = text.slice(0, 64 * 1024) + newline
  let best = { delimiter: ',', score: 0, columns: 1 }
  for (const delimiter of delimiters) {
    const rows = firstRows(start, { delimiter, newline, skip: 0 }, false).slice(0, 50)
    const { columns, count } = commonWidth(rows)
    const score = count / rows.length
    if (columns > 1 && (score > best.score || (score === best.score && columns > best.columns))) best = { delimiter, score, columns }
  }
  return { delimiter: best.delimiter, newline, skip: 0 }
}

/** How many cells most rows have: a title above the table has fewer. */
function commonWidth(rows: readonly Row[]): { columns: number; count: number } {
  const counts = new Map<number, number>()
  for (const row of rows) if (row.problem === null) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1)
  let common = { columns: 0, count: 0 }
  for (const [columns, count] of counts) if (columns > 1 && count > common.count) common = { columns, count }
  return common
}

/**
 * The rows of the head; its last one only when the head is the whole text, since otherwise it is cut.
 * @throws FileProblem when the whole text is here and a quote stays open
 */
function firstRows(text: string, layout: CsvLayout, complete: boolean): Row[] {
  const rows: Row[] = []
  const tokenizer = new CsvTokenizer(layout.delimiter, layout.newline)
  tokenizer.push(text.slice(layout.skip), rows)
  if (complete) tokenizer.end(rows)
  return rows
}
