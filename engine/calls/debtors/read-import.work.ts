import type { DebtorMapping, ImportDefaults, PaymentMapping } from '../../contract/debtors.ts'
import type { DebtorImportKind } from '../../../db/values.ts'
import { FileProblem, readJsonElements } from '../../ingest/reading/index.ts'
import { done, failed, retry, type ExecutionContext, type Outcome } from '../../jobs/define-job.ts'
import type { ImportPart, RowFailure } from '../debtor-import/import-part.ts'
import { execute as readRows, type ImportResult } from '../debtor-import/import-debtors.work.ts'
import { readDocument, type DocumentRead } from './read-document.ts'

export interface ReadImport {
  readonly kind: DebtorImportKind
  readonly path: string
  readonly fileName: string
  readonly mapping: DebtorMapping | PaymentMapping
  readonly defaults: ImportDefaults
  readonly today: string
  /** Rows up to this number are stored already. */
  readonly afterRow: number
}

/** A call with its transcript takes some 60 KB. */
const documentsPerPart = 50
const charactersPerPart = 1024 * 1024

/** Reads the file of an import, whatever it holds, and hands its rows over in parts. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<ImportResult>> {
  const work = given as ReadImport
  if (work.kind !== 'job_documents') return readRows(work, context)
  try {
    return done({ rows: await readDocuments(work, context) })
  } catch (error) {
    if (context.cancelled()) return retry('Cancelled')
    if (error instanceof FileProblem) return failed(error.detail === undefined ? error.reason : `${error.reason} ${error.detail}`)
    throw error
  }
}

async function readDocuments({ path, defaults, afterRow }: ReadImport, context: ExecutionContext): Promise<number> {
  let read = 0
  let handedOver = afterRow
  let rows: DocumentRead[] = []
  let failures: RowFailure[] = []
  let characters = 0
  const handOver = async (last: boolean) => {
    if (context.cancelled()) throw new Error('Cancelled')
    const part: ImportPart = {
      lastRow: Math.max(read, afterRow), rowsRead: Math.max(0, read - handedOver), total: read, last, rowCount: rows.length, rows: JSON.stringify(rows), failedCount: failures.length, failed: JSON.stringify(failures),
    }
    handedOver = Math.max(read, afterRow)
    rows = []
    failures = []
    characters = 0
    await context.emit(part)
  }
  for await (const elements of readJsonElements(path, Number.POSITIVE_INFINITY, context.signal)) {
    for (const text of elements) {
      read += 1
      if (read <= afterRow) continue
      const reading = readDocument(text, defaults)
      if ('ok' in reading) rows.push({ rowNumber: read, ...reading.ok })
      // The whole document can be a hundred kilobytes; its beginning says which it is.
      else failures.push({ rowNumber: read, reasons: [...reading.failed], cells: [(text ?? '').slice(0, 2_000)] })
      characters += text?.length ?? 0
      if (rows.length + failures.length >= documentsPerPart || characters >= charactersPerPart) await handOver(false)
    }
  }
  if (read === 0) throw new FileProblem('ingest.no_rows')
  await handOver(true)
  return read
}
