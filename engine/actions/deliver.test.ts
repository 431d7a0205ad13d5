import { webcrypto } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeTx } from '../../db/tx.ts'
import { openReceiver, openTestActions, type Heard, type Receiver, type TestActions } from '../../tests/support/actions.ts'
import { webhookTimeoutMs } from './webhook.ts'

let receiver: Receiver
let actions: TestActions
beforeEach(async () => {
  receiver = await openReceiver()
  actions = openTestActions()
})
afterEach(async () => {
  await actions.close()
  await receiver.close()
})
const hour = 60 * 60_000
const lastDelivery = async () => {
  const row = (await actions.deliveries())[0]
  if (row === undefined) throw new Error('Nothing was delivered')
  return actions.api.delivery({ id: row.id })
}

function outcomeOf(transaction: () => void): string {
  try {
    transaction()
    return 'kept'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A receiver's own check of a signature, by the platform's other implementation. @returns which of the signatures fit. */
async function fittingSignatures({ headers, body }: Heard, secret: string): Promise<boolean[]> {
  const parts = String(headers['x-vocero-signature']).split(',').map((part) => part.split('=') as [string, string])
  const moment = parts.find(([name]) => name === 't')?.[1]
  const key = await webcrypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const signed = new TextEncoder().encode(`${moment}.${body}`)
  return Promise.all(parts.filter(([name]) => name === 'v1').map(([, hex]) => webcrypto.subtle.verify('HMAC', key, Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)), signed)))
}

