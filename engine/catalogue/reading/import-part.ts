import { z } from 'zod'
import { customerReadSchema } from './customer-row.ts'
import { productReadSchema } from './product-row.ts'
import { saleReadSchema } from './sale-row.ts'

const rowNumber = z.number().int().min(1)

export const rowFailureSchema = z.object({ rowNumber, reasons: z.array(z.string()).min(1), cells: z.array(z.string()) })
export type RowFailure = z.infer<typeof rowFailureSchema>

const readRow = <Read extends z.ZodType>(read: Read) => z.object({ rowNumber, cells: z.array(z.string()), read })
const saleRow = readRow(saleReadSchema)
export type SaleRow = z.infer<typeof saleRow>

/** What the reading thread hands over at a time, in the order of the file. */
export const cataloguePartSchema = z.object({
  /** Last row of the file that this part covers (of sales: the first row of its last sale); reading goes on behind it after an interruption. */
  lastRow: z.number().int().min(0),
  /** Rows read since the last part, sound and not. */
  rowsRead: z.number().int().min(0),
  /** Rows of the whole file: an estimate that becomes exact. */
  total: z.number().int().min(0),
  rows: z.union([
    z.object({ kind: z.literal('products'), rows: z.array(readRow(productReadSchema)) }),
    z.object({ kind: z.literal('customers'), rows: z.array(readRow(customerReadSchema)) }),
    // Whole sales: a sale that lacked a line would be counted with a wrong total.
    z.object({ kind: z.literal('sales'), rows: z.array(z.array(saleRow).min(1)) }),
  ]),
  failed: z.array(rowFailureSchema),
})
export type CataloguePart = z.infer<typeof cataloguePartSchema>
