import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveHttp, type HttpHost } from '../../engine/hosts/http.ts'
import { MovableClock } from '../harness/movable-clock.ts'
import { connectChat, readEvents, type ChatClient, type Heard } from '../support/chat-client.ts'
import { sampleBuyer, stockShop } from '../support/chat.ts'
import { openTestEngine, type TestEngine } from '../support/engine.ts'

const token = 'the token of the console'
const page = 'https://shop.example.com'
const clock = new MovableClock()
let test: TestEngine
let host: HttpHost
let shop: string
let key: string
let names = 0
const open: ChatClient[] = []

beforeAll(async () => {
  test = await openTestEngine(undefined, { clock })
  shop = await stockShop(test, 1_000)
  key = (await test.client.chat.settings.newChannelKey({ businessId: shop })).key
  host = await serveHttp(test.engine, { port: 0, host: '127.0.0.1', token, rendererFolder: '/nonexistent', clock, allowedHosts: ['chat.example.com'], allowedOrigins: [page] })
})

afterAll(async () => {
  for (const client of open) client.cut()
  await host.close()
  await test.close()
})

const newName = () => `chat-${(names += 1)}`
const dial = async (name: string, query = `key=${key}`, headers: Record<string, string> = {}) => {
  const client = await connectChat(`ws://127.0.0.1:${host.port}/ws/chat/${name}?${query}`, headers)
  open.push(client)
  return client
}
const refusal = (name: string, query: string, headers: Record<string, string> = {}) => dial(name, query, headers).then(() => 'let in', (error: Error) => error.message)

