import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import { unzip } from '../../tests/support/unzip.ts'
import type { CatalogueImportKind } from '../../db/values.ts'
import type { CatalogueImport, ProductDraft } from '../contract/catalogue.ts'

let test: TestEngine
beforeAll(async () => { test = await openTestEngine() })
afterAll(() => test.close())

const newBusiness = async () => (await test.client.system.createBusiness({ name: 'Shop' })).id
const draft = (name: string, more: Partial<ProductDraft> = {}): ProductDraft => ({ externalId: null, name, description: '', category: 'EPP', price: { minor: 4_500_000, currency: 'COP' }, active: true, synonyms: [], ...more })
const text = async (parts: AsyncIterable<string>) => {
  let whole = ''
  for await (const part of parts) whole += part
  return whole
}

async function importFile(businessId: string, content: string, kind: CatalogueImportKind, takeStock = false): Promise<CatalogueImport> {
  const { client, upload, engine } = test
  const choice = { businessId, uploadId: await upload(content, `${kind}.csv`), kind, currency: 'COP', timeZone: 'America/Bogota' }
  const { mapping } = await client.catalogue.imports.preview(choice)
  const { id } = await client.catalogue.imports.start({ ...choice, mapping, takeStock })
  await engine.runner.idle()
  return client.catalogue.imports.get({ businessId, importId: id })
}

async function undo(businessId: string, { id: importId }: CatalogueImport): Promise<CatalogueImport> {
  await test.client.catalogue.imports.undo({ businessId, importId })
  await test.engine.runner.idle()
  return test.client.catalogue.imports.get({ businessId, importId })
}

/** The reasons of failed rows, by their number. */
const reasonsOf = ({ id }: CatalogueImport) => (test.engine.database.sqlite.prepare('SELECT row_number, reasons FROM catalogue_import_failures WHERE import_id = ? ORDER BY row_number').all(id) as { row_number: number; reasons: string }[])
  .map((row) => [row.row_number, (JSON.parse(row.reasons) as string[]).map((reason) => reason.replace('catalogue.row_', '')).join(' ')])

async function shop() {
  const businessId = await newBusiness()
  await importFile(businessId, 'id,nombre,precio,stock\nC1,Casco,45000,10\nG1,Guantes,8000,10\n', 'products')
  return businessId
}
const header = 'factura,fecha,cedula,cliente,codigo,producto,cantidad,precio,canal,estado\n'

