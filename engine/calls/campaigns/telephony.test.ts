import { createHmac } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { addCampaign } from '../../../tests/harness/test-campaign.ts'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { numberFor } from '../practice-line/scripted-numbers.ts'
import { dayText, zoneTime } from '../zone-time.ts'

/** A Monday in Santiago, half an hour before the first round. */
const monday = Date.parse('2126-03-04T11:30:00Z')

let test: TestEngine
afterEach(() => test.close())

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => void server.close(resolve))
  return port
}

describe('the telephone', () => {
  it('shows that it has a key and never the key', async () => {
    test = await openTestEngine()
    const { telephony } = test.client
    expect(await telephony.status()).toMatchObject({ key: null, webhooks: { enabled: false, listening: false }, practice: { running: false } })
    expect(await telephony.test({ simulated: false })).toMatchObject({ ok: false, problem: { en: expect.stringMatching(/key/) }, agents: [] })
    const status = await telephony.setKey({ key: 'key_0123456789abcdef' })
    expect(status.key).toEqual({ last4: 'cdef', from: 'settings' })
    expect(JSON.stringify(status)).not.toContain('0123456789')
    expect((await telephony.removeKey()).key).toBeNull()
  })

  it('starts the practice line when it is first asked, with agents and numbers of its own', async () => {
    test = await openTestEngine()
    const { telephony } = test.client
    const tried = await telephony.test({ simulated: true })
    expect(tried).toMatchObject({ ok: true, problem: null, concurrency: { current: 0, limit: 20 } })
    expect(tried.agents.map((agent) => agent.agentId)).toContain('agent_practice_es_cl')
    expect(tried.numbers.map((number) => number.number)).toContain('+56222550100')
    expect((await telephony.status()).practice).toMatchObject({ running: true, address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) })
  })

  it('keeps the practice clock over a restart, and never turns it back', async () => {
    test = await openTestEngine()
    const { lines } = test.engine.calls
    lines.time.clock.jumpTo(monday)
    await test.client.telephony.setPractice({ speed: 7, skipIdle: false })
    const before = lines.time.clock.now()
    await test.engine.close()
    test = await openTestEngine(test.dataFolder)
    const { now, speed, skipIdle } = (await test.client.telephony.status()).practice
    expect({ speed, skipIdle }).toEqual({ speed: 7, skipIdle: false })
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThan(before + 3_600_000)
  })

  it('skips to the next moment of a practice campaign, and only then', async () => {
    test = await openTestEngine()
    const { client, engine, businessId } = test
    const { clock } = engine.calls.lines.time
    await client.telephony.setPractice({ skipIdle: false })
    await expect(client.telephony.skipPractice()).rejects.toMatchObject({ code: 'CONFLICT' })
    clock.jumpTo(monday)
    const campaignId = addCampaign(engine.database, businessId, { debtors: [{ name: 'Persona', nationalId: '1-9', phones: [numberFor('promise_full')] }] })
    await client.campaigns.start({ campaignId })
    // The campaign takes its first turn, and then sleeps until its round.
    while ((engine.calls.dialler.nextMoment(true) ?? 0) < monday + 30 * 60_000) await new Promise((resolve) => setImmediate(resolve))
    expect((await client.telephony.skipPractice()).practice.now).toBeGreaterThanOrEqual(monday + 30 * 60_000)
  })

  it('runs a practice campaign to its end, told of its calls by the line', async () => {
    test = await openTestEngine()
    const { client, engine, businessId, until, count } = test
    engine.calls.lines.time.clock.jumpTo(monday)
    await client.telephony.setPractice({ speed: 60 })
    const campaignId = addCampaign(engine.database, businessId, { debtors: [{ name: 'Persona', nationalId: '1-9', phones: [numberFor('promise_full')] }] })
    await client.campaigns.start({ campaignId })
    await until((event) => event.type === 'campaign.updated' && count(`SELECT count(*) FROM campaigns WHERE state = 'done'`) === 1)
    expect(await client.campaigns.get({ campaignId })).toMatchObject({ state: 'done', attempts: 1, contacts: 1, promises: 1, counts: { done: 1 } })
    expect(engine.database.prepare('SELECT event FROM heard_webhooks ORDER BY event').pluck().all()).toContain('call_analyzed')
  })

  it('says why it does not listen', async () => {
    test = await openTestEngine()
    const taken = createServer()
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const status = await test.client.telephony.setWebhooks({ enabled: true, port, publicUrl: null })
    expect(status.webhooks).toMatchObject({ enabled: true, listening: false, problem: { en: expect.stringContaining(String(port)) } })
    taken.close()
    expect((await test.client.telephony.setWebhooks({ enabled: false, port, publicUrl: 'https://calls.example.com' })).webhooks).toMatchObject({ listening: false, problem: null })
  })
})

