import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { serveOpenAi } from '../../tests/fakes/openai-server.ts'
import { pace, type Reply } from '../../tests/fakes/reply.ts'
import type { FakeVendor } from '../../tests/fakes/vendor-server.ts'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { stockShop, talker, usingModel } from '../../tests/support/chat.ts'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import type { ChatEvent } from '../contract/chat.ts'

/** The chat's answers in the words of a real provider: the vendor's own client, over the network, against a server that speaks the vendor's protocol. */
const key = 'sk-proj-THEcHATsKEY41c7d0b34e'
const textModel = 'gpt-4.1-mini'
const question = 'cuánto vale el casco de seguridad?'
const priced = 'El Casco de seguridad cuesta $45.000. '
/** Longest that a model's words are waited for, milliseconds. */
const wordingMs = 10_000

const clock = new MovableClock()
let fake: FakeVendor
let test: TestEngine
let businessId: string
let providerId: string
beforeAll(async () => {
  fake = await serveOpenAi({ apiKey: key })
  test = await openTestEngine(undefined, { clock })
  await test.client.llm.savePrice({ kind: 'openai', model: textModel, inPerMillion: 1, cachedInPerMillion: 0.5, outPerMillion: 2 })
  businessId = await stockShop(test)
  await usingModel(test, businessId)
})
afterAll(async () => {
  await test.close()
  await fake.close()
})
// Each test has a provider of its own: nothing is held against it for what another test made it do.
beforeEach(async () => { providerId = await addProvider(key) })
afterEach(() => test.client.llm.removeProvider({ id: providerId }))

async function addProvider(given: string): Promise<string> {
  const { id } = await test.client.llm.saveProvider({
    kind: 'openai', name: 'Fake', baseUrl: fake.address, textModel, embeddingModel: null, transcriptionModel: 'gpt-4o-mini-transcribe', enabled: true,
    limits: { requestsPerMinute: 1_000, tokensPerMinute: 1_000_000, concurrency: 10 },
  })
  await test.client.llm.setKey({ providerId: id, key: given })
  return id
}

/** Says the question to a fresh chat. @returns the stored answer, how often something told was withdrawn, and the row of the audit */
async function answer(text = question) {
  const talk = await talker(test, businessId)
  const told = await talk.say(text)
  const message = (await test.client.chat.messages(talk.chat)).messages.at(-1)!
  expect(told).toBe(message.text)
  await talk.end()
  return { message, withdrawn: talk.events.filter(({ type }) => type === 'withdrawn').length, audit: await lastInference() }
}

async function lastInference() {
  const { rows: [last] } = await test.client.llm.inferences({ filter: { businessId }, offset: 0, limit: 1 })
  return last!
}

async function sendFile(bytes: string, fileName: string) {
  const talk = await talker(test, businessId)
  const data = new Blob([Buffer.from(bytes, 'latin1')])
  const { uploadId } = await test.client.ingest.beginUpload({ fileName, bytes: data.size })
  await test.client.ingest.uploadPart({ uploadId, offset: 0, data })
  const sent = await test.client.chat.sendFile({ ...talk.chat, clientId: 'file', uploadId, text: '' })
  await talk.until((event) => event.type === 'message' && event.message.answers === sent.id)
  await talk.end()
  return { order: (await test.client.chat.get(talk.chat)).order, messages: (await test.client.chat.messages(talk.chat)).messages }
}

const chunk = (event: ChatEvent) => event.type === 'chunk'