describe('a webhook', () => {
  test('arrives once, signed, whole and named', async () => {
    await actions.webhook(receiver.url)
    actions.queue.runner.start()
    const event = actions.event()
    expect([actions.fire(event), actions.fire(event)]).toEqual([1, 0])
    await actions.settled('delivered')
    const [heard] = receiver.heard
    expect(receiver.heard).toHaveLength(1)
    expect(JSON.parse(heard?.body ?? '')).toEqual({ name: 'Ana "Nita" Ñ', amount: 85_000 })
    const delivery = await lastDelivery()
    expect(heard?.headers).toMatchObject({ 'x-vocero-event': 'promise_made', 'x-vocero-delivery': delivery.id, 'content-type': 'application/json; charset=utf-8' })
    expect(await fittingSignatures(heard as Heard, 'shared secret 1234')).toEqual([true])
    expect(await fittingSignatures(heard as Heard, 'shared secret 1235')).toEqual([false])
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 200, attemptLog: [{ attempt: 1, status: 200, response: 'ok', error: null }] })
  })

  test('is signed by the secret before the last change for a day, then no more', async () => {
    const { id } = await actions.webhook(receiver.url)
    await actions.api.setSecret({ actionId: id, secret: { slot: 'signing', key: '' }, value: 'the next secret' })
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.settled('delivered')
    expect(await fittingSignatures(receiver.heard[0] as Heard, 'shared secret 1234')).toEqual([false, true])
    expect(await fittingSignatures(receiver.heard[0] as Heard, 'the next secret')).toEqual([true, false])
    actions.queue.clock.move(25 * hour)
    actions.fire(actions.event())
    await receiver.hasHeard(2)
    expect(await fittingSignatures(receiver.heard[1] as Heard, 'the next secret')).toEqual([true])
  })

  test('waits as long as it is asked to, and keeps its name', async () => {
    await actions.webhook(receiver.url)
    receiver.answers((response) => response.writeHead(429, { 'retry-after': '7200' }).end('later'))
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.queue.runner.idle()
    const now = actions.queue.clock.now()
    expect(await lastDelivery()).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 429, error: 'actions.problem.answered 429', nextTryAt: now + 2 * hour })
    receiver.answers((response) => response.end())
    actions.queue.clock.move(2 * hour)
    await actions.settled('delivered')
    expect(receiver.heard.map(({ headers }) => headers['x-vocero-delivery'])).toEqual([(await lastDelivery()).id, (await lastDelivery()).id])
  })

  test.each([
    ['an answer that never comes', 'actions.problem.timed_out 10', () => {}],
    ['an answer that is cut off', 'actions.problem.network ', (response: import('node:http').ServerResponse) => { response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy()) }],
    ['a redirect', 'actions.problem.answered 307', (response: import('node:http').ServerResponse) => response.writeHead(307, { location: '/elsewhere' }).end()],
    ['a broken server', 'actions.problem.answered 503', (response: import('node:http').ServerResponse) => response.writeHead(503).end()],
  ])('is sent again after %s', async (_name, error, answer) => {
    await actions.webhook(receiver.url)
    receiver.answers(answer as never)
    actions.queue.runner.start()
    actions.fire(actions.event())
    await receiver.hasHeard(1)
    if (error.includes('timed_out')) actions.queue.clock.move(webhookTimeoutMs)
    await actions.queue.runner.idle()
    expect(await lastDelivery()).toMatchObject({ state: 'pending', attempts: 1, error: expect.stringContaining(error) })
    expect(receiver.heard.map(({ path }) => path)).toEqual(['/hook'])
    receiver.answers((response) => response.end())
    actions.queue.clock.move(30_000)
    await actions.settled('delivered')
  })

  test('is given up after about a day, and replayed under the same name when a person says so', async () => {
    await actions.webhook(receiver.url)
    receiver.answers((response) => response.writeHead(500).end())
    actions.queue.runner.start()
    const since = actions.queue.clock.now()
    actions.fire(actions.event())
    await actions.queue.runner.idle()
    for (let tries = 0; tries < 40 && (await lastDelivery()).state === 'pending'; tries += 1) {
      actions.queue.clock.moveTo((await lastDelivery()).nextTryAt ?? 0)
      await actions.queue.runner.idle()
    }
    const hours = (actions.queue.clock.now() - since) / hour
    expect(await lastDelivery()).toMatchObject({ state: 'failed', attempts: 15, error: 'actions.problem.answered 500' })
    expect(hours).toBeGreaterThan(20)
    expect(hours).toBeLessThan(30)
    receiver.answers((response) => response.end())
    expect(await actions.api.replay({ businessId: actions.businessId, filter: { states: ['failed'] } })).toEqual({ replayed: 1 })
    await actions.settled('delivered')
    expect(new Set(receiver.heard.map(({ headers }) => headers['x-vocero-delivery'])).size).toBe(1)
    expect(await lastDelivery()).toMatchObject({ attempts: 16, error: null })
  })

  test('whose receiver is gone for good switches the action off, and says so', async () => {
    const { id } = await actions.webhook(receiver.url)
    receiver.answers((response) => response.writeHead(410).end())
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.settled('failed')
    await actions.queue.event((event) => event.type === 'notice' && event.key === 'actions.notice.switched_off')
    expect((await actions.api.list({ businessId: actions.businessId, simulated: false }))[0]).toMatchObject({ id, enabled: false, disabledReason: 'actions.problem.gone', counts: { failed: 1 } })
    expect(actions.fire(actions.event())).toBe(0)
  })

  test('to an address inside is sent only where that is allowed', async () => {
    await actions.webhook(receiver.url, { target: { kind: 'webhook', url: receiver.url, allowPrivate: false } })
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.settled('needs_operator')
    expect([receiver.heard, (await lastDelivery()).error]).toEqual([[], 'actions.problem.private_address 127.0.0.1'])
  })

  test('without a secret waits for one, and goes on by itself once it is entered', async () => {
    const { id } = await actions.webhook(receiver.url)
    await actions.api.removeSecret({ actionId: id, secret: { slot: 'signing', key: '' } })
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.settled('needs_operator')
    expect([receiver.heard, (await lastDelivery()).error]).toEqual([[], 'actions.problem.secret_missing'])
    await actions.api.setSecret({ actionId: id, secret: { slot: 'signing', key: '' }, value: 'another secret' })
    await actions.settled('delivered')
    expect(await fittingSignatures(receiver.heard[0] as Heard, 'another secret')).toEqual([true])
    // What stopped for another reason waits for a person all the same.
    const stopped = await actions.webhook(receiver.url, { name: 'Other', template: '{"x":"{{nombre | number}}"}', triggers: ['refusal'] })
    actions.fire(actions.event({ trigger: 'refusal' }))
    await actions.settled('needs_operator')
    await actions.api.setSecret({ actionId: stopped.id, secret: { slot: 'signing', key: '' }, value: 'a third secret' })
    await actions.queue.runner.idle()
    expect(await lastDelivery()).toMatchObject({ actionId: stopped.id, state: 'needs_operator' })
  })

  test('of the practice line goes only where it is wanted, and always says what it is', async () => {
    const practice = await actions.webhook(receiver.url, { name: 'Practice', practice: true })
    await actions.webhook(receiver.url, { name: 'Real only' })
    actions.queue.runner.start()
    expect(actions.fire(actions.event({ simulated: true }))).toBe(1)
    await actions.settled('delivered')
    expect([receiver.heard[0]?.headers['x-vocero-simulated'], JSON.parse(receiver.heard[0]?.body ?? '')]).toMatchObject(['true', { simulated: true }])
    expect(await lastDelivery()).toMatchObject({ actionId: practice.id, simulated: true })
    const deliveredOf = async (simulated: boolean) => (await actions.api.list({ businessId: actions.businessId, simulated }))[0]?.counts.delivered
    expect([await deliveredOf(false), await deliveredOf(true)]).toEqual([0, 1])
  })
})

