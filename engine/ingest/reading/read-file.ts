import { stat } from 'node:fs/promises'
import type { FileFormat } from '../../contract/ingest.ts'
import { openCsv } from './csv-table.ts'
import type { Row } from './csv-tokenizer.ts'
import { detectFormat } from './file-format.ts'
import { FileProblem } from './file-problem.ts'
import type { Warning } from './headers.ts'
import { openJson } from './json-table.ts'
import { charactersPerChunk, headBytes, previewCellCharacters, previewRows, rowsPerChunk } from './limits.ts'
import { readHead } from './read-text.ts'
import type { Table } from './table.ts'
import { openText } from './text-table.ts'
import { openWorkbook } from './workbook-table.ts'

/** What a file looks like before it is imported. */
export interface Inspection {
  readonly format: FileFormat
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly columns: string[]
  /** False when the file does not name its columns: a mapping remembered for them would be a coincidence. */
  readonly hasHeader: boolean
  /** The first rows of data; long cells are cut. */
  readonly rows: string[][]
  readonly rowCount: number
  readonly rowCountExact: boolean
  readonly warnings: Warning[]
}

/** What was read when a file has been read to its end. */
export interface FileRead {
  readonly columns: string[]
  /** Rows handed over, sound and not; blank rows of the file are not among them. */
  readonly rowCount: number
  readonly warnings: Warning[]
}

/**
 * Reads the head of a file (workbooks whole): its format and columns, its first rows, how many there are. Exact when the
 * file is smaller than the head, else estimated from the bytes its first rows take.
 * @param fileName the name a person gave it, for the end of it
 * @throws FileProblem when it cannot be read as a table of meetings
 */
export async function inspectFile(path: string, fileName: string, signal?: AbortSignal): Promise<Inspection> {
  const { table, size } = await openTable(path, fileName, headBytes, signal)
  const rows: string[][] = []
  let counted = 0
  for await (const piece of table.rows(signal)) {
    counted += piece.length
    for (const row of piece) if (rows.length < previewRows) rows.push(row.cells.map(shortened))
  }
  const exact = size <= headBytes || table.format === 'xlsx' || table.format === 'vtt' || table.format === 'srt'
  if (exact && counted === 0) throw new FileProblem('ingest.no_rows')
  return {
    format: table.format,
    encoding: table.encoding,
    delimiter: table.delimiter,
    columns: table.columns,
    hasHeader: table.hasHeader,
    rows,
    rowCount: exact ? counted : estimateRows(table.format, counted, size),
    rowCountExact: exact,
    warnings: table.warnings,
  }
}

/**
 * Reads all rows of a file in order, a chunk at a time; the next chunk waits until `onRows` is done with the last.
 * Memory is bounded by a few chunks whatever the file's size (workbooks are read whole). The columns are found the same
 * way as by `inspectFile`, so a mapping made from its answer fits.
 * @param onRows gets up to `rowsPerChunk` rows, fewer when they are long; those with a `problem` cannot become meetings
 * @throws FileProblem when the file breaks, after the rows before that were handed over; the signal's reason when aborted
 */
export async function readRows(path: string, fileName: string, onRows: (rows: Row[]) => Promise<void>, signal?: AbortSignal): Promise<FileRead> {
  const { table } = await openTable(path, fileName, Number.POSITIVE_INFINITY, signal)
  let rowCount = 0
  let chunk: Row[] = []
  let characters = 0
  const handOver = async () => {
    signal?.throwIfAborted()
    rowCount += chunk.length
    const rows = chunk
    chunk = []
    characters = 0
    await onRows(rows)
  }
  try {
    for await (const piece of table.rows(signal)) {
      for (const row of piece) {
        chunk.push(row)
        for (const cell of row.cells) characters += cell.length
        if (chunk.length === rowsPerChunk || characters >= charactersPerChunk) await handOver()
      }
    }
  } catch (error) {
    // The rows before the place where the file breaks are sound, and tell how far it went.
    if (error instanceof FileProblem && chunk.length > 0) await handOver()
    throw error
  }
  if (chunk.length > 0) await handOver()
  if (rowCount === 0) throw new FileProblem('ingest.no_rows')
  return { columns: table.columns, rowCount, warnings: table.warnings }
}

async function openTable(path: string, fileName: string, limit: number, signal?: AbortSignal): Promise<{ table: Table; size: number }> {
  const { size } = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new FileProblem('ingest.file_missing', undefined, { cause }) : cause
  })
  const head = await readHead(path, headBytes)
  const format = detectFormat(head, fileName)
  const opening = { path, size, limit: Math.min(limit, size), head, signal }
  if (format === 'csv') return { table: await openCsv(opening), size }
  if (format === 'json') return { table: await openJson(opening), size }
  if (format === 'xlsx') return { table: await openWorkbook(opening), size }
  return { table: await openText(opening, format), size }
}

/** The last meeting of a text's head is cut and was counted all the same; tables leave their cut row out. */
function estimateRows(format: FileFormat, counted: number, size: number): number {
  const complete = format === 'txt' ? counted - 1 : counted
  return Math.max(1, Math.round((complete * size) / headBytes))
}

function shortened(cell: string): string {
  return cell.length > previewCellCharacters ? `${cell.slice(0, previewCellCharacters).toWellFormed()}…` : cell
}
