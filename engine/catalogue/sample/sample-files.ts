import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '../../../db/id.ts'
import { insertUploadTx } from '../../../db/queries/uploads.ts'
import { writeTx } from '../../../db/tx.ts'
import type { CatalogueImportKind } from '../../../db/values.ts'
import { csvLine, currencyDigits, inspectFile, readRows, uploadPath, type Cell } from '../../ingest/index.ts'
import type { CatalogueNeeds } from '../needs.ts'
import { guessCatalogueMapping } from '../reading/file-reader.ts'
import { productReader } from '../reading/product-row.ts'
import type { ImportToStart } from '../start-import.ts'
import { chance } from './chance.ts'
import { sampleCustomers, type SampleCustomer } from './customers.ts'
import { yearOfSales, type SampleProduct, type SampleSale } from './year-of-sales.ts'

/** Of the sample's prices. */
export const sampleCurrency = 'COP'
const seed = 20_260_302

const customerColumns = ['cedula', 'nombre', 'telefono', 'correo', 'direccion', 'barrio']
const saleColumns = ['numero', 'fecha', 'cedula', 'cliente', 'id_producto', 'producto', 'cantidad', 'precio', 'moneda', 'estado', 'pago', 'canal']

/**
 * The sample as files that were uploaded: our own products, customers that do not exist, and the year of their sales until
 * now. They take the road of every file, in that order, and can be taken back like any.
 * @param timeZone where the shop's clocks are
 */
export async function sampleImports(needs: CatalogueNeeds, businessId: string, timeZone: string): Promise<ImportToStart[]> {
  const source = join(needs.resources, 'sample', 'products.csv')
  const luck = chance(seed)
  const customers = sampleCustomers(luck)
  const sales = yearOfSales(await readProducts(source), customers, { now: needs.clock.now(), timeZone }, luck)
  return [
    await uploaded(needs, { businessId, timeZone }, 'products', 'products.csv', await readFile(source)),
    await uploaded(needs, { businessId, timeZone }, 'customers', 'customers.csv', csvOf(customerColumns, customers.map(customerCells))),
    await uploaded(needs, { businessId, timeZone }, 'sales', 'sales.csv', csvOf(saleColumns, sales.flatMap(saleCells))),
  ]
}

async function readProducts(path: string): Promise<SampleProduct[]> {
  const { columns } = await inspectFile(path, 'products.csv')
  const read = productReader(guessCatalogueMapping('products', columns), sampleCurrency, null)
  const products: SampleProduct[] = []
  await readRows(path, 'products.csv', async (rows) => {
    for (const { cells } of rows) {
      const reading = read(cells)
      if (!('ok' in reading)) continue
      const { externalId, name, category, price, active } = reading.ok
      if (externalId !== null && name !== null && price !== null) products.push({ id: externalId, name, category: category ?? '', price: price.minor / 10 ** currencyDigits(sampleCurrency), active: active !== false })
    }
  })
  return products
}

function customerCells({ nationalId, name, phone, email, address, neighbourhood }: SampleCustomer): Cell[] {
  return [nationalId, name, phone, email, address, neighbourhood]
}

function saleCells({ number, soldAt, customer, lines, channel, fulfilment, payment }: SampleSale): Cell[][] {
  return lines.map(({ product, quantity, price }) => [number, new Date(soldAt).toISOString(), customer?.nationalId ?? '', customer?.name ?? '', product.id, product.name, quantity, price, sampleCurrency, fulfilment, payment, channel])
}

function csvOf(columns: readonly string[], rows: readonly Cell[][]): Buffer {
  return Buffer.from(`${[columns, ...rows].map((cells) => csvLine(cells, { delimiter: ',' })).join('\n')}\n`)
}

async function uploaded({ database, clock, dataFolder }: CatalogueNeeds, { businessId, timeZone }: { businessId: string; timeZone: string }, kind: CatalogueImportKind, fileName: string, content: Buffer): Promise<ImportToStart> {
  const uploadId = newId()
  const path = uploadPath(dataFolder, uploadId)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  writeTx(database, (tx) => insertUploadTx(tx, { id: uploadId, file_name: fileName, bytes: content.byteLength, received: content.byteLength, path: `uploads/${uploadId}`, created_at: clock.now() }))
  const inspection = await inspectFile(path, fileName)
  // Nobody chose these columns, so they are not remembered as chosen.
  return { businessId, uploadId, fileName, kind, currency: sampleCurrency, mapping: guessCatalogueMapping(kind, inspection.columns), takeStock: false, timeZone, inspection: { ...inspection, hasHeader: false } }
}