describe('importing past sales', () => {
  const file = `${header}F1,05/03/2026 10:30,79.123.456,Ana Ruiz,C1,,2,45000,tienda,\nF2,06/03/2026,,,,guantes,3,7.500,,anulada\nF1,05/03/2026 10:31,,,G1,,1,8000,tienda,\n`

  it('puts the lines of a sale together wherever they stand, leaves the stock alone, and knows the file again', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    expect(await importFile(businessId, file, 'sales')).toMatchObject({ state: 'done', created: 2, failedRows: 0, rowsRead: 3, total: 3 })
    const { rows: [first, second] } = await catalogue.sales.list({ filter: { businessId }, sort: { column: 'soldAt', descending: false } })
    expect(first).toMatchObject({ externalNumber: 'F1', customerName: 'Ana Ruiz', items: 3, total: { minor: 9_800_000, currency: 'COP' }, channel: 'store', fulfilment: 'delivered', payment: 'approved', soldAt: Date.UTC(2026, 2, 5, 15, 30) })
    expect(second).toMatchObject({ externalNumber: 'F2', customerName: null, total: { minor: 2_250_000 }, channel: 'other', fulfilment: 'cancelled', payment: 'pending', soldAt: Date.UTC(2026, 2, 6, 17) })
    for (const number of ['F2', ' 2 ']) expect((await catalogue.sales.list({ filter: { businessId, number } })).rows.map(({ externalNumber }) => externalNumber)).toEqual(['F2'])
    expect((await catalogue.products.list({ filter: { businessId } })).rows.map(({ stock }) => stock)).toEqual([10, 10])
    expect(await importFile(businessId, file, 'sales')).toMatchObject({ created: 0, updated: 0, skipped: 2, failedRows: 0 })
  })

  it('takes from the stock what the person says is not taken yet, and cancelling gives back no more than that', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const content = `${header}F1,05/03/2026,,,C1,,4,45000,,confirmada\nF2,05/03/2026,,,C1,,7,45000,,\nF3,05/03/2026,,,C1,,1,45000,,anulada\n`
    const done = await importFile(businessId, content, 'sales', true)
    expect(done).toMatchObject({ created: 2, failedRows: 1 })
    expect(reasonsOf(done)).toEqual([[3, 'stock_short']])
    const stock = async () => (await catalogue.products.list({ filter: { businessId, text: 'Casco' } })).rows[0]!.stock
    expect(await stock()).toBe(6)
    const untouched = await importFile(businessId, `${header}F9,05/03/2026,,,C1,,4,45000,,confirmada\n`, 'sales')
    const sales = (await catalogue.sales.list({ filter: { businessId, fulfilment: ['confirmed'] } })).rows
    for (const { id: saleId } of sales) await catalogue.sales.setFulfilment({ businessId, saleId, fulfilment: 'cancelled' })
    expect([untouched.created, sales.length, await stock()]).toEqual([1, 2, 10])
  })

  it('refuses a sale whole where one row cannot be kept, and says of each row why', async () => {
    const businessId = await shop()
    await test.client.catalogue.products.create({ businessId, product: draft('Guantes', { externalId: 'G2' }), stock: 1 })
    const rows = [
      'F1,05/03/2026,,,C1,,2,45000,,', 'F1,05/03/2026,,,X9,,1,45000,,', 'F2,2026-13-40,,,C1,,0,,,quizás', ',05/03/2026,,,C1,,1,45000,,', 'F3,05/03/2026,,,,Guantes,1,8000,,', 'F4,05/03/2026,123456,,C1,,1,45000,,', 'F5,05/03/2126,,,C1,,1,45000,,',
      'F6,05/03/2026,,,C1,,1,45000,,', 'F6,09/03/2026,,,G1,,1,8000,,', 'F7,05/03/2026,,,C1,,1,45000,,',
    ]
    const done = await importFile(businessId, `${header}${rows.join('\n')}\n`, 'sales')
    expect(done).toMatchObject({ created: 1, failedRows: 9 })
    expect(reasonsOf(done)).toEqual([
      [2, 'sale_incomplete'], [3, 'product_unknown'], [4, 'date_unreadable quantity_unreadable sale_price_missing state_unreadable'], [5, 'number_missing'], [6, 'product_ambiguous'], [7, 'customer_unknown'], [8, 'sale_in_future'], [9, 'sale_disagrees'], [10, 'sale_disagrees'],
    ])
    const other = await importFile(businessId, `${header}F7,05/03/2026,,,C1,,2,45000,,\n`, 'sales')
    expect(reasonsOf(other)).toEqual([[2, 'sale_differs']])
  })

  it('reads month first where any row of the file proves it', async () => {
    const businessId = await shop()
    const days = Array.from({ length: 40 }, (_, index) => `F${index},${index < 39 ? '03/05/2026' : '03/25/2026'},,,C1,,1,45000,,`)
    expect(await importFile(businessId, `${header}${days.join('\n')}\n`, 'sales')).toMatchObject({ created: 40 })
    const { rows: [first] } = await test.client.catalogue.sales.list({ filter: { businessId }, sort: { column: 'number', descending: false } })
    expect(first!.soldAt).toBe(Date.UTC(2026, 2, 5, 17))
  })

  it('knows its own export again, in the shop it came from and in another', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    await importFile(businessId, file, 'sales')
    const product = (await catalogue.products.list({ filter: { businessId, text: 'Casco' } })).rows[0]!
    const order = await catalogue.orders.create({ businessId, order: { chatId: null, customerId: null, state: 'listo_para_finalizar', collected: {}, lines: [{ productId: product.id, quantity: 2 }] } })
    await catalogue.orders.close({ businessId, orderId: order.id })
    const sold = await text(await catalogue.export({ businessId, kind: 'sales', language: 'es' }))
    expect(await importFile(businessId, sold, 'sales')).toMatchObject({ created: 0, skipped: 3, failedRows: 0 })
    expect(await importFile(await shop(), sold, 'sales')).toMatchObject({ created: 3, skipped: 0, failedRows: 0 })
  })
})

