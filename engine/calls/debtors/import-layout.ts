import { z } from 'zod'
import { debtorMappingSchema, importDefaultsSchema, localDateSchema, paymentMappingSchema } from '../../contract/debtors.ts'

/** How an import's file is laid out and understood, and where the history of calls stood when it began. */
export const importLayoutSchema = z.object({
  columns: z.array(z.string()),
  mapping: z.union([debtorMappingSchema, paymentMappingSchema]),
  defaults: importDefaultsSchema,
  /** The day of the import where it counts. */
  today: localDateSchema,
  /** Seq of the newest attempt then: later ones were made after the import. */
  newestAttempt: z.number().int().min(0),
})
export type ImportLayout = z.infer<typeof importLayoutSchema>

export function readImportLayout(stored: string): ImportLayout {
  return importLayoutSchema.parse(JSON.parse(stored))
}
