import { hash } from 'node:crypto'
import type { FailedRow, NewTranscript } from '../../db/queries/batches.ts'
import type { Mapping } from '../contract/ingest.ts'
import { FileProblem, inspectFile, readRows, toMeeting, type Row } from '../ingest/reading/index.ts'
import { done, failed, retry, type ExecutionContext, type Outcome } from '../jobs/define-job.ts'

export interface ImportWork {
  readonly path: string
  readonly fileName: string
  readonly mapping: Mapping
  /** Rows up to this number are stored already, by an attempt that was cut off. */
  readonly afterRow: number
}

/** Rows handed over to be stored, with what is known of the whole file so far. */
export interface ImportPart {
  readonly transcripts: readonly NewTranscript[]
  readonly failed: readonly FailedRow[]
  /** Rows skipped from the beginning of the file. */
  readonly skipped: number
  /** Rows of the whole file: an estimate that becomes exact. */
  readonly total: number
  /** Whether the file has been read to its end. */
  readonly last: boolean
}

export interface ImportResult { readonly rows: number; readonly skipped: number }

/** A part is stored in one transaction; this many rows or characters keep it to a few milliseconds. */
const rowsPerPart = 64
const charactersPerPart = 256 * 1024

/** Reads the file and hands its rows over in parts. The next part is read while the engine stores the last. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<ImportResult>> {
  const work = given as ImportWork
  try {
    return await importFile(work, context)
  } catch (error) {
    if (context.cancelled()) return retry('Cancelled')
    if (error instanceof FileProblem) return failed(error.detail === undefined ? error.reason : `${error.reason} ${error.detail}`)
    throw error
  }
}

async function importFile({ path, fileName, mapping, afterRow }: ImportWork, context: ExecutionContext): Promise<Outcome<ImportResult>> {
  const { columns, rowCount: estimate } = await inspectFile(path, fileName, context.signal)
  const seen = new Set<string>()
  let skipped = 0
  let read = 0
  let transcripts: NewTranscript[] = []
  let failedRows: FailedRow[] = []
  let characters = 0
  let storing: Promise<void> = Promise.resolve()

  const handOver = async (last = false) => {
    await storing
    if (context.cancelled()) throw new Error('Cancelled')
    const part: ImportPart = { transcripts, failed: failedRows, skipped, total: last ? read : Math.max(estimate, read), last }
    transcripts = []
    failedRows = []
    characters = 0
    storing = context.emit(part)
    storing.catch(() => {})
  }

  const take = (row: Row): void => {
    const meeting = row.problem === null ? toMeeting(row.cells, mapping, columns.length) : { failed: row.problem }
    if ('ok' in meeting) {
      // Only what is identical in every cell is the same meeting twice: an e-mail or a name is shared by many.
      const row128 = hash('sha256', row.cells.join('\u0000'), 'base64').slice(0, 22)
      if (seen.has(row128)) {
        skipped += 1
        return
      }
      seen.add(row128)
    }
    if (row.rowNumber <= afterRow) return
    if ('ok' in meeting) transcripts.push({ rowNumber: row.rowNumber, ...meeting.ok, contentHash: hash('sha256', meeting.ok.transcript, 'buffer') })
    else failedRows.push({ rowNumber: row.rowNumber, reason: meeting.failed, cells: row.cells })
    for (const cell of row.cells) characters += cell.length
  }

  try {
    await readRows(path, fileName, async (rows) => {
      for (const row of rows) {
        read += 1
        take(row)
        if (transcripts.length + failedRows.length >= rowsPerPart || characters >= charactersPerPart) await handOver()
      }
    }, context.signal)
  } catch (error) {
    // The rows before the place where a file breaks are sound, and stay.
    if (error instanceof FileProblem) {
      await handOver()
      await storing
    }
    throw error
  }
  // Also when nothing is left: what is stored and has no job yet gets one.
  await handOver(true)
  await storing
  return done({ rows: read, skipped })
}
