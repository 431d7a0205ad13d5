import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'
import { seriousFaults } from './serious-faults.ts'

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

/** The width of a column on screen. */
async function widthOf(column: string): Promise<number> {
  return (await page.getByRole('columnheader', { name: column }).boundingBox())?.width ?? 0
}

/** What a person at the keyboard is on, by its name or content. */
const focused = () => page.locator(':focus')

test('first run asks for a name and leads to an empty console', async () => {
  expect(await seriousFaults(page)).toEqual([])
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
  expect(await seriousFaults(page)).toEqual([])
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
  await page.getByText('110 transcripts', { exact: true }).waitFor()
  await page.getByPlaceholder('Search names and texts').fill('zapaterías Temuco')
  await page.getByText('1 transcript', { exact: true }).waitFor()
  expect(await page.getByRole('row').filter({ hasText: 'Marcela Undurraga' }).count()).toBe(1)
  expect(await seriousFaults(page)).toEqual([])
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
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('z')
  await page.getByText(/Corrected by a person; was/).waitFor({ state: 'detached' })
  await page.keyboard.press('1')
  await page.keyboard.type('Tourism')
  await page.keyboard.press('Enter')
  await page.getByText(/Corrected by a person; was/).waitFor()
  await page.keyboard.press('Escape')
})

test('the full page goes on through the list with j and k, and comes back to it', async () => {
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts', { exact: true }).waitFor()
  await page.getByRole('row').nth(2).click()
  await page.getByRole('button', { name: 'Open as a full page' }).click()
  await page.getByText('2 of 110').waitFor()
  const second = await page.getByRole('heading', { level: 1 }).innerText()
  await page.keyboard.press('j')
  await page.getByText('3 of 110').waitFor()
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: second }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('k')
  await page.getByRole('heading', { level: 1, name: second }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('row', { selected: true }).filter({ hasText: second }).waitFor()
})

test('columns are sized by dragging and by keys, fitted by a double click, and stay so', async () => {
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts', { exact: true }).waitFor()
  const before = await widthOf('Client')
  const header = await page.getByRole('columnheader', { name: 'Client' }).boundingBox()
  const edge = { x: (header?.x ?? 0) + before, y: (header?.y ?? 0) + 16 }
  await page.mouse.move(edge.x, edge.y)
  await page.mouse.down()
  await page.mouse.move(edge.x + 90, edge.y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => widthOf('Client')).toBe(before + 90)

  await page.getByRole('button', { name: 'Columns' }).click()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('checkbox', { name: 'Seller' }).focus()
  const seller = await widthOf('Seller')
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => widthOf('Seller')).toBe(seller + 16)
  await page.getByRole('checkbox', { name: 'E-mail' }).click()
  await page.keyboard.press('Escape')

  await page.reload()
  await page.getByText('110 transcripts', { exact: true }).waitFor()
  await expect.poll(() => widthOf('Client')).toBe(before + 90)
  expect(await page.getByRole('columnheader', { name: 'E-mail' }).count()).toBe(1)

  await page.mouse.dblclick(edge.x + 90, edge.y)
  await expect.poll(() => widthOf('Client')).toBeLessThan(before + 90)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Back to the first columns' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => widthOf('Client')).toBe(before)
  await page.getByRole('columnheader', { name: 'E-mail' }).waitFor({ state: 'detached' })
})

test('a dialog opened from a menu has the focus, and gives it back', async () => {
  await page.getByRole('button', { name: /^Business: / }).click()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('dialog').waitFor()
  await expect.poll(() => focused().inputValue()).toBe('Ferretería Andes')
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => focused().getAttribute('aria-label')).toBe('Business: Ferretería Andes')
})

test('a view is saved under a name, follows changes, is renamed and removed', async () => {
  await goTo(page, 'transcripts?closed=yes')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save view as…' }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('Ganadas')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ganadas', exact: true }).waitFor()
  await expect.poll(() => focused().innerText()).toBe('Ganadas')
  await page.getByRole('button', { name: 'Date' }).click()
  await page.getByRole('button', { name: 'Ganadas · changed' }).click()
  await page.getByRole('menuitem', { name: 'Update “Ganadas”' }).click()
  await page.getByRole('button', { name: 'Ganadas', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Won by date')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Won by date' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Views' }).waitFor()
  await page.getByText('110 transcripts', { exact: true }).waitFor()
})

test('what is shown is exported, correction included, and opens in a spreadsheet', async () => {
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts', { exact: true }).waitFor()
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
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('button', { name: /^Medium: / }).first().click()
  await page.getByRole('grid', { name: 'Transcripts' }).waitFor()
  await page.getByRole('button', { name: /Remove the filter .*Company size/ }).waitFor()
})

test('the Jobs page shows what was done, and each job its page', async () => {
  await goTo(page, 'jobs')
  await page.getByRole('row').filter({ hasText: 'Import a file' }).click()
  await page.getByText('Payload').first().waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test.each(['batches', 'models', 'settings', 'settings/data', 'settings/shortcuts'])('axe finds nothing on %s', async (place) => {
  await goTo(page, place)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('what lies over the page has no faults either: palette, filters, notices, state, shortcuts', async () => {
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripts', { exact: true }).waitFor()
  const layers: [string, () => Promise<void>][] = [
    ['palette', () => page.keyboard.press('Control+k')],
    ['shortcuts', () => page.keyboard.press('?')],
    ['filters', () => page.getByRole('button', { name: 'Filter', exact: true }).click()],
    ['notices', () => page.getByRole('button', { name: /notice/i }).click()],
    ['state', () => page.getByRole('button', { name: 'Engine ready' }).click()],
  ]
  const open = page.locator('[role=dialog][data-state=open]')
  for (const [name, show] of layers) {
    await show()
    await open.waitFor()
    expect([name, await seriousFaults(page)]).toEqual([name, []])
    await page.keyboard.press('Escape')
    await open.waitFor({ state: 'detached' })
  }
})

test('nothing moves where motion is not wanted', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('row').nth(2).click()
  const panel = page.getByRole('complementary', { name: 'Transcript' })
  await panel.waitFor()
  const duration = await page.evaluate<string>(`getComputedStyle(document.querySelector('aside')).animationDuration`)
  expect(Number.parseFloat(duration)).toBeLessThan(0.001)
  await page.keyboard.press('Escape')
  await page.emulateMedia({ reducedMotion: null })
})

test('the console speaks Spanish and goes dark without a reload', async () => {
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await page.getByText('Motor listo').waitFor()
  await goTo(page, 'transcripts')
  await page.getByText('110 transcripciones', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Tema' }).click()
  await page.getByRole('menuitemradio', { name: 'Oscuro' }).click()
  expect(await seriousFaults(page)).toEqual([])
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
  await page.getByText('110 transcripts', { exact: true }).waitFor()
})

test('Ctrl+C ends it cleanly', async () => {
  expect(await vocero.stop()).toBe(0)
  vocero = await startVocero(folder.path)
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems.filter((problem) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(problem))).toEqual([])
})
