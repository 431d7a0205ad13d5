import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'

const samples = readFileSync(fileURLToPath(new URL('../../resources/sample/meetings.csv', import.meta.url)), 'utf8')

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

/** The file a person would bring: our sample, with one row that cannot be imported. */
function importFile(): string {
  const path = join(folder.path, 'reuniones de octubre.csv')
  writeFileSync(path, `${samples.trimEnd()}\nSin Texto,sin.texto@example.com,56900000000,2026-09-30,Renata Ibáñez,1,\n`)
  return path
}

/** What axe finds against WCAG 2.2 AA. Parts of a chart may be thin: its table view leads to the same places (2.5.8, "equivalent"). */
async function seriousFaults(): Promise<string[]> {
  const all = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
  const targets = await new AxeBuilder({ page }).withRules(['target-size']).exclude('[data-chart]').analyze()
  return [...all.violations, ...targets.violations].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

test('first run asks for a name and leads to an empty console', async () => {
  expect(await seriousFaults()).toEqual([])
  await page.getByLabel('Name of your business').fill('Ferretería Andes')
  await page.getByText('Start empty').click()
  await page.getByText('Engine ready').waitFor()
})

test('a file is imported with its columns recognised, watched, and its failed row counted and downloadable', async () => {
  await goTo(page, 'batches')
  await page.getByRole('button', { name: 'Import' }).first().click()
  await page.locator('input[type=file]').setInputFiles(importFile())
  const start = page.getByRole('button', { name: 'Import and classify' })
  await start.waitFor()
  expect(await seriousFaults()).toEqual([])
  await start.click()
  await page.getByText('110 of 111').first().waitFor()
  await page.getByText('Done').first().waitFor()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download failed rows' }).click()
  const rows = readFileSync(await (await downloading).path(), 'utf8')
  expect(rows).toContain('sin.texto@example.com')
  expect(rows.split('\r\n').filter((line) => line !== '')).toHaveLength(2)
})

test('the list shows every transcript and the text filter narrows it', async () => {
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts').waitFor()
  await page.getByPlaceholder('Search names and texts').fill('zapaterías Temuco')
  await page.getByText('1 transcript', { exact: true }).waitFor()
  expect(await page.getByRole('row').filter({ hasText: 'Marcela Undurraga' }).count()).toBe(1)
  expect(await seriousFaults()).toEqual([])
})

test('a transcript shows its quotes, and a label is corrected and taken back by keys', async () => {
  await page.getByRole('row').filter({ hasText: 'Marcela Undurraga' }).click()
  const transcript = page.getByRole('region', { name: 'Transcript' })
  await transcript.waitFor()
  expect(await transcript.getByRole('button').count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: /^Business sector: / }).waitFor()
  await page.keyboard.press('1')
  await page.keyboard.type('Tourism')
  await page.keyboard.press('Enter')
  await page.getByText(/Corrected by a person; was/).waitFor()
  expect(await seriousFaults()).toEqual([])
  await page.keyboard.press('z')
  await page.getByText(/Corrected by a person; was/).waitFor({ state: 'detached' })
  await page.keyboard.press('1')
  await page.keyboard.type('Tourism')
  await page.keyboard.press('Enter')
  await page.getByText(/Corrected by a person; was/).waitFor()
  await page.keyboard.press('Escape')
})

test('what is shown is exported, correction included, and opens in a spreadsheet', async () => {
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts').waitFor()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More actions' }).or(page.getByRole('button', { name: 'More' })).first().click()
  await page.getByText('Export what is shown (CSV)').click()
  const text = readFileSync(await (await downloading).path(), 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const header = text.slice(1, text.indexOf('\r\n'))
  for (const column of ['business_sector', 'business_sector_confidence', 'business_sector_quote', 'sales_qualified', 'sentiment', 'taxonomy_version']) expect(header.split(',')).toContain(column)
  expect(text).toContain('tourism_hospitality')
})

test('dashboards lead to the transcripts behind a bar', async () => {
  await goTo(page, 'dashboards')
  await page.getByRole('term').filter({ hasText: 'Closing rate' }).waitFor()
  expect(await seriousFaults()).toEqual([])
  await page.getByRole('button', { name: /^Medium: / }).first().click()
  await page.getByRole('grid', { name: 'Transcripts' }).waitFor()
  await page.getByRole('button', { name: /Remove the filter .*Company size/ }).waitFor()
})

test('the Jobs page shows what was done, and each job its page', async () => {
  await goTo(page, 'jobs')
  await page.getByRole('row').filter({ hasText: 'Import a file' }).click()
  await page.getByText('Payload').first().waitFor()
  expect(await seriousFaults()).toEqual([])
})

test('the console speaks Spanish and goes dark without a reload', async () => {
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await page.getByText('Motor listo').waitFor()
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripciones').waitFor()
  await page.getByRole('button', { name: 'Tema' }).click()
  await page.getByRole('menuitemradio', { name: 'Oscuro' }).click()
  expect(await seriousFaults()).toEqual([])
  await page.getByRole('button', { name: 'Idioma' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
})

test('a dead engine shows, nothing is lost, and the console comes back by itself', async () => {
  const port = Number(new URL(vocero.url).port)
  await vocero.kill()
  await page.getByText('The engine does not answer', { exact: true }).waitFor()
  vocero = await startVocero(folder.path, port)
  await page.getByText('Engine ready').waitFor()
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts').waitFor()
})

test('Ctrl+C ends it cleanly', async () => {
  expect(await vocero.stop()).toBe(0)
  vocero = await startVocero(folder.path)
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems.filter((problem) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(problem))).toEqual([])
})
