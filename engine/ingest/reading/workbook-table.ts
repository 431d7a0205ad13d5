import { open } from 'node:fs/promises'
import type { Row } from './csv-tokenizer.ts'
import { FileProblem } from './file-problem.ts'
import { findHeader, nameColumns } from './headers.ts'
import { rowsPerChunk } from './limits.ts'
import type { Opening, Table } from './table.ts'
import { listZip } from './zip-directory.ts'

/**
 * Most bytes of a workbook once unpacked. A workbook cannot be read in part: it takes about four times this in memory,
 * and a small archive can unpack to anything. Larger tables go as CSV, which has no such bound.
 */
const maxUnpackedBytes = 256 * 1024 * 1024

/** The directory of a workbook's archive is a few kilobytes. */
const directoryBytes = 1024 * 1024

/**
 * Opens the first sheet that holds anything. Always reads the whole workbook, whatever the opening's limit.
 * @throws FileProblem when it is no workbook, broken, too large, or empty
 */
export async function openWorkbook(opening: Opening): Promise<Table> {
  await checkArchive(opening)
  // Loaded when the first workbook comes: its parsers cost 50 ms at the start of an engine and of every thread.
  const { default: readWorkbook } = await import('read-excel-file/node')
  const all = await readWorkbook(opening.path).catch((cause: unknown) => {
    throw new FileProblem('ingest.broken_workbook', undefined, { cause })
  })
  opening.signal?.throwIfAborted()
  // A sheet that is only a chart has no data at all, against the library's types.
  const sheets = all.filter(({ data }) => Array.isArray(data))
  const sheet = sheets.find(({ data }) => !data.every(isBlank))
  if (sheet === undefined) throw new FileProblem('ingest.empty_file')

  const filled = sheet.data.map((_, index) => index).filter((index) => !isBlank(sheet.data[index]!))
  const sample = filled.slice(0, 200).map((index) => sheet.data[index]!.map(toText))
  const header = findHeader(sample)
  const { columns, hasHeader, warnings } = nameColumns(sample[header]!, sample.slice(header + 1))
  const data = hasHeader ? filled.slice(header + 1) : filled
  if (data.length === 0) throw new FileProblem('ingest.header_only')
  const others = sheets.filter((other) => other !== sheet && other.data.length > 0).length
  return {
    format: 'xlsx',
    encoding: null,
    delimiter: null,
    columns,
    hasHeader,
    warnings: others === 0 ? warnings : [...warnings, { key: 'ingest.warning_other_sheets', values: { sheet: sheet.sheet, count: others } }],
    async *rows(signal) {
      for (let start = 0; start < data.length; start += rowsPerChunk) {
        signal?.throwIfAborted()
        yield data.slice(start, start + rowsPerChunk).map((index): Row => ({ rowNumber: index + 1, cells: sheet.data[index]!.map(toText), problem: null }))
      }
    },
  }
}

/** A ZIP can be anything: a document, a photo album, or a workbook cut short, on which unpacking waits for ever. */
async function checkArchive(opening: Opening): Promise<void> {
  const start = Math.max(0, opening.size - directoryBytes)
  const file = await open(opening.path)
  try {
    const tail = Buffer.alloc(opening.size - start)
    await file.read(tail, 0, tail.length, start)
    const entries = listZip(tail, start)
    if (entries === null) throw new FileProblem('ingest.broken_workbook')
    if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw new FileProblem('ingest.not_a_workbook')
    const unpacked = entries.reduce((sum, entry) => sum + entry.bytes, 0)
    if (unpacked > maxUnpackedBytes) throw new FileProblem('ingest.workbook_too_large', String(Math.round(maxUnpackedBytes / 1024 / 1024)))
  } finally {
    await file.close()
  }
}

function isBlank(cells: readonly unknown[]): boolean {
  return cells.every((cell) => toText(cell).trim() === '')
}

/** Dates as ISO, without the time when the cell has none. */
function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 19).replace('T00:00:00', '')
  return String(cell)
}
