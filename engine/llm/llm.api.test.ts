import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveGemini } from '../../tests/fakes/gemini-server.ts'
import { serveOpenAi } from '../../tests/fakes/openai-server.ts'
import type { FakeVendor } from '../../tests/fakes/vendor-server.ts'
import type { ModelProviderSetting } from '../contract/llm.ts'
import type { EngineEvent } from '../contract/events.ts'
import { startEngine, type Engine } from '../start.ts'
import type { Asker, ModelRequest } from './ports.ts'

/** What must be found nowhere; the providers are given it, and repeat it in what they say. */
const planted = 'sk-proj-PLANTED0123456789abcdefKEY'
const otherPlanted = 'PLANTEDwithoutAnyKnownShape77'
const limits = { requestsPerMinute: 10_000, tokensPerMinute: 10_000_000, concurrency: 10 }
const asker: Asker = { endpoint: 'test.ask', businessId: null, userId: 'operator' }
const hello: ModelRequest = { asker, system: 'Be kind.', messages: [{ role: 'user', content: 'Hello' }] }

let openAi: FakeVendor
let gemini: FakeVendor
let dataFolder: string
let engine: Engine
let client: ReturnType<typeof createRouterClient<Engine['router'], Record<never, never>>>
const written: string[] = []
const events: EngineEvent[] = []
const told = new AbortController()
let hearing: Promise<void>
let chain: ModelProviderSetting[] = []

/** Whatever comes out of the engine is kept, to be looked through at the end. */
async function heard<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    const given = await answer
    written.push(JSON.stringify(given))
    return given
  } catch (error) {
    written.push(allOf(error))
    throw error
  }
}
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  return [error.message, error.stack ?? '', JSON.stringify(error, Object.getOwnPropertyNames(error)), error.cause === undefined ? '' : allOf(error.cause)].join('\n')
}
const draft = (kind: 'openai' | 'gemini' | 'compatible', name: string, baseUrl: string, textModel: string, embeddingModel: string | null) => ({ kind, name, baseUrl, textModel, embeddingModel, transcriptionModel: null, enabled: true, limits })

beforeAll(async () => {
  openAi = await serveOpenAi()
  gemini = await serveGemini()
  dataFolder = mkdtempSync(join(tmpdir(), 'vocero-llm-'))
  const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) })
  engine = await startEngine({ dataFolder, log, slots: { interactive: 1, bulk: 1, background: 1 } })
  client = createRouterClient(engine.router)
  hearing = (async () => { for await (const { event } of engine.events.stream(undefined, told.signal)) events.push(event) })()
})
afterAll(async () => {
  await engine.close()
  await openAi.close()
  await gemini.close()
  rmSync(dataFolder, { recursive: true })
})

describe('from nothing to a chain of providers', () => {
  test('without any the road is closed, and says so', async () => {
    expect(await client.llm.providers()).toEqual([])
    expect(engine.llm.layer.available()).toBe(false)
  })

  test('a provider with its key can be tried for real', async () => {
    const first = await heard(client.llm.saveProvider(draft('openai', 'OpenAI', openAi.address, 'gpt-4.1-mini', 'text-embedding-3-small')))
    expect(engine.llm.layer.available()).toBe(false)
    expect(await heard(client.llm.setKey({ providerId: first.id, key: planted }))).toMatchObject({ key: { last4: 'fKEY', from: 'settings' } })
    expect(engine.llm.layer.available()).toBe(true)
    const trial = await heard(client.llm.testProvider({ providerId: first.id }))
    expect(trial).toMatchObject({ text: { ok: true, failure: null }, embedding: { ok: true, dimensions: 384 }, models: ['gpt-4.1-mini', 'gpt-4.1', 'text-embedding-3-small'] })
    expect(trial.text.costUsd).toBeGreaterThan(0)
    expect(openAi.requests[0]?.headers.authorization).toBe(`Bearer ${planted}`)
  })

  test('a second one follows the first, and the order can be changed', async () => {
    const second = await heard(client.llm.saveProvider(draft('gemini', 'Gemini', gemini.address, 'gemini-2.5-flash', null)))
    await client.llm.setKey({ providerId: second.id, key: otherPlanted })
    chain = await client.llm.providers()
    expect(chain.map(({ name, position }) => [name, position])).toEqual([['OpenAI', 0], ['Gemini', 1]])
    const ids = chain.map(({ id }) => id)
    await expect(heard(client.llm.orderProviders({ ids: ids.slice(1) }))).rejects.toMatchObject({ data: { reason: 'llm.problem.chain_changed' } })
    expect((await client.llm.orderProviders({ ids: ids.toReversed() })).map(({ name }) => name)).toEqual(['Gemini', 'OpenAI'])
    expect(await engine.llm.layer.ask(hello)).toMatchObject({ model: 'gemini-2.5-flash' })
    await client.llm.orderProviders({ ids })
  })

  test('what is not there, or not whole, is refused in words', async () => {
    await expect(client.llm.testProvider({ providerId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { reason: 'llm.problem.provider_not_found' } })
    await expect(client.llm.saveProvider({ ...draft('compatible', 'Ollama', 'http://localhost:11434/v1', 'llama3', null), baseUrl: null })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'llm.problem.base_url_needed' } })
  })
})

