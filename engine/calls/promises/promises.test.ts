import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callJobBySeq } from '../../../db/queries/call-jobs.ts'
import { insertPaymentTx, promiseById, promisesBetween, promisesOfDebtor, type PromiseRow } from '../../../db/queries/promises.ts'
import { newId } from '../../../db/id.ts'
import { writeTx } from '../../../db/tx.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import type { ActionEvent } from '../../actions/index.ts'
import type { EngineEvent } from '../../contract/events.ts'
import { EventBus } from '../../observe/event-bus.ts'
import { Promises } from './promises.ts'

let calls: CallsFixture
let promises: Promises
let told: ActionEvent[]
let campaignId: string
beforeEach(() => {
  calls = openCallsFixture()
  told = []
  campaignId = calls.campaign()
  promises = new Promises({
    ...calls, events: new EventBus('boot'), wakeCampaign: () => {},
    actions: { fireTx: (_tx, event) => told.push(event) },
  })
})
afterEach(() => calls.close())

/** A promise of 50,000 for the 14th, made on the 12th. */
const promised = (promise: Parameters<CallsFixture['promise']>[1] = {}, madeAt = thursdayNoon) => calls.promise(calls.attempt(campaignId, madeAt, { outcome: 'promise', contact: 1, call_id: newId() }), promise)

/** A payment as a bank's file brings it. */
function paid(amountMinor: number, paidOn: string, externalId = newId(), currency = 'CLP'): string | null {
  const debt = calls.database.prepare<{ seq: number; debtor_seq: number }>('SELECT seq, debtor_seq FROM debts').get()
  return writeTx(calls.database, (tx) => {
    const row = { id: newId(), business_id: calls.businessId, simulated: 1, debtor_seq: debt?.debtor_seq ?? 0, debt_seq: debt?.seq ?? 0, amount_minor: amountMinor, currency, paid_on: paidOn, source: 'bank', external_id: externalId, received_at: 0 }
    const seq = insertPaymentTx(tx, row)
    return seq === null ? null : promises.settlePaymentTx(tx, { ...row, seq, promise_seq: null }, calls.clock.now())
  })
}

const check = () => writeTx(calls.database, (tx) => promises.checkTx(tx, true, 50))
const now = ({ id }: PromiseRow) => promiseById(calls.database, id)
const triggers = () => told.map(({ trigger }) => trigger)

describe('a payment', () => {
  it('keeps a promise when the whole amount has come by the day, in as many parts as it takes', () => {
    const promise = promised()
    expect(paid(20_000, '2026-03-13')).toBe(promise.id)
    expect(now(promise)).toMatchObject({ state: 'partial', paid_minor: 20_000, settled_at: null })
    expect(triggers()).toEqual(['payment_received'])
    expect(paid(30_000, '2026-03-14')).toBe(promise.id)
    expect(now(promise)).toMatchObject({ state: 'kept', paid_minor: 50_000, settled_at: thursdayNoon })
    expect(triggers()).toEqual(['payment_received', 'payment_received', 'promise_kept'])
    expect(told.at(-1)).toMatchObject({ eventId: `promise_kept:${promise.id}`, simulated: true, variables: { monto_pago_cliente: '50000', fecha_pago_cliente: '2026-03-14', campaign: 'Test' } })
  })

  it('that came too late keeps nothing: the promise stays broken and shows what was paid', () => {
    const promise = promised()
    calls.clock.move(4 * 86_400_000)
    check()
    expect(paid(50_000, '2026-03-15')).toBe(promise.id)
    expect(now(promise)).toMatchObject({ state: 'broken', paid_minor: 50_000 })
    expect(triggers()).not.toContain('promise_kept')
  })

  it('that was made in time keeps the promise though its file came days after', () => {
    const promise = promised()
    calls.clock.move(4 * 86_400_000)
    check()
    expect(now(promise)?.state).toBe('broken')
    paid(50_000, '2026-03-14')
    expect(now(promise)).toMatchObject({ state: 'kept', paid_minor: 50_000 })
  })

  it('goes to the promise it is in time for, the earliest first', () => {
    const first = promised({ promised_on: '2026-03-14' })
    const second = promised({ promised_on: '2026-03-20', amount_minor: 10_000 })
    expect(paid(10_000, '2026-03-16')).toBe(second.id)
    expect(now(second)?.state).toBe('kept')
    expect(now(first)).toMatchObject({ state: 'open', paid_minor: 0 })
  })

  it('of before the promise, or in another currency, fulfils none', () => {
    const promise = promised()
    expect(paid(50_000, '2026-03-11')).toBeNull()
    promised({ currency: 'USD' })
    expect(now(promise)).toMatchObject({ state: 'open', paid_minor: 0 })
  })

  it('of any amount keeps a promise that named only a day', () => {
    const promise = promised({ amount_minor: null })
    paid(1_000, '2026-03-14')
    expect(now(promise)?.state).toBe('kept')
  })

  it('that clears the debt keeps whatever was promised of it, and nobody is called about it any more', () => {
    const first = promised({ promised_on: '2026-03-14', amount_minor: 60_000 })
    const second = promised({ promised_on: '2026-04-14', amount_minor: 60_000 })
    paid(84_000, '2026-03-13')
    expect([now(first)?.state, now(second)?.state]).toEqual(['kept', 'kept'])
    expect(calls.database.prepare('SELECT state, paid_minor FROM debts').get()).toEqual({ state: 'paid', paid_minor: 84_000 })
    expect(callJobBySeq(calls.database, 1)).toMatchObject({ status: 'done', next_try_at: null, finished_at: thursdayNoon })
  })

  it('waits with a promise that a person must look at', () => {
    const promise = promised({ state: 'review' })
    paid(50_000, '2026-03-14')
    expect(now(promise)).toMatchObject({ state: 'review', paid_minor: 50_000 })
    promises.settleByPerson(promise, { state: 'open' })
    expect(now(promise)?.state).toBe('kept')
  })
})

