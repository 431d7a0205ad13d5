import { z } from 'zod'
import { customerFields, type CatalogueMapping } from '../../contract/catalogue.ts'
import { cellText } from './cell-text.ts'
import { readNationalId } from './national-id.ts'
import type { RowReading } from './product-row.ts'
import type { CatalogueRowReason } from './row-reasons.ts'

/** A customer as one row of a file tells it. What the row does not say is null. */
export const customerReadSchema = z.object({
  nationalId: z.string(), name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(), address: z.string().nullable(), neighbourhood: z.string().nullable(), notes: z.string().nullable(),
})
export type CustomerRead = z.infer<typeof customerReadSchema>

const longest: Record<(typeof customerFields)[number], number> = { nationalId: 40, name: 200, phone: 40, email: 200, address: 300, neighbourhood: 100, notes: 5_000 }

/** Reads the rows of a file of customers. */
export function customerReader(mapping: CatalogueMapping): (cells: readonly string[]) => RowReading<CustomerRead> {
  return (cells) => {
    const said = (field: keyof typeof longest) => cellText(cells, mapping[field])
    const failed: CatalogueRowReason[] = []
    const nationalId = readNationalId(said('nationalId'))
    if (said('nationalId') === '') failed.push('catalogue.row_national_id_missing')
    else if (nationalId === null) failed.push('catalogue.row_national_id_invalid')
    const email = said('email').toLowerCase()
    if (email !== '' && !z.email().safeParse(email).success) failed.push('catalogue.row_email_invalid')
    if (customerFields.some((field) => said(field).length > longest[field])) failed.push('ingest.row_field_too_long')
    if (failed.length > 0 || nationalId === null) return { failed }
    const orNull = (text: string) => (text === '' ? null : text)
    return { ok: { nationalId, name: orNull(said('name')), phone: orNull(said('phone')), email: orNull(email), address: orNull(said('address')), neighbourhood: orNull(said('neighbourhood')), notes: orNull(said('notes')) } }
  }
}
