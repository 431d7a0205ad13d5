import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import type { CatalogueImportKind } from '../../db/values.ts'
import type { CustomerDraft, OrderDraft, Product, ProductDraft } from '../contract/catalogue.ts'

let test: TestEngine
beforeAll(async () => { test = await openTestEngine() })
afterAll(() => test.close())

const newBusiness = async () => (await test.client.system.createBusiness({ name: 'Shop' })).id
const draft = (name: string, more: Partial<ProductDraft> = {}): ProductDraft => ({ externalId: null, name, description: '', category: 'EPP', price: { minor: 4_500_000, currency: 'COP' }, active: true, synonyms: [], ...more })
const person = (more: Partial<CustomerDraft> = {}): CustomerDraft => ({ nationalId: '79.123.456', name: 'Ana Ruiz', phone: '3001234567', email: 'ana@example.com', address: 'Calle 1', neighbourhood: 'Centro', notes: '', ...more })
const order = (lines: OrderDraft['lines'], more: Partial<OrderDraft> = {}): OrderDraft => ({ chatId: null, customerId: null, state: 'listo_para_finalizar', collected: {}, lines, ...more })
const text = async (parts: AsyncIterable<string>) => {
  let whole = ''
  for await (const part of parts) whole += part
  return whole
}

async function importFile(businessId: string, content: string, kind: CatalogueImportKind = 'products', fileName = 'products.csv') {
  const { client, upload, engine } = test
  const choice = { businessId, uploadId: await upload(content, fileName), kind, currency: 'COP' }
  const { mapping } = await client.catalogue.imports.preview(choice)
  const { id } = await client.catalogue.imports.start({ ...choice, mapping })
  await engine.runner.idle()
  return client.catalogue.imports.get({ businessId, importId: id })
}

/** A product with some pieces, and an order of some of them that waits to be closed. */
async function readyOrder(businessId: string, product: Product, quantity: number, customerId: string | null = null): Promise<string> {
  return (await test.client.catalogue.orders.create({ businessId, order: order([{ productId: product.id, quantity }], { customerId }) })).id
}

describe('importing products', () => {
  const header = 'id,nombre,descripcion,precio,stock,activo,fecha_actualizacion,categoria\n'
  it('creates, updates and skips by the id, and counts honestly', async () => {
    const businessId = await newBusiness()
    const first = await importFile(businessId, `${header}1,Casco,,45000,3,1,,Cabeza\n2,Guantes,,8000,10,1,,Manos\n3,,,1,1,1,,\n4,Botas,,caras,1,1,,Pies\n`)
    expect(first).toMatchObject({ state: 'done', created: 2, updated: 0, skipped: 0, failedRows: 2, rowsRead: 4, total: 4 })
    const second = await importFile(businessId, `${header}1,Casco,,47000,5,1,,Cabeza\n2,Guantes,,8000,10,1,,Manos\n`)
    expect(second).toMatchObject({ created: 0, updated: 1, skipped: 1, failedRows: 0 })
    const { rows: [casco] } = await test.client.catalogue.products.list({ filter: { businessId, text: 'CASCO' } })
    expect(casco).toMatchObject({ price: { minor: 4_700_000, currency: 'COP' }, stock: 5 })
    const movements = await test.client.catalogue.products.movements({ businessId, productId: casco!.id })
    expect(movements.map(({ change, stockAfter, reason }) => [change, stockAfter, reason])).toEqual([[2, 5, 'import'], [3, 3, 'import']])
    const failed = await text(await test.client.catalogue.imports.failedRows({ businessId, importId: first.id, language: 'es' }))
    expect(failed.split('\r\n').slice(1, 3)).toEqual(['3;;;1;1;1;;;4;Falta el nombre', '4;Botas;;caras;1;1;;Pies;5;No se entiende el precio'])
  })

  it('takes back what it wrote out', async () => {
    const businessId = await newBusiness()
    await importFile(businessId, `${header}1,"Extintor, 10 libras","Con ""soporte""",58000.5,14,1,,Fuego\n2,Casco azul,,29500,0,0,,\n,Guantes,,3200,150,1,,Manos\n`)
    const inventory = await text(await test.client.catalogue.export({ businessId, kind: 'inventory', language: 'es' }))
    const again = await importFile(businessId, inventory)
    expect(again).toMatchObject({ state: 'done', created: 0, updated: 0, failedRows: 0 })
    expect(again.skipped).toBe((await test.client.catalogue.products.list({ filter: { businessId } })).total)
  })

  it('imports customers by their national id', async () => {
    const businessId = await newBusiness()
    const done = await importFile(businessId, 'cedula,nombre,telefono\n79.123.456,Ana Ruiz,300\n79123456,Ana Ruiz,301\n,Nadie,302\n', 'customers')
    expect(done).toMatchObject({ created: 1, updated: 1, failedRows: 1 })
  })
})

