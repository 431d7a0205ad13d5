/**
 * Measures the offline sales agent.
 *   node bench/chat-quality.ts [--catalogue FILE] [--errors] [--strangers FILE ...]
 * Printed: the scripted conversations of resources/chat/bench on the sample catalogue (intents, states, exact carts, facts that no data
 * covers); then, where the shop's catalogue is there (../shared/data, or --catalogue), how often
 * the right product is among the first five for the queries of bench/chat-queries.json and for each product's name with slips
 * made by rule, and the conversations of bench/chat-fresh.yaml; then the time a reply takes.
 * With --strangers only the conversations of those files are played (bench/chat-strangers.ts reads them), and told by category.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { benchFileSchema, fieldRulesOf, findProducts, newConversation, reply, runScripted, sellable, type AgentViews, type BenchResult, type CatalogueView } from '../engine/chat/agent/index.ts'
import { seededRandom } from '../engine/classification/offline/softmax-regression.ts'
import { readCatalogue } from '../engine/hosts/cli/chat-catalogue.ts'
import { sampleCatalogue, sampleCompany } from './chat-sample.ts'
import { scriptedConversations } from './chat-scripted.ts'
import { readStrangers } from './chat-strangers.ts'

const { values: options } = parseArgs({ options: { catalogue: { type: 'string' }, errors: { type: 'boolean', default: false }, strangers: { type: 'string', multiple: true } } })
const sample: AgentViews = { catalogue: await sampleCatalogue(), company: await sampleCompany(), fields: fieldRulesOf('CO'), findCustomers: null }
const querySchema = z.object({ note: z.string(), tuning: z.array(z.tuple([z.string(), z.array(z.number())])), heldOut: z.array(z.tuple([z.string(), z.array(z.number())])) })

const shop = options.catalogue ?? fileURLToPath(new URL('../../shared/data/catalogue/productos.csv', import.meta.url))
const view = existsSync(shop) ? (await readCatalogue(shop, 'COP')).view : null
if (options.strangers !== undefined) {
  if (view === null) throw new Error(`Strangers speak of the shop's catalogue, and ${shop} is not there.`)
  for (const file of options.strangers) reportStrangers(file, view)
} else reportAll()

function reportAll(): void {
  reportScripted('scripted', scriptedConversations().map((script) => runScripted(script, sample, 'COP')))
  reportSlips('sample catalogue', sample.catalogue)
  if (view === null) console.log("The shop's catalogue is not there; its figures are left out.")
  else {
    const queries = querySchema.parse(JSON.parse(readFileSync(new URL('chat-queries.json', import.meta.url), 'utf8')))
    reportQueries('queries looked at while tuning', view, queries.tuning)
    reportQueries('queries held out', view, queries.heldOut)
    reportSlips("the shop's catalogue", view)
    const fresh = benchFileSchema.parse(parse(readFileSync(new URL('chat-fresh.yaml', import.meta.url), 'utf8'))).conversations
    reportScripted("messages of strangers, on the shop's catalogue", fresh.map((script) => runScripted(script, { ...sample, catalogue: view }, 'COP')))
  }
  measureTime()
}

/** The whole, then each category by itself: which kind of wish is served worst. */
function reportStrangers(file: string, catalogue: CatalogueView): void {
  const scripts = readStrangers(file, catalogue)
  const results = scripts.map((script) => ({ category: script.category ?? '', result: runScripted(script, { ...sample, catalogue }, 'COP') }))
  reportScripted(file, results.map(({ result }) => result))
  for (const category of new Set(results.map((one) => one.category).toSorted())) console.log(`  ${category.padEnd(20)} ${figures(results.filter((one) => one.category === category).map(({ result }) => result))}`)
}

function reportScripted(name: string, results: readonly BenchResult[]): void {
  const misses = results.flatMap((result) => result.misses.map((miss) => ({ ...miss, name: result.name })))
  console.log(`${name}: ${results.filter((result) => result.misses.length === 0).length} of ${results.length} conversations without a miss, ${results.reduce((total, { replies }) => total + replies, 0)} replies`)
  console.log(`  ${figures(results)}, uncovered facts ${misses.filter(({ what }) => what === 'uncovered').length}`)
  if (options.errors) for (const { name: script, turn, user, what, expected, got } of misses) console.log(`  [${script}] ${turn} "${user}" ${what}: expected ${expected}, got ${got}`)
}

function figures(results: readonly BenchResult[]): string {
  const told = (label: string, checked: keyof BenchResult['checked'], missed: string) => {
    const count = results.reduce((total, result) => total + result.checked[checked], 0)
    return count === 0 ? [] : [`${label} ${share(count - results.flatMap(({ misses }) => misses).filter(({ what }) => what === missed).length, count)}`]
  }
  return [...told('intents', 'intents', 'intent'), ...told('carts exact', 'carts', 'cart'), ...told('product in first 5', 'products', 'products'), ...told('states', 'states', 'state'), ...told('facts', 'facts', 'fact')].join(', ')
}

function reportQueries(name: string, view: CatalogueView, queries: readonly (readonly [string, readonly number[]])[]): void {
  const found = queries.map(([query, ids]) => ({ query, place: findProducts(view, query, 20).findIndex(({ product }) => ids.includes(Number(product.id))) }))
  console.log(`${name}: right product first ${share(found.filter(({ place }) => place === 0).length, found.length)}, in the first 5 ${share(found.filter(({ place }) => place >= 0 && place < 5).length, found.length)}`)
  if (options.errors && name.includes('tuning')) for (const { query, place } of found) if (place < 0 || place >= 5) console.log(`  "${query}" at ${place}`)
}

/** Names of products as people mistype them: a letter dropped, doubled, swapped or written as it sounds, accents left out. */
function reportSlips(name: string, view: CatalogueView): void {
  const random = seededRandom(11)
  const sold = view.products.filter(sellable)
  let [first, five, count] = [0, 0, 0]
  for (const product of sold) {
    for (let variant = 0; variant < 4; variant++) {
      const same = (id: string) => id === product.id || view.product(id)?.name === product.name
      const place = findProducts(view, slipped(product.name, random), 20).findIndex(({ product: { id } }) => same(id))
      count++
      if (place === 0) first++
      if (place >= 0 && place < 5) five++
    }
  }
  console.log(`${name}: names with a slip in each longer word, right product first ${share(first, count)}, in the first 5 ${share(five, count)}`)
}

function slipped(name: string, random: () => number): string {
  return name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').split(' ').map((word) => {
    if (word.length < 5 || /\d/.test(word)) return word
    const at = 1 + Math.floor(random() * (word.length - 2))
    const kind = Math.floor(random() * 4)
    if (kind === 0) return word.slice(0, at) + word.slice(at + 1)
    if (kind === 1) return word.slice(0, at) + word[at] + word.slice(at)
    if (kind === 2) return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
    return word.replaceAll('v', 'b').replaceAll('z', 's').replaceAll('ce', 'se').replaceAll('ll', 'y').replaceAll('h', '')
  }).join(' ')
}

function measureTime(): void {
  const messages = scriptedConversations().flatMap(({ turns }) => turns.map(({ user }) => user))
  const play = () => {
    let state = newConversation({ currency: 'COP' })
    for (const message of messages) state = reply(state, message, sample).state
  }
  for (let round = 0; round < 5; round++) play()
  const before = process.cpuUsage()
  for (let round = 0; round < 10; round++) play()
  const { user, system } = process.cpuUsage(before)
  console.log(`${((user + system) / 1000 / 10 / messages.length).toFixed(2)} ms of processor time a reply, ${sample.catalogue.products.length} products`)
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % of ${whole}`
}
