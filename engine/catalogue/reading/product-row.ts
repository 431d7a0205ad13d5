import { z } from 'zod'
import type { CatalogueMapping } from '../../contract/catalogue.ts'
import { normalise, readCurrency, readMoney, type DecimalMark } from '../../ingest/reading/index.ts'
import { cellText } from './cell-text.ts'
import type { CatalogueRowReason } from './row-reasons.ts'

/** A product as one row of a file tells it. What the row does not say is null. */
export const productReadSchema = z.object({
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  category: z.string().nullable(),
  price: z.object({ minor: z.number().int(), currency: z.string() }).nullable(),
  stock: z.number().int().min(0).nullable(),
  active: z.boolean().nullable(),
  synonyms: z.array(z.string()).nullable(),
})
export type ProductRead = z.infer<typeof productReadSchema>
export type RowReading<Read> = { readonly ok: Read } | { readonly failed: readonly CatalogueRowReason[] }

const yes = new Set(['1', 'si', 's', 'true', 'verdadero', 'yes', 'y', 'activo', 'activa', 'active', 'x', 'habilitado', 'vigente', 'enabled'])
const no = new Set(['0', 'no', 'n', 'false', 'falso', 'inactivo', 'inactiva', 'inactive', 'deshabilitado', 'descontinuado', 'disabled', 'discontinued'])
const longest = { externalId: 100, name: 200, description: 5_000, category: 100 } as const
const mostSynonyms = 50

/**
 * Reads the rows of a file of products.
 * @param currency of prices that do not name one
 * @param mark decimal mark that the file's prices prove, if they do
 */
export function productReader(mapping: CatalogueMapping, currency: string, mark: DecimalMark | null): (cells: readonly string[]) => RowReading<ProductRead> {
  return (cells) => {
    const said = (field: keyof CatalogueMapping) => cellText(cells, mapping[field])
    const failed: CatalogueRowReason[] = []
    const price = readPrice(said('price'), said('currency'), currency, mark)
    if (price !== null && 'failed' in price) failed.push(price.failed)
    const stock = said('stock') === '' ? null : readPieces(said('stock'))
    if (stock === undefined) failed.push('catalogue.row_stock_unreadable')
    const word = normalise(said('active'))
    const active = word === '' ? null : yes.has(word) ? true : no.has(word) ? false : undefined
    if (active === undefined) failed.push('catalogue.row_active_unreadable')
    if (said('externalId') === '' && said('name') === '') failed.push('catalogue.row_name_missing')
    if (Object.entries(longest).some(([field, most]) => said(field as keyof typeof longest).length > most)) failed.push('ingest.row_field_too_long')
    if (failed.length > 0 || stock === undefined || active === undefined || (price !== null && 'failed' in price)) return { failed }
    const orNull = (text: string) => (text === '' ? null : text)
    return {
      ok: {
        externalId: orNull(said('externalId')), name: orNull(said('name')), description: orNull(said('description')), category: orNull(said('category')),
        price, stock, active, synonyms: said('synonyms') === '' ? null : readSynonyms(said('synonyms')),
      },
    }
  }
}

/** @returns null where the cell says nothing */
export function readPrice(text: string, named: string, fallback: string, mark: DecimalMark | null): ProductRead['price'] | { failed: CatalogueRowReason } {
  const currency = readCurrency(named, fallback)
  if (currency === null) return { failed: 'catalogue.row_currency_unknown' }
  if (text === '') return null
  const reading = readMoney(text, currency, mark)
  if ('failed' in reading) return { failed: reading.failed === 'unknown_currency' ? 'catalogue.row_currency_unknown' : 'catalogue.row_price_unreadable' }
  return reading
}

/** A whole number of pieces: 12, 1.200, 12.0. @returns undefined for anything else */
export function readPieces(text: string): number | undefined {
  const bare = /^\d{1,3}(?:[.,]\d{3})+$/.test(text) ? text.replaceAll(/[.,]/g, '') : text.replace(/[.,]0+$/, '')
  const pieces = Number(bare)
  return /^\d{1,10}$/.test(bare) && pieces <= 1_000_000_000 ? pieces : undefined
}

function readSynonyms(text: string): string[] {
  return [...new Set(text.split(/[,;|]/).map((word) => word.trim().slice(0, 100)).filter((word) => word !== ''))].slice(0, mostSynonyms)
}
