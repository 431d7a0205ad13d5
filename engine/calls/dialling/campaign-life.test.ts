import { afterEach, describe, expect, it } from 'vitest'
import { openDiallingRig, type DiallingRig, type RigOptions } from '../../../tests/harness/dialling-rig.ts'
import { said } from '../../../tests/harness/scripted-line.ts'
import type { TestDebtor } from '../../../tests/harness/test-campaign.ts'
import { moveCampaignTx } from '../../../db/queries/campaigns.ts'

let rig: DiallingRig | null = null
afterEach(async () => {
  await rig?.close()
  rig = null
})

const open = (options?: RigOptions): DiallingRig => (rig = openDiallingRig(options))
const person = (index: number): TestDebtor => ({ name: `Persona ${index}`, nationalId: `${10_000_000 + index}-K`, phones: [`+569${10_000_000 + index}`, `+569${20_000_000 + index}`] })
const people = (count: number, from = 1): TestDebtor[] => Array.from({ length: count }, (_, index) => person(from + index))
const minute = 60_000
const hour = 60 * minute
const alertsOf = (own: DiallingRig) => own.all<{ kind: string }>('SELECT kind FROM alerts ORDER BY seq').map((alert) => alert.kind)

describe('rounds', () => {
  it('interrupted in the middle of its choice on an earlier day is over, and whoever it chose waits for a round of today', async () => {
    const own = open({ lineLimit: 1 })
    await own.start(own.add({ debtors: people(4) }))
    await own.pass(minute + 2_000)
    expect(own.line.asked).toHaveLength(1)
    // As if it had been killed while it chose.
    own.write(({ database }) => database.prepare(`UPDATE call_rounds SET state = 'planned' WHERE slot = '09:00'`).run())
    own.kill()
    own.line.end('call-1', 'dial_no_answer')
    await own.sleep(23 * hour)
    await own.restart()
    await own.pass(20 * minute, 10_000)
    expect(own.line.asked).toHaveLength(1)
    expect(own.all(`SELECT local_date, slot, state FROM call_rounds WHERE state = 'planned'`)).toEqual([])
    expect(own.all(`SELECT status FROM call_jobs WHERE seq > 1`)).toEqual([{ status: 'pending' }, { status: 'pending' }, { status: 'pending' }])
    await own.pass(40 * minute, 10_000)
    expect(own.line.asked.length).toBeGreaterThan(1)
  })

  it('that was to begin when the computer fell asleep asks when it wakes on the same day', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(2) }))
    own.write(({ database }) => database.prepare(`INSERT INTO call_rounds (id, campaign_id, local_date, slot, due_at, state, target) SELECT 'r', id, '2026-03-02', '09:00', ?, 'planned', 0 FROM campaigns`).run(own.clock.now() + minute))
    own.kill()
    await own.sleep(2 * hour)
    await own.restart()
    expect(own.line.asked).toHaveLength(0)
    expect(own.all(`SELECT state FROM call_rounds WHERE id = 'r'`)).toEqual([{ state: 'asking' }])
    expect(alertsOf(own)).toEqual(['round_missed'])
  })

  it('that asked and was answered on is not asked about again', async () => {
    const own = open({ now: Date.parse('2026-03-02T14:00:00Z') })
    await own.start(own.add({ debtors: people(2) }))
    own.write(({ database }) => database.prepare(`UPDATE call_rounds SET state = 'planned', target = 0, decided_at = ? WHERE slot = '09:00'`).run(own.clock.now()))
    await own.restart()
    await own.pass(5_000)
    expect(own.line.asked).toHaveLength(2)
  })

  it('begin at their moment though the computer slept before', async () => {
    const own = open({ now: Date.parse('2026-03-02T10:00:00Z') })
    await own.start(own.add({ debtors: people(2) }))
    // Alarms stand still meanwhile.
    await own.sleep(119 * minute)
    await own.pass(2 * minute)
    expect(own.line.asked).toHaveLength(2)
    expect(alertsOf(own)).toEqual([])
  })

  it('of a day on which nobody may be called look at nobody', async () => {
    // A Sunday.
    const own = open({ now: Date.parse('2026-03-01T11:59:00Z') })
    await own.start(own.add({ debtors: people(3), preset: 'cl' }))
    await own.pass(2 * minute)
    expect(own.all('SELECT count(*) AS decisions FROM call_decisions')).toEqual([{ decisions: 0 }])
    expect(own.all('SELECT state, looked_at FROM call_rounds')).toEqual([{ state: 'skipped', looked_at: 0 }])
    await own.pass(24 * hour, minute)
    expect(own.line.asked.length).toBeGreaterThan(0)
  })
})