interface Asked { readonly body?: object | string | FormData | Uint8Array<ArrayBuffer>; readonly headers?: Record<string, string>; readonly bearer?: string | null; readonly method?: string }
async function ask(path: string, { body, headers = {}, bearer = key, method }: Asked = {}) {
  const isJson = typeof body === 'object' && !(body instanceof FormData) && !(body instanceof Uint8Array)
  const response = await fetch(`http://127.0.0.1:${host.port}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }), ...headers },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
  })
  return { status: response.status, headers: response.headers, json: (await response.json()) as { [field: string]: unknown; error: { code: string; mensaje: string; campo?: string } } }
}
/** With headers that fetch keeps for itself. */
const askRaw = (path: string, headers: Record<string, string>) => new Promise<number>((resolve, reject) => {
  request({ host: '127.0.0.1', port: host.port, path, headers }, (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  }).on('error', reject).end()
})
/** The chat of that name, as the console finds it. */
const chatOf = async (name: string) => {
  const { rows } = await test.client.chat.list({ filter: { businessId: shop, channels: ['channel'] }, limit: 500 })
  const chat = rows.find(({ channelChatId }) => channelChatId === name)
  if (chat === undefined) throw new Error(`There is no chat ${name}`)
  return { businessId: shop, chatId: chat.id }
}

describe('a client', () => {
  it('buys over a WebSocket, from hello to the closed sale', async () => {
    const name = newName()
    const client = await dial(name)
    expect(await client.next('connection_status')).toMatchObject({ status: 'connected', control: 'agente', historial: [], mas: false, estado_venta: null, carrito: [] })
    expect((await client.ask('hola')).content).not.toBe('')
    expect((await client.ask('¿Cuánto cuesta el casco?'))['fuentes']).toContainEqual(expect.objectContaining({ tipo: 'producto', nombre: 'Casco de seguridad' }))

    const before = client.heard.length
    const added = await client.ask('Quiero 2 cascos de seguridad', { id: 'c-2', tono: 'formal' })
    const told = client.heard.slice(before)
    expect(told.map(({ type }) => type).filter((type, index, types) => type !== types[index - 1])).toEqual(['processing', 'typing', 'response_start', 'response_chunk', 'response_end'])
    expect(told.filter(({ type }) => type === 'response_chunk').map(({ content }) => content).join('')).toBe(added.content)
    expect(added).toMatchObject({ id: 'c-2', autor: 'agente', tipo_mensaje: 'venta', estado_venta: 'pendiente', total: { minor: 9_000_000, moneda: 'COP', decimales: 2, texto: '$90.000' } })
    expect(added['carrito']).toMatchObject([{ nombre: 'Casco de seguridad', cantidad: 2, precio: { texto: '$45.000' }, subtotal: { minor: 9_000_000 } }])

    for (const mensaje of sampleBuyer) await client.ask(mensaje)
    expect(await client.ask('sí')).toMatchObject({ estado_venta: 'cerrada' })
    const { rows } = await test.client.catalogue.sales.list({ filter: { businessId: shop } })
    expect(rows[0]).toMatchObject({ total: { minor: 9_000_000 }, channel: 'chat' })
    for (const message of client.heard) expect(message).toMatchObject({ type: expect.any(String), chat_id: name, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) })
  })

  it('buys over HTTP', async () => {
    const chat_id = newName()
    const say = async (mensaje: string) => (await ask('/chat/texto', { body: { chat_id, mensaje } })).json
    expect(await say('quiero 3 guantes de nitrilo')).toMatchObject({ chat_id, estado: 'respondido', tipo_mensaje: 'venta', estado_venta: 'pendiente', carrito: [{ cantidad: 3 }], respuesta: expect.stringContaining('$24.000'), timestamp: expect.any(String) })
    for (const mensaje of sampleBuyer) await say(mensaje)
    expect(await say('sí')).toMatchObject({ estado_venta: 'cerrada' })
    const { json } = await ask(`/chat/historial/${chat_id}?limite=2`)
    expect(json).toMatchObject({ chat_id, mas: true, estado_venta: 'cerrada', mensajes: [{ autor: 'cliente', tipo: 'texto', mensaje: 'sí', estado: 'respondido' }, { autor: 'agente', estado: 'dicho' }] })
    const [first] = json['mensajes'] as { message_id: string }[]
    expect((await ask(`/chat/historial/${chat_id}?limite=1&antes=${first?.message_id}`)).json).toMatchObject({ mensajes: [{ autor: 'agente' }] })
  })

  it('hears the same over HTTP as a stream', async () => {
    const response = await fetch(`http://127.0.0.1:${host.port}/chat/texto`, {
      method: 'POST', headers: { 'authorization': `Bearer ${key}`, 'accept': 'text/event-stream', 'content-type': 'application/json' }, body: JSON.stringify({ chat_id: newName(), mensaje: 'quiero un casco', id: 'mine' }),
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = await readEvents(response)
    expect(events.map(({ type }) => type).filter((type, index, types) => type !== types[index - 1])).toEqual(['processing', 'typing', 'response_start', 'response_chunk', 'response_end'])
    expect(events.at(-1)).toMatchObject({ id: 'mine', estado_venta: 'pendiente' })
  })

  it('that only looks leaves no chat behind, and hears what another says in it', async () => {
    const name = newName()
    const watching = await dial(name)
    await watching.next('connection_status')
    await expect(chatOf(name)).rejects.toThrow('There is no chat')
    const writing = await dial(name)
    const { content } = await writing.ask('hola')
    expect(await watching.next('response_end')).toMatchObject({ content })
  })

  it('is answered to one message after the other', async () => {
    const client = await dial(newName())
    for (const id of ['a', 'b', 'c']) client.send({ type: 'message', mensaje: `quiero ${id === 'a' ? 'un casco' : 'otro casco'}`, id })
    const ids: unknown[] = []
    while (ids.length < 3) ids.push((await client.next('response_end'))['id'])
    expect(ids).toEqual(['a', 'b', 'c'])
  })
})

