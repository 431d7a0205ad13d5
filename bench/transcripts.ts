/**
 * What lists, filters, dashboards and exports cost over 100,000 classified transcripts of 300 words, asked as a console
 * asks: through the contract, with its checks. `again`: nothing was written since the last question. `after a write`:
 * something was, before every question, as it is all the time while a batch runs. The last column is the longest that the
 * engine's main thread was kept from anything else meanwhile.
 * Usage: node bench/transcripts.ts [--count 100000] [--database FILE, made when missing and kept]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { migrate, readMigrations } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { openReader } from '../db/reader.ts'
import { transcriptsApi } from '../engine/classification/transcripts.api.ts'
import type { Taxonomy } from '../engine/classification/taxonomy.ts'
import { systemClock } from '../engine/observe/clock.ts'
import { EventBus } from '../engine/observe/event-bus.ts'
import { percentile } from './measure.ts'
import { businessId, enumSizes, fillTranscripts, signalNames } from './transcripts-data.ts'

const { values: options } = parseArgs({ options: { count: { type: 'string', default: '100000' }, database: { type: 'string' } } })
const count = Number(options.count)
const folder = mkdtempSync(join(tmpdir(), 'vocero-bench-'))
const path = options.database ?? join(folder, 'vocero.sqlite')
const isNew = !existsSync(path)
const database = openDatabase(path)
if (isNew) {
  migrate(database, readMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url))), Date.now())
  const start = performance.now()
  fillTranscripts(database, count, fileURLToPath(new URL('../resources/sample', import.meta.url)))
  console.log(`${count.toLocaleString('en')} transcripts of 300 words written in ${((performance.now() - start) / 1000).toFixed(0)} s`)
}
const reader = openReader(path, new URL('../db/reader-thread.ts', import.meta.url))

const label = { es: '', en: '' }
const cues = { es: [], en: [] }
const taxonomy: Pick<Taxonomy, 'enums' | 'signals'> = {
  enums: [...Object.entries(enumSizes), ['language', 2] as const].map(([name, size]) => ({
    name, label, values: Array.from({ length: size }, (_, index) => ({ value: name === 'language' ? (['es', 'en'][index] ?? 'es') : `${name}_${index}`, label, description: label, prior: 1 / size, cues })),
  })),
  signals: signalNames.map((name) => ({ name, label, cues })),
}
const client = createRouterClient(
  transcriptsApi({ database, reader, clock: systemClock, events: new EventBus('bench'), classifiers: { active: { taxonomy } }, reclassifyTx: () => ({ jobId: 'none' }) }),
)

/** Something every running batch does all the time: it makes each kept set out of date. */
const write = () => database.prepare(`INSERT INTO settings (key, value, updated_at) VALUES ('bench', '', 0) ON CONFLICT (key) DO UPDATE SET updated_at = updated_at + 1`).run()

type ListInput = Parameters<typeof client.list>[0]
const page = (filter: Omit<ListInput['filter'], 'businessId'>, sort?: ListInput['sort'], offset = 0) => async () =>
  (await client.list({ filter: { businessId, ...filter }, offset, limit: 100, ...(sort === undefined ? {} : { sort }) })).total
const dashboard = (filter: Omit<ListInput['filter'], 'businessId'>) => async () =>
  (await client.dashboard({ filter: { businessId, ...filter }, crossRow: 'primary_pain_point', crossColumn: 'vambe_product' })).total