describe('a provider that words answers', () => {
  it('is heard while it still writes; what it used and cost stands in the trace, the audit and the figures', async () => {
    const steps = pace()
    fake.plan({ pieces: [priced, 'Hay ', '10 unidades. ', '¿Te lo agrego?'], usage: { in: 1_000, out: 250 }, pace: steps })
    const talk = await talker(test, businessId)
    const sent = await test.client.chat.send({ ...talk.chat, clientId: newId(), text: question })
    // The first sentence is on its way, and nothing after it has been sent yet.
    steps.allow(1)
    expect(await talk.until(chunk)).toMatchObject({ text: priced.trimEnd() })
    steps.open()
    await talk.until((event) => event.type === 'message' && event.message.answers === sent.id)
    const message = (await test.client.chat.messages(talk.chat)).messages.at(-1)!
    expect(message.text).toBe(`${priced}Hay 10 unidades. ¿Te lo agrego?`)
    expect(talk.events.filter(chunk).map((event) => (event.type === 'chunk' ? event.text : '')).join('')).toBe(message.text)

    const audit = await lastInference()
    expect(message.trace).toMatchObject({ fellBack: null, model: { providerId, model: textModel, prompt: 'chat-answer', tokensIn: 1_000, tokensOut: 250, costUsd: 0.0015, auditId: audit.id } })
    expect(audit).toMatchObject({ endpoint: 'chat.answer', providerId, tokensIn: 1_000, tokensOut: 250, tokensEstimated: false, costUsd: 0.0015, status: 'ok', failure: null, firstChunkMs: expect.any(Number) })
    expect((await test.client.chat.figures({ businessId, from: 0, to: clock.now() + 1 })).modelCostUsd).toBe(0.0015)
    await talk.end()
  })

  it.each([
    ['a price', `${priced}Te lo dejo en $9.900 si pagas hoy.`, '9.900'],
    ['a stock', `${priced}Quedan 500 unidades en bodega.`, '500'],
    ['a product', `${priced}También hay Arnés de cuerpo entero a $320.000.`, '320.000'],
  ])('and invents %s is not listened to any longer, and the grounded text is said instead', async (_what, said, invented) => {
    // The invented sentence is whole, and more would come: the server is left alone.
    const steps = pace()
    const pieces = [priced, ...said.slice(priced.length).split(/(?<= )/), ' ']
    fake.plan({ pieces: [...pieces, 'Y ', 'más.'], pace: steps })
    const asked = fake.arrived(fake.requests.length + 1)
    steps.allow(pieces.length)
    const { message, withdrawn, audit } = await answer()
    await (await asked).abandoned
    expect(message.text).toContain('$45.000')
    expect(message.text).not.toContain(invented)
    expect(withdrawn).toBe(1)
    expect(message.trace).toMatchObject({ model: null, fellBack: { code: 'ungrounded', detail: expect.stringContaining(invented) } })
    // Whoever was cut off may still charge: the audit says so, at the highest cost.
    expect(audit).toMatchObject({ endpoint: 'chat.answer', status: 'cancelled', tokensEstimated: true })
    expect(audit.costUsd).toBeGreaterThan(0)
  })

  it.each<[string, Reply, string]>([
    ['breaks off', { text: `${priced}Hay 10 unidades.`, cutAfter: 3 }, 'cut_off'],
    ['breaks down', { text: `${priced}Hay 10 unidades.`, errorAfter: 3 }, 'server_error'],
    ['stops without an end', { text: `${priced}Hay 10 unidades.`, stopsAfter: 3 }, 'cut_off'],
    ['is garbled', { text: `${priced}Hay 10 unidades.`, garbledAfter: 3 }, 'unreadable'],
    ['is held back', { text: priced, finish: 'filtered' }, 'filtered'],
    ['was too long', { text: priced, finish: 'length' }, 'cut_off'],
    ['has no money left', { fails: 'no_credit' }, 'no_credit'],
    ['asks to wait for longer than anybody would', { fails: 'rate_limited', headers: { 'retry-after': '600' } }, 'rate_limited'],
    ['does not know the model', { fails: 'unknown_model' }, 'unknown_model'],
  ])('and %s is replaced by the offline answer, with the reason', async (_what, reply, code) => {
    const before = fake.requests.length
    fake.plan(reply)
    const { message, audit } = await answer()
    expect(message.text).toContain('$45.000')
    expect(message.trace).toMatchObject({ model: null, fellBack: { code } })
    expect(fake.requests).toHaveLength(before + 1)
    expect(audit.failure).toBe(code === 'cut_off' && 'finish' in reply ? null : code)
  })

  it('and refuses the key is replaced by the offline answer, which does not repeat the key', async () => {
    await test.client.llm.removeProvider({ id: providerId })
    const wrong = 'sk-proj-WRONGKEYofTHEchat77aa21'
    providerId = await addProvider(wrong)
    const { message } = await answer()
    expect(message.trace).toMatchObject({ model: null, fellBack: { code: 'unauthorised' } })
    expect(JSON.stringify(message)).not.toContain(wrong)
  })

  it('and asks for patience is asked again in time', async () => {
    fake.plan({ fails: 'rate_limited', headers: { 'retry-after': '2' } }, { text: `${priced}¿Te lo agrego?` })
    const answered = answer()
    await clock.alarmOf(2_000)
    clock.move(2_000)
    const { message, audit } = await answered
    expect(message.trace).toMatchObject({ fellBack: null, model: { auditId: audit.id } })
    expect(audit).toMatchObject({ attempts: 2, status: 'ok' })
  })

  it.each([['says nothing', 0], ['falls silent after a sentence', 2]])('and %s is waited for no longer than ten seconds', async (_what, frames) => {
    const steps = pace()
    const came = fake.arrived(fake.requests.length + 1)
    fake.plan({ pieces: [priced, 'Hay ', '10 unidades.'], pace: steps })
    const talk = await talker(test, businessId)
    const sent = await test.client.chat.send({ ...talk.chat, clientId: newId(), text: question })
    const asked = await came
    steps.allow(frames)
    if (frames > 0) await talk.until(chunk)
    clock.move(wordingMs)
    await talk.until((event) => event.type === 'message' && event.message.answers === sent.id)
    await asked.abandoned
    const message = (await test.client.chat.messages(talk.chat)).messages.at(-1)!
    expect(message.text).toContain('$45.000')
    expect(message.trace).toMatchObject({ model: null, fellBack: { code: 'timeout' }, timings: { whole: wordingMs } })
    expect(talk.events.filter(({ type }) => type === 'withdrawn')).toHaveLength(frames > 0 ? 1 : 0)
    await talk.end()
  })

  it('is left alone when a person takes over, and nothing more of it is told', async () => {
    const steps = pace()
    const came = fake.arrived(fake.requests.length + 1)
    fake.plan({ pieces: [priced, 'Hay ', '10 unidades.'], pace: steps })
    const talk = await talker(test, businessId)
    await test.client.chat.send({ ...talk.chat, clientId: newId(), text: question })
    const asked = await came
    steps.allow(2)
    await talk.until(chunk)
    await test.client.chat.takeOver(talk.chat)
    await asked.abandoned
    steps.open()
    await test.engine.runner.idle()
    const events = await talk.settle()
    expect(events.filter(chunk)).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'withdrawn')).toHaveLength(1)
    expect((await test.client.chat.messages(talk.chat)).messages.map(({ author, state }) => [author, state])).toEqual([['customer', 'held'], ['system', 'said']])
    expect(await lastInference()).toMatchObject({ endpoint: 'chat.answer', status: 'cancelled' })
    await talk.end()
  })
})