describe('a connection that is lost', () => {
  it('loses nothing: the history tells what was said, and a message sent again is not said twice', async () => {
    const name = newName()
    const first = await dial(name)
    first.send({ type: 'message', mensaje: 'quiero 2 cascos', id: 'once' })
    await first.next('processing')
    first.cut()
    await test.engine.runner.idle()
    const second = await dial(name)
    const status = await second.next('connection_status')
    expect(status).toMatchObject({ historial: [{ autor: 'cliente', mensaje: 'quiero 2 cascos', estado: 'respondido' }, { autor: 'agente' }], carrito: [{ cantidad: 2 }] })
    const [, said] = status['historial'] as { mensaje: string }[]
    expect(await second.ask('quiero 2 cascos', { id: 'once' })).toMatchObject({ id: 'once', content: said?.mensaje, carrito: [{ cantidad: 2 }] })
    expect((await ask('/chat/texto', { body: { chat_id: name, mensaje: 'quiero 2 cascos', id: 'once' } })).json).toMatchObject({ respuesta: said?.mensaje, carrito: [{ cantidad: 2 }] })
    expect((await ask(`/chat/historial/${name}`)).json['mensajes']).toHaveLength(2)
  })
})

describe('a person', () => {
  it('who takes over holds messages without an error, is heard as an answer, and hands back', async () => {
    const name = newName()
    const client = await dial(name)
    await client.ask('hola')
    const chat = await chatOf(name)
    await test.client.chat.takeOver(chat)

    client.send({ type: 'message', mensaje: '¿tienen cascos?', id: 'held' })
    expect(await client.next('processing')).toMatchObject({ estado: 'retenido', id: 'held', mensaje: expect.stringContaining('persona') })
    expect(await ask('/chat/texto', { body: { chat_id: name, mensaje: '¿me oyen?' } })).toMatchObject({ status: 202, json: { respuesta: '', estado: 'retenido', aviso: expect.stringContaining('persona'), carrito: [] } })
    await test.client.chat.sendAsPerson({ ...chat, clientId: 'p1', text: 'Le atiende Marta.' })
    expect(await client.next('response_start')).toMatchObject({ autor: 'persona' })
    expect(await client.next('response_chunk')).toMatchObject({ content: 'Le atiende Marta.' })
    expect(await client.next('response_end')).toMatchObject({ autor: 'persona', content: 'Le atiende Marta.', tipo_mensaje: null })
    // Whoever asks again what became of the message is told what the person said.
    expect((await ask('/chat/texto', { body: { chat_id: name, mensaje: '¿tienen cascos?', id: 'held' } })).json).toMatchObject({ respuesta: 'Le atiende Marta.', autor: 'persona' })

    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'later' })
    await client.next(({ type, id }) => type === 'processing' && id === 'later')
    await test.client.chat.handBack(chat)
    expect(await client.next(({ type, id }) => type === 'response_end' && id === 'later')).toMatchObject({ autor: 'agente', estado_venta: 'pendiente' })
    expect((await dial(name).then((again) => again.next('connection_status')))).toMatchObject({ control: 'agente' })
  })

  it('who pauses the agent holds messages until it goes on', async () => {
    const name = newName()
    const client = await dial(name)
    await client.ask('hola')
    await test.client.chat.pause(await chatOf(name))
    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'held' })
    expect(await client.next(({ type, id }) => type === 'processing' && id === 'held')).toMatchObject({ estado: 'retenido' })
    await test.client.chat.resume(await chatOf(name))
    expect(await client.next('response_end')).toMatchObject({ id: 'held', estado_venta: 'pendiente' })
  })
})

