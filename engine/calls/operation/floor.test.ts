import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { floorOf } from './floor.ts'

const minute = 60_000
const hour = 60 * minute

let calls: CallsFixture
beforeEach(() => {
  calls = openCallsFixture()
})
afterEach(() => calls.close())

const floor = (choice: { simulated?: boolean; campaignId?: string } = {}) => floorOf({ ...calls, lineLimit: () => 20 }, { businessId: calls.businessId, simulated: true, ...choice })

describe('the floor', () => {
  it('counts what figures mean: attempts, answered, contacts, successes, cost', () => {
    const campaignId = calls.campaign()
    const conversation = { disposition: 'conversation', contact: 1, cost_millicents: 10_000 } as const
    const at = thursdayNoon - 2 * hour
    calls.attempt(campaignId, at, { ...conversation, outcome: 'no_outcome', call_successful: 1 })
    calls.attempt(campaignId, at, { ...conversation, outcome: 'refusal', call_successful: 1 })
    calls.attempt(campaignId, at, { ...conversation, contact: 0, outcome: 'wrong_person', call_successful: 1 })
    calls.promise(calls.attempt(campaignId, at, { ...conversation, outcome: 'promise', call_successful: 0 }))
    calls.promise(calls.attempt(campaignId, at, { ...conversation, outcome: 'promise', call_successful: 1 }), { state: 'review' })
    calls.promise(calls.attempt(campaignId, at, { ...conversation, outcome: 'promise', call_successful: 1 }), { state: 'broken' })
    calls.attempt(campaignId, at, { disposition: 'machine', outcome: 'voicemail', call_successful: 1, cost_millicents: 3_500 })
    calls.attempt(campaignId, at, { disposition: 'unanswered' })
    calls.attempt(campaignId, at, { state: 'not_placed' })
    expect(floor().today).toEqual({
      attempts: 8, answered: 6, contacts: 5, successes: 2, promises: 2, promisedAmounts: [{ minor: 100_000, currency: 'CLP' }], keptPromises: 0, costCents: 63.5, callsLastHour: 0,
    })
  })

  it("knows today as each campaign's own local day, and never mixes practice with real calls", () => {
    const santiago = calls.campaign()
    // In Kiritimati it is the 13th already: there the day began at 10:00 UTC.
    const kiritimati = calls.campaign({ campaign: { time_zone: 'Pacific/Kiritimati' } })
    const real = calls.campaign({ campaign: { simulated: 0 } })
    const earlyMorning = Date.parse('2026-03-12T03:30:00Z')
    calls.attempt(santiago, earlyMorning)
    calls.attempt(santiago, earlyMorning - hour)
    calls.attempt(kiritimati, earlyMorning)
    calls.attempt(kiritimati, thursdayNoon - hour / 2)
    calls.attempt(real, thursdayNoon - minute)
    expect(floor().today).toMatchObject({ attempts: 2, callsLastHour: 1 })
    expect(floor({ campaignId: santiago }).today.attempts).toBe(1)
    expect(floor({ simulated: false }).today).toMatchObject({ attempts: 1, callsLastHour: 1 })
  })

  it('fills the hours without calls, so that a line over the day is true', () => {
    const campaignId = calls.campaign()
    calls.attempt(campaignId, thursdayNoon - 3 * hour + minute, { contact: 1 })
    calls.attempt(campaignId, thursdayNoon - hour)
    expect(floor().perHour.map(({ attempts, contacts }) => [attempts, contacts])).toEqual([[1, 1], [0, 0], [1, 0], [0, 0]])
  })

  it('tells of a round under way whether it still calls or only waits for later tries', () => {
    const campaignId = calls.campaign()
    calls.database.prepare(`INSERT INTO call_rounds (id, campaign_id, local_date, slot, due_at, state, target) VALUES ('r', ?, '2026-03-12', '09:00', ?, 'running', 2)`).run(campaignId, thursdayNoon - hour)
    const attempt = calls.attempt(campaignId, thursdayNoon - minute)
    const stand = (status: string, nextTryAt: number | null) => {
      calls.database.prepare(`UPDATE call_jobs SET round_id = 'r', status = ?, next_try_at = ? WHERE seq = ?`).run(status, nextTryAt, attempt.call_job_seq)
      return floor().nextRounds.find((round) => round.roundId === 'r')?.state
    }
    expect([stand('in_progress', null), stand('scheduled', thursdayNoon), stand('scheduled', thursdayNoon + 30 * minute)]).toEqual(['running', 'running', 'waiting'])
  })

  it('shows who is called now, who waits for a person, and how much of the day is used', () => {
    const campaignId = calls.campaign({ rules: { debtorsPerDay: 9, rounds: ['09:00', '15:00'] } })
    const live = calls.attempt(campaignId, thursdayNoon - minute, { state: 'live', call_status: 'ongoing', started_at: thursdayNoon - minute / 2 })
    calls.attempt(campaignId, thursdayNoon - 2 * minute, { state: 'needs_review', review: 'failure' })
    const shown = floor()
    expect(shown.live).toMatchObject([{ id: live.id, state: 'live', callStatus: 'ongoing', debtorName: 'Persona 0-K' }])
    expect(shown).toMatchObject({ needsReview: 1, lines: { used: 1, limit: 20 }, now: thursdayNoon })
    expect(shown.caps).toEqual([{ campaignId, campaignName: 'Test', calledToday: 1, limitToday: 9, attemptsToday: 2 }])
    // One of nine is called: eight are left, for the one round that is left.
    expect(shown.nextRounds).toEqual([{ campaignId, campaignName: 'Test', roundId: null, localDate: '2026-03-12', slot: '15:00', dueAt: Date.parse('2026-03-12T18:00:00Z'), timeZone: 'America/Santiago', target: 8, state: 'planned' }])
  })

  it('reads no rows of calls for its counts', () => {
    const plan = (sql: string, ...parameters: unknown[]) => calls.database.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters).map(({ detail }) => detail)
    const asked: string[] = []
    const campaignId = calls.campaign()
    calls.attempt(campaignId, thursdayNoon)
    const listening = { ...calls.database, prepare: (sql: string) => { asked.push(sql); return calls.database.prepare(sql) } } as typeof calls.database
    floorOf({ ...calls, database: listening, lineLimit: () => 20 }, { businessId: calls.businessId, simulated: true })
    const counts = asked.filter((sql) => sql.includes('json_each(@days)') && sql.includes('call_attempts'))
    expect(counts.length).toBeGreaterThan(2)
    for (const sql of counts) expect(plan(sql, { days: '[]' }).find((step) => step.startsWith('SEARCH attempt'))).toMatch(/COVERING INDEX call_attempts_campaign/)
  })
})
