import { z } from 'zod'
import { mappingSchema } from '../contract/ingest.ts'

/** How a batch's file is laid out: its columns as it names them, and what each field is read from. */
export const layoutSchema = z.object({ columns: z.array(z.string()), mapping: mappingSchema })
export type BatchLayout = z.infer<typeof layoutSchema>

export function readLayout(stored: string): BatchLayout {
  return layoutSchema.parse(JSON.parse(stored))
}