describe('an answer that does not come', () => {
  it('is told after 45 seconds on a socket and 20 over HTTP, and comes when it is there', async () => {
    const name = newName()
    const client = await dial(name)
    await client.next('connection_status')
    const slot = test.engine.runner.slots.take('interactive')
    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'slow' })
    await client.next('processing')
    const asked = ask('/chat/texto', { body: { chat_id: newName(), mensaje: 'hola', id: 'http' }, headers: { 'accept-language': 'en-GB,en;q=0.9,es;q=0.5' } })
    await clock.alarmOf(20_000)
    clock.move(20_000)
    expect(await asked).toMatchObject({ status: 504, json: { error: { code: 'timeout', mensaje: expect.stringContaining('stored') } } })
    clock.move(24_999)
    client.send({ type: 'ping' })
    expect(await client.next(({ type }) => type !== 'processing')).toMatchObject({ type: 'pong' })
    clock.move(1)
    expect(await client.next('error')).toMatchObject({ code: 'timeout', id: 'slow', mensaje: expect.stringContaining('guardado') })
    test.engine.runner.slots.release(slot)
    await (await dial(newName())).ask('hola')
    expect(await client.next('response_end')).toMatchObject({ id: 'slow', estado_venta: 'pendiente' })
  })
})

describe('what cannot be taken', () => {
  it('is told on the socket, which stays', async () => {
    const client = await dial(newName())
    const told = async (message: object | string): Promise<unknown[]> => {
      client.send(message)
      const { code, id, mensaje } = await client.next('error')
      expect(mensaje).toEqual(expect.any(String))
      return [code, id]
    }
    expect(await told('{"type":')).toEqual(['invalid_json', null])
    expect(await told('[]')).toEqual(['unknown_type', null])
    expect(await told({ type: 'mensaje', mensaje: 'hola', id: 'x' })).toEqual(['unknown_type', 'x'])
    expect(await told({ type: 'message', mensaje: ' \n ', id: 'x' })).toEqual(['empty_message', 'x'])
    expect(await told({ type: 'message', mensaje: 'a'.repeat(4_001), id: 'x' })).toEqual(['message_too_long', 'x'])
    expect(await told({ type: 'message', mensaje: 'a'.repeat(300_000) })).toEqual(['message_too_long', null])
    expect(await told({ type: 'message', mensaje: 7 })).toEqual(['invalid_message', null])
    expect(await told({ type: 'message' })).toEqual(['invalid_message', null])
    expect(await told({ type: 'message', mensaje: 'hola', tono: 'gracioso' })).toEqual(['invalid_message', null])
    client.sendBytes(Uint8Array.from([0xff, 0, 0x7b]))
    expect(await client.next('error')).toMatchObject({ code: 'invalid_json' })
    expect((await client.ask('hola')).content).not.toBe('')
  })

  it('is told over HTTP, with the field that is wrong', async () => {
    const told = async (path: string, asked: Asked) => {
      const { status, json } = await ask(path, asked)
      return [status, json.error.code, json.error.campo]
    }
    const chat_id = newName()
    expect(await told('/chat/texto', { body: '{"chat_id"', headers: { 'content-type': 'application/json' } })).toEqual([400, 'invalid_json', undefined])
    expect(await told('/chat/texto', { body: { mensaje: 'hola' } })).toEqual([422, 'invalid_message', 'chat_id'])
    expect(await told('/chat/texto', { body: { chat_id: 'a/b', mensaje: 'hola' } })).toEqual([422, 'invalid_message', 'chat_id'])
    expect(await told('/chat/texto', { body: { chat_id, mensaje: '' } })).toEqual([422, 'empty_message', 'mensaje'])
    expect(await told('/chat/texto', { body: { chat_id, mensaje: 'a'.repeat(4_001) } })).toEqual([413, 'message_too_long', 'mensaje'])
    expect(await told('/chat/texto', { body: { chat_id, mensaje: 'a'.repeat(200_000) } })).toEqual([413, 'message_too_long', undefined])
    expect(await told('/chat/texto', {})).toEqual([405, 'method_not_allowed', undefined])
    expect(await told('/chat/nothing', {})).toEqual([404, 'not_found', undefined])
    expect(await told('/chat/historial/unheard-of', {})).toEqual([404, 'not_found', undefined])
    expect(await told('/chat/historial/a%2Fb', {})).toEqual([422, 'invalid_message', 'chat_id'])
    expect(await told('/chat/historial/%', {})).toEqual([422, 'invalid_message', 'chat_id'])
    expect(await told(`/chat/historial/${chat_id}?limite=0`, {})).toEqual([422, 'invalid_message', 'limite'])
    const form = new FormData()
    form.set('chat_id', chat_id)
    expect(await told('/chat/imagen', { body: form })).toEqual([422, 'file_missing', 'archivo'])
    expect(await told(`/chat/audio?chat_id=${chat_id}`, { body: Uint8Array.of(), headers: { 'content-type': 'audio/ogg' }, method: 'POST' })).toEqual([422, 'file_missing', 'archivo'])
    expect(await told(`/chat/imagen?chat_id=${chat_id}`, { body: new Uint8Array(11 * 1024 * 1024), headers: { 'content-type': 'image/png' } })).toEqual([413, 'file_too_large', 'archivo'])
    form.set('archivo', new Blob(['#!/bin/sh']), 'photo.png')
    expect(await told('/chat/imagen', { body: form })).toEqual([415, 'unsupported_file', undefined])
    expect((await ask('/chat/health', { bearer: null })).json).toMatchObject({ status: 'ok' })
  })

  it('is more than a chat may send', async () => {
    const client = await dial(newName())
    for (let sent = 0; sent < 31; sent += 1) client.send({ type: 'ping' })
    expect(await client.next('error')).toMatchObject({ code: 'rate_limited' })
    expect(client.heard.filter(({ type }) => type === 'pong')).toHaveLength(30)
    clock.move(1_000)
    client.send({ type: 'ping' })
    await client.next('pong')
    for (let sent = 0; sent < 101; sent += 1) client.send({ type: 'ping' })
    expect(await client.closed).toBe(1008)
  })
})

