import type { CatalogueImportKind } from '../../../db/values.ts'
import { customerFields, productFields, type CatalogueMapping } from '../../contract/catalogue.ts'
import { bestColumns, currencyDigits, decimalMarkOf, normalise } from '../../ingest/reading/index.ts'
import { customerReader, type CustomerRead } from './customer-row.ts'
import { customerHeaders, productHeaders } from './headers.ts'
import { productReader, type ProductRead, type RowReading } from './product-row.ts'

export interface CatalogueFile {
  readonly kind: CatalogueImportKind
  readonly mapping: CatalogueMapping
  /** Of prices that do not name one. */
  readonly currency: string
}

/** Guesses what the columns of a file are, by header, Spanish or English. */
export function guessCatalogueMapping(kind: CatalogueImportKind, columns: readonly string[]): CatalogueMapping {
  const headers = columns.map(normalise)
  return kind === 'products' ? bestColumns(headers, productFields, productHeaders) : bestColumns(headers, customerFields, customerHeaders)
}

/** The reader of a file's rows. The preview and the import both make it of the first rows of the inspection, so that the one shows what the other does. */
export function catalogueReader({ kind, mapping, currency }: CatalogueFile, firstRows: readonly (readonly string[])[]): (cells: readonly string[]) => RowReading<ProductRead | CustomerRead> {
  if (kind === 'customers') return customerReader(mapping)
  const { price } = mapping
  return productReader(mapping, currency, price === undefined ? null : decimalMarkOf(firstRows.map((row) => (row[price] ?? '').trim())))
}

/** What a row will become, in words, by field; what it does not say is left out. */
export function understoodText(read: ProductRead | CustomerRead): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [field, value] of Object.entries(read) as [string, ProductRead[keyof ProductRead]][]) {
    if (value === null) continue
    if (typeof value === 'object' && 'minor' in value) texts[field] = `${value.minor / 10 ** currencyDigits(value.currency)} ${value.currency}`
    else texts[field] = Array.isArray(value) ? value.join(', ') : typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
  }
  return texts
}
