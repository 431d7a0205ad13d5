import { hash } from 'node:crypto'
import type { DebtorMapping, ImportDefaults, PaymentMapping } from '../../contract/debtors.ts'
import { FileProblem, inspectFile, readRows, tableReason, type Row } from '../../ingest/reading/index.ts'
import { done, failed, retry, type ExecutionContext, type Outcome } from '../../jobs/define-job.ts'
import { debtorFileReader, paymentFileReader, type FileHead } from './file-reader.ts'
import type { DebtorRead, ImportPart, PaymentRead, RowFailure } from './import-part.ts'
import type { DebtorRowReason } from './problems.ts'

interface FileToRead {
  readonly path: string
  readonly fileName: string
  readonly defaults: ImportDefaults
  /** The day of the import where it counts, YYYY-MM-DD. */
  readonly today: string
  /** Rows up to this number were handed over already, by an attempt that was cut off. */
  readonly afterRow: number
}
export type ImportWork =
  | (FileToRead & { readonly kind: 'debtors'; readonly mapping: DebtorMapping })
  | (FileToRead & { readonly kind: 'payments'; readonly mapping: PaymentMapping })

/** Rows of the file, sound and not. */
export interface ImportResult { readonly rows: number }

/** A part is stored in one transaction; these keep it to a few milliseconds. */
const rowsPerPart = 1000
const charactersPerPart = 512 * 1024

type ReadRow = DebtorRead | PaymentRead
type RowReading = { readonly ok: ReadRow } | { readonly failed: readonly DebtorRowReason[] }

/**
 * Reads a file of debtors or payments and hands over what its rows say, in parts of at most 1,000 rows. The next part is
 * read while the engine stores the last. Nothing of earlier parts is kept: rows of one person are merged where they are stored.
 */
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

async function importFile(work: ImportWork, context: ExecutionContext): Promise<Outcome<ImportResult>> {
  const head = await inspectFile(work.path, work.fileName, context.signal)
  const readRow = work.kind === 'debtors' ? debtorRows(head, work) : paymentRows(head, work)
  let read = 0
  let readBefore = 0
  let lastRow = work.afterRow
  let rows: ReadRow[] = []
  let failures: RowFailure[] = []
  let characters = 0
  let storing: Promise<void> = Promise.resolve()

  const handOver = async (last: boolean) => {
    await storing
    if (context.cancelled()) throw new Error('Cancelled')
    const part: ImportPart = {
      lastRow, rowsRead: read - readBefore, total: last ? read : Math.max(head.rowCount, read), last,
      rowCount: rows.length, rows: JSON.stringify(rows), failedCount: failures.length, failed: JSON.stringify(failures),
    }
    readBefore = read
    rows = []
    failures = []
    characters = 0
    storing = context.emit(part)
    storing.catch(() => {})
  }

  await readRows(work.path, work.fileName, async (chunk) => {
    for (const row of chunk) {
      read += 1
      // Rows handed over before are read all the same: payments are told apart by how often the file says them.
      const reading = readRow(row)
      if (row.rowNumber <= work.afterRow) {
        readBefore = read
        continue
      }
      lastRow = row.rowNumber
      if ('ok' in reading) rows.push(reading.ok)
      else failures.push({ rowNumber: row.rowNumber, reasons: [...reading.failed], cells: row.cells })
      for (const cell of row.cells) characters += cell.length
      if (rows.length + failures.length >= rowsPerPart || characters >= charactersPerPart) await handOver(false)
    }
  }, context.signal)
  await handOver(true)
  await storing
  return done({ rows: read })
}

function debtorRows(head: FileHead, { mapping, defaults, today }: FileToRead & { readonly mapping: DebtorMapping }): (row: Row) => RowReading {
  const read = debtorFileReader(head, mapping, defaults, today)
  return (row) => {
    const reading = row.problem === null ? read(row.cells) : { failed: [tableReason(row.problem)] }
    return 'ok' in reading ? { ok: { rowNumber: row.rowNumber, ...reading.ok } } : reading
  }
}

function paymentRows(head: FileHead, { mapping, defaults, today }: FileToRead & { readonly mapping: PaymentMapping }): (row: Row) => RowReading {
  const read = paymentFileReader(head, mapping, defaults, today)
  const timesSaid = new Map<string, number>()
  return (row) => {
    const reading = row.problem === null ? read(row.cells) : { failed: [tableReason(row.problem)] }
    if ('failed' in reading) return reading
    const { ok } = reading
    return { ok: { rowNumber: row.rowNumber, ...ok, externalId: ok.externalId ?? madeId(ok, timesSaid) } }
  }
}

/**
 * A name for a payment to which the bank gives none: the same payment of the same file, or of one that overlaps it, gets
 * the same name and is counted once, while two equal payments of one day stay two.
 */
function madeId(payment: Omit<PaymentRead, 'rowNumber' | 'externalId'>, timesSaid: Map<string, number>): string {
  const said = hash('sha256', JSON.stringify([payment.personKey, payment.reference, payment.amountMinor, payment.currency, payment.paidOn]), 'base64url').slice(0, 22)
  const times = (timesSaid.get(said) ?? 0) + 1
  timesSaid.set(said, times)
  return `row:${said}:${times}`
}