describe('who may', () => {
  it('is whoever has the key of a business, or the token of the console and names one', async () => {
    const name = newName()
    for (const [query, headers] of [[`key=${key}`, {}], [`token=${key}`, {}], ['', { authorization: `Bearer ${key}` }], [`token=${encodeURIComponent(token)}&business=${shop}`, {}]] as const) {
      expect((await (await dial(name, query, headers)).ask('hola')).type).toBe('response_end')
    }
    expect(await refusal(name, `token=${encodeURIComponent(token)}`)).toBe('400 business_required')
    expect(await refusal(name, `token=${encodeURIComponent(token)}&business=other`)).toBe('404 not_found')
    expect(await refusal(name, 'key=vck_wrong')).toBe('401 unauthorized')
    expect(await refusal('a%20b', `key=${key}`)).toBe('422 invalid_message')
    expect(await ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, bearer: 'vck_wrong' })).toMatchObject({ status: 401, json: { error: { code: 'unauthorized' } } })
  })

  it('without a key is nobody, or where the setting says so a program of this machine', async () => {
    const { channelKey: _, ...settings } = await test.client.chat.settings.get({ businessId: test.businessId })
    expect(await refusal(newName(), '')).toBe('401 unauthorized')
    await test.client.chat.settings.save({ businessId: test.businessId, settings: { ...settings, localWithoutKey: true } })
    const name = newName()
    const client = await dial(name, '')
    await client.ask('hola')
    expect(await ask(`/chat/historial/${name}`, { bearer: null })).toMatchObject({ status: 200 })
    expect(await askRaw(`/chat/historial/${name}`, { host: `localhost:${host.port}` })).toBe(200)
    // What came through a proxy, or under a public name, may come from anywhere.
    expect(await askRaw(`/chat/historial/${name}`, { host: 'chat.example.com' })).toBe(401)
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) expect(await askRaw(`/chat/historial/${name}`, { [header]: '203.0.113.7' })).toBe(401)
    expect(await refusal(name, 'key=vck_wrong')).toBe('401 unauthorized')

    await test.client.chat.settings.save({ businessId: test.businessId, settings: { ...settings, localWithoutKey: false } })
    client.send({ type: 'message', mensaje: 'hola' })
    expect(await client.closed).toBe(4401)
  })

  it('is not whoever has a key that was replaced', async () => {
    const { id: businessId } = await test.client.system.createBusiness({ name: 'Replaced' })
    const old = (await test.client.chat.settings.newChannelKey({ businessId })).key
    const client = await dial(newName(), `key=${old}`)
    await client.ask('hola')
    await test.client.chat.settings.newChannelKey({ businessId })
    clock.move(30_000)
    expect(await client.closed).toBe(4401)
    expect(await refusal(newName(), `key=${old}`)).toBe('401 unauthorized')
  })

  it('never reaches chats of another business, or those begun the other way, under whatever name', async () => {
    const { channelKey: _, ...settings } = await test.client.chat.settings.get({ businessId: test.businessId })
    await test.client.chat.settings.save({ businessId: test.businessId, settings: { ...settings, localWithoutKey: true } })
    const ownKey = (await test.client.chat.settings.newChannelKey({ businessId: test.businessId })).key
    const name = newName()
    const ways: [string, string | null][] = [['of the shop', key], ['of the first business, with a key', ownKey], ['of the first business, without one', null]]
    const heard: Heard[][] = []
    for (const [, bearer] of ways) heard.push((await dial(name, bearer === null ? '' : `key=${bearer}`)).heard)
    for (const [mensaje, bearer] of ways) await ask('/chat/texto', { body: { chat_id: name, mensaje }, bearer })
    for (const [index, [mensaje, bearer]] of ways.entries()) {
      const { json } = await ask(`/chat/historial/${name}`, { bearer })
      expect((json['mensajes'] as { autor: string; mensaje: string }[]).flatMap((said) => (said.autor === 'cliente' ? [said.mensaje] : []))).toEqual([mensaje])
      expect(heard[index]?.filter(({ type }) => type === 'response_end')).toHaveLength(1)
      const foreign = ways.filter(([, other]) => other !== bearer)
      const [first] = json['mensajes'] as { message_id: string }[]
      for (const [, other] of foreign) expect(await ask(`/chat/historial/${name}?antes=${first?.message_id}`, { bearer: other })).toMatchObject({ status: 404 })
    }
    await test.client.chat.settings.save({ businessId: test.businessId, settings: { ...settings, localWithoutKey: false } })
  })
})

