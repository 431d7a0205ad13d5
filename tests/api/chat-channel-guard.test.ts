import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consoleToken, openChannelRig, page, type Asked, type ChannelRig } from '../support/channel-rig.ts'
import type { Heard } from '../support/chat-client.ts'

let rig: ChannelRig
beforeAll(async () => { rig = await openChannelRig() })
afterAll(() => rig.close())

const refusal = (name: string, query: string, headers: Record<string, string> = {}) => rig.dial(name, query, headers).then(() => 'let in', (error: Error) => error.message)
/** With headers that fetch keeps for itself. */
const askRaw = (path: string, headers: Record<string, string>) => new Promise<number>((resolve, reject) => {
  request({ host: '127.0.0.1', port: rig.host.port, path, headers }, (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  }).on('error', reject).end()
})

describe('what cannot be taken', () => {
  it('is told on the socket, which stays', async () => {
    const client = await rig.dial(rig.newName())
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
      const { status, json } = await rig.ask(path, asked)
      return [status, json.error.code, json.error.campo]
    }
    const chat_id = rig.newName()
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
    // The chat that was begun for the file is not left behind without a word in it.
    await expect(rig.chatOf(chat_id)).rejects.toThrow('There is no chat')
    expect((await rig.ask('/chat/health', { bearer: null })).json).toMatchObject({ status: 'ok' })
  })

  it('is not an image that nobody here can read: it is kept, and the answer says so', async () => {
    const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
    const form = new FormData()
    const chat_id = rig.newName()
    for (const [name, value] of Object.entries({ chat_id, mensaje: '¿Tienen este casco?', tono: 'formal', id: 'photo' })) form.set(name, value)
    form.set('archivo', new Blob([dot], { type: 'image/png' }), 'casco.png')
    const { status, json } = await rig.ask('/chat/imagen', { body: form })
    expect([status, json]).toEqual([200, expect.objectContaining({ id: 'photo', autor: 'agente', respuesta: expect.stringContaining('imagen') })])
    const raw = await rig.ask(`/chat/imagen?chat_id=${chat_id}`, { body: new Uint8Array(dot), headers: { 'content-type': 'image/png' } })
    expect([raw.status, raw.json['respuesta']]).toEqual([200, json['respuesta']])
    expect((await rig.ask(`/chat/historial/${chat_id}`)).json).toMatchObject({ mensajes: [{ autor: 'cliente', tipo: 'imagen', mensaje: '¿Tienen este casco?' }, { autor: 'agente' }, { tipo: 'imagen' }, { autor: 'agente' }] })
    expect(await rig.test.client.chat.get(await rig.chatOf(chat_id))).toMatchObject({ tone: 'formal', handoff: { reason: 'unreadable_media' } })
  })

  it('is more than a chat may send', async () => {
    const client = await rig.dial(rig.newName())
    for (let sent = 0; sent < 31; sent += 1) client.send({ type: 'ping' })
    expect(await client.next('error')).toMatchObject({ code: 'rate_limited' })
    expect(client.heard.filter(({ type }) => type === 'pong')).toHaveLength(30)
    rig.clock.move(1_000)
    client.send({ type: 'ping' })
    await client.next('pong')
    for (let sent = 0; sent < 101; sent += 1) client.send({ type: 'ping' })
    expect(await client.closed).toBe(1008)
  })
})

it('opens ten sockets to one chat and no more', async () => {
  const name = rig.newName()
  await Promise.all(Array.from({ length: 10 }, () => rig.dial(name)))
  expect(await refusal(name, `key=${rig.key}`)).toBe('503 busy')
})

