import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unzip } from '../support/unzip.ts'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'
import { seriousFaults } from './serious-faults.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

let folder: ReturnType<typeof temporaryFolder>
let vocero: RunningVocero
let browser: Browser
let visitor: Visit
let page: Page

beforeAll(async () => {
  folder = temporaryFolder()
  ;[vocero, browser] = await Promise.all([startVocero(folder.path), launchBrowser()])
  visitor = await visit(browser, vocero.url)
  page = visitor.page
})

afterAll(async () => {
  await browser?.close()
  await vocero?.stop()
  folder?.remove()
})

const dialog = () => page.getByRole('dialog')
const panel = () => page.getByRole('complementary', { name: 'Details' })
const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click()
const row = (text: string | RegExp) => page.getByRole('row').filter({ hasText: text })

/** Chooses a file and waits until its first rows are shown. */
async function offer(kind: 'products' | 'sales', file: string): Promise<void> {
  await goTo(page, `catalogue?import=${kind}`)
  await dialog().locator('input[type=file]').setInputFiles(fixture(file))
  await dialog().getByText('How the first rows are understood').first().waitFor()
}

/** Imports the file that was chosen, and waits until it is in. */
async function take(file: string): Promise<void> {
  await dialog().getByRole('button', { name: 'Import', exact: true }).click()
  await row(file).getByText('Done').waitFor()
}

/** Saves what the export menu gives and reads it. */
async function exported(item: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()])
  return readFileSync(await download.path())
}

test('an inventory is imported, and the row that cannot be read is told', async () => {
  await page.getByLabel('Name of your business').fill('Ferretería La Esquina')
  await page.getByText('Start empty').click()
  await page.getByText('No practice campaigns yet').waitFor()
  await offer('products', 'products.csv')
  await take('products.csv')
  await row('products.csv').getByText('1 failed row').waitFor()
  await row('products.csv').getByText('5 new, 0 updated, 0 unchanged').waitFor()
})

test('a product is edited, and past sales are imported without touching the stock', async () => {
  await goTo(page, 'catalogue')
  await row('Martillo de uña').click()
  await panel().getByRole('button', { name: 'Edit' }).click()
  await dialog().getByLabel('Price').fill('30000')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await panel().getByText('$30,000').waitFor()

  await offer('sales', 'past-sales.csv')
  expect(await seriousFaults(page)).toEqual([])
  await take('past-sales.csv')
  await tab('Sales')
  await row('A-501').getByText('Nora Villamil').waitFor()
  await row('A-502').getByText('Cancelled').waitFor()
  await tab('Products')
  await row('Martillo de uña').getByText('25', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Running out' }).click()
  await row('Pulidora').getByText('Few left').waitFor()
  await row('Martillo de uña').waitFor({ state: 'detached' })
})

test('an order is taken by hand from the keyboard, falls short, is fitted and closed', async () => {
  await goTo(page, 'catalogue?view=orders')
  await page.getByRole('button', { name: 'New order' }).click()
  const add = dialog().getByRole('combobox', { name: 'Add a product' })
  await add.fill('esmeril')
  await dialog().getByRole('option', { name: /Pulidora/ }).waitFor()
  await add.press('Enter')
  await add.fill('cinta')
  await dialog().getByRole('option', { name: /Cinta métrica/ }).waitFor()
  await add.press('Enter')
  await dialog().getByLabel('Pieces of Pulidora').fill('5')
  await dialog().getByText('not enough').waitFor()
  await dialog().getByRole('combobox', { name: /^Customer/ }).fill('nora')
  await dialog().getByRole('option', { name: /Nora Villamil/ }).click()
  expect(await seriousFaults(page)).toEqual([])
  await dialog().getByRole('button', { name: 'Save' }).click()

  await panel().getByRole('button', { name: 'Close and sell' }).click()
  await panel().getByText('5 wanted, 3 left').waitFor()
  await panel().getByRole('button', { name: 'Take what there is' }).click()
  await panel().getByText('$506,000').first().waitFor()
  await panel().getByRole('button', { name: 'Close and sell' }).click()
  await panel().getByRole('button', { name: /^Show sale 3/ }).click()
  await panel().getByText('Nora Villamil').waitFor()
})

test('everything is exported as one archive', async () => {
  const files = unzip(await exported('Full report (ZIP)'))
  expect([...files.keys()]).toEqual(['inventory.csv', 'customers.csv', 'orders.csv', 'sales.csv', 'conversations.csv'])
  expect(String(files.get('sales.csv'))).toMatch(/^\ufeffnumero,[\s\S]*\r\nA-501,/)
  expect(String(await exported('Orders (CSV)'))).toContain('cerrada,1999000111,Nora Villamil,T-02')
})

test('an import is undone, and what was used since is kept and named', async () => {
  await goTo(page, 'catalogue?view=imports')
  await row('past-sales.csv').getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
  // The customer of the sales has bought something else by now.
  await row('past-sales.csv').getByText('1 thing was kept').waitFor()
  await row('past-sales.csv').getByRole('button', { name: 'Show which' }).click()
  await dialog().getByText('is in an order or a sale').waitFor()
  await dialog().getByRole('button', { name: 'Nora Villamil' }).click()
  await page.getByRole('heading', { name: 'Nora Villamil' }).waitFor()
})

test('in Spanish and in the dark the pages are as sound', async () => {
  await page.getByRole('button', { name: 'Language', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await page.getByText('Motor listo').waitFor()
  await page.getByRole('button', { name: 'Tema' }).click()
  await page.getByRole('menuitemradio', { name: 'Oscuro' }).click()
  await goTo(page, 'catalogue')
  await row('Pulidora').click()
  await page.getByRole('heading', { name: 'Cómo se vende' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await goTo(page, 'catalogue?view=imports')
  await row('past-sales.csv').getByRole('button', { name: 'Ver cuáles' }).click()
  await dialog().getByText('Nora Villamil').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await goTo(page, 'catalogue?view=orders')
  await page.getByRole('button', { name: 'Nuevo pedido' }).click()
  await dialog().getByRole('combobox', { name: 'Agregar producto' }).fill('martillo')
  await dialog().getByRole('option', { name: /Martillo/ }).click()
  expect(await seriousFaults(page)).toEqual([])
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems).toEqual([])
})
