import { afterEach, describe, expect, it } from 'vitest'
import { openDiallingRig, type DiallingRig, type RigOptions } from '../../../tests/harness/dialling-rig.ts'
import type { TestDebtor } from '../../../tests/harness/test-campaign.ts'
import { moveCampaignTx } from '../../../db/queries/campaigns.ts'

let rig: DiallingRig | null = null
afterEach(async () => {
  await rig?.close()
  rig = null
})

const open = (options?: RigOptions): DiallingRig => (rig = openDiallingRig(options))
const person = (index: number): TestDebtor => ({ name: `Persona ${index}`, nationalId: `1000000${index}-K`, phones: [`+5691000000${index}`, `+5692000000${index}`] })
const minute = 60_000

describe('an intent to dial', () => {
  it('is asked for once, and again only after a look-up long enough after the request failed', async () => {
    const { line, ...own } = open()
    await own.start(own.add({ debtors: [person(1)] }))
    line.refuse = { failure: 'unknown', cause: 'timeout', status: null }
    await own.pass(2 * minute)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT state FROM call_attempts')).toEqual([{ state: 'intended' }])
    line.refuse = null
    await own.pass(2 * minute)
    expect(line.asked).toHaveLength(2)
    expect(own.all('SELECT state FROM call_attempts ORDER BY seq')).toEqual([{ state: 'not_placed' }, { state: 'live' }])
  })

  it('is not given up as unplaced while its request may still be on its way, however long it waited before', async () => {
    const { line, ...own } = open({ slots: 1 })
    await own.start(own.add({ debtors: [person(1), person(2)] }))
    await own.pass(minute + 5_000)
    expect(line.asked).toHaveLength(1)
    // The second waits four minutes for its turn, and then its answer is lost.
    await own.pass(4 * minute)
    line.refuse = { failure: 'unknown', cause: 'timeout', status: null }
    line.end('call-1', 'dial_no_answer')
    await own.pass(20_000)
    expect(line.asked).toHaveLength(2)
    await own.pass(minute)
    expect(own.all('SELECT state FROM call_attempts ORDER BY seq')).toEqual([{ state: 'ended' }, { state: 'intended' }])
    expect(line.asked).toHaveLength(2)
  })

  it('is taken back when its campaign was paused before it was asked for', async () => {
    const { line, ...own } = open({ slots: 1 })
    const campaignId = own.add({ debtors: [person(1), person(2)] })
    await own.start(campaignId)
    await own.pass(minute + 5_000)
    own.write((tx) => moveCampaignTx(tx, campaignId, ['running'], 'paused', { now: own.clock.now() }))
    line.end('call-1', 'dial_no_answer')
    await own.pass(minute)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT state, error FROM call_attempts ORDER BY seq')).toEqual([{ state: 'ended', error: null }, { state: 'not_placed', error: 'taken_back' }])
    expect(own.all('SELECT status, attempts, live_attempt_id FROM call_jobs ORDER BY seq')[1]).toEqual({ status: 'scheduled', attempts: 0, live_attempt_id: null })
    own.write((tx) => moveCampaignTx(tx, campaignId, ['paused'], 'running', { now: own.clock.now() }))
    own.dialler.wake(campaignId)
    await own.pass(2_000)
    expect(line.asked).toHaveLength(2)
  })

  it('is decided about again when it waited, and taken back when the hours have closed meanwhile', async () => {
    const { line, ...own } = open({ slots: 1 })
    await own.start(own.add({ debtors: [person(1), person(2)], rules: { hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '09:04' }], leadMinutes: 0 } }))
    await own.pass(minute + 5_000)
    await own.pass(5 * minute)
    line.end('call-1', 'dial_no_answer')
    await own.pass(minute)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT status, last_rule FROM call_jobs ORDER BY seq')[1]).toEqual({ status: 'pending', last_rule: 'window' })
  })

  it('is taken back when the number was put on the do-not-call list meanwhile', async () => {
    const { line, ...own } = open({ slots: 1 })
    await own.start(own.add({ debtors: [person(1), person(2)] }))
    await own.pass(minute + 5_000)
    own.write(({ database }) => database.prepare(`INSERT INTO do_not_call (id, business_id, simulated, scope, subject, source, reason, created_at) VALUES ('a', 'business', 1, 'number', '+56910000002', 'person', '', 0)`).run())
    line.end('call-1', 'dial_no_answer')
    await own.pass(minute)
    expect(line.asked.map((call) => call.to)).toEqual(['+56910000001', '+56920000002'])
  })

  it('is asked for at once when a turn of the queue was undone and done again', async () => {
    const { line, ...own } = open()
    await own.start(own.add({ debtors: [person(1)] }))
    // Another job in the same turn whose payload nobody can read: the whole turn is undone.
    await own.pass(minute - 1_000)
    own.write(({ database }) => {
      database.prepare(`INSERT INTO jobs (id, kind, queue, state, priority, payload, max_attempts, created_at) VALUES ('broken', 'calls.call', 'calls', 'waiting', 100, '{}', 1, 0)`).run()
    })
    await own.pass(2_000)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT state FROM call_attempts')).toEqual([{ state: 'live' }])
  })

  it('keeps the callback it was for when it could not be placed', async () => {
    const { line, ...own } = open({ now: Date.parse('2026-03-02T13:05:00Z') })
    const campaignId = own.add({ debtors: [person(1)] })
    await own.start(campaignId)
    const at = own.clock.now() + 30_000
    own.write(({ database }) => database.prepare(`UPDATE call_jobs SET status = 'scheduled', next_try_at = ?, callback_at = ?, callback_asked_at = ?, callback_text = 'luego'`).run(at, at, at - 1))
    own.dialler.wake(campaignId)
    line.refuse = { failure: 'rate_limited', retryAfterMs: 60_000, concurrency: false }
    await own.pass(35_000)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT status, callback_at, callback_asked_at, callback_text FROM call_jobs')).toEqual([{ status: 'scheduled', callback_at: at, callback_asked_at: at - 1, callback_text: 'luego' }])
  })
})