describe('products', () => {
  it('are found by synonyms and without accents, and saved only as they were seen', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const product = await catalogue.products.create({ businessId, product: draft('Señal reflectiva', { synonyms: ['letrero'] }), stock: 2 })
    for (const words of ['senal', 'letre']) expect((await catalogue.products.list({ filter: { businessId, text: words } })).rows.map((row) => row.id)).toEqual([product.id])
    await catalogue.products.save({ businessId, productId: product.id, version: product.version, product: draft('Valla') })
    await expect(catalogue.products.save({ businessId, productId: product.id, version: product.version, product: draft('Cono') })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'catalogue.changed_since' } })
    expect((await catalogue.products.list({ filter: { businessId, text: 'letrero' } })).total).toBe(0)
    await expect(catalogue.products.adjustStock({ businessId, productId: product.id, change: -3, reason: 'damaged', note: '' })).rejects.toMatchObject({ data: { reason: 'catalogue.stock_below_zero' } })
  })

  it('neutralises formulas in what it writes out', async () => {
    const businessId = await newBusiness()
    await test.client.catalogue.products.create({ businessId, product: draft('=HYPERLINK("x")'), stock: 0 })
    const inventory = await text(await test.client.catalogue.export({ businessId, kind: 'inventory', language: 'es' }))
    expect(inventory).toMatch(/^\ufeffid;nombre/)
    expect(inventory).toContain(`"'=HYPERLINK(""x"")"`)
    // The mark is ours: brought back in, it is the same product.
    expect(await importFile(businessId, inventory)).toMatchObject({ created: 0, updated: 0, skipped: 1 })
  })
})

