import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { speakingModels, type Speaking } from '../harness/speaking-models.ts'
import { openChannelRig, type ChannelRig } from '../support/channel-rig.ts'
import { readEvents } from '../support/chat-client.ts'
import { sampleBuyer, stockShop, usingModel } from '../support/chat.ts'

let rig: ChannelRig
let speak: Speaking = () => []
beforeAll(async () => { rig = await openChannelRig({ models: speakingModels((request) => speak(request)).models }) })
afterAll(() => rig.close())

describe('a client', () => {
  it('buys over a WebSocket, from hello to the closed sale', async () => {
    const name = rig.newName()
    const client = await rig.dial(name)
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
    const { rows } = await rig.test.client.catalogue.sales.list({ filter: { businessId: rig.shop } })
    expect(rows[0]).toMatchObject({ total: { minor: 9_000_000 }, channel: 'chat' })
    for (const message of client.heard) expect(message).toMatchObject({ type: expect.any(String), chat_id: name, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) })
  })

  it('buys over HTTP', async () => {
    const chat_id = rig.newName()
    const say = async (mensaje: string) => (await rig.ask('/chat/texto', { body: { chat_id, mensaje } })).json
    expect(await say('quiero 3 guantes de nitrilo')).toMatchObject({ chat_id, estado: 'respondido', tipo_mensaje: 'venta', estado_venta: 'pendiente', carrito: [{ cantidad: 3 }], respuesta: expect.stringContaining('$24.000'), timestamp: expect.any(String) })
    for (const mensaje of sampleBuyer) await say(mensaje)
    expect(await say('sí')).toMatchObject({ estado_venta: 'cerrada' })
    const { json } = await rig.ask(`/chat/historial/${chat_id}?limite=2`)
    expect(json).toMatchObject({ chat_id, mas: true, estado_venta: 'cerrada', mensajes: [{ autor: 'cliente', tipo: 'texto', mensaje: 'sí', estado: 'respondido' }, { autor: 'agente', estado: 'dicho' }] })
    const [first] = json['mensajes'] as { message_id: string }[]
    expect((await rig.ask(`/chat/historial/${chat_id}?limite=1&antes=${first?.message_id}`)).json).toMatchObject({ mensajes: [{ autor: 'agente' }] })
  })

  it('hears the same over HTTP as a stream', async () => {
    const response = await fetch(`${rig.address}/chat/texto`, {
      method: 'POST', headers: { 'authorization': `Bearer ${rig.key}`, 'accept': 'text/event-stream', 'content-type': 'application/json' }, body: JSON.stringify({ chat_id: rig.newName(), mensaje: 'quiero un casco', id: 'mine' }),
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = await readEvents(response)
    expect(events.map(({ type }) => type).filter((type, index, types) => type !== types[index - 1])).toEqual(['processing', 'typing', 'response_start', 'response_chunk', 'response_end'])
    expect(events.at(-1)).toMatchObject({ id: 'mine', estado_venta: 'pendiente' })
  })

  it('that only looks leaves no chat behind, and hears what another says in it', async () => {
    const name = rig.newName()
    const watching = await rig.dial(name)
    await watching.next('connection_status')
    await expect(rig.chatOf(name)).rejects.toThrow('There is no chat')
    const writing = await rig.dial(name)
    const { content } = await writing.ask('hola')
    expect(await watching.next('response_end')).toMatchObject({ content })
  })

  it('is answered to one message after the other', async () => {
    const client = await rig.dial(rig.newName())
    for (const id of ['a', 'b', 'c']) client.send({ type: 'message', mensaje: `quiero ${id === 'a' ? 'un casco' : 'otro casco'}`, id })
    const ids: unknown[] = []
    while (ids.length < 3) ids.push((await client.next('response_end'))['id'])
    expect(ids).toEqual(['a', 'b', 'c'])
  })
})

describe('a connection that is lost', () => {
  it('loses nothing: the history tells what was said, and a message sent again is not said twice', async () => {
    const name = rig.newName()
    const first = await rig.dial(name)
    first.send({ type: 'message', mensaje: 'quiero 2 cascos', id: 'once' })
    await first.next('processing')
    first.cut()
    await rig.test.engine.runner.idle()
    const second = await rig.dial(name)
    const status = await second.next('connection_status')
    expect(status).toMatchObject({ historial: [{ autor: 'cliente', mensaje: 'quiero 2 cascos', estado: 'respondido' }, { autor: 'agente' }], carrito: [{ cantidad: 2 }] })
    const [, said] = status['historial'] as { mensaje: string }[]
    expect(await second.ask('quiero 2 cascos', { id: 'once' })).toMatchObject({ id: 'once', content: said?.mensaje, carrito: [{ cantidad: 2 }] })
    expect((await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: 'quiero 2 cascos', id: 'once' } })).json).toMatchObject({ respuesta: said?.mensaje, carrito: [{ cantidad: 2 }] })
    expect((await rig.ask(`/chat/historial/${name}`)).json['mensajes']).toHaveLength(2)
  })
})

