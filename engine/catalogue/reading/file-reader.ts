import type { CatalogueImportKind } from '../../../db/values.ts'
import { customerFields, productFields, saleFields, type CatalogueMapping } from '../../contract/catalogue.ts'
import { bestColumns, currencyDigits, decimalMarkOf, normalise, type DateOrder } from '../../ingest/reading/index.ts'
import { customerReader, type CustomerRead } from './customer-row.ts'
import { customerHeaders, productHeaders, saleHeaders } from './headers.ts'
import { dateOrderProof } from './moment.ts'
import { productReader, type ProductRead, type RowReading } from './product-row.ts'
import { saleReader, type SaleRead } from './sale-row.ts'

export interface CatalogueFile {
  readonly kind: CatalogueImportKind
  readonly mapping: CatalogueMapping
  /** Of prices that do not name one. */
  readonly currency: string
  /** Of times that do not name one. */
  readonly timeZone: string
}

export interface CatalogueToRead extends CatalogueFile {
  readonly path: string
  readonly fileName: string
  /** Rows up to this number are in the catalogue already, by an attempt that was cut off. */
  readonly afterRow: number
}

/** Guesses what the columns of a file are, by header, Spanish or English. */
export function guessCatalogueMapping(kind: CatalogueImportKind, columns: readonly string[]): CatalogueMapping {
  const headers = columns.map(normalise)
  if (kind === 'products') return bestColumns(headers, productFields, productHeaders)
  return kind === 'customers' ? bestColumns(headers, customerFields, customerHeaders) : bestColumns(headers, saleFields, saleHeaders)
}

type RowReader<Read> = (cells: readonly string[]) => RowReading<Read>

/**
 * The reader of a file's rows. The preview and the import both make it of the first rows of the inspection, so that the one shows what the other
 * does; only the order of day and month is proven by all of a file of sales, since a wrong one moves money to another month.
 */
export function catalogueReader(file: CatalogueFile, firstRows: readonly (readonly string[])[]): RowReader<ProductRead | CustomerRead | SaleRead> {
  const { kind, mapping, currency } = file
  if (kind === 'customers') return customerReader(mapping)
  if (kind === 'products') return productReader(mapping, currency, priceMark(mapping, firstRows))
  const dates = dateOrderProof()
  for (const cells of firstRows) dates.look(cells[mapping.soldAt ?? -1] ?? '')
  return salesReader(file, firstRows, dates.order())
}

/** The reader of a file of sales whose order of day and month is known. */
export function salesReader({ mapping, currency, timeZone }: Omit<CatalogueFile, 'kind'>, firstRows: readonly (readonly string[])[], order: DateOrder): RowReader<SaleRead> {
  return saleReader(mapping, currency, priceMark(mapping, firstRows), order, timeZone)
}

function priceMark({ price }: CatalogueMapping, firstRows: readonly (readonly string[])[]) {
  return price === undefined ? null : decimalMarkOf(firstRows.map((row) => (row[price] ?? '').trim()))
}

/** What a row will become, in words, by field; what it does not say is left out. Moments are milliseconds UTC. */
export function understoodText(read: ProductRead | CustomerRead | SaleRead): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [field, value] of Object.entries(read) as [string, ProductRead[keyof ProductRead]][]) {
    if (value === null) continue
    if (typeof value === 'object' && 'minor' in value) texts[field] = `${value.minor / 10 ** currencyDigits(value.currency)} ${value.currency}`
    else texts[field] = Array.isArray(value) ? value.join(', ') : typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
  }
  return texts
}
