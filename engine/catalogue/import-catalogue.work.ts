import { FileProblem, inspectFile, readRows, tableReason } from '../ingest/reading/index.ts'
import { done, failed, retry, type ExecutionContext, type Outcome } from '../jobs/define-job.ts'
import { catalogueReader, type CatalogueToRead } from './reading/file-reader.ts'
import type { CataloguePart, RowFailure } from './reading/import-part.ts'
import type { CustomerRead } from './reading/customer-row.ts'
import type { ProductRead } from './reading/product-row.ts'
import { readSales } from './reading/read-sales.ts'
import type { SaleRead } from './reading/sale-row.ts'

/** A part is written in one transaction, words for the search included; this keeps it to some milliseconds. */
const rowsPerPart = 100

/** Reads a file of products, customers or sales and hands over what its rows say; the next part is read while the engine writes the last. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<{ rows: number }>> {
  try {
    const work = given as CatalogueToRead
    return done({ rows: work.kind === 'sales' ? await readSales(work, context, rowsPerPart) : await readFile(work, context) })
  } catch (error) {
    if (context.cancelled()) return retry('Cancelled')
    if (error instanceof FileProblem) return failed(error.detail === undefined ? error.reason : `${error.reason} ${error.detail}`)
    throw error
  }
}

async function readFile(work: CatalogueToRead, context: ExecutionContext): Promise<number> {
  const head = await inspectFile(work.path, work.fileName, context.signal)
  const read = catalogueReader(work, head.rows)
  let readRowCount = 0
  let handedOver = 0
  let lastRow = work.afterRow
  let rows: { rowNumber: number; cells: string[]; read: ProductRead | CustomerRead | SaleRead }[] = []
  let failures: RowFailure[] = []
  let storing: Promise<void> = Promise.resolve()

  const handOver = async (last: boolean) => {
    await storing
    if (context.cancelled()) throw new Error('Cancelled')
    const part = {
      lastRow, rowsRead: readRowCount - handedOver, total: last ? readRowCount : Math.max(head.rowCount, readRowCount), rows: { kind: work.kind, rows }, failed: failures,
    } as CataloguePart
    handedOver = readRowCount
    rows = []
    failures = []
    storing = context.emit(part)
    storing.catch(() => {})
  }

  await readRows(work.path, work.fileName, async (chunk) => {
    for (const row of chunk) {
      readRowCount += 1
      if (row.rowNumber <= work.afterRow) {
        handedOver = readRowCount
        continue
      }
      lastRow = row.rowNumber
      const reading = row.problem === null ? read(row.cells) : { failed: [tableReason(row.problem)] }
      if ('ok' in reading) rows.push({ rowNumber: row.rowNumber, cells: row.cells, read: reading.ok })
      else failures.push({ rowNumber: row.rowNumber, reasons: [...reading.failed], cells: row.cells })
      if (rows.length + failures.length >= rowsPerPart) await handOver(false)
    }
  }, context.signal)
  await handOver(true)
  await storing
  return readRowCount
}