describe('the job of a call', () => {
  it('cancelled before it began is proven unplaced, and the debtor is left alone', async () => {
    const { line, ...own } = open({ slots: 1 })
    await own.start(own.add({ debtors: [person(1), person(2)] }))
    await own.pass(minute + 5_000)
    const second = own.jobs()[1]
    own.cancel(second?.id ?? '')
    await own.pass(5_000)
    expect(own.all('SELECT state, error FROM call_attempts ORDER BY seq')[1]).toEqual({ state: 'not_placed', error: 'cancelled' })
    expect(own.all('SELECT status FROM call_jobs ORDER BY seq')[1]).toEqual({ status: 'suspended' })
    own.retry(second?.id ?? '')
    line.end('call-1', 'dial_no_answer')
    await own.pass(30_000)
    expect(line.asked).toHaveLength(1)
  })

  it('cancelled while its call is live waits for a person; begun again it follows the call to its end', async () => {
    const { line, ...own } = open()
    await own.start(own.add({ debtors: [person(1)] }))
    await own.pass(minute + 5_000)
    const [job] = own.jobs()
    own.cancel(job?.id ?? '')
    await own.pass(20_000)
    expect(own.all('SELECT state FROM call_attempts')).toEqual([{ state: 'needs_review' }])
    expect(own.all('SELECT status FROM call_jobs')).toEqual([{ status: 'needs_review' }])
    own.retry(job?.id ?? '')
    await own.pass(20_000)
    expect(own.all('SELECT state FROM call_attempts')).toEqual([{ state: 'live' }])
    expect(own.all('SELECT status FROM call_jobs')).toEqual([{ status: 'in_progress' }])
    line.end('call-1', 'dial_no_answer')
    await own.pass(20_000)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT state, disposition FROM call_attempts')).toEqual([{ state: 'ended', disposition: 'unanswered' }])
  })

  it('asks a person about a call that the line does not know any more, instead of asking the line for ever', async () => {
    const { line, ...own } = open()
    await own.start(own.add({ debtors: [person(1)] }))
    await own.pass(minute + 5_000)
    line.calls.clear()
    await own.pass(15 * minute, 5_000)
    expect(own.all('SELECT state, review FROM call_attempts')).toEqual([{ state: 'needs_review', review: 'not_found' }])
  })

  it('hangs up a call that lasts too long until the line has heard it', async () => {
    const { line, ...own } = open()
    await own.start(own.add({ debtors: [person(1)] }))
    line.stopAnswer = { ok: false, problem: { failure: 'unreachable', code: 'X' } }
    await own.pass(12 * minute, 5_000)
    expect(line.stops).toBeGreaterThan(1)
    line.stopAnswer = { ok: true, value: null }
    await own.pass(15_000)
    const stops = line.stops
    await own.pass(minute)
    expect(line.stops).toBe(stops)
  })

  it('killed before its request was answered finds the call, however long ago', async () => {
    const { line, ...own } = open()
    await own.start(own.add({ debtors: [person(1)] }))
    line.refuse = { failure: 'unknown', cause: 'dropped', status: null }
    line.placesAnyway = true
    line.lookup = { answer: 'unknown', why: 'failure', problem: { failure: 'unreachable', code: 'X' } }
    await own.pass(minute + 5_000)
    own.kill()
    await own.sleep(8 * 60 * minute)
    line.lookup = null
    await own.restart()
    await own.pass(5_000)
    expect(line.asked).toHaveLength(1)
    expect(own.all('SELECT state, call_id FROM call_attempts')).toEqual([{ state: 'live', call_id: 'call-1' }])
  })
})
