import type { ListedCustomer } from '../../db/queries/customers.ts'
import type { OrderedLine } from '../../db/queries/orders.ts'
import type { ProductRow } from '../../db/queries/products.ts'
import type { SoldLine } from '../../db/queries/sales.ts'
import type { Reader } from '../../db/reader.ts'
import type { Language } from '../../db/values.ts'
import type { CatalogueExport } from '../contract/catalogue.ts'
import { csvParts, csvStyleOf, currencyDigits, type Cell } from '../ingest/index.ts'

/** Products, customers, orders or sales read and handed over at once. */
const rowsPerPart = 500

/** The layout that shops already use, and that an import recognises. */
const columns: Record<CatalogueExport, readonly string[]> = {
  inventory: ['id', 'nombre', 'descripcion', 'precio', 'moneda', 'stock', 'activo', 'fecha_actualizacion', 'categoria', 'sinonimos'],
  customers: ['cedula', 'nombre', 'telefono', 'correo', 'direccion', 'barrio', 'notas', 'ventas', 'ultima_compra'],
  orders: ['pedido', 'creado', 'actualizado', 'estado', 'cedula', 'cliente', 'id_producto', 'producto', 'cantidad', 'precio', 'total_linea', 'moneda', 'venta'],
  sales: ['numero', 'fecha', 'cedula', 'cliente', 'id_producto', 'producto', 'cantidad', 'precio', 'total_linea', 'total_venta', 'moneda', 'estado', 'pago', 'canal'],
}

interface Span { businessId: string; after: number; limit: number }
interface Portion { readonly cells: Cell[][]; /** The seq of the last row, to read on behind it; null at the end. */ readonly last: number | null }

/** A kind of the catalogue: its next portion behind a seq. */
const portions: Record<CatalogueExport, (reader: Reader, span: Span) => Promise<Portion>> = {
  inventory: async (reader, span) => portionOf(await reader.run('catalogue.products_after', span), productCells, ({ seq }) => seq),
  customers: async (reader, span) => portionOf(await reader.run('catalogue.customers_after', span), customerCells, ({ seq }) => seq),
  orders: async (reader, span) => portionOf(await reader.run('catalogue.ordered_lines_after', span), orderCells, ({ order_seq }) => order_seq),
  sales: async (reader, span) => portionOf(await reader.run('catalogue.sold_lines_after', span), soldCells, ({ sale_seq }) => sale_seq),
}

/** A whole kind of the catalogue as a CSV file in parts, however long. @throws when `signal` aborts; nothing is read any more then. */
export function catalogueParts(reader: Reader, businessId: string, kind: CatalogueExport, language: Language, signal?: AbortSignal): AsyncGenerator<string> {
  return csvParts(columns[kind], portionsOf(reader, businessId, kind, signal), csvStyleOf(language))
}

async function* portionsOf(reader: Reader, businessId: string, kind: CatalogueExport, signal: AbortSignal | undefined): AsyncGenerator<Cell[][]> {
  for (let after = 0; ;) {
    signal?.throwIfAborted()
    const { cells, last } = await portions[kind](reader, { businessId, after, limit: rowsPerPart })
    if (last === null) return
    after = last
    yield cells
  }
}

function portionOf<Row>(rows: readonly Row[], cellsOf: (row: Row) => Cell[], seqOf: (row: Row) => number): Portion {
  const last = rows.at(-1)
  return { cells: rows.map(cellsOf), last: last === undefined ? null : seqOf(last) }
}

function productCells(row: ProductRow): Cell[] {
  return [row.external_id, row.name, row.description, major(row.price_minor, row.currency), row.currency, row.stock, row.active === 1, moment(row.updated_at), row.category, (JSON.parse(row.synonyms) as string[]).join('|')]
}

function customerCells(row: ListedCustomer): Cell[] {
  return [row.national_id, row.name, row.phone, row.email, row.address, row.neighbourhood, row.notes, row.sales, row.last_sale_at === null ? null : moment(row.last_sale_at)]
}

function orderCells(row: OrderedLine): Cell[] {
  const price = row.price_minor === null || row.currency === null ? null : major(row.price_minor, row.currency)
  const total = row.price_minor === null || row.currency === null || row.quantity === null ? null : major(row.price_minor * row.quantity, row.currency)
  return [row.id, moment(row.created_at), moment(row.updated_at), row.state, row.national_id, row.customer_name, row.external_id, row.name, row.quantity, price, total, row.currency, row.sale_number]
}

function soldCells(row: SoldLine): Cell[] {
  const money = (minor: number) => major(minor, row.currency)
  return [
    row.external_number ?? row.number, moment(row.sold_at), row.national_id, row.customer_name, row.external_id, row.name, row.quantity, money(row.price_minor), money(row.quantity * row.price_minor), money(row.total_minor), row.currency,
    row.fulfilment, row.payment, row.channel,
  ]
}

function major(minor: number, currency: string): number {
  return minor / 10 ** currencyDigits(currency)
}

function moment(at: number): string {
  return new Date(at).toISOString()
}