describe('what happened', () => {
  test('and is rolled back is told to nobody; what is kept is told once each', async () => {
    await actions.webhook(receiver.url, { template: '{"event":"{{event_id}}"}' })
    actions.queue.runner.start()
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ events: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() }), { maxLength: 8 }), async (transactions) => {
      const before = receiver.heard.length
      const kept: string[] = []
      for (const { events, fails } of transactions) {
        const told = Array.from({ length: events }, () => actions.event())
        const transaction = () => writeTx(actions.queue.database, (tx) => {
          for (const event of told) actions.area.fireTx(tx, event)
          if (fails) throw new Error('rolled back')
        })
        if (!fails) kept.push(...told.map(({ eventId }) => eventId))
        expect(outcomeOf(transaction)).toBe(fails ? 'rolled back' : 'kept')
      }
      await actions.queue.runner.idle()
      expect(receiver.heard.slice(before).map(({ body }) => (JSON.parse(body) as { event: string }).event).toSorted()).toEqual(kept.toSorted())
    }), { numRuns: 30 })
  })

  test('before the program was killed is told by the next start', async () => {
    await actions.webhook(receiver.url)
    actions.fire(actions.event())
    actions.restart()
    await actions.settled('delivered')
    expect(receiver.heard).toHaveLength(1)
  })

  test('is recognised by its name when the program was killed before it knew of the answer', async () => {
    await actions.webhook(receiver.url)
    receiver.answers(() => {})
    actions.queue.runner.start()
    actions.fire(actions.event())
    await receiver.hasHeard(1)
    receiver.answers((response) => response.end())
    actions.restart()
    await actions.settled('delivered')
    const names = receiver.heard.map(({ headers }) => headers['x-vocero-delivery'])
    expect(names).toHaveLength(2)
    expect(new Set(names).size).toBe(1)
  })
})

