import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { guessCatalogueMapping, productReader, rowReasonText, type ProductRead } from '../../catalogue/reading/index.ts'
import { catalogueView, companyView, type CatalogueView, type CompanyView, type Product } from '../../chat/agent/index.ts'
import { decimalMarkOf, FileProblem, readRows, type Row } from '../../ingest/reading/index.ts'
import { sentenceOf } from './reasons.ts'
import { UsageProblem } from './usage-problem.ts'

/** Pieces of a product whose file says nothing of stock: an order's most. */
const unlimited = 1_000

export interface ReadCatalogue { readonly view: CatalogueView; /** Rows left out, each with what is wrong with it. */ readonly problems: readonly string[] }

/**
 * Reads a file of products (CSV, Excel or JSON) into what the agent knows, as an import into the catalogue would. A row that cannot be read is
 * left out and named; without a column of stock every product counts as one that can be sold without limit up to an order's most.
 * @throws UsageProblem when the file cannot be read, or has no column of names or prices
 */
export async function readCatalogue(path: string, currency: string): Promise<ReadCatalogue> {
  const rows: Row[] = []
  let columns: readonly string[]
  try {
    ({ columns } = await readRows(path, basename(path), async (read) => void rows.push(...read)))
  } catch (error) {
    if (error instanceof FileProblem) throw new UsageProblem(`${path}: ${sentenceOf(`${error.reason} ${error.detail ?? ''}`)}.`, { cause: error })
    throw new UsageProblem(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file does not exist' : String(error)}.`, { cause: error })
  }
  const mapping = guessCatalogueMapping('products', columns)
  const { name, price } = mapping
  if (name === undefined || price === undefined) throw new UsageProblem(`${path}: no column of ${name === undefined ? 'names' : 'prices'} was found. Columns: ${columns.join(', ')}. Name it "${name === undefined ? 'nombre' : 'precio'}".`)
  const read = productReader(mapping, currency, decimalMarkOf(rows.map((row) => row.cells[price] ?? '')))
  const stockless = mapping.stock === undefined
  const products = new Map<string, Product>()
  const problems: string[] = []
  for (const row of rows) {
    const product = productOf(row, read, stockless)
    if (typeof product === 'string') problems.push(`row ${row.rowNumber}: ${product}`)
    else if (products.has(product.id)) problems.push(`row ${row.rowNumber}: the id ${product.id} was there before`)
    else products.set(product.id, product)
  }
  if (products.size === 0) throw new UsageProblem(`${path}: no row is a product. ${problems.slice(0, 3).join('; ')}`)
  return { view: catalogueView([...products.values()]), problems }
}

/** Reads the company's text for questions that are not about products. @throws UsageProblem when it cannot be read */
export async function readCompany(path: string): Promise<CompanyView> {
  try {
    return companyView(await readFile(path, 'utf8'), basename(path))
  } catch (error) {
    throw new UsageProblem(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file does not exist' : String(error)}.`, { cause: error })
  }
}

/** A product of the agent, or what is wrong with its row. One that is to be sold needs a name and a price, whatever the catalogue knows of it already. */
function productOf(row: Row, read: ReturnType<typeof productReader>, stockless: boolean): Product | string {
  if (row.problem !== null) return sentenceOf(row.problem)
  const reading = read(row.cells)
  if ('failed' in reading) return reading.failed.map((reason) => rowReasonText(reason, 'en')).join('. ')
  const { externalId, name, description, category, price, stock, active, synonyms }: ProductRead = reading.ok
  if (name === null) return rowReasonText('catalogue.row_name_missing', 'en')
  if (price === null) return rowReasonText('catalogue.row_price_missing', 'en')
  return {
    id: externalId ?? String(row.rowNumber), name, description: description ?? '', category: category ?? '', priceMinor: price.minor, currency: price.currency, stock: stock ?? (stockless ? unlimited : 0), active: active ?? true, synonyms: synonyms ?? [],
  }
}
