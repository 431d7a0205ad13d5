import { readFileSync } from 'node:fs'
import { createRouterClient } from '@orpc/server'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeLog } from '../../engine/observe/log.ts'
import { startEngine } from '../../engine/start.ts'
import { serveOpenAi } from '../fakes/openai-server.ts'
import type { FakeVendor } from '../fakes/vendor-server.ts'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'
import { seriousFaults } from './serious-faults.ts'

/** The fake takes no other, and repeats a wrong one whole in what it says: nothing of it may come back to the console. */
const key = 'sk-only-the-fake-knows-this-7b2Q'
const wrongKey = 'sk-somebody-mistyped-this-one-9xW4'
const textModel = 'gpt-4.1-mini'
const answer = 'I can hear you well.'

let folder: ReturnType<typeof temporaryFolder>
let fake: FakeVendor
let vocero: RunningVocero
let browser: Browser
let visitor: Visit
let page: Page

beforeAll(async () => {
  folder = temporaryFolder()
  ;[fake, vocero, browser] = await Promise.all([serveOpenAi({ apiKey: key }), startVocero(folder.path), launchBrowser()])
  fake.otherwise(() => ({ text: answer }))
  visitor = await visit(browser, vocero.url)
  page = visitor.page
})

afterAll(async () => {
  await browser?.close()
  await vocero?.stop()
  await fake?.close()
  folder?.remove()
})

const dialog = () => page.getByRole('dialog')
const provider = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: new RegExp(name) }) })
const figure = (name: string) => page.getByRole('region', { name: 'Figures' }).locator('dl > div').filter({ has: page.getByText(name, { exact: true }) })
const tryOut = (name: string) => page.getByRole('button', { name: `Test ${name}`, exact: true }).click()

async function addProvider(name: string, given: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a provider' }).first().click()
  await dialog().getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Another OpenAI-compatible one' }).click()
  await dialog().getByLabel('Name', { exact: true }).fill(name)
  await dialog().getByLabel('Address').fill(fake.address)
  await dialog().getByLabel('Key', { exact: true }).fill(given)
  await dialog().getByLabel('Text model').fill(textModel)
  await dialog().getByRole('button', { name: 'Save' }).click()
  await dialog().waitFor({ state: 'detached' })
}

/** Asks as other parts of the program do, with an engine of its own on the same data: no page of this version asks such questions yet. */
async function askThroughTheCache(questions: readonly string[]): Promise<void> {
  const engine = await startEngine({ dataFolder: folder.path, log: makeLog('fatal') })
  const businessId = (await createRouterClient(engine.router).system.businesses())[0]?.id ?? null
  for (const question of questions) {
    await engine.llm.layer.ask({
      asker: { endpoint: 'questions.answer', businessId, userId: 'operator' }, system: 'Answer shortly.', messages: [{ role: 'user', content: question }],
      cache: { task: 'question_answering', dataVersion: '1', question },
    })
  }
  await engine.close()
}

test('without a provider the console says that everything works offline', async () => {
  await page.getByLabel('Name of your business').fill('Ventas del Sur')
  await page.getByText('Start empty').click()
  await page.getByText('No practice campaigns yet').waitFor()
  await goTo(page, 'usage')
  await page.getByText('No providers: everything works offline').waitFor()
  await goTo(page, 'settings/models')
  await page.getByText('No providers: everything works offline').waitFor()
})

test('a provider is set up with its key, which is never shown again', async () => {
  await addProvider('Taller', key)
  await provider('Taller').getByText(`····${key.slice(-4)}`).first().waitFor()
  expect(await page.content()).not.toContain(key)
})