describe('taking an import back', () => {
  it('removes what it created and sets back what it changed', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const before = await text(await catalogue.export({ businessId, kind: 'inventory', language: 'en' }))
    const again = await importFile(businessId, 'id,nombre,precio,stock,sinonimos\nC1,Casco azul,47000,3,helmet\nC1,Casco rojo,,4,\nB1,Botas,9000,2,\n', 'products')
    expect(again).toMatchObject({ created: 1, updated: 2, undoable: true })
    expect(await undo(businessId, again)).toMatchObject({ state: 'undone', kept: 0, undoneAt: expect.any(Number) as number })
    const untimed = (inventory: string) => inventory.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
    expect(untimed(await text(await catalogue.export({ businessId, kind: 'inventory', language: 'en' })))).toBe(untimed(before))
    const { rows: [casco] } = await catalogue.products.list({ filter: { businessId, text: 'Casco' } })
    expect((await catalogue.products.movements({ businessId, productId: casco!.id }))[0]).toMatchObject({ change: 6, stockAfter: 10, reason: 'import_undone' })
    await expect(catalogue.imports.undo({ businessId, importId: again.id })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'catalogue.import_not_ended' } })
  })

  it('keeps what was changed, sold or used since, and says which and why', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    const products = await importFile(businessId, 'id,nombre,precio,stock\nA,Uno,1000,5\nB,Dos,1000,5\nC,Tres,1000,5\nD,Cuatro,1000,5\n', 'products')
    const more = await importFile(businessId, 'id,stock\nD,9\n', 'products')
    const at = async (name: string) => (await catalogue.products.list({ filter: { businessId, text: name } })).rows[0]!
    const one = await at('Uno')
    await catalogue.products.save({ businessId, productId: one.id, version: one.version, product: draft('Uno', { externalId: 'A', price: { minor: 500, currency: 'COP' } }) })
    await catalogue.orders.create({ businessId, order: { chatId: null, customerId: null, state: 'pendiente', collected: {}, lines: [{ productId: (await at('Dos')).id, quantity: 1 }] } })
    await catalogue.products.adjustStock({ businessId, productId: (await at('Cuatro')).id, change: -7, reason: 'damaged', note: '' })
    expect(await undo(businessId, more)).toMatchObject({ state: 'undone', kept: 1 })
    expect(await undo(businessId, products)).toMatchObject({ state: 'undone', kept: 3 })
    expect((await catalogue.imports.keptByUndo({ businessId, importId: more.id })).map(({ name, why }) => [name, why])).toEqual([['Cuatro', 'sold_out']])
    expect((await catalogue.imports.keptByUndo({ businessId, importId: products.id })).map(({ name, why }) => [name, why])).toEqual([['Uno', 'changed'], ['Dos', 'used'], ['Cuatro', 'changed']])
    expect((await catalogue.products.list({ filter: { businessId } })).rows.map(({ name }) => name)).toEqual(['Cuatro', 'Dos', 'Uno'])
  })

  it('leaves a stock that was counted since, unless the later count was taken back first', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const stock = async () => (await catalogue.products.list({ filter: { businessId, text: 'Casco' } })).rows[0]!
    const first = await importFile(businessId, 'id,stock\nC1,14\n', 'products')
    const second = await importFile(businessId, 'id,stock\nC1,20\n', 'products')
    expect([await undo(businessId, first).then(({ kept }) => kept), (await stock()).stock]).toEqual([1, 20])
    const third = await importFile(businessId, 'id,stock\nC1,30\n', 'products')
    expect([await undo(businessId, third).then(({ kept }) => kept), (await stock()).stock]).toEqual([0, 20])
    expect([await undo(businessId, second).then(({ kept }) => kept), (await stock()).stock]).toEqual([0, 14])
    const fourth = await importFile(businessId, 'id,stock\nC1,40\n', 'products')
    await catalogue.products.adjustStock({ businessId, productId: (await stock()).id, change: -1, reason: 'counted', note: '' })
    expect([await undo(businessId, fourth).then(({ kept }) => kept), (await stock()).stock]).toEqual([1, 39])
  })

  it('takes sales and the customers they brought, gives taken pieces back, and keeps a sale that somebody moved on', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const content = `${header}F1,05/03/2026,1234567,Luis Prada,C1,,2,45000,,confirmada\nF2,05/03/2026,7654321,Eva Sol,C1,,3,45000,,confirmada\n`
    const done = await importFile(businessId, content, 'sales', true)
    const [moved] = (await catalogue.sales.list({ filter: { businessId }, sort: { column: 'number', descending: false } })).rows
    await catalogue.sales.setPayment({ businessId, saleId: moved!.id, payment: 'approved' })
    expect(await undo(businessId, done)).toMatchObject({ kept: 2 })
    expect((await catalogue.imports.keptByUndo({ businessId, importId: done.id })).map(({ entity, why }) => [entity, why])).toEqual([['customer', 'used'], ['sale', 'changed']])
    expect((await catalogue.sales.list({ filter: { businessId } })).rows.map(({ externalNumber }) => externalNumber)).toEqual(['F1'])
    expect((await catalogue.customers.list({ businessId })).rows.map(({ name }) => name)).toEqual(['Luis Prada'])
    expect((await catalogue.products.list({ filter: { businessId, text: 'Casco' } })).rows[0]!.stock).toBe(8)
    expect(await importFile(businessId, content, 'sales')).toMatchObject({ created: 1, skipped: 1 })
  })

  it('gives the pieces of sales back, in whatever order their files are taken back, but not over a later count', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const casco = async () => (await catalogue.products.list({ filter: { businessId, text: 'Casco' } })).rows[0]!
    const sale = (number: string, pieces: number) => importFile(businessId, `${header}${number},05/03/2026,,,C1,,${pieces},45000,,\n`, 'sales', true)
    const [one, two, three] = [await sale('F1', 1), await sale('F2', 2), await sale('F3', 3)]
    for (const [done, left] of [[one, 5], [three, 8], [two, 10]] as const) expect([await undo(businessId, done).then(({ kept }) => kept), (await casco()).stock]).toEqual([0, left])
    const four = await sale('F4', 4)
    await catalogue.products.adjustStock({ businessId, productId: (await casco()).id, change: 1, reason: 'counted', note: '' })
    expect([await undo(businessId, four).then(({ kept }) => kept), (await casco()).stock]).toEqual([1, 7])
  })

  it('leaves nothing of an erased customer in what it noted or could not read', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    await importFile(businessId, 'cedula,nombre,direccion\n5556667,Zoila Quispe,Calle 1\n', 'customers')
    const changed = await importFile(businessId, 'cedula,nombre,direccion\n5556667,Zoila Quispe,Calle 2\n', 'customers')
    await importFile(businessId, `${header}F1,mal,,ZOILA QUISPE,C1,,2,45000,,\nF2,mal,5 556 667,,C1,,2,45000,,\n`, 'sales')
    const { rows: [customer] } = await catalogue.customers.list({ businessId })
    await catalogue.customers.erase({ businessId, customerId: customer!.id })
    const dump = JSON.stringify(['customers', 'catalogue_import_changes', 'catalogue_import_failures'].map((table) => test.engine.database.sqlite.prepare(`SELECT * FROM ${table}`).all()))
    for (const trace of ['Zoila', 'ZOILA', '5556667', '5 556 667']) expect(dump).not.toContain(trace)
    await undo(businessId, changed)
    expect(await catalogue.customers.get({ businessId, customerId: customer!.id })).toMatchObject({ name: '', address: '' })
  })

  it('of another business is not to be had', async () => {
    const [businessId, stranger] = [await shop(), await newBusiness()]
    const done = await importFile(businessId, `${header}F1,05/03/2026,,,C1,,2,45000,,\n`, 'sales')
    const { catalogue } = test.client
    const other = { businessId: stranger, importId: done.id }
    for (const attempt of [() => catalogue.imports.undo(other), () => catalogue.imports.keptByUndo(other), () => catalogue.imports.cancel(other)]) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // The same number in another shop is another sale, and its products are not the stranger's.
    expect(await importFile(stranger, `${header}F1,05/03/2026,,,C1,,2,45000,,\n`, 'sales')).toMatchObject({ created: 0, failedRows: 1 })
    const report = unzip(Buffer.from(await text(await catalogue.report({ businessId: stranger, language: 'en' })), 'base64'))
    expect([...report].map(([name, content]) => [name, content.toString().trim().split('\r\n').length])).toEqual([['inventory.csv', 1], ['customers.csv', 1], ['orders.csv', 1], ['sales.csv', 1], ['conversations.csv', 1]])
  })
})