describe('the check of each night', () => {
  it('breaks what was not paid once its day is over where the campaign is, with an alert and an action, once', () => {
    const promise = promised()
    calls.clock.moveTo(Date.parse('2026-03-15T02:59:00Z'))
    expect(check()).toBe(0)
    // Midnight in Santiago.
    calls.clock.moveTo(Date.parse('2026-03-15T03:00:00Z'))
    expect(check()).toBe(1)
    expect(check()).toBe(0)
    expect(now(promise)).toMatchObject({ state: 'broken', settled_at: calls.clock.now() })
    expect(told.map(({ eventId }) => eventId)).toEqual([`promise_broken:${promise.id}`])
    const alerts = calls.database.prepare<{ kind: string; level: string; details: string }>('SELECT kind, level, details FROM alerts').all()
    expect(alerts).toMatchObject([{ kind: 'promise_broken', level: 'warning' }])
    expect(JSON.parse(alerts[0]?.details ?? '')).toMatchObject({ name: 'Persona 0-K', promisedOn: '2026-03-14' })
  })

  it('leaves a partly paid promise partly kept for good, and touches neither reviewed nor real ones', () => {
    const partial = promised()
    paid(20_000, '2026-03-13')
    const waiting = promised({ state: 'review' })
    const real = calls.promise(calls.attempt(calls.campaign({ campaign: { simulated: 0 } }), thursdayNoon, { outcome: 'promise' }))
    calls.clock.move(4 * 86_400_000)
    expect(check()).toBe(1)
    expect(now(partial)).toMatchObject({ state: 'partial', settled_at: calls.clock.now() })
    expect([now(waiting)?.state, now(real)?.state]).toEqual(['review', 'open'])
    expect(check()).toBe(0)
    // The rest, paid in time and heard of late, completes it.
    paid(30_000, '2026-03-14')
    expect(now(partial)?.state).toBe('kept')
  })

  it('settles no more than asked at a time', () => {
    for (let count = 0; count < 5; count++) promised()
    calls.clock.move(4 * 86_400_000)
    const some = () => writeTx(calls.database, (tx) => promises.checkTx(tx, true, 2))
    expect([some(), some(), some()]).toEqual([2, 2, 1])
  })
})

