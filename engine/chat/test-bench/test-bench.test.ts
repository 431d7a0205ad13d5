import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeBenchItemTx } from '../../../db/queries/chat-bench.ts'
import { writeTx } from '../../../db/tx.ts'
import { scriptedModels } from '../../../tests/harness/scripted-models.ts'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import type { BenchVariant } from '../../contract/chat-bench.ts'
import { ModelFailure, type ModelLayer } from '../../llm/ports.ts'
import { tallyOf } from './tally.ts'

const offline: BenchVariant = { wording: 'offline', providerId: null, model: null, promptVersion: null }
const byModel: BenchVariant = { wording: 'model', providerId: null, model: null, promptVersion: null }

/** A model that words a decided answer as a test says; what was asked of it is counted. */
let wording: (decided: string) => string = (decided) => decided
let asked = 0
const models: ModelLayer = {
  ...scriptedModels(() => ({ intent: 'contexto', restated: '' })).models,
  async *stream({ messages }) {
    asked += 1
    const text = wording(/ANSWER BEGINS\n([\s\S]*)\nANSWER ENDS/.exec(messages[0]?.content as string)?.[1] ?? '')
    yield { type: 'text', text }
    yield {
      type: 'end',
      answer: { text, value: null, toolCalls: [], finish: 'stop', usage: { in: 400, out: 50, cachedIn: 0 }, costNanoUsd: 2_000_000, responseTimeMs: 5, providerId: 'provider', model: 'test-model', origin: 'provider', fellBackFrom: [], auditId: 'audit' },
    }
  },
}

let test: TestEngine
/** A run that an earlier engine began and of which it had played the second conversation. */
let cutOff: string
beforeAll(async () => {
  const first = await openTestEngine(undefined, { slots: { bulk: 0 } })
  const { id } = await first.client.chatBench.start({ businessId: first.businessId, suiteIds: ['06-english'], variant: offline })
  writeTx(first.engine.database, (tx) => storeBenchItemTx(tx, id, 2, { passed: true, misses: 0, turns: '[]', tally: JSON.stringify(tallyOf([])), error: null }))
  await first.engine.close()
  cutOff = id
  test = await openTestEngine(first.dataFolder, { models })
})
afterAll(() => test.close())

const newShop = async () => (await test.client.system.createBusiness({ name: 'Shop' })).id
const helmet = (pesos: number) => ({ externalId: 'C1', name: 'Casco Minero azul', description: 'Casco de seguridad', category: 'Cabeza', price: { minor: pesos * 100, currency: 'COP' }, active: true, synonyms: [] })
const addHelmet = (businessId: string) => test.client.catalogue.products.create({ businessId, stock: 7, product: helmet(45_000) })
const helmets = `conversations:
  - name: two helmets
    turns:
      - { user: "quiero 2 cascos mineros", intent: venta, cart: { C1: 2 }, state: pendiente, facts: ["$90.000"] }
  - name: by its name
    turns:
      - { user: "cuanto vale el casco minero", intent: inventario, cart: {}, products: ["Casco Minero azul"], facts: ["$45.000"] }
  - name: what is not there
    turns:
      - { user: "un casco minero", cart: { C9: 1 }, handoff: anger }
`
const save = (businessId: string, text: string, name = 'Cascos') => test.client.chatBench.saveSuite({ businessId, suiteId: null, version: null, name, text })
async function run(businessId: string, suiteIds: readonly string[]) {
  const { id } = await test.client.chatBench.start({ businessId, suiteIds: [...suiteIds], variant: offline })
  await test.engine.runner.idle()
  return test.client.chatBench.run({ businessId, runId: id })
}

describe('what is shipped', () => {
  it('has a title in both languages and plays on the sample, whose products it names', async () => {
    const shipped = (await test.client.chatBench.suites({ businessId: await newShop() })).filter(({ origin }) => origin === 'shipped')
    expect(shipped.length).toBeGreaterThan(5)
    expect(shipped.filter(({ catalogue, name }) => catalogue !== 'sample' || name.es === name.en)).toEqual([])
    for (const { conversations, spanishNames } of shipped) expect(Object.keys(spanishNames)).toHaveLength(conversations)
  })
})

