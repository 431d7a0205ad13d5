import { tableReason, type Row } from '../../ingest/reading/index.ts'
import type { RowFailure, SaleRow } from './import-part.ts'
import type { RowReading } from './product-row.ts'
import type { CatalogueRowReason } from './row-reasons.ts'
import type { SaleRead } from './sale-row.ts'

/** Lines of one sale; above that somebody gave every row the same number. */
const mostLines = 1_000
/** Lines of a receipt are written one after the other, never on another day. */
const longestReceiptMs = 24 * 3_600_000

/** A sale as a file tells it: its rows, or why each of them fails. */
export interface GatheredSale { readonly firstRow: number; readonly rows: readonly SaleRow[]; readonly failed: readonly RowFailure[] }

/**
 * Puts the rows of each sale together, wherever they stand in the file. Sales come out in the order of their first rows, each once its last row
 * was seen: in a file that keeps them together, a row later.
 * @param numberOf the number of a row's sale, as the file has it; empty where it has none
 * @param rowsOf rows of each number in the whole file
 * @param afterRow sales that begin at this row or before are left out
 */
export function saleGatherer(numberOf: (cells: readonly string[]) => string, rowsOf: ReadonlyMap<string, number>, read: (cells: readonly string[]) => RowReading<SaleRead>, afterRow: number) {
  const open = new Map<string, { firstRow: number; rows: Row[]; wanted: number }>()
  const done = new Set<string>()
  return {
    /** Takes a row. @returns the sales that are whole now and have none open before them. */
    take(row: Row): GatheredSale[] {
      const number = numberOf(row.cells)
      // A row without a number is alone; no number of the file begins with a line break.
      const key = number === '' ? `\n${row.rowNumber}` : number
      if (done.has(key)) return []
      const sale = open.get(key) ?? { firstRow: row.rowNumber, rows: [], wanted: rowsOf.get(number) ?? 1 }
      if (sale.firstRow <= afterRow) {
        if (sale.wanted > 1) done.add(key)
        return []
      }
      sale.rows.push(row)
      open.set(key, sale)
      const whole: GatheredSale[] = []
      for (const [name, head] of open) {
        if (head.rows.length < head.wanted) break
        open.delete(name)
        whole.push(gathered(head.firstRow, head.rows, read))
      }
      return whole
    },
  }
}

function gathered(firstRow: number, rows: readonly Row[], read: (cells: readonly string[]) => RowReading<SaleRead>): GatheredSale {
  const sound: SaleRow[] = []
  const broken = new Map<number, readonly string[]>()
  for (const row of rows) {
    const reading = row.problem === null ? read(row.cells) : { failed: [tableReason(row.problem)] }
    if ('ok' in reading) sound.push({ rowNumber: row.rowNumber, cells: row.cells, read: reading.ok })
    else broken.set(row.rowNumber, reading.failed)
  }
  const whole = broken.size === 0 ? wholeProblem(sound) : 'catalogue.row_sale_incomplete'
  if (whole === null) return { firstRow, rows: sound, failed: [] }
  return { firstRow, rows: [], failed: rows.map(({ rowNumber, cells }) => ({ rowNumber, cells, reasons: [...(broken.get(rowNumber) ?? [whole])] })) }
}

/** What is wrong with a sale whose rows are sound. A row that leaves the customer out means the one named before. */
function wholeProblem(rows: readonly SaleRow[]): CatalogueRowReason | null {
  const { read: first } = rows[0]!
  if (rows.length > mostLines || rows.reduce((sum, { read }) => sum + read.quantity * read.price.minor, 0) > Number.MAX_SAFE_INTEGER) return 'catalogue.row_sale_too_large'
  const agrees = rows.every(({ read }) => Math.abs(read.soldAt - first.soldAt) < longestReceiptMs && read.price.currency === first.price.currency && read.fulfilment === first.fulfilment && read.payment === first.payment
    && (read.nationalId === null || read.nationalId === first.nationalId) && (read.customer === null || read.customer === first.customer))
  return agrees ? null : 'catalogue.row_sale_disagrees'
}
