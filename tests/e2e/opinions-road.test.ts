import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveOpenAi } from '../fakes/openai-server.ts'
import { jsonFitting } from '../fakes/plausible.ts'
import type { FakeVendor } from '../fakes/vendor-server.ts'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'
import { seriousFaults } from './serious-faults.ts'

const patience = { timeout: Number(process.env['VOCERO_E2E_PATIENCE'] ?? 30_000), interval: 100 }
const textModel = 'gpt-4.1-mini'
const otherModel = 'gpt-4.1'
const meetings = ['Ana Rojas', 'Luis Peña', 'Marta Díaz', 'Hugo Silva', 'Rosa León'].map((name, index) => (
  { name, text: `We run ${index + 3} clinics and answer some ${(index + 1) * 200} messages a week by hand. I am the head of operations; a colleague told us about you. We want to start next month.` }
))

let folder: ReturnType<typeof temporaryFolder>
let inbox: ReturnType<typeof temporaryFolder>
let fake: FakeVendor
let vocero: RunningVocero
let browser: Browser
let visitor: Visit
let page: Page

beforeAll(async () => {
  folder = temporaryFolder()
  inbox = temporaryFolder()
  ;[fake, vocero, browser] = await Promise.all([serveOpenAi({ strict: false, models: [textModel, otherModel] }), startVocero(folder.path), launchBrowser()])
  // Each model has opinions of its own, and keeps them.
  fake.otherwise((asked) => ({ json: jsonFitting(asked.schema, `${asked.model} ${meetings.findIndex(({ text }) => asked.texts.join('\n').includes(text))}`) }))
  visitor = await visit(browser, vocero.url)
  page = visitor.page
})

afterAll(async () => {
  await browser?.close()
  await vocero?.stop()
  await fake?.close()
  folder?.remove()
  inbox?.remove()
})

/** Asks the engine as a program would: providers have a road of their own. */
async function ask<Answer>(call: string, input: unknown): Promise<Answer> {
  const response = await fetch(new URL(`/api/${call}`, vocero.url), { method: 'POST', headers: { authorization: 'Bearer e2e', 'content-type': 'application/json' }, body: JSON.stringify({ json: input }) })
  const { json } = await response.json() as { json: Answer }
  if (!response.ok) throw new Error(`${call}: ${JSON.stringify(json)}`)
  return json
}

function csvOf(rows: readonly { name: string; text: string }[]): string {
  return ['Client,Transcript', ...rows.map(({ name, text }) => `${name},"${text}"`)].join('\n')
}

