import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Download, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { numberFor } from '../../engine/calls/practice-line/scripted-numbers.ts'
import { goTo, launchBrowser, startVocero, temporaryFolder, visit, type RunningVocero, type Visit } from './console.ts'
import { callableDebtors, debtorsInFile, practiceDebtorsCsv } from './practice-debtors.ts'
import { seriousFaults } from './serious-faults.ts'

/** A whole round of calls is awaited, by a machine that may be busy with other things. */
const patience = { timeout: Number(process.env['VOCERO_E2E_PATIENCE'] ?? 30_000), interval: 100 }
const campaignName = 'Cobranza de la semana'

let folder: ReturnType<typeof temporaryFolder>
let vocero: RunningVocero
let browser: Browser
let visitor: Visit
let page: Page
let campaign: string

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


const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name })
const next = () => page.getByRole('button', { name: 'Next', exact: true }).click()
const step = (name: string) => page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
const setSpeed = (speed: string) => page.getByRole('radio', { name: speed, exact: true }).click()

/** The lines of a file that was saved, each as its cells. None of the cells looked at holds a comma or a quote. */
async function linesOf(download: Promise<Download>): Promise<string[][]> {
  const text = readFileSync(await (await download).path(), 'utf8')
  return text.replace('\uFEFF', '').trimEnd().split('\r\n').map((line) => line.split(','))
}

test('an empty start leads to the campaigns, on the practice line', async () => {
  await page.getByLabel('Name of your business').fill('Cobranzas del Sur')
  await page.getByText('Start empty').click()
  await page.getByText('No practice campaigns yet').waitFor()
})

