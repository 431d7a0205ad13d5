import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../tests/support/engine.ts'
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
    await talk.end()
  })
})
