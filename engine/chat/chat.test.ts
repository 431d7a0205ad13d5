import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
import { newId } from '../../db/id.ts'
import { insertInferenceTx } from '../../db/queries/inferences.ts'
import { writeTx } from '../../db/tx.ts'
import { inferenceRow } from '../../tests/harness/inference-row.ts'
import { sampleBuyer, stockShop, talker } from '../../tests/support/chat.ts'

let test: TestEngine
beforeAll(async () => { test = await openTestEngine() })
afterAll(() => test.close())

describe('a chat', () => {
  it('goes from hello to a closed sale, and tells it as it is written', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    const heard: string[] = []
    for (const text of ['hola', 'quiero 2 cascos de seguridad', ...sampleBuyer, 'sí']) heard.push(await talk.say(text))
    expect(heard[1]).toContain('$90.000')
    const chat = await test.client.chat.get(talk.chat)
    expect(chat.order).toMatchObject({ state: 'cerrada', total: { minor: 9_000_000, currency: 'COP' }, saleNumber: 1, missing: [] })
    expect(chat.customer).toMatchObject({ sales: 1, spent: { minor: 9_000_000, currency: 'COP' } })
    const { rows } = await test.client.catalogue.sales.list({ filter: { businessId } })
    expect(rows).toMatchObject([{ number: 1, total: { minor: 9_000_000 }, channel: 'chat' }])
    const { rows: [casco] } = await test.client.catalogue.products.list({ filter: { businessId, text: 'casco' } })
    expect(casco?.stock).toBe(8)
    // A second order begins with its first line, and knows the customer.
    await talk.say('quiero 1 extintor')
    expect((await test.client.chat.get(talk.chat)).order).toMatchObject({ state: 'pendiente', saleId: null, collected: { cedula: '79123456' } })
    expect((await test.client.catalogue.orders.list({ businessId })).total).toBe(2)
    await talk.end()
  })

  it('answers each message once, in the order in which they came', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    const texts = ['quiero 2 cascos de seguridad', 'mejor 3', 'agrega 4 guantes de nitrilo', 'quita el casco']
    const sent = texts.map((text, at) => ({ ...talk.chat, clientId: `c${at}`, text }))
    const [first] = await Promise.all(sent.map((message) => test.client.chat.send(message)))
    const again = await test.client.chat.send(sent[0]!)
    expect(again.id).toBe(first?.id)
    await test.engine.runner.idle()
    const { messages } = await test.client.chat.messages(talk.chat)
    expect(messages.filter(({ author }) => author === 'customer').map(({ text, state }) => [text, state])).toEqual(texts.map((text) => [text, 'answered']))
    expect(messages.filter(({ author }) => author === 'agent').map(({ answers }) => messages.find(({ id }) => id === answers)?.text)).toEqual(texts)
    expect((await test.client.chat.get(talk.chat)).order?.lines).toMatchObject([{ name: 'Guantes de nitrilo', quantity: 4 }])
    const { messages: last, more } = await test.client.chat.messages({ ...talk.chat, before: messages.at(-1)!.id, limit: 2 })
    expect(last.map(({ id }) => id)).toEqual(messages.slice(-3, -1).map(({ id }) => id))
    expect(more).toBe(true)
    await talk.end()
  })

  it('names where each fact of an answer comes from, and how it came about', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    await talk.say('cuánto vale el casco de seguridad?')
    const answer = (await test.client.chat.messages(talk.chat)).messages.at(-1)!
    const { rows: [casco] } = await test.client.catalogue.products.list({ filter: { businessId, text: 'casco' } })
    expect(answer.sources).toContainEqual({ kind: 'product', id: casco!.id, field: 'price', value: '$45.000', label: 'Casco de seguridad' })
    expect(answer.trace).toMatchObject({ intent: 'inventario', road: 'product', model: null, fellBack: null, retrieved: expect.arrayContaining([expect.objectContaining({ id: casco!.id })]) })
    await talk.end()
  })

  it('follows prices and stock as they are at that moment, and keeps what the customer was told', async () => {
    const businessId = await stockShop(test)
    const { catalogue } = test.client
    const talk = await talker(test, businessId)
    await talk.say('quiero 2 cascos de seguridad')
    const { rows: [casco] } = await catalogue.products.list({ filter: { businessId, text: 'casco' } })
    const product = { externalId: null, name: casco!.name, description: '', category: 'Cabeza', price: { minor: 5_000_000, currency: 'COP' }, active: true, synonyms: [] }
    await catalogue.products.save({ businessId, productId: casco!.id, version: casco!.version, product })
    // A question is answered with the new price, the cart is as it was told.
    expect(await talk.say('cuánto vale el casco?')).toContain('$50.000')
    expect(await talk.say('muéstrame el carrito')).toContain('$90.000')
    expect(await talk.say('mejor 3 cascos')).toContain('$150.000')
    expect((await test.client.chat.get(talk.chat)).order?.total).toEqual({ minor: 15_000_000, currency: 'COP' })
    await catalogue.products.adjustStock({ businessId, productId: casco!.id, change: -9, reason: 'damaged', note: '' })
    for (const text of sampleBuyer) await talk.say(text)
    expect(await talk.say('sí')).toContain('1')
    expect((await test.client.chat.get(talk.chat)).order?.state).not.toBe('cerrada')
    expect((await catalogue.sales.list({ filter: { businessId } })).total).toBe(0)
    await talk.end()
  })

  it('takes up an order where a person left it in the catalogue', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    await talk.say('quiero 2 cascos de seguridad')
    const { order } = await test.client.chat.get(talk.chat)
    const stored = await test.client.catalogue.orders.get({ businessId, orderId: order!.id })
    const lines = stored.lines.map(({ productId }) => ({ productId, quantity: 5 }))
    await test.client.catalogue.orders.save({ businessId, orderId: stored.id, version: stored.version, order: { chatId: stored.chatId, customerId: null, state: stored.state, collected: {}, lines } })
    expect(await talk.say('muéstrame el carrito')).toContain('$225.000')
    await talk.end()
  })

  it('is found by what was said in it, is told to lists, and is closed when nobody writes any more', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    await talk.say('¿Tienen guantes de nitrilo?')
    const list = (filter: object) => test.client.chat.list({ filter: { businessId, ...filter } })
    expect(await list({ text: 'nitrilo' })).toMatchObject({ total: 1, rows: [{ id: talk.chat.chatId, unread: 1, lastAuthor: 'agent', title: '¿Tienen guantes de nitrilo?' }] })
    expect((await list({ text: 'casco' })).total).toBe(0)
    await test.client.chat.see(talk.chat)
    expect((await list({ states: ['open'] })).rows).toMatchObject([{ unread: 0 }])
    expect(await list({ wanted: true })).toMatchObject({ total: 0, wanted: 0 })
    await talk.say('quiero hablar con una persona')
    expect(await list({ wanted: true })).toMatchObject({ total: 1, wanted: 1, rows: [{ handoff: { reason: 'asked_for_person' } }] })
    // Whoever closes a chat has seen to it: nobody is waited for any more, when it is open again neither.
    expect(await test.client.chat.close(talk.chat)).toMatchObject({ handoff: null })
    expect((await list({})).wanted).toBe(0)
    expect((await list({ states: ['open'] })).total).toBe(0)
    await talk.say('hola')
    expect(await test.client.chat.get(talk.chat)).toMatchObject({ state: 'open', handoff: null })
    await test.client.chat.remove(talk.chat)
    expect((await list({})).total).toBe(0)
    expect(test.count('SELECT count(*) FROM chat_messages WHERE business_id = ?', businessId)).toBe(0)
    await expect(test.client.chat.get(talk.chat)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('customers', () => {
  it('are told of to staff in the lab, and on outside channels only the one that the chat itself has made', async () => {
    const businessId = await stockShop(test)
    await test.client.catalogue.customers.create({ businessId, customer: { nationalId: '79123456', name: 'Zoila Quispe Mamani', phone: '', email: '', address: '', neighbourhood: '', notes: '' } })
    const lab = await talker(test, businessId)
    const question = 'qué ha comprado el cliente con cédula 79123456?'
    expect(await lab.say(question)).toContain('Zoila')

    const { outsideChats } = test.engine
    const outside = (name: string) => {
      const chat = outsideChats.ensureChannelChat({ businessId, channel: 'channel', channelChatId: name })
      return async (text: string) => {
        const { id } = outsideChats.say({ ...chat, clientId: newId(), text })
        await test.engine.runner.idle()
        return outsideChats.history(chat, { limit: 10 }).messages.find(({ answers }) => answers === id)?.text ?? ''
      }
    }
    const stranger = outside('stranger')
    expect(await stranger(question)).not.toContain('Zoila')
    // Nor do the words of a ready reply tell the name behind a number that somebody typed.
    const typed = outside('typed')
    for (const text of ['quiero 1 casco de seguridad', 'eso es todo, quiero pagar', 'mi cédula es 79123456']) await typed(text)
    const canned = await test.client.chat.canned.save({ businessId, id: null, shortcut: 'hola', text: 'Hola, {{customer}}' })
    const { chatId } = outsideChats.findChannelChat({ businessId, channel: 'channel', channelChatId: 'typed' })!
    expect((await test.client.chat.get({ businessId, chatId })).customer?.name).toBe('Zoila Quispe Mamani')
    const { fill } = test.client.chat.canned
    expect(await fill({ businessId, chatId, id: canned.id })).toEqual({ text: 'Hola, {{customer}}', missing: ['customer'] })
    // Whoever types somebody's number in an order is not that person.
    for (const text of ['quiero 1 casco de seguridad', ...sampleBuyer, 'sí', question]) expect(await stranger(text)).not.toContain('compras')
    const own = outside('own')
    for (const text of ['quiero 1 casco de seguridad', ...sampleBuyer.map((one) => (one === '79123456' ? '1020304050' : one)), 'sí']) await own(text)
    // Somebody else buys under the same number: the first chat hears of its own purchase alone.
    const other = outside('other')
    for (const text of ['quiero 2 cascos de seguridad', ...sampleBuyer.map((one) => (one === '79123456' ? '1020304050' : one)), 'sí']) await other(text)
    const told = await own('qué ha comprado el cliente con cédula 1020304050?')
    expect(told).toContain('Zoila')
    expect(told).toContain('$45.000')
    await lab.end()
  })
})

describe('canned replies, figures and the export', () => {
  it('say what holds at the moment', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    await talk.say('quiero 2 cascos de seguridad')
    const canned = await test.client.chat.canned.save({ businessId, id: null, shortcut: 'Total', text: '{{business}}: {{products}} = {{ total }}, {{order_state}}, {{sale_number}} {{other}}' })
    expect(canned.shortcut).toBe('total')
    await expect(test.client.chat.canned.save({ businessId, id: null, shortcut: 'TOTAL', text: 'x' })).rejects.toMatchObject({ data: { reason: 'chat.shortcut_taken' } })
    const { fill } = test.client.chat.canned
    expect(await fill({ ...talk.chat, id: canned.id })).toEqual({ text: 'Seguridad Andina: 2 × Casco de seguridad = $90.000, pendiente, {{sale_number}} {{other}}', missing: ['sale_number', 'other'] })
    const answer = (await test.client.chat.messages(talk.chat)).messages.at(-1)!
    await test.client.chat.rate({ ...talk.chat, messageId: answer.id, rating: 'down' })
    await talk.say('=cmd|cuánto vale el casco?')
    const figures = await test.client.chat.figures({ businessId, from: 0, to: Date.now() + 1 })
    expect(figures).toMatchObject({ chats: 1, messages: 4, byIntent: [{ intent: 'inventario', messages: 1, succeeded: 1 }, { intent: 'venta', messages: 1, succeeded: 0 }], conversion: { carts: 1, sales: 0 }, modelCostUsd: 0 })
    // What was asked of a model costs, whether or not it was said; what others or another area have asked is theirs.
    const at = Date.now()
    writeTx(test.engine.database, (tx) => {
      for (const [id, endpoint, business_id, cost_nano_usd] of [['a', 'chat.answer', businessId, 2e9], ['b', 'chat.understand', businessId, 1e9], ['c', 'chat.bench', businessId, 4e9], ['d', 'chat.answer', test.businessId, 8e9]] as const) {
        insertInferenceTx(tx, inferenceRow({ id, endpoint, business_id, cost_nano_usd, timestamp: at, status: 'cancelled' }), new Date(at).toLocaleDateString('sv'))
      }
    })
    expect((await test.client.chat.figures({ businessId, from: 0, to: at + 1_000 })).modelCostUsd).toBe(3)
    let csv = ''
    for await (const part of await test.client.chat.export({ businessId, language: 'es' })) csv += part
    expect(csv.startsWith('\ufeffchat;canal;')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(6)
    expect(csv).toContain(";'=cmd|cuánto vale el casco?;")
    await talk.end()
  })
})