describe('the sample', () => {
  it('is a year of sales until now, of which none is in the future, and can be taken back whole', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    await catalogue.loadSample({ businessId })
    await test.engine.runner.idle()
    const imports = await catalogue.imports.list({ businessId })
    expect(imports.map(({ kind, state, failedRows, skipped }) => [kind, state, failedRows, skipped]).sort()).toEqual([['customers', 'done', 0, 0], ['products', 'done', 0, 0], ['sales', 'done', 0, 0]])
    const page = async (descending: boolean) => (await catalogue.sales.list({ filter: { businessId }, sort: { column: 'soldAt', descending }, limit: 1 }))
    const [{ rows: [oldest], total }, { rows: [newest] }] = [await page(false), await page(true)]
    const now = test.engine.clock.now()
    const daysAgo = (at: number) => (now - at) / 86_400_000
    expect(daysAgo(oldest!.soldAt)).toBeGreaterThan(355)
    expect(daysAgo(newest!.soldAt)).toBeGreaterThanOrEqual(0)
    expect(daysAgo(newest!.soldAt)).toBeLessThan(10)
    expect(total).toBeGreaterThan(1_000)
    const { total: cancelled } = await catalogue.sales.list({ filter: { businessId, fulfilment: ['cancelled'] } })
    expect(cancelled / total).toBeGreaterThan(0.01)
    const { rows: [best] } = await catalogue.products.list({ filter: { businessId, text: 'Gafas claras' } })
    expect(best!.sold).toBeGreaterThan(0)
    for (const kind of ['sales', 'customers', 'products'] as const) await undo(businessId, imports.find((one) => one.kind === kind)!)
    expect([(await catalogue.sales.list({ filter: { businessId } })).total, (await catalogue.customers.list({ businessId })).total, (await catalogue.products.list({ filter: { businessId } })).total]).toEqual([0, 0, 0])
  })
})