describe('lines', () => {
  it('go round between campaigns that want more of them than there are', async () => {
    const own = open({ lineLimit: 1 })
    const [one, other] = [own.add({ debtors: people(6) }), own.add({ debtors: people(6, 11) })]
    await own.start(one)
    await own.start(other)
    await own.pass(minute + 2_000)
    for (let call = 1; call <= 6; call += 1) {
      own.line.end(`call-${call}`, 'dial_no_answer')
      await own.pass(20_000)
    }
    const calls = own.all<{ count: number }>('SELECT count(*) AS count FROM call_attempts GROUP BY campaign_id')
    expect(calls.every(({ count }) => count >= 3)).toBe(true)
  })
})

describe('a campaign', () => {
  it('is not held up by one debtor whose data are damaged', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(3) }))
    own.write(({ database }) => database.prepare(`UPDATE debtors SET variables = 'broken' WHERE seq = 1`).run())
    await own.pass(minute + 10_000)
    expect(own.line.asked).toHaveLength(2)
    expect(own.all('SELECT status FROM call_jobs ORDER BY seq')[0]).toEqual({ status: 'suspended' })
  })

  it('calls nobody about a debt that is paid or withdrawn', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(3) }))
    own.write(({ database }) => database.sqlite.exec(`UPDATE debts SET state = 'withdrawn' WHERE seq = 1`))
    await own.pass(minute + 10_000)
    expect(own.line.asked).toHaveLength(2)
    expect(own.all('SELECT status, last_error FROM call_jobs ORDER BY seq')[0]).toEqual({ status: 'cancelled', last_error: 'debt_gone' })
  })

  it('lets a debtor wait for another day when the policy now allows fewer attempts than were made', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(1) }))
    await own.pass(minute + 5_000)
    own.line.end('call-1', 'dial_no_answer')
    await own.pass(20_000)
    own.write(({ database }) => database.sqlite.exec('UPDATE call_jobs SET max_attempts = 1'))
    await own.pass(2 * hour, 10_000)
    expect(own.all('SELECT status, excluded_rule FROM call_jobs')).toEqual([{ status: 'pending', excluded_rule: null }])
  })

  it('dials no more calls at once than the money that is left pays for', async () => {
    const own = open()
    const campaign = { cost_limit_day_millicents: 35_000, calls_per_second: 20, concurrency: 20 }
    await own.start(own.add({ debtors: people(20), campaign: { ...campaign, concurrency: 1 } }))
    await own.pass(minute + 2_000)
    own.line.end('call-1', 'user_hangup', { call_cost: { combined_cost: 10 } })
    own.write(({ database }) => database.sqlite.exec('UPDATE campaigns SET concurrency = 20'))
    await own.pass(20_000)
    // 10 cents are spent of 35, and a call costs 10: two more fit.
    expect(own.line.asked).toHaveLength(3)
    expect(own.all('SELECT state FROM campaigns')).toEqual([{ state: 'running' }])
    own.line.end('call-2', 'user_hangup', { call_cost: { combined_cost: 10 } })
    own.line.end('call-3', 'user_hangup', { call_cost: { combined_cost: 10 } })
    await own.pass(20_000)
    expect(own.line.asked).toHaveLength(3)
    expect(own.all('SELECT state FROM campaigns')).toEqual([{ state: 'paused' }])
    expect(alertsOf(own)).toContain('cost_limit')
  })

  it('pauses when the line refuses calls, instead of setting everybody aside one by one', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(30) }))
    own.line.refuse = { failure: 'not_found' }
    await own.pass(3 * minute)
    expect(own.line.asked).toHaveLength(5)
    expect(own.all('SELECT state FROM campaigns')).toEqual([{ state: 'paused' }])
    expect(alertsOf(own)).toEqual(['breaker'])
  })

  it('pauses when the line fails at placing calls', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(30) }))
    own.line.refuse = { failure: 'unknown', cause: 'server_error', status: 500 }
    await own.pass(6 * minute)
    expect(own.all('SELECT state FROM campaigns')).toEqual([{ state: 'paused' }])
    expect(own.line.asked.length).toBeLessThanOrEqual(25)
  })

  it('is not paused because Vocero was killed while calls were being placed', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(10) }))
    own.line.createCall = () => new Promise(() => {})
    await own.pass(minute + 10_000)
    own.kill()
    await own.restart()
    await own.pass(2 * minute + 10_000)
    expect(own.all(`SELECT count(*) AS count FROM call_attempts WHERE state = 'not_placed'`)).not.toEqual([{ count: 0 }])
    expect(own.all('SELECT state FROM campaigns')).toEqual([{ state: 'running' }])
  })
})

