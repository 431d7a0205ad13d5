import type { ListedCustomer } from '../../db/queries/customers.ts'
import type { ProductRow } from '../../db/queries/products.ts'
import type { SoldLine } from '../../db/queries/sales.ts'
import type { Reader } from '../../db/reader.ts'
import type { Language } from '../../db/values.ts'
import type { CatalogueExport } from '../contract/catalogue.ts'
import { csvParts, csvStyleOf, currencyDigits, type Cell } from '../ingest/index.ts'

/** Products, customers or sales read and handed over at once. */
const rowsPerPart = 500

/** The layout that shops already use, and that an import recognises. */
const columns: Record<CatalogueExport, readonly string[]> = {
  inventory: ['id', 'nombre', 'descripcion', 'precio', 'moneda', 'stock', 'activo', 'fecha_actualizacion', 'categoria', 'sinonimos'],
  customers: ['cedula', 'nombre', 'telefono', 'correo', 'direccion', 'barrio', 'notas', 'ventas', 'ultima_compra'],
  sales: ['numero', 'fecha', 'cedula', 'cliente', 'id_producto', 'producto', 'cantidad', 'precio', 'total_linea', 'total_venta', 'moneda', 'estado', 'pago', 'canal'],
}

/** A whole kind of the catalogue as a CSV file in parts, however long. @throws when `signal` aborts; nothing is read any more then. */
export function catalogueParts(reader: Reader, businessId: string, kind: CatalogueExport, language: Language, signal?: AbortSignal): AsyncGenerator<string> {
  return csvParts(columns[kind], portionsOf(reader, businessId, kind, signal), csvStyleOf(language))
}

async function* portionsOf(reader: Reader, businessId: string, kind: CatalogueExport, signal: AbortSignal | undefined): AsyncGenerator<Cell[][]> {
  for (let after = 0; ;) {
    signal?.throwIfAborted()
    const input = { businessId, after, limit: rowsPerPart }
    const cells: Cell[][] = []
    if (kind === 'inventory') {
      for (const row of await reader.run('catalogue.products_after', input)) {
        cells.push(productCells(row))
        after = row.seq
      }
    } else if (kind === 'customers') {
      for (const row of await reader.run('catalogue.customers_after', input)) {
        cells.push(customerCells(row))
        after = row.seq
      }
    } else {
      for (const row of await reader.run('catalogue.sold_lines_after', input)) {
        cells.push(soldCells(row))
        after = row.sale_seq
      }
    }
    if (cells.length === 0) return
    yield cells
  }
}

function productCells(row: ProductRow): Cell[] {
  return [row.external_id, row.name, row.description, major(row.price_minor, row.currency), row.currency, row.stock, row.active === 1, moment(row.updated_at), row.category, (JSON.parse(row.synonyms) as string[]).join('|')]
}

function customerCells(row: ListedCustomer): Cell[] {
  return [row.national_id, row.name, row.phone, row.email, row.address, row.neighbourhood, row.notes, row.sales, row.last_sale_at === null ? null : moment(row.last_sale_at)]
}

function soldCells(row: SoldLine): Cell[] {
  const money = (minor: number) => major(minor, row.currency)
  return [
    row.number, moment(row.sold_at), row.national_id, row.customer_name, row.external_id, row.name, row.quantity, money(row.price_minor), money(row.quantity * row.price_minor), money(row.total_minor), row.currency,
    row.fulfilment, row.payment, row.channel,
  ]
}

function major(minor: number, currency: string): number {
  return minor / 10 ** currencyDigits(currency)
}

function moment(at: number): string {
  return new Date(at).toISOString()
}
