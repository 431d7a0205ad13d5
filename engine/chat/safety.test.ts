import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { sampleBuyer, stockShop, talker } from '../../tests/support/chat.ts'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'

let test: TestEngine
beforeAll(async () => { test = await openTestEngine(undefined, { slots: { interactive: 100, bulk: 1, background: 1 } }) })
afterAll(() => test.close())

describe('buyers at the same moment', () => {
  it('buy exactly what is there', async () => {
    const stock = 4
    const businessId = await stockShop(test, stock)
    const { outsideChats, runner } = test.engine
    const chats = Array.from({ length: 12 }, (_, at) => outsideChats.ensureChannelChat({ businessId, channel: 'channel', channelChatId: `buyer ${at}` }))
    const buyer = sampleBuyer.map((text) => (text === '79123456' ? null : text))
    for (const text of ['quiero 1 casco de seguridad', ...buyer, 'sí']) {
      for (const [at, chat] of chats.entries()) outsideChats.say({ ...chat, clientId: newId(), text: text ?? String(10_000_000 + at) })
      await runner.idle()
    }
    const { rows: [casco] } = await test.client.catalogue.products.list({ filter: { businessId, text: 'casco' } })
    expect(casco?.stock).toBe(0)
    expect((await test.client.catalogue.sales.list({ filter: { businessId } })).total).toBe(stock)
    const answers = chats.map((chat) => outsideChats.history(chat, { limit: 1 }).messages[0]?.text ?? '')
    const details = await Promise.all(chats.map((chat) => test.client.chat.get(chat)))
    expect(details.filter(({ order }) => order?.state === 'cerrada')).toHaveLength(stock)
    // Whoever came too late is told so, and keeps the order.
    for (const [at, { order }] of details.entries()) expect(answers[at]?.includes('Casco de seguridad')).toBe(order?.state !== 'cerrada')
  })
})