describe('a run', () => {
  it('plays what is shipped on the sample, and tells turn by turn what came of it', async () => {
    const businessId = await newShop()
    const done = await run(businessId, ['06-english'])
    expect(done).toMatchObject({ state: 'done', error: null, total: done.played, reference: false })
    expect(done.figures).toMatchObject({ conversations: done.total, passed: done.total, uncovered: 0, costUsd: 0, fellBack: 0 })
    expect(done.figures.intents.checked).toBeGreaterThan(5)
    expect(done.figures.meanMs).toBeGreaterThan(0)
    const [first] = await test.client.chatBench.results({ businessId, runId: done.id })
    const { turns } = await test.client.chatBench.result({ businessId, runId: done.id, number: first?.number ?? 0 })
    expect(turns[1]).toMatchObject({ user: 'give me 3', intent: 'venta', state: 'pendiente', cart: [{ productId: 'P07', quantity: 3 }], model: null, fellBack: null })
    expect(turns[1]?.checks).toContainEqual({ what: 'fact', expected: '$93,000', got: turns[1]?.reply, right: true })
  })

  it("plays a business's own conversations on its catalogue, by id or name of the product, and touches nothing of it", async () => {
    const businessId = await newShop()
    const product = await addHelmet(businessId)
    const suite = await save(businessId, helmets)
    const done = await run(businessId, [suite.id])
    expect(done.figures).toMatchObject({ conversations: 3, passed: 2, carts: { checked: 3, right: 2 }, handoffs: { checked: 1, right: 0 }, products: { checked: 1, right: 1 } })
    const { turns } = await test.client.chatBench.result({ businessId, runId: done.id, number: 3 })
    expect(turns[0]?.checks).toEqual([
      { what: 'cart', expected: '1 × C9', got: '1 × Casco Minero azul', right: false },
      { what: 'handoff', expected: 'anger', got: '', right: false },
    ])
    expect(await test.client.catalogue.products.get({ businessId, productId: product.id })).toMatchObject({ stock: 7 })
    expect(await test.client.catalogue.orders.list({ businessId })).toMatchObject({ total: 0 })
  })

  it('keeps the scripts it began with, and lists regressions against an earlier one', async () => {
    const businessId = await newShop()
    const product = await addHelmet(businessId)
    const suite = await save(businessId, helmets)
    const before = await run(businessId, [suite.id])
    await test.client.catalogue.products.save({ businessId, productId: product.id, version: product.version, product: helmet(50_000) })
    await test.client.chatBench.saveSuite({ businessId, suiteId: suite.id, version: suite.version, name: 'Cascos', text: helmets.replace('C9: 1 }, handoff: anger', 'C1: 1 }') })
    const after = await run(businessId, [suite.id])
    const { figures, rows } = await test.client.chatBench.compare({ businessId, before: before.id, after: after.id })
    expect(figures).toMatchObject({ before: { conversations: 3, passed: 2 }, after: { conversations: 3, passed: 1 } })
    expect(rows.map(({ name, change, edited }) => [change, name, edited])).toEqual([
      ['regression', 'two helmets', false],
      ['regression', 'by its name', false],
      ['improvement', 'what is not there', true],
    ])
  })

  it('that was cut off goes on with what was not played', async () => {
    await test.engine.runner.idle()
    const of = { businessId: test.businessId, runId: cutOff }
    const done = await test.client.chatBench.run(of)
    expect(done).toMatchObject({ state: 'done', played: done.total })
    expect((await test.client.chatBench.result({ ...of, number: 2 })).turns).toEqual([])
    expect((await test.client.chatBench.result({ ...of, number: 3 })).turns).not.toEqual([])
  })
})

describe('a run with a language model', () => {
  const runByModel = async () => {
    const businessId = await newShop()
    await addHelmet(businessId)
    const suite = await save(businessId, helmets)
    const { id } = await test.client.chatBench.start({ businessId, suiteIds: [suite.id], variant: byModel })
    const of = { businessId, runId: id }
    const allEnded = () => test.count(`SELECT count(*) FROM chat_bench_runs WHERE state = 'running'`) === 0
    await test.until(allEnded, allEnded)
    return { of, run: await test.client.chatBench.run(of) }
  }

  it('has the model word what the agent decided, counts what it cost, and says where the template stood in', async () => {
    wording = (decided) => (decided.includes('Casco Minero azul: $45.000') ? 'El Casco Minero azul cuesta $9.000.' : `Claro. ${decided}`)
    expect(await test.client.chatBench.estimate({ businessId: test.businessId, suiteIds: ['06-english'], variant: byModel })).toMatchObject({ model: 'test-model', costUsd: expect.any(Number) })
    const { of, run } = await runByModel()
    expect(run.figures).toMatchObject({ conversations: 3, passed: 2, fellBack: 1, tokensIn: 1200, tokensOut: 150, uncovered: 0 })
    expect(run.figures.costUsd).toBeCloseTo(0.006)
    const first = await test.client.chatBench.result({ ...of, number: 1 })
    expect(first.turns[0]).toMatchObject({ reply: expect.stringMatching(/^Claro\. /), state: 'pendiente', model: { model: 'test-model', promptVersion: '1', costUsd: 0.002 }, fellBack: null })
    const second = await test.client.chatBench.result({ ...of, number: 2 })
    expect(second.turns[0]).toMatchObject({ reply: expect.stringContaining('$45.000'), fellBack: { code: 'ungrounded', detail: expect.stringContaining('$9.000') } })
  })

  it('waits where a limit holds it, and asks for no conversation twice that was played', async () => {
    let refused = 0
    wording = (decided) => {
      if (!decided.includes('Casco Minero azul: $45.000') || refused > 0) return decided
      refused += 1
      throw new ModelFailure('rate_limited', 'Slow down', { retryAfterMs: 1 })
    }
    asked = 0
    const { run } = await runByModel()
    expect(run).toMatchObject({ state: 'done', played: 3, figures: { fellBack: 0 } })
    expect(asked).toBe(4)
  })

  it('ends with what is wrong where nobody can be asked', async () => {
    wording = () => { throw new ModelFailure('unauthorised', 'The key is not valid') }
    const { run } = await runByModel()
    expect(run).toMatchObject({ state: 'failed', error: 'The key is not valid' })
    await expect(test.client.chatBench.start({ businessId: test.businessId, suiteIds: [], variant: { ...byModel, promptVersion: '99' } })).rejects.toMatchObject({ data: { reason: 'chat_bench.version_not_found' } })
  })
})