describe('failures through the real SDKs', () => {
  test('a provider that repeats the key in its refusal: the next one answers, and the key is nowhere', async () => {
    openAi.plan({ fails: 'unauthorised', message: `Incorrect API key provided: ${planted}. Also ${otherPlanted}.` })
    const answer = await heard(engine.llm.layer.ask(hello))
    expect(answer).toMatchObject({ providerId: chain[1]?.id, fellBackFrom: [{ providerId: chain[0]?.id, code: 'unauthorised' }] })
  })

  test('all fail, and the first one\'s failure is told', async () => {
    openAi.plan({ fails: 'bad_request', message: `no good: ${planted}` })
    gemini.plan({ fails: 'unauthorised', message: `API key not valid: ${otherPlanted}` })
    await expect(heard(engine.llm.layer.ask(hello))).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('a rest that is too long is told with its time', async () => {
    openAi.plan({ fails: 'rate_limited', headers: { 'retry-after': '90' } })
    await expect(heard(engine.llm.layer.ask({ ...hello, choice: { providerId: chain[0]?.id ?? '', only: true } }))).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 90_000 })
    // The rest holds for this model alone.
    await client.llm.saveProvider({ ...draft('openai', 'OpenAI', openAi.address, 'gpt-4.1', 'text-embedding-3-small'), id: chain[0]?.id })
  })

  test('a stream that is cut in the middle, and one whose listener leaves', async () => {
    const listen = async (stop: number) => {
      let pieces = 0
      // What a model says goes to whoever asked as it is; what is kept of it does not.
      for await (const _ of engine.llm.layer.stream({ ...hello, messages: [{ role: 'user', content: `my key is ${planted}, ${otherPlanted}` }] })) {
        pieces += 1
        if (pieces === stop) break
      }
    }
    openAi.plan({ text: `so this is ${planted} and more of it`, cutAfter: 4 })
    await expect(heard(listen(99))).rejects.toMatchObject({ code: 'cut_off' })
    openAi.plan({ text: 'one two three four five six' })
    await listen(2)
    expect((await openAi.arrived(openAi.requests.length)).streamed).toBe(true)
  })
})

describe('the audit', () => {
  test('has a row of everything, with what it cost', async () => {
    const { rows, total } = await heard(client.llm.inferences({ filter: {} }))
    expect(total).toBe(8)
    expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'error', 'error', 'error', 'ok', 'ok', 'ok', 'ok'])
    const inference = await heard(client.llm.inference({ id: rows[4]?.id ?? '' }))
    expect(inference).toMatchObject({ endpoint: 'test.ask', promptText: '[system] Be kind.\n[user] Hello', fellBackFrom: [{ code: 'unauthorised' }], attempts: 2 })
    await expect(client.llm.inference({ id: 'none' })).rejects.toMatchObject({ data: { reason: 'llm.problem.inference_not_found' } })
  })

  test('can be filtered by each of its columns and by words', async () => {
    const count = async (filter: Parameters<typeof client.llm.inferences>[0]['filter']) => (await client.llm.inferences({ filter })).total
    expect(await client.llm.facets()).toEqual({ endpoints: ['llm.test', 'test.ask'], models: ['gemini-2.5-flash', 'gpt-4.1', 'gpt-4.1-mini', 'text-embedding-3-small'], users: ['operator'] })
    expect(await count({ endpoints: ['llm.test'] })).toBe(2)
    expect(await count({ statuses: ['error'], models: ['gpt-4.1'] })).toBe(1)
    expect(await count({ text: 'be kind.', users: ['operator'], origins: ['provider'] })).toBe(6)
    expect(await count({ text: '%' })).toBe(0)
    expect(await count({ from: engine.clock.now() + 60_000 })).toBe(0)
    expect(await count({ businessId: 'another' })).toBe(0)
  })

  test('figures by day and by rows agree', async () => {
    const days = await heard(client.llm.usage({ filter: {} }))
    expect(days.total).toMatchObject({ calls: 8, errors: 3, refused: 0, cacheHits: 0 })
    expect(days.total.costUsd).toBeGreaterThan(0)
    expect(days.errors.map(({ code }) => code).toSorted()).toEqual(['bad_request', 'cancelled', 'cut_off', 'rate_limited'])
    expect(await client.llm.usage({ filter: { from: 1 } })).toEqual(days)
    expect((await client.llm.usage({ filter: { endpoints: ['llm.test'], from: 1 } })).total.calls).toBe(2)
  })

  test('is exported whole, with nothing that a spreadsheet would run', async () => {
    await engine.llm.layer.ask({ ...hello, system: '', messages: [{ role: 'user', content: 'x' }], asker: { ...asker, endpoint: '=cmd()' } })
    const parts: string[] = []
    for await (const part of await client.llm.exportInferences({ filter: {}, language: 'en' })) parts.push(part)
    const lines = parts.join('').split('\r\n')
    written.push(...lines)
    expect(lines[0]).toMatch(/^\uFEFFid,timestamp,endpoint/)
    expect(lines).toHaveLength(11)
    expect(lines[1]).toContain(",'=cmd(),")
  })

  test('keeps what people think of an answer, and counts it for the version of its prompt', async () => {
    const [tried] = (await client.llm.inferences({ filter: { endpoints: ['llm.test'], models: ['gpt-4.1-mini'] } })).rows
    await client.llm.rate({ id: tried?.id ?? '', thumbs: 'down' })
    await client.llm.rate({ id: tried?.id ?? '', thumbs: 'up' })
    expect(await client.llm.inference({ id: tried?.id ?? '' })).toMatchObject({ thumbs: 'up', prompt: { name: 'provider-test', version: '1' } })
    const prompt = (await client.llm.prompts()).find(({ name }) => name === 'provider-test')
    expect(prompt?.versions).toMatchObject([{ version: '1', share: 1, calls: 1, up: 1, down: 0, errors: 0 }])
    await expect(client.llm.sharePrompt({ name: 'provider-test', shares: [{ version: '1', share: 0.5 }] })).rejects.toMatchObject({ data: { reason: 'llm.problem.shares_do_not_add_up' } })
  })
})