describe("a person's word", () => {
  it('opens a flagged promise only with a day that can still come, and then tells the actions of it', () => {
    const promise = promised({ state: 'review', promised_on: null, flags: '["date_missing"]' })
    expect(() => promises.settleByPerson(promise, { state: 'open' })).toThrow('calls.error.promise_needs_day')
    expect(() => promises.settleByPerson(promise, { state: 'open', promisedOn: '2026-03-11' })).toThrow('calls.error.promise_day_past')
    promises.settleByPerson(promise, { state: 'open', promisedOn: '2026-03-20', amountMinor: 40_000 })
    expect(now(promise)).toMatchObject({ state: 'open', promised_on: '2026-03-20', amount_minor: 40_000, settled_at: null })
    expect(told.map(({ eventId }) => eventId)).toEqual([`promise_made:${promise.id}`])
  })

  it('may give a promise up or call it kept', () => {
    const [one, other] = [promised(), promised()]
    promises.settleByPerson(one, { state: 'cancelled' })
    promises.settleByPerson(other, { state: 'kept' })
    expect([now(one)?.state, now(other)?.state]).toEqual(['cancelled', 'kept'])
    expect(triggers()).toEqual(['promise_kept'])
    expect(paid(50_000, '2026-03-14')).toBeNull()
  })

  it('adds a payment once, to a debt of the debtor and not before its day', () => {
    const promise = promised()
    const { id: debtorId } = calls.database.prepare<{ id: string }>('SELECT id FROM debtors').get() ?? { id: '' }
    const { id: debtId } = calls.database.prepare<{ id: string }>('SELECT id FROM debts').get() ?? { id: '' }
    const payment = { debtorId, debtId, amountMinor: 50_000, paidOn: '2026-03-12', externalId: 'receipt 7' }
    expect(() => promises.addPayment({ ...payment, paidOn: '2026-03-13' })).toThrow('calls.error.payment_in_future')
    expect(() => promises.addPayment({ ...payment, debtorId: 'x' })).toThrow('calls.error.debt_not_found')
    expect(promises.addPayment(payment)).toMatchObject({ promiseId: promise.id })
    expect(() => promises.addPayment(payment)).toThrow('calls.error.payment_known')
    expect(calls.database.prepare('SELECT paid_minor FROM debts').pluck().get()).toBe(50_000)
  })
})

describe('the calendar of promises', () => {
  it('holds the promises of its days, and those without a day on the day of their call', () => {
    const [first, second] = [promised({ promised_on: '2026-03-14' }), promised({ promised_on: '2026-03-20' })]
    const undated = promised({ promised_on: null, state: 'review' })
    const other = calls.promise(calls.attempt(calls.campaign(), thursdayNoon), { promised_on: '2026-03-14' })
    const between = (from: string, to: string, more: { campaignId?: string; simulated?: boolean } = {}) => promisesBetween(calls.database, { businessId: calls.businessId, simulated: true, from, to, ...more }).map(({ id }) => id)
    expect(between('2026-03-12', '2026-03-14')).toEqual([undated.id, first.id, other.id])
    expect(between('2026-03-15', '2026-03-31')).toEqual([second.id])
    expect(between('2026-03-01', '2026-03-31', { campaignId })).toEqual([undated.id, first.id, second.id])
    expect(between('2026-03-01', '2026-03-31', { simulated: false })).toEqual([])
  })
})

it('tells the consoles that promises changed', () => {
  const events: EngineEvent[] = []
  const bus = new EventBus('boot')
  bus.publish = (event) => events.push(event)
  const telling = new Promises({ ...calls, events: bus, wakeCampaign: () => {}, actions: { fireTx: () => 0 } })
  telling.settleByPerson(promised(), { state: 'cancelled' })
  expect(events).toEqual([{ type: 'promises.changed' }])
})

it('a person\'s promises are listed newest first, and nobody else\'s', () => {
  const earlier = promised()
  const later = promised({}, thursdayNoon + 86_400_000)
  const debtor = calls.database.prepare<string>('SELECT debtor.id FROM debtors AS debtor JOIN promises AS promise ON promise.debtor_seq = debtor.seq').pluck().get() ?? ''
  expect(promisesOfDebtor(calls.database, debtor).map(({ id }) => id)).toEqual([later.id, earlier.id])
  expect(promisesOfDebtor(calls.database, newId())).toEqual([])
})