describe('a person', () => {
  it('in two campaigns is never called by both at once', async () => {
    const own = open()
    await own.start(own.add({ debtors: [person(1)] }))
    const other = own.add({ debtors: [person(2)] })
    own.write(({ database }) => database.sqlite.exec(`UPDATE call_jobs SET debtor_seq = 1, debt_seq = 1 WHERE campaign_id = '${other}'`))
    await own.start(other)
    await own.pass(10 * minute, 5_000)
    expect(own.line.asked).toHaveLength(1)
    own.line.end('call-1', 'agent_hangup', { ...said(['user', 'Mmm']), call_analysis: { call_successful: true } })
    // The other campaign looks at the person again in its next round.
    await own.pass(3 * hour, minute)
    expect(own.line.asked).toHaveLength(2)
  })

  it('with several debts in a campaign is called about one at a time, and no more often a day than anybody', async () => {
    const own = open()
    await own.start(own.add({ debtors: people(3), rules: { callsPerDay: 2, retryMinutes: { conversation: 1, machine: 1, unanswered: 1, bad_number: 0, caller_side: 1, account: 1, system: 1 } } }))
    own.write(({ database }) => database.sqlite.exec('UPDATE call_jobs SET debtor_seq = 1; UPDATE debts SET debtor_seq = 1, reference = id'))
    let longest = 0
    for (let step = 0; step < 60; step += 1) {
      await own.pass(20_000, 5_000)
      longest = Math.max(longest, own.all(`SELECT 1 FROM call_attempts WHERE state IN ('intended', 'live')`).length)
      for (const { call_id } of own.all<{ call_id: string }>(`SELECT call_id FROM call_attempts WHERE state = 'live'`)) own.line.end(call_id, 'dial_no_answer')
    }
    expect(longest).toBe(1)
    expect(own.line.asked).toHaveLength(2)
  })

  it('whose phone another person shares is not called on it while it rings', async () => {
    const own = open()
    const shared: TestDebtor = { ...person(2), phones: person(1).phones }
    await own.start(own.add({ debtors: [person(1), shared] }))
    await own.pass(3 * minute, 1_000)
    const [first, second] = own.line.asked
    expect(first?.to).not.toBe(second?.to)
  })

  it('who may have asked not to be called is called by no campaign before somebody has listened', async () => {
    const own = open({ now: Date.parse('2026-03-02T13:05:00Z') })
    const first = own.add({ debtors: [person(1)] })
    const other = own.add({ debtors: [person(2)] })
    own.write(({ database }) => database.sqlite.exec(`UPDATE call_jobs SET debtor_seq = 1 WHERE campaign_id = '${other}'`))
    await own.start(first)
    own.write(({ database }) => database.prepare(`UPDATE call_jobs SET status = 'scheduled', next_try_at = ? WHERE campaign_id = ?`).run(own.clock.now(), first))
    own.dialler.wake(first)
    await own.pass(5_000)
    await own.start(other)
    own.line.end('call-1', 'user_hangup', said(['agent', 'Hola, hablo de su deuda.'], ['user', 'Exijo que mi teléfono deje de figurar.']))
    await own.pass(20_000)
    expect(own.all('SELECT status, last_error FROM call_jobs ORDER BY seq')).toEqual([{ status: 'suspended', last_error: 'possible_opt_out' }, { status: 'suspended', last_error: 'possible_opt_out' }])
  })

  it('who asked for a call at night gets it when the hours open, before everybody else', async () => {
    const own = open()
    const campaignId = own.add({ debtors: people(3), campaign: { concurrency: 1 } })
    await own.start(campaignId)
    const night = Date.parse('2026-03-03T06:00:00Z')
    own.write(({ database }) => database.prepare(`UPDATE call_jobs SET status = 'scheduled', next_try_at = ?, callback_at = ?, callback_asked_at = ? WHERE seq = 3`).run(night, night, night - hour))
    own.write((tx) => moveCampaignTx(tx, campaignId, ['running'], 'paused', { now: own.clock.now() }))
    await own.sleep(night - own.clock.now() - minute)
    await own.start(campaignId)
    await own.pass(4 * hour, minute)
    expect(own.line.asked).toEqual([])
    await own.pass(3 * hour, minute)
    expect(own.line.asked[0]?.to).toBe(person(3).phones[0])
  })
})
