import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { speakingModels, type Speaking } from '../../tests/harness/speaking-models.ts'
import { stockShop, talker, usingModel } from '../../tests/support/chat.ts'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'

const clock = new MovableClock()
let test: TestEngine
let speak: Speaking = () => []
let searching: Promise<never[]> = Promise.resolve([])
beforeAll(async () => { test = await openTestEngine(undefined, { clock, models: speakingModels((request) => speak(request)).models, documents: { search: () => searching } }) })
afterAll(() => test.close())

it('says the template when a model does not come to an end, and goes without documents that are not found in time', async () => {
  const businessId = await stockShop(test)
  await usingModel(test, businessId)
  speak = async function* (request) {
    yield 'El Casco de seguridad cuesta $45.000. '
    await new Promise((resolve) => { request.signal?.addEventListener('abort', resolve) })
  }
  searching = new Promise(() => {})
  const talk = await talker(test, businessId)
  const sent = await test.client.chat.send({ ...talk.chat, clientId: newId(), text: 'cuánto vale el casco de seguridad?' })
  await talk.until((event) => event.type === 'message' && event.message.state === 'answering')
  // Whatever is to be waited for is waited for within this turn of the loop.
  await new Promise(setImmediate)
  clock.move(5_000)
  await talk.until((event) => event.type === 'chunk')
  clock.move(10_000)
  await talk.until((event) => event.type === 'message' && event.message.answers === sent.id)
  const answer = (await test.client.chat.messages(talk.chat)).messages.at(-1)
  expect(answer).toMatchObject({ text: expect.stringContaining('10 unidades'), trace: { fellBack: { code: 'timeout' }, timings: { retrieved: 5_000, firstChunk: 5_000, whole: 15_000 } } })
  await talk.end()
})

it('closes chats in which nobody writes any more; their orders stay, and the next message opens them again', async () => {
  searching = Promise.resolve([])
  const businessId = await stockShop(test)
  const { channelKey: _key, ...settings } = await test.client.chat.settings.get({ businessId })
  await test.client.chat.settings.save({ businessId, settings: { ...settings, inactiveMinutes: 5 } })
  const [silent, wanted] = [await talker(test, businessId), await talker(test, businessId)]
  await silent.say('quiero 2 cascos de seguridad')
  await wanted.say('quiero hablar con una persona')
  const stateOf = async (talk: typeof silent) => (await test.client.chat.get(talk.chat))
  clock.move(3 * 60_000)
  await test.engine.runner.idle()
  expect((await stateOf(silent)).state).toBe('open')
  clock.move(4 * 60_000)
  await test.engine.runner.idle()
  expect(await stateOf(silent)).toMatchObject({ state: 'closed', closedBy: 'inactive', order: { state: 'pendiente' } })
  expect((await stateOf(wanted)).state).toBe('open')
  expect(await silent.say('mejor 3')).toContain('3')
  expect(await stateOf(silent)).toMatchObject({ state: 'open', closedBy: null, order: { lines: [{ quantity: 3 }] } })
  await Promise.all([silent.end(), wanted.end()])
})
