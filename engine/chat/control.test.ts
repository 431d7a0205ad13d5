import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import { stockShop, talker, usingModel } from '../../tests/support/chat.ts'
import { speakingModels, type Speaking } from '../../tests/harness/speaking-models.ts'
import type { ModelRequest } from '../llm/index.ts'

let test: TestEngine
let speak: Speaking = () => []
beforeAll(async () => { test = await openTestEngine(undefined, { models: speakingModels((request) => speak(request)).models }) })
afterAll(() => test.close())

const question = (request: ModelRequest<unknown>) => String(request.messages[0]?.content)
/** The decided answer that the model was given, word by word. */
const decided = (request: ModelRequest<unknown>) => /ANSWER BEGINS\n([^]*?)\nANSWER ENDS/.exec(question(request))?.[1] ?? ''

/** A model that says one sentence of the answer and then waits for a sign, or for ever. */
function holding() {
  let let_go = () => {}
  const gate = new Promise<void>((resolve) => { let_go = resolve })
  let began = () => {}
  const speaking = new Promise<void>((resolve) => { began = resolve })
  speak = async function* (request) {
    yield 'Claro que sí. '
    began()
    await gate
    yield decided(request)
  }
  return { speaking, letGo: () => let_go() }
}

describe('taking over', () => {
  let businessId: string
  beforeEach(async () => {
    businessId = await stockShop(test)
    await usingModel(test, businessId)
  })

  it('silences the agent in the middle of an answer, and takes back what it had decided', async () => {
    const talk = await talker(test, businessId)
    const model = holding()
    const sent = await test.client.chat.send({ ...talk.chat, clientId: newId(), text: 'quiero 2 cascos de seguridad' })
    await model.speaking
    await talk.until((event) => event.type === 'chunk')
    expect((await test.client.chat.get(talk.chat)).order?.lines).toMatchObject([{ quantity: 2 }])

    const taken = await test.client.chat.takeOver(talk.chat)
    expect(taken).toMatchObject({ control: 'person', order: { lines: [] } })
    model.letGo()
    await test.engine.runner.idle()
    const { messages } = await test.client.chat.messages(talk.chat)
    expect(messages.map(({ author, state }) => [author, state])).toEqual([['customer', 'held'], ['system', 'said']])
    const heard = await talk.settle()
    const from = heard.findIndex((event) => event.type === 'withdrawn')
    expect(from).toBeGreaterThan(0)
    expect(heard.slice(from).filter((event) => event.type === 'chunk' || event.type === 'writing' || (event.type === 'message' && event.message.author === 'agent'))).toEqual([])

    // Handed back, the same message is answered, and its helmets are in the cart once.
    speak = (request) => [decided(request)]
    await test.client.chat.handBack(talk.chat)
    await test.engine.runner.idle()
    const after = await test.client.chat.get(talk.chat)
    expect(after.order?.lines).toMatchObject([{ quantity: 2 }])
    expect((await test.client.chat.messages(talk.chat)).messages.filter(({ author }) => author === 'agent')).toMatchObject([{ answers: sent.id, state: 'said' }])
    await talk.end()
  })

  it('and handing back at once, before the agent has stopped, has the message answered as if nothing had happened', async () => {
    const talk = await talker(test, businessId)
    const model = holding()
    const sent = await test.client.chat.send({ ...talk.chat, clientId: newId(), text: 'quiero 2 cascos de seguridad' })
    await model.speaking
    speak = (request) => [decided(request)]
    await Promise.all([test.client.chat.takeOver(talk.chat), test.client.chat.handBack(talk.chat)])
    await test.engine.runner.idle()
    expect((await test.client.chat.messages(talk.chat)).messages.filter(({ author }) => author !== 'system')).toMatchObject([{ id: sent.id, state: 'answered' }, { answers: sent.id, state: 'said' }])
    expect(await test.client.chat.get(talk.chat)).toMatchObject({ handoff: null, order: { lines: [{ quantity: 2 }] } })
    await talk.end()
  })

  it('keeps the agent out until the chat is handed back, and a person writes only then', async () => {
    const talk = await talker(test, businessId)
    const say = (text: string) => test.client.chat.sendAsPerson({ ...talk.chat, clientId: newId(), text })
    await expect(say('hola')).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'chat.not_taken_over' } })
    await test.client.chat.takeOver(talk.chat)
    expect(await test.client.chat.send({ ...talk.chat, clientId: newId(), text: 'hola' })).toMatchObject({ state: 'held' })
    await test.engine.runner.idle()
    await say('Hola, soy Marta')
    expect((await test.client.chat.messages(talk.chat)).messages.map(({ author, state }) => [author, state])).toEqual([['system', 'said'], ['customer', 'answered'], ['person', 'said']])
    // What a person has answered the agent does not answer again.
    await test.client.chat.handBack(talk.chat)
    await test.engine.runner.idle()
    expect((await test.client.chat.messages(talk.chat)).messages.filter(({ author }) => author === 'agent')).toEqual([])
    await expect(test.client.chat.handBack(talk.chat)).rejects.toMatchObject({ data: { reason: 'chat.not_taken_over' } })
    await talk.end()
  })

  it('wins against an answer whenever it comes', async () => {
    speak = (request) => decided(request).split(/(?<= )/)
    const talks = await Promise.all(Array.from({ length: 12 }, () => talker(test, businessId)))
    await Promise.all(talks.map(async ({ chat }, at) => {
      await test.client.chat.send({ ...chat, clientId: newId(), text: 'quiero 1 casco de seguridad' })
      for (let turn = 0; turn < at; turn += 1) await new Promise(setImmediate)
      await test.client.chat.takeOver(chat)
    }))
    const before = await Promise.all(talks.map(({ chat }) => test.client.chat.messages(chat)))
    await test.engine.runner.idle()
    const after = await Promise.all(talks.map(({ chat }) => test.client.chat.messages(chat)))
    expect(after).toEqual(before)
    for (const [at, { messages }] of after.entries()) {
      const answered = messages.some(({ author }) => author === 'agent')
      // The order tells of what was said, and of nothing else.
      expect((await test.client.chat.get(talks[at]!.chat)).order?.lines.length ?? 0).toBe(answered ? 1 : 0)
      expect(messages.find(({ author }) => author === 'customer')?.state).toBe(answered ? 'answered' : 'held')
    }
    await Promise.all(talks.map((talk) => talk.end()))
  })
})