describe('another business', () => {
  it('sees nothing of a chat and changes nothing in it, whatever it asks for', async () => {
    const [own, other] = [await stockShop(test), await stockShop(test)]
    const talk = await talker(test, own)
    const foreign = await talker(test, other)
    for (const text of ['quiero 2 cascos de seguridad', 'hola']) await Promise.all([talk.say(text), foreign.say(text)])
    const { chat } = test.client
    const canned = await chat.canned.save({ businessId: own, id: null, shortcut: 'hola', text: 'Hola' })
    const { messages } = await chat.messages(talk.chat)
    const wrong = { businessId: other, chatId: talk.chat.chatId }
    const messageId = messages[0]!.id
    const calls: Readonly<Record<string, () => Promise<unknown>>> = {
      get: () => chat.get(wrong), messages: () => chat.messages(wrong), send: () => chat.send({ ...wrong, clientId: 'x', text: 'x' }), sendFile: () => chat.sendFile({ ...wrong, clientId: 'x', uploadId: 'x', text: '' }),
      watch: () => chat.watch(wrong), see: () => chat.see(wrong), answerAgain: () => chat.answerAgain({ ...wrong, messageId }), takeOver: () => chat.takeOver(wrong), handBack: () => chat.handBack(wrong),
      pause: () => chat.pause(wrong), resume: () => chat.resume(wrong), sendAsPerson: () => chat.sendAsPerson({ ...wrong, clientId: 'x', text: 'x' }), setTone: () => chat.setTone({ ...wrong, tone: 'formal' }),
      close: () => chat.close(wrong), reopen: () => chat.reopen(wrong), remove: () => chat.remove(wrong), rate: () => chat.rate({ ...wrong, messageId, rating: 'up' }), fileUrl: () => chat.fileUrl({ ...wrong, messageId }),
      'canned.save': () => chat.canned.save({ businessId: other, id: canned.id, shortcut: 'x', text: 'x' }), 'canned.remove': () => chat.canned.remove({ businessId: other, id: canned.id }),
      'canned.fill': () => chat.canned.fill({ ...foreign.chat, id: canned.id }), 'messages of a chat of its own, by another\'s message': () => chat.messages({ ...foreign.chat, before: messageId }),
      'a rating of another chat\'s message': () => chat.rate({ ...foreign.chat, messageId: messages[1]!.id, rating: 'up' }),
    }
    const before = [await chat.get(talk.chat), messages]
    for (const [name, call] of Object.entries(calls)) await expect(call(), name).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect([await chat.get(talk.chat), (await chat.messages(talk.chat)).messages]).toEqual(before)
    // Every route that names a chat or a canned reply was asked.
    expect(Object.keys(chat).filter((route) => !['list', 'start', 'settings', 'figures', 'export', 'canned'].includes(route) && !(route in calls))).toEqual([])

    await fc.assert(fc.asyncProperty(fc.constantFrom('casco', 'hola', 'quiero', 'seguridad', '2', 'zzz'), fc.constantFrom(own, other), fc.subarray(['open', 'closed'] as const), async (text, businessId, states) => {
      const { rows, total } = await chat.list({ filter: { businessId, text, states } })
      expect(rows.length).toBe(total)
      expect(rows.map(({ id }) => id).filter((id) => id !== (businessId === own ? talk : foreign).chat.chatId)).toEqual([])
    }), { numRuns: 12 })
    let csv = ''
    for await (const part of await chat.export({ businessId: other, language: 'en' })) csv += part
    expect(csv).not.toContain(talk.chat.chatId)
    expect((await chat.figures({ businessId: other, from: 0, to: Number.MAX_SAFE_INTEGER })).chats).toBe(1)
    await Promise.all([talk.end(), foreign.end()])
  })

  it('has a key of its own, and a chat of one channel is not reached from another', async () => {
    const { outsideChats } = test.engine
    const [own, other] = [await stockShop(test), await stockShop(test)]
    const { key } = await test.client.chat.settings.newChannelKey({ businessId: own })
    expect(outsideChats.businessOfKey(key)).toBe(own)
    expect((await test.client.chat.settings.get({ businessId: own })).channelKey).toBe(true)
    expect((await test.client.chat.settings.get({ businessId: other })).channelKey).toBe(false)
    expect(test.count('SELECT count(*) FROM chat_settings WHERE settings LIKE ? OR channel_key_hash LIKE ?', `%${key}%`, `%${key}%`)).toBe(0)
    const second = await test.client.chat.settings.newChannelKey({ businessId: own })
    expect([key, second.key, 'vck_', ''].map((one) => outsideChats.businessOfKey(one))).toEqual([null, own, null, null])
    const keyed = outsideChats.ensureChannelChat({ businessId: own, channel: 'channel', channelChatId: 'ana' })
    expect(outsideChats.ensureChannelChat({ businessId: own, channel: 'channel', channelChatId: 'ana' })).toEqual(keyed)
    expect(outsideChats.findChannelChat({ businessId: own, channel: 'local', channelChatId: 'ana' })).toBeNull()
    expect(outsideChats.findChannelChat({ businessId: other, channel: 'channel', channelChatId: 'ana' })).toBeNull()
    expect(() => outsideChats.say({ ...keyed, businessId: other, clientId: 'x', text: 'hola' })).toThrow('chat.not_found')
  })
})

describe('erasing a customer', () => {
  it('takes their chats away, and their name out of all others', async () => {
    const businessId = await stockShop(test)
    const talk = await talker(test, businessId)
    const data = ['Xiomara Yupanqui Rojas', '51987654', '3119876543', 'xiomara@example.com']
    for (const text of ['quiero 1 casco de seguridad', sampleBuyer[0], ...data, ...sampleBuyer.slice(5), 'sí']) await talk.say(text)
    const { customer } = await test.client.chat.get(talk.chat)
    const staff = await talker(test, businessId)
    await staff.say('qué ha comprado el cliente con cédula 51.987.654?')
    await staff.say('hola')
    await test.client.catalogue.customers.erase({ businessId, customerId: customer!.id })
    await expect(test.client.chat.get(talk.chat)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { messages } = await test.client.chat.messages(staff.chat)
    expect(messages).toHaveLength(4)
    expect(messages[2]?.text).toBe('hola')
    const kept = ['chats', 'chat_messages', 'orders', 'chat_messages_search_data'].flatMap((table) => (test.engine.database.prepare(`SELECT * FROM ${table}`).all() as object[]).map((row) => JSON.stringify(row, (_, value: unknown) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))))
    expect(kept.length).toBeGreaterThan(5)
    expect(kept.filter((row) => /xiomara|yupanqui|51\.?987\.?654|3119876543/i.test(row))).toEqual([])
    expect((await test.client.catalogue.sales.list({ filter: { businessId } })).total).toBe(1)
    expect(await staff.say('hola')).not.toBe('')
    await staff.end()
  })
})
