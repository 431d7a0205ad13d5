import { inspectFile, readRows } from '../../ingest/reading/index.ts'
import type { ExecutionContext } from '../../jobs/define-job.ts'
import { cellText } from './cell-text.ts'
import { salesReader, type CatalogueToRead } from './file-reader.ts'
import { saleGatherer, type GatheredSale } from './gather-sales.ts'
import type { CataloguePart } from './import-part.ts'
import { dateOrderProof } from './moment.ts'

/**
 * Reads a file of sales twice: first how many rows each sale has and how its dates are written, then the sales, which are
 * handed over whole. Of a file that scatters the rows of its sales, those that are open are held in memory.
 * @param rowsPerPart rows handed over at a time, about
 * @returns rows of the file
 * @throws FileProblem when it cannot be read; an error when cancelled
 */
export async function readSales(work: CatalogueToRead, context: ExecutionContext, rowsPerPart: number): Promise<number> {
  const { path, fileName, mapping } = work
  const head = await inspectFile(path, fileName, context.signal)
  const numberOf = (cells: readonly string[]) => cellText(cells, mapping.number)
  const rowsOf = new Map<string, number>()
  const dates = dateOrderProof()
  const { rowCount: total } = await readRows(path, fileName, async (chunk) => {
    for (const { cells } of chunk) {
      dates.look(cells[mapping.soldAt ?? -1] ?? '')
      rowsOf.set(numberOf(cells), (rowsOf.get(numberOf(cells)) ?? 0) + 1)
    }
  }, context.signal)
  // Rows without a number belong to nobody, and not to each other.
  rowsOf.delete('')

  const gather = saleGatherer(numberOf, rowsOf, salesReader(work, head.rows, dates.order()), work.afterRow)
  let lastRow = work.afterRow
  let sales: GatheredSale[] = []
  let held = 0
  let storing: Promise<void> = Promise.resolve()
  const handOver = async () => {
    await storing
    if (context.cancelled()) throw new Error('Cancelled')
    const part: CataloguePart = {
      lastRow, rowsRead: held, total, failed: sales.flatMap(({ failed }) => failed), rows: { kind: 'sales', rows: sales.map(({ rows }) => [...rows]).filter((rows) => rows.length > 0) },
    }
    sales = []
    held = 0
    storing = context.emit(part)
    storing.catch(() => {})
  }
  await readRows(path, fileName, async (chunk) => {
    for (const row of chunk) {
      for (const sale of gather.take(row)) {
        sales.push(sale)
        held += sale.rows.length + sale.failed.length
        lastRow = sale.firstRow
        if (held >= rowsPerPart) await handOver()
      }
    }
  }, context.signal)
  await handOver()
  await storing
  return total
}