describe('an import that waits for another', () => {
  it('can be cancelled, and those behind it still come', async () => {
    const businessId = await newBusiness()
    const { catalogue } = test.client
    await catalogue.loadSample({ businessId, timeZone: 'America/Bogota' })
    const waiting = (await catalogue.imports.list({ businessId })).find(({ kind }) => kind === 'customers')!
    expect(await catalogue.imports.cancel({ businessId, importId: waiting.id })).toMatchObject({ state: 'cancelled' })
    await test.engine.runner.idle()
    expect((await catalogue.imports.list({ businessId })).map(({ kind, state, failedRows }) => [kind, state, failedRows])).toEqual([['sales', 'done', 0], ['customers', 'cancelled', 0], ['products', 'done', 0]])
    await expect(catalogue.loadSample({ businessId, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ data: { reason: 'catalogue.unknown_time_zone' } })
  })
})

describe('how products sell', () => {
  it('is told of the last 30 days, without what was cancelled, with the days that the stock lasts', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const day = (ago: number) => new Date(test.engine.clock.now() - ago * 86_400_000).toISOString()
    await importFile(businessId, `${header}F1,${day(5)},,,C1,,4,45000,,\nF2,${day(6)},,,C1,,2,40000,,\nF3,${day(7)},,,C1,,9,45000,,anulada\nF4,${day(31)},,,C1,,9,45000,,\n`, 'sales')
    const [casco, guantes] = (await catalogue.products.list({ filter: { businessId } })).rows
    expect(casco).toMatchObject({ sold: 6, revenue: { minor: 26_000_000, currency: 'COP' }, daysLeft: 50, lowStock: false })
    expect(guantes).toMatchObject({ sold: 0, revenue: { minor: 0 }, daysLeft: null })
    expect(await catalogue.settings.get({ businessId })).toEqual({ lowStock: 5 })
    await catalogue.settings.save({ businessId, lowStock: 10 })
    await catalogue.products.adjustStock({ businessId, productId: guantes!.id, change: 1, reason: 'counted', note: '' })
    expect((await catalogue.products.list({ filter: { businessId, lowStock: true } })).rows.map(({ name, lowStock }) => [name, lowStock])).toEqual([['Casco', true]])
    expect(await catalogue.products.get({ businessId, productId: casco!.id })).toMatchObject({ sold: 6, daysLeft: 50, lowStock: true })
  })
})

describe('the full report', () => {
  it('is one archive with every file whole, also the orders', async () => {
    const businessId = await shop()
    const { catalogue } = test.client
    const product = (await catalogue.products.list({ filter: { businessId, text: 'Casco' } })).rows[0]!
    await catalogue.orders.create({ businessId, order: { chatId: null, customerId: null, state: 'pendiente', collected: {}, lines: [{ productId: product.id, quantity: 2 }] } })
    await catalogue.orders.create({ businessId, order: { chatId: null, customerId: null, state: 'iniciada', collected: {}, lines: [] } })
    const files = unzip(Buffer.from(await text(await catalogue.report({ businessId, language: 'es' })), 'base64'))
    expect([...files.keys()]).toEqual(['inventario.csv', 'clientes.csv', 'pedidos.csv', 'ventas.csv', 'conversaciones.csv'])
    for (const kind of ['inventory', 'customers', 'orders', 'sales'] as const) expect([...files.values()].map(String)).toContain(await text(await catalogue.export({ businessId, kind, language: 'es' })))
    const orders = String(files.get('pedidos.csv')).trim().split('\r\n').slice(1).map((line) => line.split(';'))
    expect(orders.map((cells) => [cells[3], cells[7], cells[8], cells[10]])).toEqual([['pendiente', 'Casco', '2', '90000'], ['iniciada', '', '', '']])
  })
})