const last = Math.max(0, Math.floor(count * 0.9))
const questions: Record<string, () => Promise<number>> = {
  'first page': page({}),
  'page near the end': page({}, undefined, last),
  'by name, near the end': page({}, { column: 'clientName', descending: true }, last),
  'by date': page({}, { column: 'metOn', descending: true }),
  'by seller, near the end': page({}, { column: 'seller', descending: false }, last),
  'by outcome': page({}, { column: 'closed', descending: false }),
  'by sentiment, near the end': page({}, { column: 'sentiment', descending: false }, last),
  'least certain first': page({}, { column: 'confidence', descending: false }),
  'one import': page({ batchId: 'batch-0003' }, { column: 'rowNumber', descending: true }),
  'two sellers': page({ sellers: ['Vendedor 0', 'Vendedor 5'] }),
  'won': page({ closed: true }),
  'met in half a year': page({ metFrom: '2025-06-01', metTo: '2025-12-01' }),
  'two sentiments': page({ sentiments: ['positive', 'negative'] }),
  'a rare value': page({ labels: { business_sector: ['business_sector_24'] } }),
  'a frequent value, near its end': page({ labels: { language: ['es'] } }, undefined, Math.floor(last * 0.7)),
  'three enums, several values': page({ labels: { language: ['es'], company_size: ['company_size_0', 'company_size_1'], urgency: ['urgency_0', 'urgency_1', 'urgency_2'] } }),
  'two signals': page({ signals: ['pricing_discussion', 'budget_constraints'] }),
  'confidence below 0.6': page({ confidenceBelow: 0.6 }, { column: 'confidence', descending: false }),
  'corrected': page({ corrected: true }),
  'not classified': page({ classified: false }),
  'older taxonomy': page({ outdated: true }),
  'a name': page({ text: 'cliente 4242' }),
  'words, the last begun': page({ text: 'clientes mens' }),
  'a frequent word': page({ text: 'vendedor' }),
  'the beginning of many words': page({ text: 'con' }),
  'everything at once': page({
    text: 'clientes', sellers: ['Vendedor 0', 'Vendedor 1', 'Vendedor 2'], closed: true, metFrom: '2025-03-01', sentiments: ['neutral', 'positive'],
    labels: { language: ['es'], company_size: ['company_size_0', 'company_size_1'] }, signals: ['needs_follow_up'], confidenceBelow: 0.95,
  }, { column: 'metOn', descending: true }),
  'menus of the filter': async () => (await client.facets({ businessId })).sellers.length,
  'dashboard': dashboard({}),
  'dashboard, filtered': dashboard({ closed: true, labels: { language: ['es'] } }),
}

const ms = (figure: number) => figure.toFixed(1).padStart(7)
const delay = monitorEventLoopDelay({ resolution: 1 })

async function measure(question: () => Promise<number>, before: () => unknown, times: number): Promise<string> {
  const figures: number[] = []
  for (let time = 0; time < times; time += 1) {
    before()
    const start = performance.now()
    await question()
    figures.push(performance.now() - start)
  }
  return `${ms(percentile(figures, 0.5))}${ms(percentile(figures, 0.99))}${ms(Math.max(...figures))}`
}

console.log(`${'milliseconds'.padEnd(34)}${'rows'.padStart(8)}   again: p50    p99    max   after a write: p50    p99    max   main thread`)
// Both reading threads start and read the file once; the first question after a start costs what the disk costs.
const start = performance.now()
await Promise.all([dashboard({})(), dashboard({})()])
console.log(`first dashboards after the start: ${(performance.now() - start).toFixed(0)} ms`)
delay.enable()
for (const [name, question] of Object.entries(questions)) {
  const total = await question()
  delay.reset()
  const again = await measure(question, () => {}, 40)
  const after = await measure(question, write, 20)
  console.log(`${name.padEnd(34)}${total.toLocaleString('en').padStart(8)}      ${again}                ${after}       ${ms(delay.max / 1e6)}`)
}

// A page while dashboards are counted all the time, each after a write.
const stop = new AbortController()
const dashboards = (async () => { while (!stop.signal.aborted) { write(); await dashboard({})() } })()
delay.reset()
console.log(`${'first page, beside dashboards'.padEnd(42)}                              ${await measure(page({}), write, 40)}       ${ms(delay.max / 1e6)}`)
stop.abort()
await dashboards

const before = process.memoryUsage().rss
for (const format of ['csv', 'json'] as const) {
  delay.reset()
  const begin = performance.now()
  let characters = 0
  let highest = 0
  for await (const part of await client.export({ filter: { businessId }, format, sort: { column: 'clientName', descending: false } })) {
    characters += part.length
    highest = Math.max(highest, process.memoryUsage().rss)
  }
  const seconds = (performance.now() - begin) / 1000
  console.log(`export as ${format}: ${Math.round(count / seconds).toLocaleString('en')} rows/s, ${(characters / 1e6 / seconds).toFixed(0)} million characters/s, at most ${Math.round((highest - before) / 1e6)} MB more in use, main thread ${ms(delay.max / 1e6)} ms (p99 ${ms(delay.percentile(99) / 1e6)})`)
}

await reader.close()
database.close()
rmSync(folder, { recursive: true, force: true })