test('a campaign gets its debtors from a file, and the row that fails is told and downloadable', async () => {
  const path = join(folder.path, 'morosos.csv')
  writeFileSync(path, practiceDebtorsCsv(Date.now()))
  await page.getByRole('button', { name: 'New campaign' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill(campaignName)
  await next()
  await step('Debtors')
  campaign = new URL(page.url()).hash.replace('#/', '').split('?')[0] ?? ''
  await page.locator('input[type=file]').setInputFiles(path)
  await page.getByText(`1 of these ${debtorsInFile} rows are not imported`).waitFor()
  await page.getByRole('button', { name: 'Import debtors' }).click()
  await page.getByText(`${callableDebtors} created, 0 updated, 0 unchanged, 1 failed`).waitFor()
  await page.getByText(`${callableDebtors} debtors in the campaign`).waitFor()
  await page.getByRole('button', { name: 'Open import' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download failed rows' }).click()
  const failed = readFileSync(await (await downloading).path(), 'utf8')
  expect(failed).toContain('Renata Ibáñez Soto')
  expect(failed).toContain('The check digit of the national id does not match')
  await page.getByRole('button', { name: 'Show the campaign' }).click()
  await step('Debtors')
})

test('a policy that goes further than the law is shown beside it, and the law holds', async () => {
  await next()
  await step('Policy')
  await page.getByRole('button', { name: 'New policy' }).click()
  const editor = page.getByRole('dialog')
  await editor.getByLabel('Name', { exact: true }).fill('Hasta las diez')
  await editor.getByLabel('To', { exact: true }).first().fill('22:00')
  await editor.getByRole('button', { name: 'Save' }).click()
  await editor.waitFor({ state: 'detached' })
  await page.getByRole('radio', { name: 'Hasta las diez', checked: true }).waitFor()
  const conflicts = page.getByRole('region', { name: 'Conflicts with the preset' })
  const hours = conflicts.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Hours' }) })
  await hours.getByText('Preset holds').waitFor()
  expect(await hours.innerText()).toMatch(/–22:00[\s\S]*08:00–20:00/)
  expect(await seriousFaults(page)).toEqual([])
})

test('nothing stands in the way, everybody is forecast, and the campaign starts', async () => {
  for (const name of ['Script', 'Limits', 'Review']) {
    await next()
    await step(name)
  }
  await page.getByText('Nothing stands in the way: it may start.').waitFor()
  // By day they would be dialled, by night or on a holiday they wait: either way one rule speaks of all.
  await page.getByRole('button', { pressed: false }).filter({ hasText: new RegExp(`${callableDebtors}`) }).click()
  await page.getByRole('dialog').getByRole('row').filter({ hasText: 'Antonia Fuentes Tapia' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await seriousFaults(page)).toEqual([])

  // As slow as a real day, so that a call is seen while it is under way; nights and the hours between rounds are skipped.
  await goTo(page, 'floor')
  await setSpeed('1×')
  await goTo(page, `${campaign}?step=review`)
  await page.getByRole('button', { name: 'Start campaign' }).click()
  await page.getByText('Running', { exact: true }).waitFor()
})

test('the floor shows a call under way, and the practice clock runs as fast as wanted', async () => {
  await goTo(page, 'floor')
  const live = page.getByRole('region', { name: 'Calls under way' })
  await live.getByRole('button', { name: 'Antonia Fuentes Tapia' }).click()
  const panel = page.getByRole('complementary', { name: 'Call detail' })
  await panel.getByText(/^(Ringing|Talking)$/).first().waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })

  // One round is enough: without the jump the clock stays within its day.
  await page.getByRole('switch', { name: 'Skip times without calls' }).click()
  await setSpeed('600×')
  const calls = page.locator('dl > div').filter({ has: page.getByText('Calls today', { exact: true }) })
  await expect.poll(() => calls.innerText(), patience).toMatch(new RegExp(`\\b${callableDebtors}\\b`))
  await live.getByText('Nobody is in a call').waitFor()
  await setSpeed('1×')
  await page.getByRole('radio', { name: '1×', exact: true, checked: true }).waitFor()
})

test('every call ended as its number says', async () => {
  await goTo(page, 'calls')
  const ends = {
    'Antonia Fuentes Tapia': 'Promise', 'Marcela Silva Muñoz': 'Asks not to be called', 'Héctor Hernández Muñoz': 'Wrong person',
    'Matías Martínez Muñoz': 'No answer', 'Ximena Morales Espinoza': 'Busy', 'Héctor Vega Díaz': 'Call back', 'Sebastián Rodríguez Torres': 'Says it is paid',
  }
  for (const [name, end] of Object.entries(ends)) await expect.poll(() => rowOf(name).first().innerText(), patience).toContain(end)
})

test('one call tells what was said, what it came to, what it cost and why it was placed', async () => {
  await rowOf('Antonia Fuentes Tapia').filter({ hasText: 'Promise' }).click()
  const panel = page.getByRole('complementary', { name: 'Call detail' })
  await panel.getByRole('region', { name: 'Transcript' }).getByRole('listitem').filter({ hasText: 'Antonia' }).first().waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await panel.getByRole('tab', { name: 'Analysis' }).click()
  await panel.getByText('Amount promised').waitFor()
  const costs = panel.getByRole('table', { name: 'Cost by product' })
  expect(await costs.getByRole('row').filter({ hasText: 'Total' }).innerText()).toMatch(/[1-9]/)
  await panel.getByRole('tab', { name: 'History' }).click()
  await panel.getByText('Will dial').first().waitFor()
  await panel.getByText(/^May be called/).first().waitFor()
  await panel.getByRole('button', { name: 'Open as page' }).click()
  await page.getByRole('heading', { level: 1, name: 'Antonia Fuentes Tapia' }).waitFor()
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await panel.waitFor()
})

test('the promise stands in the calendar on its day', async () => {
  const panel = page.getByRole('complementary', { name: 'Call detail' })
  await panel.getByRole('tab', { name: 'Analysis' }).click()
  await panel.getByRole('button', { name: 'See in the calendar' }).click()
  await page.getByRole('table', { name: 'Calendar of promises' }).getByRole('button', { pressed: true }).filter({ hasText: '1 promise' }).waitFor()
  const day = page.getByRole('complementary', { name: /^Promises of / })
  await day.getByRole('button', { name: 'Antonia Fuentes Tapia' }).waitFor()
  await day.getByText('Open', { exact: true }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('who asked not to be called is on the list, excluded with the rule in words, and keeps the reason', async () => {
  await goTo(page, 'debtors?view=do-not-call')
  await rowOf('Marcela Silva Muñoz').filter({ hasText: 'Asked for in a call' }).first().waitFor()
  await goTo(page, `${campaign}?view=why`)
  const why = page.getByRole('grid', { name: 'Why, why not' })
  await why.getByRole('row').filter({ hasText: 'Marcela Silva Muñoz' }).filter({ hasText: /Excluded.*Asked not to be called on/s }).waitFor()
  await goTo(page, 'debtors')
  await rowOf('Marcela Silva Muñoz').click()
  const panel = page.getByRole('complementary', { name: 'Open debtor' })
  await panel.getByText('Asked for in a call').first().waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await panel.getByRole('tab', { name: 'Decisions' }).click()
  await panel.getByText(/^May be called/).first().waitFor()
  await panel.getByRole('button', { name: 'Open as a full page' }).click()
  await page.getByRole('region', { name: 'Who it is' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('whoever waits is told by which rule and until when', async () => {
  await goTo(page, `${campaign}?view=why`)
  const why = page.getByRole('grid', { name: 'Why, why not' })
  // Both calls may have rung, and the law allows one in seven days: it outweighs the operator's shorter wait.
  for (const name of ['Matías Martínez Muñoz', 'Ximena Morales Espinoza']) {
    await why.getByRole('row').filter({ hasText: name }).filter({ hasText: /Waits.*calls the law allows/s }).waitFor()
  }
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('tab', { name: 'Results', exact: true }).click()
  await page.getByRole('grid', { name: 'Results' }).getByRole('row').filter({ hasText: 'Antonia Fuentes Tapia' }).filter({ hasText: 'Done' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('the calls are exported as they are shown', async () => {
  await goTo(page, 'calls')
  await rowOf('Antonia Fuentes Tapia').first().waitFor()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click()
  const [header = [], ...rows] = await linesOf(downloading)
  const told = Object.fromEntries(rows.map((row) => [row[header.indexOf('debtor')], ['number', 'disconnection_reason', 'outcome', 'contact'].map((column) => row[header.indexOf(column)])]))
  expect(rows).toHaveLength(callableDebtors)
  expect(told).toMatchObject({
    'Antonia Fuentes Tapia': [numberFor('promise_full'), 'agent_hangup', 'promise', '1'],
    'Marcela Silva Muñoz': [numberFor('opt_out'), 'user_hangup', 'opt_out', '1'],
    'Matías Martínez Muñoz': [numberFor('no_answer'), 'dial_no_answer', '', '0'],
    'Ximena Morales Espinoza': [numberFor('busy'), 'dial_busy', '', '0'],
  })
})

test('the floor speaks Spanish and goes dark', async () => {
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await page.getByText('Motor listo').waitFor()
  await page.getByRole('button', { name: 'Tema' }).click()
  await page.getByRole('menuitemradio', { name: 'Oscuro' }).click()
  await goTo(page, 'floor')
  await page.getByRole('region', { name: 'Llamadas en curso' }).waitFor()
  await page.getByText('Reloj de práctica', { exact: true }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await goTo(page, `${campaign}?view=why`)
  await rowOf('Marcela Silva Muñoz').filter({ hasText: /Excluido.*Pidió no ser llamado el/s }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
})

test('the console logged no errors of its own', () => {
  expect(visitor.problems).toEqual([])
})