describe('orders and sales', () => {
  it('sell exactly what is there, however many buy at once', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const product = await catalogue.products.create({ businessId, product: draft('Extintor'), stock: 10 })
    const orders = await Promise.all(Array.from({ length: 50 }, () => readyOrder(businessId, product, 1)))
    const ends = await Promise.all(orders.map((orderId) => catalogue.orders.close({ businessId, orderId })))
    expect(ends.filter((end) => end.closed)).toHaveLength(10)
    expect(ends.find((end) => !end.closed)).toEqual({ closed: false, short: [{ productId: product.id, name: 'Extintor', wanted: 1, left: 0, active: true }] })
    expect((await catalogue.products.get({ businessId, productId: product.id })).stock).toBe(0)
    const { rows } = await catalogue.sales.list({ filter: { businessId }, sort: { column: 'number', descending: false } })
    expect(rows.map((sale) => sale.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('sell nothing of an order when one of its lines falls short', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const [plenty, scarce] = await Promise.all([catalogue.products.create({ businessId, product: draft('Guantes'), stock: 10 }), catalogue.products.create({ businessId, product: draft('Botas'), stock: 1 })])
    const { id: orderId } = await catalogue.orders.create({ businessId, order: order([{ productId: plenty.id, quantity: 2 }, { productId: scarce.id, quantity: 2 }]) })
    expect(await catalogue.orders.close({ businessId, orderId })).toMatchObject({ closed: false, short: [{ name: 'Botas', wanted: 2, left: 1 }] })
    expect((await catalogue.products.get({ businessId, productId: plenty.id })).stock).toBe(10)
    expect((await catalogue.sales.list({ filter: { businessId } })).total).toBe(0)
  })

  it('keep the price that the customer was told, and an order that has ended as it is', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const product = await catalogue.products.create({ businessId, product: draft('Casco'), stock: 5 })
    const open = await catalogue.orders.create({ businessId, order: order([{ productId: product.id, quantity: 1 }], { state: 'pendiente' }) })
    await catalogue.products.save({ businessId, productId: product.id, version: product.version, product: draft('Casco', { price: { minor: 9_900_000, currency: 'COP' } }) })
    await expect(catalogue.orders.close({ businessId, orderId: open.id })).rejects.toMatchObject({ data: { reason: 'catalogue.order_not_ready' } })
    const saved = await catalogue.orders.save({ businessId, orderId: open.id, version: open.version, order: order([{ productId: product.id, quantity: 3 }]) })
    expect(saved.total).toEqual({ minor: 13_500_000, currency: 'COP' })
    await catalogue.orders.close({ businessId, orderId: open.id })
    await expect(catalogue.orders.cancel({ businessId, orderId: open.id })).rejects.toMatchObject({ data: { reason: 'catalogue.order_ended' } })
  })

  it('go through their states only forwards, and give the pieces back when cancelled', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const product = await catalogue.products.create({ businessId, product: draft('Casco'), stock: 5 })
    const closing = await catalogue.orders.close({ businessId, orderId: await readyOrder(businessId, product, 4) })
    if (!closing.closed) throw new Error('The order was not closed')
    const sale = { businessId, saleId: closing.saleId }
    await expect(catalogue.sales.setFulfilment({ ...sale, fulfilment: 'delivered' })).rejects.toMatchObject({ data: { reason: 'catalogue.sale_cannot_go_there' } })
    await expect(catalogue.sales.setPayment({ ...sale, payment: 'refunded' })).rejects.toMatchObject({ data: { reason: 'catalogue.sale_cannot_go_there' } })
    expect((await catalogue.products.get({ businessId, productId: product.id })).stock).toBe(1)
    await catalogue.sales.setFulfilment({ ...sale, fulfilment: 'confirmed' })
    await catalogue.sales.setFulfilment({ ...sale, fulfilment: 'cancelled' })
    expect((await catalogue.products.get({ businessId, productId: product.id })).stock).toBe(5)
    await expect(catalogue.sales.setFulfilment({ ...sale, fulfilment: 'cancelled' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('a customer', () => {
  it('has what was bought counted, and leaves no trace of the person once erased', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const customer = await catalogue.customers.create({ businessId, customer: person({ name: 'Zoila Quispe' }) })
    const product = await catalogue.products.create({ businessId, product: draft('Casco'), stock: 5 })
    await catalogue.orders.close({ businessId, orderId: (await catalogue.orders.create({ businessId, order: order([{ productId: product.id, quantity: 2 }], { customerId: customer.id, collected: { nombre_completo: 'Zoila Quispe' } }) })).id })
    await importFile(businessId, 'cedula,nombre,correo\n79123456,Zoila Quispe,roto\n', 'customers')
    for (const words of ['79.123', 'quispe', 'ana@exa', '300123']) expect((await catalogue.customers.list({ businessId, text: words })).rows).toMatchObject([{ id: customer.id, sales: 1 }])
    expect((await catalogue.customers.get({ businessId, customerId: customer.id })).spend).toMatchObject([{ total: { minor: 9_000_000, currency: 'COP' }, sales: 1 }])
    await catalogue.customers.erase({ businessId, customerId: customer.id })
    expect(await catalogue.customers.get({ businessId, customerId: customer.id })).toMatchObject({ name: '', nationalId: null, phone: '', spend: [{ sales: 1 }] })
    expect(await text(await catalogue.export({ businessId, kind: 'sales', language: 'en' }))).not.toContain('Zoila')
    const dump = JSON.stringify(['customers', 'orders', 'catalogue_import_failures'].map((table) => test.engine.database.sqlite.prepare(`SELECT * FROM ${table}`).all()))
    expect(dump).not.toContain('Zoila')
  })
})

describe('another business', () => {
  it('sees nothing and changes nothing', async () => {
    const [businessId, stranger] = [await newBusiness(), await newBusiness()]
    const { catalogue } = test.client
    const product = await catalogue.products.create({ businessId, product: draft('Casco', { externalId: 'C1' }), stock: 5 })
    const customer = await catalogue.customers.create({ businessId, customer: person() })
    const orderId = await readyOrder(businessId, product, 1, customer.id)
    const closing = await catalogue.orders.close({ businessId, orderId: await readyOrder(businessId, product, 1) })
    if (!closing.closed) throw new Error('The order was not closed')
    const { saleId } = closing
    const { id: importId } = await importFile(businessId, 'cedula,nombre\n1234567,Luis Prada\n', 'customers')
    const other = { businessId: stranger }
    const attempts = [
      () => catalogue.products.get({ ...other, productId: product.id }),
      () => catalogue.products.save({ ...other, productId: product.id, version: 1, product: draft('Mío') }),
      () => catalogue.products.adjustStock({ ...other, productId: product.id, change: 1, reason: 'other', note: '' }),
      () => catalogue.products.movements({ ...other, productId: product.id }),
      () => catalogue.customers.get({ ...other, customerId: customer.id }),
      () => catalogue.customers.erase({ ...other, customerId: customer.id }),
      () => catalogue.orders.get({ ...other, orderId }),
      () => catalogue.orders.close({ ...other, orderId }),
      () => catalogue.orders.cancel({ ...other, orderId }),
      () => catalogue.orders.create({ ...other, order: order([{ productId: product.id, quantity: 1 }]) }),
      () => catalogue.orders.create({ ...other, order: order([], { customerId: customer.id }) }),
      () => catalogue.sales.get({ ...other, saleId }),
      () => catalogue.imports.get({ ...other, importId }),
      () => catalogue.sales.setFulfilment({ ...other, saleId, fulfilment: 'cancelled' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const filter = other
    const lists = await Promise.all([catalogue.products.list({ filter }), catalogue.products.list({ filter: { ...filter, text: 'casco' } }), catalogue.customers.list({ ...other, text: 'ruiz' }), catalogue.orders.list(other), catalogue.sales.list({ filter }), catalogue.sales.list({ filter: { ...filter, customerId: customer.id } })])
    expect(lists.map((list) => list.total)).toEqual([0, 0, 0, 0, 0, 0])
    expect((await text(await catalogue.export({ ...other, kind: 'inventory', language: 'en' }))).trim().split('\n')).toHaveLength(1)
    // The same id in another shop is another product.
    await importFile(stranger, 'id,nombre,precio\nC1,Otro,1000\n')
    expect(await catalogue.products.get({ businessId, productId: product.id })).toMatchObject({ name: 'Casco', stock: 4 })
  })
})