describe('suites', () => {
  it('are refused with what is wrong at its line, and saved over nobody', async () => {
    const businessId = await newShop()
    expect(await test.client.chatBench.check({ businessId, text: 'conversations:\n  - name: a\n    turns:\n      - { user: hola, intent: compra }\n' })).toMatchObject({ problems: [{ line: 4, reason: 'not_one_of', values: { key: 'intent', got: 'compra' } }] })
    await expect(save(businessId, 'conversations: []')).rejects.toMatchObject({ code: 'INVALID' })
    const suite = await save(businessId, helmets)
    await expect(save(businessId, helmets)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'chat_bench.suite_name_taken' } })
    await test.client.chatBench.saveSuite({ businessId, suiteId: suite.id, version: suite.version, name: 'Otros', text: helmets })
    await expect(test.client.chatBench.saveSuite({ businessId, suiteId: suite.id, version: suite.version, name: 'Mine', text: helmets })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'chat_bench.suite_changed' } })
  })
})

describe('a real chat', () => {
  it('becomes a conversation that passes, with nothing of the customer in it', async () => {
    const businessId = await newShop()
    await addHelmet(businessId)
    const chat = await test.client.chat.start({ businessId, title: 'Marta' })
    const data = ['Marta Lucía Rincón', '31.222.333', '320 555 0199', 'marta@gmail.com', 'Avenida Siempreviva 742 apto 3', 'El Bosque', 'no', 'sí, confirmo']
    for (const [index, text] of ['quiero 2 cascos mineros', 'eso es todo', ...data].entries()) {
      await test.client.chat.send({ businessId, chatId: chat.id, clientId: String(index), text })
      await test.engine.runner.idle()
    }
    const kept = await save(businessId, `# Ours\n${helmets}`)
    const { text } = await test.client.chatBench.fromChat({ businessId, chatId: chat.id, suiteId: kept.id })
    expect(text).toMatch(/^# Ours/)
    for (const own of ['Marta', 'Rincón', '222', '555 0199', 'gmail', 'Siempreviva', 'Bosque']) expect(text).not.toContain(own)
    await test.client.chatBench.saveSuite({ businessId, suiteId: kept.id, version: kept.version, name: 'Cascos', text })
    const { id, figures } = await run(businessId, [kept.id])
    const { turns } = await test.client.chatBench.result({ businessId, runId: id, number: figures.conversations })
    expect(turns.at(-1)).toMatchObject({ state: 'cerrada', cart: [{ quantity: 2 }] })
    expect(turns.flatMap(({ checks }) => checks).filter(({ right }) => !right)).toEqual([])
    await expect(test.client.chatBench.fromChat({ businessId: await newShop(), chatId: chat.id, suiteId: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('another business', () => {
  it('sees nothing of it and can change nothing', async () => {
    const [mine, other] = [await newShop(), await newShop()]
    await addHelmet(mine)
    const suite = await save(mine, helmets)
    const { id: runId } = await run(mine, [suite.id])
    const { chatBench } = test.client
    expect((await chatBench.suites({ businessId: other })).filter(({ origin }) => origin === 'own')).toEqual([])
    expect(await chatBench.runs({ businessId: other })).toEqual([])
    const notFound = { code: 'NOT_FOUND' }
    await expect(chatBench.suite({ businessId: other, suiteId: suite.id })).rejects.toMatchObject(notFound)
    await expect(chatBench.saveSuite({ businessId: other, suiteId: suite.id, version: suite.version, name: 'Stolen', text: helmets })).rejects.toMatchObject(notFound)
    await expect(chatBench.removeSuite({ businessId: other, suiteId: suite.id })).rejects.toMatchObject(notFound)
    await expect(chatBench.start({ businessId: other, suiteIds: [suite.id], variant: offline })).rejects.toMatchObject(notFound)
    await expect(chatBench.run({ businessId: other, runId })).rejects.toMatchObject(notFound)
    await expect(chatBench.results({ businessId: other, runId })).rejects.toMatchObject(notFound)
    await expect(chatBench.result({ businessId: other, runId, number: 1 })).rejects.toMatchObject(notFound)
    await expect(chatBench.compare({ businessId: other, before: runId, after: runId })).rejects.toMatchObject(notFound)
    await expect(chatBench.setReference({ businessId: other, runId })).rejects.toMatchObject(notFound)
    await expect(chatBench.cancel({ businessId: other, runId })).rejects.toMatchObject(notFound)
    await expect(chatBench.removeRun({ businessId: other, runId })).rejects.toMatchObject(notFound)
    expect(await chatBench.run({ businessId: mine, runId })).toMatchObject({ state: 'done', reference: false })
  })
})
