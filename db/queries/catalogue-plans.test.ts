import { afterAll, describe, expect, it } from 'vitest'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import type { Database } from '../open.ts'
import { customerPage, customersAfter, customerSpend } from './customers.ts'
import { orderLines, orderPage } from './orders.ts'
import { productPage, productsAfter, productsByName, stockMovements } from './products.ts'
import { salePage, soldLinesAfter } from './sales.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

/** The steps of every statement that `ask` runs, as SQLite would take them. */
function plansOf(ask: (database: Database) => unknown): string[] {
  const statements: string[] = []
  ask({ ...database, prepare: (sql) => { statements.push(sql); return database.prepare(sql) } })
  return statements.flatMap((sql) => (database.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => 1)) as { detail: string }[]).map((step) => step.detail))
}

const page = { sort: null, offset: 0, limit: 100 }
const asked: [string, (database: Database) => unknown][] = [
  ['products by name', (given) => productPage(given, { where: { businessId: 'b' }, ...page })],
  ['products by price', (given) => productPage(given, { where: { businessId: 'b' }, ...page, sort: { column: 'price', descending: true } })],
  ['customers by name', (given) => customerPage(given, { businessId: 'b', ...page })],
  ['orders', (given) => orderPage(given, { businessId: 'b', states: null, offset: 0, limit: 100 })],
  ['sales', (given) => salePage(given, { where: { businessId: 'b' }, ...page })],
  ['products to export', (given) => productsAfter(given, { businessId: 'b', after: 0, limit: 1 })],
  ['customers to export', (given) => customersAfter(given, { businessId: 'b', after: 0, limit: 1 })],
  ['a product by name', (given) => productsByName(given, 'b', 'n')],
  ['movements', (given) => stockMovements(given, 'b', 1, 1)],
]

describe('query plans of the catalogue', () => {
  it.each(asked)('%s are found by an index, in its order, without reading other rows', (_, ask) => {
    for (const step of plansOf(ask)) expect(step).not.toMatch(/^SCAN (?!json_each)|TEMP B-TREE|AUTOMATIC/)
  })

  it('what belongs to one order, customer or sale is found without reading a whole table', () => {
    for (const ask of [(given: Database) => orderLines(given, 'b', 1), (given: Database) => customerSpend(given, 'b', 1), (given: Database) => soldLinesAfter(given, { businessId: 'b', after: 0, limit: 1 })]) {
      for (const step of plansOf(ask)) expect(step).not.toMatch(/^SCAN (sales|sale_lines|order_lines|line|customers|products)\b|AUTOMATIC/)
    }
  })
})
