import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { catalogueView, companyView, type CatalogueView, type CompanyView, type Product } from '../../chat/agent/index.ts'
import { decimalMarkOf, FileProblem, normalise, readMoney, readRows, type DecimalMark, type Row } from '../../ingest/reading/index.ts'
import { sentenceOf } from './reasons.ts'
import { UsageProblem } from './usage-problem.ts'

/** Headers by which a column of a catalogue is known, as `normalise` spells them. */
const headers = {
  id: ['id', 'codigo', 'sku', 'referencia', 'code', 'product id'],
  name: ['nombre', 'producto', 'nombre producto', 'articulo', 'name', 'product', 'product name', 'title'],
  description: ['descripcion', 'detalle', 'description', 'details'],
  category: ['categoria', 'linea', 'familia', 'category'],
  price: ['precio', 'valor', 'precio unitario', 'precio venta', 'price', 'unit price'],
  stock: ['stock', 'existencias', 'cantidad', 'inventario', 'unidades', 'quantity', 'qty', 'inventory'],
  active: ['activo', 'disponible', 'estado', 'active', 'enabled', 'available'],
  synonyms: ['sinonimos', 'alias', 'palabras clave', 'synonyms', 'keywords', 'tags'],
} as const
type Column = keyof typeof headers

export interface ReadCatalogue { readonly view: CatalogueView; /** Rows left out, each with what is wrong with it. */ readonly problems: readonly string[] }

/**
 * Reads a file of products (CSV, Excel or JSON) into what the agent knows. A row that cannot be read is left out and named; without a
 * column of stock every product counts as one that can be sold without limit up to an order's most.
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
  const at = columnsOf(columns)
  if (at.name === undefined || at.price === undefined) throw new UsageProblem(`${path}: no column of ${at.name === undefined ? 'names' : 'prices'} was found. Columns: ${columns.join(', ')}. Name it "${at.name === undefined ? 'nombre' : 'precio'}".`)
  const mark = decimalMarkOf(rows.map((row) => row.cells[at.price!] ?? ''))
  const products: Product[] = []
  const problems: string[] = []
  for (const row of rows) {
    const product = productOf(row, at, currency, mark)
    if (typeof product === 'string') problems.push(`row ${row.rowNumber}: ${product}`)
    else if (products.some(({ id }) => id === product.id)) problems.push(`row ${row.rowNumber}: the id ${product.id} was there before`)
    else products.push(product)
  }
  if (products.length === 0) throw new UsageProblem(`${path}: no row is a product. ${problems.slice(0, 3).join('; ')}`)
  return { view: catalogueView(products), problems }
}

/** Reads the company's text for questions that are not about products. @throws UsageProblem when it cannot be read */
export async function readCompany(path: string): Promise<CompanyView> {
  try {
    return companyView(await readFile(path, 'utf8'), basename(path))
  } catch (error) {
    throw new UsageProblem(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file does not exist' : String(error)}.`, { cause: error })
  }
}

function columnsOf(columns: readonly string[]): Partial<Record<Column, number>> {
  const spelled = columns.map(normalise)
  const found: Partial<Record<Column, number>> = {}
  for (const [column, names] of Object.entries(headers) as [Column, readonly string[]][]) {
    const place = names.map((name) => spelled.indexOf(name)).find((index) => index >= 0)
    if (place !== undefined) found[column] = place
  }
  return found
}

function productOf(row: Row, at: Partial<Record<Column, number>>, currency: string, mark: DecimalMark | null): Product | string {
  if (row.problem !== null) return sentenceOf(row.problem)
  const cell = (column: Column) => (at[column] === undefined ? '' : (row.cells[at[column]] ?? '').trim())
  const name = cell('name')
  if (name === '') return 'it has no name'
  const price = readMoney(cell('price'), currency, mark)
  if ('failed' in price) return `the price "${cell('price')}" cannot be read`
  const stock = at.stock === undefined ? 1000 : readStock(cell('stock'))
  if (stock === null) return `the stock "${cell('stock')}" is no number of pieces`
  return {
    id: cell('id') === '' ? String(row.rowNumber) : cell('id'), name, description: cell('description'), category: cell('category'), priceMinor: price.minor, currency: price.currency, stock,
    active: !['0', 'no', 'false', 'falso', 'inactivo', 'inactive', 'n'].includes(normalise(cell('active'))), synonyms: cell('synonyms').split(/[;,|]/).map((word) => word.trim()).filter((word) => word !== ''),
  }
}

function readStock(text: string): number | null {
  if (text === '') return 0
  const stock = Number(text.replace(/[.,]0+$/, ''))
  return Number.isSafeInteger(stock) && stock >= 0 ? stock : null
}
