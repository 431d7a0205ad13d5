/**
 * How fast chats are answered by an engine in this process, on the sample catalogue: first chunk offline, what the chat adds to a model's own
 * time, 200 chats at once, and 50 buyers of the last 10 pieces.
 *   node bench/chat.ts [--chats 200] [--products 200]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { newId } from '../db/id.ts'
import { makeLog } from '../engine/observe/log.ts'
import { startEngine } from '../engine/start.ts'
import { speakingModels } from '../tests/harness/speaking-models.ts'
import { sampleBuyer } from '../tests/support/chat.ts'
import { percentile } from './measure.ts'

const { values } = parseArgs({ options: { chats: { type: 'string', default: '200' }, products: { type: 'string', default: '200' } } })
const [chatCount, productCount] = [Number(values.chats), Number(values.products)]
const buyers = 50
const pieces = 10

/** A model that says the answer it was given at once: all that passes is the chat's own. What the way to models costs is bench:llm's. */
const scripted = speakingModels(function* (request) {
  const template = /ANSWER BEGINS\n([^]*?)\nANSWER ENDS/.exec(String(request.messages[0]?.content))?.[1] ?? ''
  yield* template.split(/(?<=\s)/)
})

const folder = mkdtempSync(join(tmpdir(), 'vocero-bench-'))
const engine = await startEngine({ dataFolder: folder, log: makeLog('fatal'), models: scripted.models })
const client = createRouterClient(engine.router)
const { outsideChats, runner } = engine

const things = ['Casco', 'Guante', 'Bota', 'Gafa', 'Extintor', 'Chaleco', 'Arnés', 'Respirador', 'Señal', 'Camilla']
const likes = ['de seguridad', 'industrial', 'dieléctrico', 'reflectivo', 'de nitrilo', 'para alturas', 'liviano', 'reforzado']
const colours = ['amarillo', 'azul', 'blanco', 'rojo', 'verde', 'gris', 'negro', 'naranja']

async function shop(stock: number): Promise<string> {
  const { id: businessId } = await client.system.createBusiness({ name: 'Bench' })
  const add = (name: string, price: number) => client.catalogue.products.create({ businessId, stock, product: { externalId: null, name, description: '', category: 'EPP', price: { minor: price * 100, currency: 'COP' }, active: true, synonyms: [] } })
  await add('Casco de seguridad', 45_000)
  for (let at = 0; at < productCount - 1; at += 1) await add(`${things[at % 10]} ${likes[at % 8]} ${colours[Math.floor(at / 10) % 8]} REF-${at}`, 10_000 + at * 500)
  return businessId
}

/** Says a text in a chat, and hears its answer. @returns milliseconds to the first chunk */
async function ask(chat: { businessId: string; chatId: string }, text: string): Promise<number> {
  const stop = new AbortController()
  const stream = outsideChats.watch(chat, stop.signal)[Symbol.asyncIterator]()
  await stream.next()
  const began = performance.now()
  const { id } = outsideChats.say({ ...chat, clientId: newId(), text })
  let first = 0
  for (;;) {
    const { value, done } = await stream.next()
    if (done === true) throw new Error('The stream ended')
    if (value.type === 'chunk' && first === 0) first = performance.now()
    if (value.type === 'message' && value.message.author === 'agent' && value.message.answers === id) break
  }
  stop.abort()
  await stream.return?.()
  return first - began
}

const open = (businessId: string, name: string) => outsideChats.ensureChannelChat({ businessId, channel: 'channel', channelChatId: name })
const questions = ['cuánto vale el casco de seguridad?', 'tienen guantes de nitrilo?', 'quiero 2 cascos de seguridad', 'mejor 3', 'qué extintores hay?', 'muéstrame el carrito', 'hola', 'quita el casco']
const show = (name: string, numbers: readonly number[]) => console.log(`${name}: p50 ${percentile(numbers, 0.5).toFixed(1)} ms, p95 ${percentile(numbers, 0.95).toFixed(1)} ms (${numbers.length})`)

try {
  const businessId = await shop(100_000)
  const warm = open(businessId, 'warm')
  for (const text of questions) await ask(warm, text)

  const offline: number[] = []
  for (let round = 0; round < 20; round += 1) for (const text of questions) offline.push(await ask(warm, text))
  show('first chunk offline, one chat', offline)

  const lateness: number[] = []
  let last = performance.now()
  const watching = setInterval(() => {
    lateness.push(Math.max(0, performance.now() - last - 10))
    last = performance.now()
  }, 10)
  const many = Array.from({ length: chatCount }, (_, at) => open(businessId, `many ${at}`))
  const began = performance.now()
  const cpu = process.threadCpuUsage()
  const together = await Promise.all(many.map(async (chat, at) => {
    const heard: number[] = []
    for (let round = 0; round < 3; round += 1) heard.push(await ask(chat, questions[(at + round) % questions.length]!))
    return heard
  }))
  clearInterval(watching)
  show(`first chunk offline, ${chatCount} chats at once, 3 messages each`, together.flat())
  const { user, system } = process.threadCpuUsage(cpu)
  console.log(`  the engine's thread computed ${((user + system) / 1000 / together.flat().length).toFixed(2)} ms for each message, asking and listening included`)
  console.log(`  all answered in ${((performance.now() - began) / 1000).toFixed(2)} s; the loop was late by at most ${Math.max(...lateness).toFixed(0)} ms`)

  const modelled = await shop(100_000)
  const { channelKey: _key, ...settings } = await client.chat.settings.get({ businessId: modelled })
  await client.chat.settings.save({ businessId: modelled, settings: { ...settings, wording: 'model' } })
  const spoken = open(modelled, 'spoken')
  await ask(spoken, questions[0]!)
  const overhead: number[] = []
  for (let round = 0; round < 60; round += 1) overhead.push(await ask(spoken, questions[0]!))
  show('overhead over a model that answers at once (to the first sentence)', overhead)

  const scarce = await shop(pieces)
  const racing = Array.from({ length: buyers }, (_, at) => open(scarce, `buyer ${at}`))
  const race = performance.now()
  for (const text of ['quiero 1 casco de seguridad', ...sampleBuyer, 'sí']) {
    for (const [at, chat] of racing.entries()) outsideChats.say({ ...chat, clientId: newId(), text: text === '79123456' ? String(10_000_000 + at) : text })
    await runner.idle()
  }
  const sold = (await client.catalogue.sales.list({ filter: { businessId: scarce } })).total
  console.log(`${buyers} buyers of ${pieces} pieces: ${sold} sales in ${((performance.now() - race) / 1000).toFixed(1)} s`)
  if (sold !== pieces) process.exitCode = 1
} finally {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
}