describe('who may', () => {
  it('is whoever has the key of a business, or the token of the console and names one', async () => {
    const name = rig.newName()
    for (const [query, headers] of [[`key=${rig.key}`, {}], [`token=${rig.key}`, {}], ['', { authorization: `Bearer ${rig.key}` }], [`token=${encodeURIComponent(consoleToken)}&business=${rig.shop}`, {}]] as const) {
      expect((await (await rig.dial(name, query, headers)).ask('hola')).type).toBe('response_end')
    }
    expect(await refusal(name, `token=${encodeURIComponent(consoleToken)}`)).toBe('400 business_required')
    expect(await refusal(name, `token=${encodeURIComponent(consoleToken)}&business=other`)).toBe('404 not_found')
    expect(await refusal(name, 'key=vck_wrong')).toBe('401 unauthorized')
    expect(await refusal('a%20b', `key=${rig.key}`)).toBe('422 invalid_message')
    expect(await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, bearer: 'vck_wrong' })).toMatchObject({ status: 401, json: { error: { code: 'unauthorized' } } })
  })

  it('without a key is a program of this machine, with nothing set up, until the setting is switched off', async () => {
    const { channelKey: _, ...settings } = await rig.test.client.chat.settings.get({ businessId: rig.test.businessId })
    const name = rig.newName()
    const client = await rig.dial(name, '')
    await client.ask('hola')
    expect(await rig.ask(`/chat/historial/${name}`, { bearer: null })).toMatchObject({ status: 200 })
    expect(await askRaw(`/chat/historial/${name}`, { host: `localhost:${rig.host.port}` })).toBe(200)
    // What came through a proxy, or under a public name, may come from anywhere.
    expect(await askRaw(`/chat/historial/${name}`, { host: 'chat.example.com' })).toBe(401)
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) expect(await askRaw(`/chat/historial/${name}`, { [header]: '203.0.113.7' })).toBe(401)
    // A page elsewhere that embeds the address as an image learns nothing from whether it loads.
    expect(await askRaw(`/chat/historial/${name}`, { 'sec-fetch-site': 'cross-site' })).toBe(401)
    expect(await refusal(name, 'key=vck_wrong')).toBe('401 unauthorized')

    await rig.test.client.chat.settings.save({ businessId: rig.test.businessId, settings: { ...settings, localWithoutKey: false } })
    client.send({ type: 'message', mensaje: 'hola' })
    expect(await client.closed).toBe(4401)
    expect(await refusal(name, '')).toBe('401 unauthorized')
    expect(await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, bearer: null })).toMatchObject({ status: 401 })
    await rig.test.client.chat.settings.save({ businessId: rig.test.businessId, settings })
  })

  it('is not whoever has a key that was replaced', async () => {
    const { id: businessId } = await rig.test.client.system.createBusiness({ name: 'Replaced' })
    const old = (await rig.test.client.chat.settings.newChannelKey({ businessId })).key
    const client = await rig.dial(rig.newName(), `key=${old}`)
    await client.ask('hola')
    await rig.test.client.chat.settings.newChannelKey({ businessId })
    rig.clock.move(30_000)
    expect(await client.closed).toBe(4401)
    expect(await refusal(rig.newName(), `key=${old}`)).toBe('401 unauthorized')
  })

  it('never reaches chats of another business, or those begun the other way, under whatever name', async () => {
    const ownKey = (await rig.test.client.chat.settings.newChannelKey({ businessId: rig.test.businessId })).key
    const name = rig.newName()
    const ways: [string, string | null][] = [['of the shop', rig.key], ['of the first business, with a key', ownKey], ['of the first business, without one', null]]
    const heard: Heard[][] = []
    for (const [, bearer] of ways) heard.push((await rig.dial(name, bearer === null ? '' : `key=${bearer}`)).heard)
    for (const [mensaje, bearer] of ways) await rig.ask('/chat/texto', { body: { chat_id: name, mensaje }, bearer })
    for (const [index, [mensaje, bearer]] of ways.entries()) {
      const { json } = await rig.ask(`/chat/historial/${name}`, { bearer })
      expect((json['mensajes'] as { autor: string; mensaje: string }[]).flatMap((said) => (said.autor === 'cliente' ? [said.mensaje] : []))).toEqual([mensaje])
      expect(heard[index]?.filter(({ type }) => type === 'response_end')).toHaveLength(1)
      const foreign = ways.filter(([, other]) => other !== bearer)
      const [first] = json['mensajes'] as { message_id: string }[]
      for (const [, other] of foreign) expect(await rig.ask(`/chat/historial/${name}?antes=${first?.message_id}`, { bearer: other })).toMatchObject({ status: 404 })
    }
  })
})

describe('a page elsewhere', () => {
  const name = '0b6f1c52-8d1e-4a57-9a6e-3f1d2c4b5a69'

  it('that is listed chats with a key, under a name that nobody guesses', async () => {
    const client = await rig.dial(name, `key=${rig.key}`, { origin: page })
    await client.ask('hola')
    const answer = await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, headers: { origin: page } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, page])
    expect(await rig.ask('/chat/texto', { body: { chat_id: 'demo_001', mensaje: 'hola' }, headers: { origin: page } })).toMatchObject({ status: 422, json: { error: { code: 'chat_id_guessable' } } })
    expect(await refusal('demo_001', `key=${rig.key}`, { origin: page })).toBe('422 chat_id_guessable')
    const before = await fetch(`${rig.address}/chat/texto`, { method: 'OPTIONS', headers: { 'origin': page, 'access-control-request-method': 'POST' } })
    expect([before.status, before.headers.get('access-control-allow-origin'), before.headers.get('access-control-allow-headers')]).toEqual([204, page, expect.stringContaining('Authorization')])
  })

  it('is not let in without a key, with the token of the console, or when it is not listed', async () => {
    expect(await refusal(name, '', { origin: page })).toBe('401 unauthorized')
    expect(await refusal(name, `token=${encodeURIComponent(consoleToken)}&business=${rig.shop}`, { origin: page })).toBe('403 forbidden_origin')
    for (const origin of ['https://evil.example', 'null', `${page}.evil.example`, 'http://shop.example.com']) {
      expect(await refusal(name, `key=${rig.key}`, { origin })).toBe('403 forbidden_origin')
      const answer = await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: 'hola' }, headers: { origin } })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
    }
    expect(await askRaw(`/chat/historial/${name}`, { host: 'evil.example', authorization: `Bearer ${rig.key}` })).toBe(403)
  })
})
