import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'
import { seriousFaults } from './serious-faults.ts'

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

const said = (author: 'Customer' | 'Agent' | 'Person') => page.getByRole('article').filter({ has: page.locator('header', { hasText: author }) })
const asCustomer = () => page.getByPlaceholder('Write as the customer…')
const asPerson = () => page.getByPlaceholder('Write to the customer…')
const details = () => page.getByRole('complementary', { name: 'Details of the chat' })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** Says something as the customer and waits until the agent's answer is whole: only then it can be rated. */
async function say(text: string): Promise<string> {
  const answers = said('Agent').filter({ has: page.getByRole('button', { name: 'Good answer' }) })
  const before = await answers.count()
  await asCustomer().fill(text)
  await page.keyboard.press('Enter')
  await answers.nth(before).waitFor()
  return answers.nth(before).innerText()
}

async function beginChat(title: string): Promise<void> {
  await button('New test chat').first().click()
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(title)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: title }).waitFor()
}

test('a customer buys from hello to the closed sale, answered from the catalogue', async () => {
  await page.getByLabel('Name of your business').fill('Seguridad del Valle')
  await page.getByText('Start empty').click()
  await page.getByText('Engine ready').waitFor()
  await goTo(page, 'catalogue')
  await page.getByText('Load the sample catalogue').click()
  await page.getByText(/^[1-9]\d* products$/).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await beginChat('Compra de cascos')

  await say('hola')
  expect(await say('¿cuánto cuesta el casco andino blanco?')).toContain('$31.000')
  expect(await say('quiero 3 de esos')).toContain('$93.000')
  await say('finalizar compra')
  for (const given of ['Marta Lucía Rojas', '52345678', '3104567890', 'marta@example.com', 'Calle 12 # 34-56 apto 201', 'Chapinero', 'no']) await say(given)
  await details().getByText('Ready to close').first().waitFor()
  expect(await say('sí, confirmo')).toContain('confirmado')
  expect(await seriousFaults(page)).toEqual([])
})

test('the sale stands in the catalogue, and going back leads to the chat', async () => {
  const chat = page.url()
  await details().getByRole('button', { name: 'Show sale 1' }).click()
  const sale = page.getByRole('complementary', { name: 'Details' })
  await sale.getByText('Casco Andino blanco').waitFor()
  await sale.getByText('Marta Lucía Rojas').waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 2, name: 'Compra de cascos' }).waitFor()
  expect(page.url()).toBe(chat)
})

test('each answer tells how it came about, and its sources lead to the product', async () => {
  await said('Agent').filter({ hasText: '$31.000' }).first().getByRole('button', { name: /^How it was answered/ }).click()
  await details().getByText('Inventory · ', { exact: false }).waitFor()
  await said('Agent').filter({ hasText: '$31.000' }).first().getByRole('button', { name: /^Source \d+\. Product: Casco Andino blanco/ }).first().click()
  await page.getByRole('heading', { level: 2, name: 'Casco Andino blanco' }).waitFor()
  await page.goBack()
})

test('canned replies are written with places', async () => {
  await page.getByRole('tab', { name: 'Agent settings' }).click()
  await button('Add a reply').click()
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('total')
  await page.getByRole('dialog').getByLabel('Text').fill('Tu total es {{total}}, venta {{sale_number}}.')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByText('/total').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('tab', { name: 'Chats' }).click()
})

test('whoever takes over is not interrupted by the agent, and hands back what is left unanswered', async () => {
  await beginChat('Reclamo')
  await say('quiero 2 extintores multipropósito de 10 libras')
  await say('quiero hablar con una persona')
  await page.getByRole('link', { name: /Chat lab.*1.*A person is wanted/ }).waitFor()
  await button('Take over').click()

  // The agent is locked out: what the customer says waits.
  await asPerson().waitFor()
  const answers = await said('Agent').count()
  const held = page.getByText('Held: nobody has answered')
  await button('As the customer').click()
  await asCustomer().fill('¿sigue ahí?')
  await page.keyboard.press('Enter')
  await held.waitFor()

  // A place for which there is nothing to say is never sent.
  await button('As the business').click()
  await asPerson().fill('/to')
  await page.getByRole('option', { name: /total/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('There is nothing to say yet for: Number of the sale.', { exact: false }).waitFor()
  await page.keyboard.press('Enter')
  expect(await asPerson().inputValue()).toBe('Tu total es $116.000, venta {{sale_number}}.')
  await asPerson().fill('Tu total es $116.000.')
  await page.keyboard.press('Enter')
  await said('Person').filter({ hasText: 'Tu total es $116.000.' }).waitFor()

  await button('As the customer').click()
  await asCustomer().fill('¿y qué llevo en el carrito?')
  await page.keyboard.press('Enter')
  await said('Customer').filter({ hasText: '¿y qué llevo en el carrito?' }).getByText('Held: nobody has answered').waitFor()
  expect(await said('Agent').count()).toBe(answers)
  await button('Hand back to the agent').click()
  await said('Agent').nth(answers).filter({ hasText: 'Extintor Multipropósito' }).waitFor()
})

test('what is written while the engine is away is sent when it is back', async () => {
  const port = Number(new URL(vocero.url).port)
  await vocero.kill()
  await asCustomer().fill('¿cuánto es el total?')
  await page.keyboard.press('Enter')
  const waiting = said('Customer').filter({ hasText: '¿cuánto es el total?' })
  await waiting.getByText('Will be sent when the connection is back').waitFor()
  vocero = await startVocero(folder.path, port)
  await waiting.getByText('Will be sent when the connection is back').waitFor({ state: 'detached' })
  await said('Agent').last().filter({ hasText: '$116.000' }).waitFor()
  expect(await waiting.count()).toBe(1)
})

test('j and k go through the chats, and words find them', async () => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 2, name: 'Compra de cascos' }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('heading', { level: 2, name: 'Reclamo' }).waitFor()
  await page.keyboard.press('r')
  await page.locator('textarea:focus').waitFor()
  await page.getByPlaceholder('Search the chats').fill('chapinero')
  await page.getByRole('region', { name: 'Chats' }).getByRole('listitem').filter({ hasText: 'Reclamo' }).waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Chats' }).getByRole('listitem').filter({ hasText: 'Compra de cascos' }).waitFor()
  await page.getByPlaceholder('Search the chats').fill('')
})

test('the conversations are exported, those of a person too', async () => {
  await button('Export').click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Conversations (CSV)' }).click()
  const text = readFileSync(await (await downloading).path(), 'utf8')
  expect(text).toContain('Tu total es $116.000.')
  expect(text).toContain('¿cuánto cuesta el casco andino blanco?')
})

test('figures count what was said and sold, and the dark theme is as readable', async () => {
  await page.getByRole('tab', { name: 'Figures' }).click()
  await page.getByText('1 sale; 2 chats with a cart').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.goBack()
  await page.getByRole('heading', { level: 2, name: 'Reclamo' }).waitFor()
  await button('Theme').click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  expect(await seriousFaults(page)).toEqual([])
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems.filter((problem) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(problem))).toEqual([])
})