describe('secrets', () => {
  test('are in no file but their own, whatever a receiver echoes', async () => {
    const { id } = await actions.webhook(receiver.url)
    receiver.answers((response) => response.writeHead(500).end('your secret is shared secret 1234'))
    await actions.api.test({ actionId: id, trigger: 'promise_made' })
    actions.queue.database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    const holding = readdirSync(actions.queue.folder).filter((name) => readFileSync(join(actions.queue.folder, name)).includes('shared secret 1234'))
    expect(holding).toEqual(['secrets.json'])
    expect(JSON.stringify(await actions.api.list({ businessId: actions.businessId, simulated: false }))).toContain('"last4":"1234"')
    expect((await lastDelivery()).attemptLog[0]?.response).toBe('your secret is ••••')
  })

  test('go with their action', async () => {
    const { id } = await actions.webhook(receiver.url)
    await actions.api.setSecret({ actionId: id, secret: { slot: 'signing', key: '' }, value: 'the next secret' })
    await actions.api.remove({ actionId: id })
    expect([...(await actions.secrets.names()).keys()]).toEqual([])
  })
})

describe('the routes', () => {
  test('refuse a template that names nothing known, when it is saved and when it is looked at', async () => {
    const template = '{"text":"{{apellido}}"}'
    await expect(actions.webhook(receiver.url, { template })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'actions.problem.template_variable', detail: 'apellido' } })
    expect(await actions.api.preview({ businessId: actions.businessId, template, trigger: 'opt_out' })).toEqual({ body: null, problem: { reason: 'actions.problem.template_variable', detail: 'apellido' } })
  })

  test('show what would be sent', async () => {
    const { body } = await actions.api.preview({ businessId: actions.businessId, template: '{"who":"{{nombre}}","what":"{{event}}"}', trigger: 'opt_out' })
    expect(JSON.parse(body ?? '')).toEqual({ who: 'María José "Pepa" Ñúñez', what: 'opt_out' })
  })

  test('try an action out with a made-up event that says so', async () => {
    const { id } = await actions.webhook(receiver.url, { enabled: false })
    receiver.answers((response) => response.writeHead(201).end('{"created":true}'))
    expect(await actions.api.test({ actionId: id, trigger: 'opt_out' })).toMatchObject({ sample: true, state: 'delivered', lastStatus: 201, attemptLog: [{ response: '{"created":true}' }] })
    expect([receiver.heard[0]?.headers['x-vocero-test'], JSON.parse(receiver.heard[0]?.body ?? '')]).toMatchObject(['true', { test: true }])
    receiver.answers((response) => response.writeHead(404).end('no such hook'))
    expect(await actions.api.test({ actionId: id, trigger: 'opt_out' })).toMatchObject({ state: 'failed', error: 'actions.problem.answered 404', attemptLog: [{ response: 'no such hook' }] })
    expect((await actions.api.list({ businessId: actions.businessId, simulated: false }))[0]?.counts).toEqual({ pending: 0, delivered: 0, failed: 0, needsOperator: 0 })
  })

  test('filter the log', async () => {
    const { id } = await actions.webhook(receiver.url, { triggers: ['promise_made', 'opt_out'] })
    actions.queue.runner.start()
    actions.fire(actions.event())
    actions.fire(actions.event({ trigger: 'opt_out', eventId: 'opt_out:1' }))
    await actions.queue.runner.idle()
    await actions.api.test({ actionId: id, trigger: 'opt_out' })
    const found = async (filter: object) => (await actions.api.deliveries({ businessId: actions.businessId, filter })).total
    expect([await found({}), await found({ triggers: ['opt_out'] }), await found({ sample: false }), await found({ states: ['failed'] }), await found({ actionId: 'other' }), await found({ simulated: true })]).toEqual([3, 2, 2, 0, 0, 0])
  })

  test('take an erased debtor out of the log', async () => {
    await actions.webhook(receiver.url)
    actions.queue.runner.start()
    actions.fire(actions.event({ debtorId: 'd7' }))
    await actions.settled('delivered')
    writeTx(actions.queue.database, (tx) => actions.area.forgetDebtorTx(tx, 'd7'))
    expect(JSON.stringify(await lastDelivery())).not.toMatch(/Nita|85000/)
  })
})