describe('pausing', () => {
  it('holds what comes, in one chat or in all, and answers it afterwards in its order', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    const send = (text: string) => test.client.chat.send({ ...talk.chat, clientId: newId(), text })
    const answers = async () => {
      await test.engine.runner.idle()
      const { messages } = await test.client.chat.messages(talk.chat)
      return messages.filter(({ author }) => author === 'agent').map(({ answers: id }) => messages.find((message) => message.id === id)?.text)
    }
    await test.client.chat.pause(talk.chat)
    await send('hola')
    expect(await answers()).toEqual([])
    await test.client.chat.resume(talk.chat)
    expect(await answers()).toEqual(['hola'])

    const { channelKey: _key, ...settings } = await test.client.chat.settings.get({ businessId })
    await test.client.chat.settings.save({ businessId, settings: { ...settings, paused: true } })
    await send('quiero 2 cascos de seguridad')
    await send('mejor 3')
    expect(await answers()).toEqual(['hola'])
    await test.client.chat.settings.save({ businessId, settings: { ...settings, paused: false } })
    expect(await answers()).toEqual(['hola', 'quiero 2 cascos de seguridad', 'mejor 3'])
    expect((await test.client.chat.get(talk.chat)).order?.lines).toMatchObject([{ quantity: 3 }])
    await talk.end()
  })
})