const dialog = () => page.getByRole('dialog')
const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click()
const choose = async (label: string, option: string) => {
  await dialog().getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

/** How many disagreements the head of the queue says there are. */
async function waiting(): Promise<number> {
  return Number.parseInt(await page.getByRole('main').getByText(/^\d+ to settle$/).innerText(), 10)
}

test('the language model is chosen with its cost in sight, and nothing happens without a provider', async () => {
  await page.getByLabel('Name of your business').fill('Clínicas del Sur')
  await page.getByText('Start empty').click()
  await page.getByText('No practice campaigns yet').waitFor()
  await goTo(page, 'models')
  await page.getByRole('radio', { name: /^Language model/ }).click()
  await page.getByText('No provider is switched on').waitFor()
  expect(await seriousFaults(page)).toEqual([])

  for (const model of [textModel, otherModel]) await ask('llm/savePrice', { kind: 'compatible', model, inPerMillion: 4, cachedInPerMillion: 1, outPerMillion: 16 })
  await ask('llm/saveProvider', { kind: 'compatible', name: 'Local', baseUrl: fake.address, textModel, embeddingModel: null, transcriptionModel: null, enabled: true, limits: { requestsPerMinute: 6_000, tokensPerMinute: 50_000_000, concurrency: 8 } })
  await page.getByText('No provider is switched on').waitFor({ state: 'detached' })
  const thousand = page.getByRole('row').filter({ hasText: '1,000 transcripts' })
  await thousand.getByText(textModel).waitFor()
  await expect.poll(async () => Number((await thousand.getByRole('cell').last().innerText()).replace(/[^\d.]/g, '')), patience).toBeGreaterThan(1)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The language model classifies from now on').waitFor()
})

test('an import says who will classify it and for how much, and what it came to', async () => {
  const path = join(folder.path, 'clinics.csv')
  writeFileSync(path, csvOf(meetings))
  await goTo(page, 'batches?import=new')
  await page.locator('input[type=file]').setInputFiles(path)
  await dialog().getByText(new RegExp(`${textModel} will classify it. It will cost about \\$`)).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await dialog().getByRole('button', { name: 'Import and classify' }).click()
  const panel = page.getByRole('complementary', { name: 'Open import' })
  await panel.getByText(/5 answers · \$/).waitFor()
  await panel.getByText('Done').waitFor()
})

test('a transcript tells who speaks for each label and who says otherwise', async () => {
  await goTo(page, 'transcripts')
  await page.getByRole('row').filter({ hasText: 'Ana Rojas' }).click()
  const panel = page.getByRole('complementary', { name: 'Transcript' })
  await panel.getByText(/^Offline: .+ \(\d+\s%\)$/).first().waitFor()
  await panel.getByText(new RegExp(`Classified by a language model · ${textModel}`)).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('disagreements are settled one after the other from the keyboard, and taken back', async () => {
  await goTo(page, 'disagreements')
  await page.getByRole('region', { name: 'Open disagreement' }).waitFor()
  const before = await waiting()
  const first = page.url()
  await page.keyboard.press('1')
  await expect.poll(waiting, patience).toBe(before - 1)
  await page.getByRole('button', { name: 'Undo (Z)' }).waitFor()
  await page.keyboard.press('z')
  await expect.poll(waiting, patience).toBe(before)
  await page.keyboard.press('2')
  await expect.poll(waiting, patience).toBe(before - 1)
  expect(page.url()).not.toBe(first)

  await page.keyboard.press('3')
  await dialog().getByRole('option').last().click()
  await expect.poll(waiting, patience).toBe(before - 2)
  // However long the queue, it scrolls in its own place and the frame stays where it is.
  expect(await page.evaluate('[document.scrollingElement.scrollHeight - innerHeight, document.scrollingElement.scrollTop]')).toEqual([0, 0])

  await goTo(page, 'disagreements?settled=yes')
  await page.getByText('2 settled').waitFor()
  await page.getByText(/^A person said: /).waitFor()
})

test('people’s words measure both classifiers', async () => {
  await goTo(page, 'models?view=golden')
  await page.getByText('Transcripts with a person’s word').waitFor()
  await page.getByRole('columnheader', { name: 'Language model' }).waitFor()
  expect(await page.getByRole('row').filter({ hasText: '%' }).count()).toBeGreaterThan(0)
})

test('another model is compared, costs what it says, and goes live by a person’s word', async () => {
  await goTo(page, 'models?view=diffs')
  await page.getByRole('button', { name: 'Compare a change' }).click()
  await choose('What changes', 'The language model')
  await dialog().getByLabel('Model', { exact: true }).fill(otherModel)
  await dialog().getByLabel('Sample').fill('4000')
  await dialog().getByText('A whole number from 0 to 2,000.').waitFor()
  await dialog().getByLabel('Sample').fill('5')
  await dialog().getByText(/It costs about \$/).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await dialog().getByRole('button', { name: 'Compare' }).click()

  const panel = page.getByRole('complementary', { name: 'Comparison' })
  await panel.getByText('Done', { exact: true }).waitFor()
  await panel.getByRole('definition').filter({ hasText: /^5 of 5$/ }).waitFor()
  await panel.getByRole('definition').filter({ hasText: /^\$0\.\d*[1-9]/ }).waitFor()
  await panel.getByRole('button', { name: 'Region' }).click()
  await panel.getByRole('heading', { name: 'Changes of Region' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])

  await panel.getByRole('button', { name: 'Go live…' }).click()
  await page.getByRole('alertdialog').getByText(/of the 55 labels compared change/).waitFor()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go live' }).click()
  await panel.getByRole('button', { name: 'Go live…' }).waitFor({ state: 'detached' })
  await tab('Classifier')
  await expect.poll(() => page.getByLabel('Model', { exact: true }).inputValue(), patience).toBe(otherModel)
})

test('a draft of the taxonomy tells its faults beside the fields, shows what it changes, and is published', async () => {
  await goTo(page, 'models?view=taxonomy')
  await page.getByRole('button', { name: 'Open as a draft' }).click()
  await page.getByRole('button', { name: 'Urgency', exact: true }).click()
  await page.getByRole('button', { name: /^Immediate/ }).click()
  const texts = page.getByLabel('Text in English')
  await texts.nth(1).fill('')
  await page.getByText('It cannot be empty').waitFor()
  expect(await page.getByRole('button', { name: 'Publish…' }).isDisabled()).toBe(true)
  expect(await seriousFaults(page)).toEqual([])
  await texts.nth(1).fill('Right now')
  await page.getByText('1 fault').first().waitFor({ state: 'detached' })

  // The last value is taken out from the keyboard; what it was worth is shared among the others.
  await page.getByRole('button', { name: /^Long term/ }).click()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Make them add up to 100 %' }).click()
  await page.getByText('The frequencies add up to 100.00 %').waitFor()
  await page.getByLabel('Note of the draft').fill('Urgency in three steps')
  await tab('Changes against version 1')
  await page.getByText('text: Immediate → Right now').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Taken out' }).getByText('long', { exact: true }).waitFor()
  expect(await seriousFaults(page)).toEqual([])

  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click()
  const published = page.getByRole('listitem').filter({ hasText: 'Urgency in three steps' })
  await published.getByText('In service').waitFor()
  await goTo(page, 'transcripts?outdated=yes')
  await page.getByText('5 transcripts', { exact: true }).waitFor()
})

test('a file that arrives in a watched folder is imported by itself, and a folder that is missing says so', async () => {
  const watched = inbox.path
  writeFileSync(join(watched, 'june.csv'), csvOf(meetings.slice(0, 2).map(({ name, text }) => ({ name, text: `${text} In June.` }))))
  await goTo(page, 'batches?view=folders')
  const watch = async (path: string) => {
    await page.getByRole('button', { name: 'Watch a folder' }).click()
    await dialog().getByLabel('Folder on this machine').fill(path)
    await dialog().getByRole('button', { name: 'Save' }).click()
  }
  await watch('meetings')
  await dialog().getByText('Write the whole path').waitFor()
  await page.keyboard.press('Escape')
  await watch(watched)
  const row = page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: watched })
  const looked = async () => {
    await row.getByRole('button', { name: 'Look now' }).click()
    return row.innerText()
  }
  await expect.poll(looked, { ...patience, interval: 500 }).toContain('1 file imported')
  await watch(`${watched}-not-there`)
  await page.getByText('The folder does not exist').waitFor()
})

test('in Spanish and in the dark the pages are as sound', async () => {
  await page.getByRole('button', { name: 'Language', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await page.getByText('Motor listo').waitFor()
  await page.getByRole('button', { name: 'Tema' }).click()
  await page.getByRole('menuitemradio', { name: 'Oscuro' }).click()
  for (const place of ['disagreements', 'models', 'models?view=golden', 'models?view=diffs', 'models?view=taxonomy', 'batches?view=folders']) {
    await goTo(page, place)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect([place, await seriousFaults(page)]).toEqual([place, []])
  }
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems).toEqual([])
})