test('its model gets a price, and a trial tells what was answered, what it cost and which models there are', async () => {
  await page.getByRole('button', { name: 'Add a price' }).click()
  await dialog().getByRole('combobox', { name: 'Provider' }).click()
  await page.getByRole('option', { name: 'OpenAI-compatible' }).click()
  await dialog().getByLabel('Model', { exact: true }).fill(textModel)
  await dialog().getByLabel('In', { exact: true }).fill('40')
  await dialog().getByLabel('Out', { exact: true }).fill('160')
  await dialog().getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row').filter({ hasText: textModel }).getByText('in use').waitFor()

  await tryOut('Taller')
  await provider('Taller').getByText(new RegExp(`Answers: “${answer}”.*\\$0\\.`)).waitFor()
  await provider('Taller').getByText(/Your key may use \d+ models/).click()
  await provider('Taller').getByText(textModel).last().waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('the order of the chain is changed by keyboard and stays', async () => {
  await addProvider('Respaldo', wrongKey)
  const handle = page.getByRole('button', { name: /^Respaldo: place 2 of 2/ })
  await handle.focus()
  await page.keyboard.press('ArrowUp')
  await page.getByRole('button', { name: /^Respaldo: place 1 of 2/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('button', { name: /^Respaldo: place 2 of 2/ }).waitFor()
  // The focus goes along.
  await page.keyboard.press('ArrowUp')
  await page.getByRole('button', { name: /^Respaldo: place 1 of 2/ }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: /^Respaldo: place 1 of 2/ }).waitFor()
  await page.getByRole('button', { name: /^Taller: place 2 of 2/ }).waitFor()
})

test('a refused key is told in words, and not repeated even where the provider repeats it', async () => {
  await tryOut('Respaldo')
  await provider('Respaldo').getByText('The key does not work.', { exact: false }).first().waitFor()
  expect(await page.content()).not.toContain(wrongKey)
  await page.getByRole('button', { name: 'More about Respaldo' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await provider('Respaldo').waitFor({ state: 'detached' })
})

const saveBudget = () => page.locator('form').filter({ has: page.getByLabel('Limit a day (US$)') }).getByRole('button', { name: 'Save' }).click()

test('what might cost more than the day has left is not asked', async () => {
  await page.getByLabel('Limit a day (US$)').fill('0.01')
  await saveBudget()
  await page.getByText(/ of \$0\.01$/).waitFor()
  const asked = fake.requests.filter((request) => request.what === 'text').length
  await tryOut('Taller')
  await provider('Taller').getByText('The day’s budget is spent.', { exact: false }).first().waitFor()
  expect(fake.requests.filter((request) => request.what === 'text')).toHaveLength(asked)
  const notice = page.locator('[data-sonner-toast]').filter({ hasText: /^Today’s budget \(US\$ 0\.01\) is spent/ })
  await notice.getByRole('button', { name: 'Close toast' }).click()
  await page.getByLabel('Limit a day (US$)').fill('5')
  await saveBudget()
  await page.getByText(/ of \$5\.00$/).waitFor()
})

test('usage tells what was asked, what it cost and what went wrong, and each figure leads to its requests', async () => {
  await page.getByRole('button', { name: 'See usage and cost' }).click()
  await figure('Requests').getByRole('button', { name: '3', exact: true }).waitFor()
  expect(await figure('Cost').innerText()).toMatch(/\$0\.\d*[1-9]/)
  await page.getByRole('region', { name: 'Breakdown' }).getByRole('button', { name: 'Provider test' }).waitFor()
  await page.getByText('The key does not work.', { exact: false }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await figure('Not made').getByRole('button').click()
  const list = page.getByRole('grid', { name: 'Requests' })
  await list.getByRole('row').filter({ hasText: 'The day’s budget is spent' }).waitFor()
  expect(await list.getAttribute('aria-rowcount')).toBe('2')
})

test('one request shows what was sent and answered, and is judged by key', async () => {
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('row').filter({ hasText: 'Answered' }).click()
  const panel = page.getByRole('complementary', { name: 'Details of the request' })
  await panel.getByText(answer).waitFor()
  await panel.getByText(/You are being tried out/).waitFor()
  await page.keyboard.press('1')
  await panel.getByRole('button', { name: 'Good answer', pressed: true }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('the log is exported as it is shown, without any key', async () => {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const text = readFileSync(await (await downloading).path(), 'utf8')
  expect(text.trimEnd().split('\r\n')).toHaveLength(4)
  expect(text).toContain(answer)
  expect(text).not.toContain(key)
  expect(text).not.toContain(wrongKey)
})

test('prompts show their text and how they were judged', async () => {
  await page.getByRole('tab', { name: 'Prompts' }).click()
  await page.getByRole('button', { name: /Trial of a provider/ }).click()
  await page.getByText(/You are being tried out/).waitFor()
  await page.getByRole('row').filter({ hasText: '100 %' }).first().waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('questions like earlier ones are found on trial, side by side, and judged by key', async () => {
  await page.goto('about:blank')
  await vocero.stop()
  await askThroughTheCache(['When does the shop open?', 'When do the shops open?', 'What does the annual plan cost for 3 people?', 'What does the annual plan cost for 4 people?'])
  vocero = await startVocero(folder.path)
  await page.goto(vocero.url)
  await goTo(page, 'usage?view=cache')
  await page.getByRole('combobox', { name: 'Mode of Questions and answers' }).getByText('On trial').waitFor()
  const found = page.getByRole('grid', { name: 'Answers found' })
  await found.getByRole('row').filter({ hasText: 'Held back: numbers' }).waitFor()
  await found.getByRole('row').filter({ hasText: 'On trial: not used' }).click()
  const panel = page.getByRole('complementary', { name: 'Answer found' })
  await panel.getByText('When do the shops open?').waitFor()
  await panel.getByText('When does the shop open?').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('2')
  await panel.getByText('Does not fit: thrown away').waitFor()
  await page.getByText('100 % (1 of 1)').waitFor()
})

test('serving a cache that is known to be wrong is asked for twice', async () => {
  const mode = page.getByRole('combobox', { name: 'Mode of Questions and answers' })
  await mode.click()
  await page.getByRole('option', { name: 'In use' }).click()
  const question = page.getByRole('alertdialog')
  await question.getByText(/^Of 1 judged, 100\s% was wrong/).waitFor()
  await question.getByText(/^Spanish: with guards/).waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await mode.innerText()).toBe('On trial')
})

test('the same in Spanish and dark', async () => {
  await page.getByRole('button', { name: 'Language', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await goTo(page, 'usage')
  await page.getByRole('heading', { level: 2, name: 'Desglose' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await goTo(page, 'settings/models')
  await page.getByRole('listitem').filter({ hasText: 'Taller' }).getByText('Disponible').waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems).toEqual([])
})