describe('the public address', () => {
  it('is tried from outside in: it reaches us, another program, or nobody', async () => {
    test = await openTestEngine()
    const { telephony } = test.client
    await expect(telephony.testWebhooks()).rejects.toMatchObject({ data: { reason: 'telephony.nothing_to_test' } })
    const port = await freePort()
    await telephony.setWebhooks({ enabled: true, port, publicUrl: `http://127.0.0.1:${port}/` })
    expect(await telephony.testWebhooks()).toEqual({ reached: true, problem: null })

    const other = createHttpServer((_request, response) => response.writeHead(200).end('{"ok":true}'))
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
    await telephony.setWebhooks({ enabled: true, port, publicUrl: `http://127.0.0.1:${(other.address() as AddressInfo).port}` })
    expect(await telephony.testWebhooks()).toMatchObject({ reached: false, problem: { en: expect.stringContaining('another program') } })
    await new Promise((resolve) => void other.close(resolve))
    expect(await telephony.testWebhooks()).toMatchObject({ reached: false, problem: { en: expect.stringContaining('ECONNREFUSED') } })
  })

  it('is listened on beyond this machine only when a person says so, and then payments must be signed', async () => {
    test = await openTestEngine()
    const { telephony } = test.client
    expect((await telephony.status()).webhooks).toMatchObject({ enabled: false, address: '127.0.0.1', addresses: expect.arrayContaining(['127.0.0.1', '0.0.0.0']) })
    const port = await freePort()
    await telephony.setPaymentsSecret({ secret: 'a secret of sixteen and more' })
    expect((await telephony.setWebhooks({ enabled: true, port, publicUrl: null, address: '0.0.0.0' })).webhooks).toMatchObject({ listening: true, address: '0.0.0.0' })
    const pay = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${port}/hooks/payments`, { method: 'POST', body: '{}', headers })
    expect((await pay({ authorization: 'Bearer a secret of sixteen and more' })).status).toBe(401)
    const seconds = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', 'a secret of sixteen and more').update(`${seconds}.{}`).digest('hex')
    expect((await pay({ 'x-vocero-signature': `t=${seconds},v1=${signature}` })).status).toBe(422)
    // Kept in documentation's own range, an address that no machine has.
    expect((await telephony.setWebhooks({ enabled: true, port, publicUrl: null, address: '192.0.2.1' })).webhooks).toMatchObject({ listening: false, problem: { en: expect.stringContaining('192.0.2.1') } })
  })
})

describe('payments told by another program', () => {
  const secret = 'a secret of sixteen and more'

  async function open() {
    test = await openTestEngine()
    const { client, engine, businessId } = test
    const port = await freePort()
    await client.telephony.setWebhooks({ enabled: true, port, publicUrl: null })
    addCampaign(engine.database, businessId, { debtors: [{ name: 'Persona', nationalId: '11111111-1', phones: ['+56960000001'] }] })
    // What the bank tells of is real.
    engine.database.prepare(`UPDATE debtors SET simulated = 0`).run()
    const tell = async (payment: Record<string, unknown>, headers: (body: string) => Record<string, string>) => {
      const body = JSON.stringify(payment)
      const answer = await fetch(`http://127.0.0.1:${port}/hooks/payments`, { method: 'POST', body, headers: headers(body) })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    return { client, engine, tell }
  }

  const bearer = () => ({ authorization: `Bearer ${secret}` })
  const signed = (seconds: number) => (body: string) => ({ 'x-vocero-signature': `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}` })
  const payment = { external_id: 'P-1', national_id: '11.111.111-1', amount: 84000, paid_on: '2026-03-02' }

  it('are counted once on the debt they are for', async () => {
    const { client, engine, tell } = await open()
    expect((await tell(payment, bearer)).status).toBe(401)
    await client.telephony.setPaymentsSecret({ secret })
    expect((await tell(payment, signed(Math.floor(Date.now() / 1000)))).status).toBe(201)
    expect(await tell(payment, bearer)).toEqual({ status: 200, body: { known: true } })
    expect(engine.database.prepare('SELECT paid_minor, state FROM debts').get()).toEqual({ paid_minor: 84_000, state: 'paid' })
  })

  it('are refused when the signature is old, is of another body, or the payment says too little', async () => {
    const { client, tell } = await open()
    await client.telephony.setPaymentsSecret({ secret })
    const now = Math.floor(Date.now() / 1000)
    expect((await tell(payment, signed(now - 301))).status).toBe(401)
    expect((await tell(payment, () => signed(now)('another body'))).status).toBe(401)
    expect((await tell({ ...payment, national_id: undefined }, bearer)).status).toBe(422)
    expect((await tell({ ...payment, national_id: '7.654.321-6' }, bearer)).status).toBe(404)
    expect((await tell({ ...payment, currency: 'USD' }, bearer)).status).toBe(404)
    expect((await tell({ ...payment, paid_on: '2026-02-30' }, bearer)).status).toBe(422)
  })

  it('are refused while the day of the payment has not come where the debtor lives', async () => {
    const { client, engine, tell } = await open()
    await client.telephony.setPaymentsSecret({ secret })
    engine.database.prepare(`UPDATE debtors SET time_zone = 'Pacific/Pago_Pago'`).run()
    const today = (zone: string) => dayText(zoneTime(zone).dayAt(Date.now()))
    // Twenty-five hours ahead: always another day.
    expect(await tell({ ...payment, paid_on: today('Pacific/Kiritimati') }, bearer)).toEqual({ status: 422, body: { error: expect.stringContaining('paid_on is in the future') } })
    expect(engine.database.prepare('SELECT paid_minor FROM debts').get()).toEqual({ paid_minor: 0 })
    expect((await tell({ ...payment, paid_on: today('Pacific/Pago_Pago') }, bearer)).status).toBe(201)
  })
})