describe('a provider that reads', () => {
  it('what an image shows and a recording says, as bytes of the customer\'s own file', async () => {
    fake.otherwise(({ what, texts }) => what === 'transcription' || texts[0] === '' ? { text: 'Quiero 2 cascos de seguridad' } : { fails: 'no_credit' })
    const png = `\x89PNG\r\n\x1a\n${'0'.repeat(40)}`
    for (const [bytes, name] of [[png, 'foto.png'], [`OggS${'0'.repeat(24)}OpusHead${'0'.repeat(40)}`, 'voz.ogg']] as const) {
      const before = fake.requests.length
      const { order, messages } = await sendFile(bytes, name)
      expect(messages).toMatchObject([{ text: 'Quiero 2 cascos de seguridad', state: 'answered' }, { text: expect.stringContaining('$90.000') }])
      expect(order?.lines).toMatchObject([{ quantity: 2 }])
      const body = JSON.stringify(fake.requests[before]?.body)
      expect(body).toContain(name === 'foto.png' ? `data:image/png;base64,${Buffer.from(png, 'latin1').toString('base64')}` : `"bytes":${bytes.length}`)
    }
    expect((await test.client.llm.inferences({ filter: { businessId, endpoints: ['chat.read_media'] }, offset: 0, limit: 10 })).total).toBe(2)
  })

  it('what an unclear message means, in a shape that the vendor takes', async () => {
    fake.otherwise(({ schema }) => schema === undefined ? { fails: 'no_credit' } : { json: { intent: 'venta', restated: 'Quiero 3 cascos de seguridad' } })
    const talk = await talker(test, businessId)
    await talk.say('zzz 3 weas pa la mitra del cuerpo que piensa')
    expect((await test.client.chat.get(talk.chat)).order?.lines).toMatchObject([{ quantity: 3 }])
    expect((await test.client.chat.messages(talk.chat)).messages.at(-1)?.trace?.cause).toBe('model')
    await talk.end()
  })
})