describe('a person', () => {
  it('who takes over holds messages without an error, is heard as an answer, and hands back', async () => {
    const name = rig.newName()
    const client = await rig.dial(name)
    await client.ask('hola')
    const chat = await rig.chatOf(name)
    await rig.test.client.chat.takeOver(chat)

    client.send({ type: 'message', mensaje: '¿tienen cascos?', id: 'held' })
    expect(await client.next('processing')).toMatchObject({ estado: 'retenido', id: 'held', mensaje: expect.stringContaining('persona') })
    expect(await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: '¿me oyen?' } })).toMatchObject({ status: 202, json: { respuesta: '', estado: 'retenido', aviso: expect.stringContaining('persona'), carrito: [] } })
    await rig.test.client.chat.sendAsPerson({ ...chat, clientId: 'p1', text: 'Le atiende Marta.' })
    expect(await client.next('response_start')).toMatchObject({ autor: 'persona' })
    expect(await client.next('response_chunk')).toMatchObject({ content: 'Le atiende Marta.' })
    expect(await client.next('response_end')).toMatchObject({ autor: 'persona', content: 'Le atiende Marta.', tipo_mensaje: null })
    // Whoever asks again what became of the message is told what the person said.
    expect((await rig.ask('/chat/texto', { body: { chat_id: name, mensaje: '¿tienen cascos?', id: 'held' } })).json).toMatchObject({ respuesta: 'Le atiende Marta.', autor: 'persona' })

    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'later' })
    await client.next(({ type, id }) => type === 'processing' && id === 'later')
    await rig.test.client.chat.handBack(chat)
    expect(await client.next(({ type, id }) => type === 'response_end' && id === 'later')).toMatchObject({ autor: 'agente', estado_venta: 'pendiente' })
    expect((await rig.dial(name).then((again) => again.next('connection_status')))).toMatchObject({ control: 'agente' })
  })

  it('who pauses the agent holds messages until it goes on', async () => {
    const name = rig.newName()
    const client = await rig.dial(name)
    await client.ask('hola')
    await rig.test.client.chat.pause(await rig.chatOf(name))
    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'held' })
    expect(await client.next(({ type, id }) => type === 'processing' && id === 'held')).toMatchObject({ estado: 'retenido' })
    await rig.test.client.chat.resume(await rig.chatOf(name))
    expect(await client.next('response_end')).toMatchObject({ id: 'held', estado_venta: 'pendiente' })
  })
})

describe('an answer that does not come', () => {
  it('is told after 45 seconds on a socket and 20 over HTTP, and comes when it is there', async () => {
    const name = rig.newName()
    const client = await rig.dial(name)
    await client.next('connection_status')
    const slot = rig.test.engine.runner.slots.take('interactive')
    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'slow' })
    await client.next('processing')
    const asked = rig.ask('/chat/texto', { body: { chat_id: rig.newName(), mensaje: 'hola', id: 'http' }, headers: { 'accept-language': 'en-GB,en;q=0.9,es;q=0.5' } })
    await rig.clock.alarmOf(20_000)
    rig.clock.move(20_000)
    expect(await asked).toMatchObject({ status: 504, json: { error: { code: 'timeout', mensaje: expect.stringContaining('stored') } } })
    rig.clock.move(24_999)
    client.send({ type: 'ping' })
    expect(await client.next(({ type }) => type !== 'processing')).toMatchObject({ type: 'pong' })
    rig.clock.move(1)
    expect(await client.next('error')).toMatchObject({ code: 'timeout', id: 'slow', mensaje: expect.stringContaining('guardado') })
    rig.test.engine.runner.slots.release(slot)
    await (await rig.dial(rig.newName())).ask('hola')
    expect(await client.next('response_end')).toMatchObject({ id: 'slow', estado_venta: 'pendiente' })
  })
})

describe('an answer under way', () => {
  let businessId: string
  let key: string
  let letGo = (): void => undefined
  beforeAll(async () => {
    businessId = await stockShop(rig.test)
    await usingModel(rig.test, businessId)
    key = (await rig.test.client.chat.settings.newChannelKey({ businessId })).key
    speak = async function* (request) {
      yield 'Claro que sí. '
      await new Promise<void>((resolve) => { letGo = resolve })
      yield /ANSWER BEGINS\n([^]*?)\nANSWER ENDS/.exec(String(request.messages[0]?.content))?.[1] ?? ''
    }
  })

  it('goes on for whoever comes back in the middle of it', async () => {
    const name = rig.newName()
    const first = await rig.dial(name, `key=${key}`)
    first.send({ type: 'message', mensaje: 'quiero 2 cascos de seguridad', id: 'mine' })
    expect(await first.next('response_chunk')).toMatchObject({ content: 'Claro que sí.' })
    first.cut()
    const second = await rig.dial(name, `key=${key}`)
    expect(await second.next('connection_status')).toMatchObject({ historial: [{ autor: 'cliente', estado: 'pendiente' }] })
    expect(await second.next('response_start')).toMatchObject({ autor: 'agente', responde_a: expect.any(String) })
    expect(await second.next('response_chunk')).toMatchObject({ content: 'Claro que sí.' })
    letGo()
    const end = await second.next('response_end')
    expect(end.content).toMatch(/^Claro que sí\. .*\$90\.000/s)
    expect(second.heard.filter(({ type }) => type === 'response_chunk').map(({ content }) => content).join('')).toBe(end.content)
  })

  it('is taken back when a person takes over', async () => {
    const name = rig.newName()
    const client = await rig.dial(name, `key=${key}`)
    client.send({ type: 'message', mensaje: 'quiero un casco', id: 'mine' })
    await client.next('response_chunk')
    const { rows: [row] } = await rig.test.client.chat.list({ filter: { businessId, text: 'quiero un casco' } })
    await rig.test.client.chat.takeOver({ businessId, chatId: row?.id ?? '' })
    letGo()
    const told = [await client.next('processing'), await client.next('processing')]
    expect(told.map(({ estado, id }) => [estado, id]).toSorted()).toEqual([['retenido', 'mine'], ['retirado', 'mine']])
    expect(client.heard.some(({ type }) => type === 'response_end')).toBe(false)
  })
})