describe('a page elsewhere', () => {
  const name = '0b6f1c52-8d1e-4a57-9a6e-3f1d2c4b5a69'

  it('that is listed chats with a key, under a name that nobody guesses', async () => {
    const client = await dial(name, `key=${key}`, { origin: page })
    await client.ask('hola')
    const answer = await ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, headers: { origin: page } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, page])
    expect(await ask('/chat/texto', { body: { chat_id: 'demo_001', mensaje: 'hola' }, headers: { origin: page } })).toMatchObject({ status: 422, json: { error: { code: 'chat_id_guessable' } } })
    expect(await refusal('demo_001', `key=${key}`, { origin: page })).toBe('422 chat_id_guessable')
    const before = await fetch(`http://127.0.0.1:${host.port}/chat/texto`, { method: 'OPTIONS', headers: { 'origin': page, 'access-control-request-method': 'POST' } })
    expect([before.status, before.headers.get('access-control-allow-origin'), before.headers.get('access-control-allow-headers')]).toEqual([204, page, expect.stringContaining('Authorization')])
  })

  it('is not let in without a key, with the token of the console, or when it is not listed', async () => {
    expect(await refusal(name, '', { origin: page })).toBe('401 unauthorized')
    expect(await refusal(name, `token=${encodeURIComponent(token)}&business=${shop}`, { origin: page })).toBe('403 forbidden_origin')
    for (const origin of ['https://evil.example', 'null', `${page}.evil.example`, 'http://shop.example.com']) {
      expect(await refusal(name, `key=${key}`, { origin })).toBe('403 forbidden_origin')
      const answer = await ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, headers: { origin } })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
    }
    expect(await askRaw(`/chat/historial/${name}`, { host: 'evil.example', authorization: `Bearer ${key}` })).toBe(403)
  })
})