describe('money', () => {
  test('a price of one\'s own outranks the program\'s until it is taken away', async () => {
    await client.llm.savePrice({ kind: 'openai', model: 'gpt-4.1', inPerMillion: 1_000, cachedInPerMillion: 1_000, outPerMillion: 1_000 })
    openAi.plan({ usage: { in: 900, out: 100 } })
    expect((await engine.llm.layer.ask(hello)).costNanoUsd).toBe(1_000_000_000)
    const own = (await client.llm.prices()).filter(({ kind, model }) => kind === 'openai' && model === 'gpt-4.1')
    expect(own).toMatchObject([{ source: 'operator', inPerMillion: 1_000 }])
    expect((await client.llm.removePrice({ kind: 'openai', model: 'gpt-4.1' })).find(({ model }) => model === 'gpt-4.1')).toMatchObject({ source: 'program' })
  })

  test('what is spent stops the day, with a notice; a provider that costs nothing still answers', async () => {
    const budget = await client.llm.setBudget({ dailyUsd: 1.2, alertShare: 0.8 })
    expect(budget.spentTodayUsd).toBeGreaterThan(1)
    await client.llm.setBudget({ dailyUsd: 0.5, alertShare: 0.8 })
    await expect(heard(engine.llm.layer.ask(hello))).rejects.toMatchObject({ code: 'budget_spent' })
    expect(events.filter((event) => event.type === 'notice').map(({ key }) => key)).toEqual(['notice.llm_budget_alert', 'notice.llm_budget_alert', 'notice.llm_budget_stop'])
    const local = await client.llm.saveProvider(draft('compatible', 'Local', openAi.address, 'llama3', null))
    expect(await engine.llm.layer.ask(hello)).toMatchObject({ providerId: local.id, costNanoUsd: 0 })
    expect(await client.llm.budget()).toMatchObject({ dailyUsd: 0.5, reservedUsd: 0 })
  })
})

test('figures for Prometheus count what happened', async () => {
  const text = await engine.metrics()
  written.push(text)
  expect(text).toMatch(/vocero_llm_errors_total\{provider="[^"]+",model="gpt-4.1",code="cut_off"\} 1/)
  expect(text).toContain('vocero_llm_budget_usd{part="limit"} 0.5')
  expect(text).toContain('# TYPE vocero_llm_response_seconds histogram')
  expect(text).toContain('# TYPE vocero_queue_jobs gauge')
})

test('a key is nowhere in what was written or told', async () => {
  written.push(JSON.stringify(await client.llm.providers()))
  told.abort()
  await hearing
  written.push(...events.map((event) => JSON.stringify(event)))
  expect(written.length).toBeGreaterThan(20)
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'secrets.json').map((entry) => join(entry.parentPath, entry.name))
  expect(files.some((file) => file.endsWith('-wal'))).toBe(true)
  const places: [string, string][] = [...written.map((text): [string, string] => ['told', text]), ...files.map((file): [string, string] => [file, readFileSync(file, 'latin1')])]
  expect(places.some(([, text]) => text.includes('Be kind.'))).toBe(true)
  expect(places.filter(([, text]) => text.includes(planted) || text.includes(otherPlanted)).map(([place]) => place)).toEqual([])
  await client.llm.removeProvider({ id: chain[0]?.id ?? '' })
  expect(readFileSync(join(dataFolder, 'secrets.json'), 'utf8')).not.toContain(planted)
})
