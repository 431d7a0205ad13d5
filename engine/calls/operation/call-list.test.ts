import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attemptPage } from '../../../db/queries/call-list.ts'
import { readerQueries } from '../../../db/reader-queries.ts'
import type { Reader } from '../../../db/reader.ts'
import { writeTx } from '../../../db/tx.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import type { AttemptFilter } from '../../contract/calls.ts'
import { attemptWhere, callParts } from './call-export.ts'

let calls: CallsFixture
beforeEach(() => {
  calls = openCallsFixture()
})
afterEach(() => calls.close())

const listed = (filter: Partial<AttemptFilter> = {}, offset = 0, limit = 100) => {
  const { rows, total } = attemptPage(calls.database, { where: attemptWhere({ businessId: calls.businessId, simulated: true, ...filter }), offset, limit })
  return { ids: rows.map(({ id }) => id), total }
}
/** Asks the same queries as a reading thread would. */
const reader = (): Reader => ({ run: async (name: keyof typeof readerQueries, input: never) => (readerQueries[name] as (database: unknown, input: unknown) => unknown)(calls.database, input), close: async () => {} }) as unknown as Reader

describe('the list of calls', () => {
  it('shows the newest first, page by page, and real calls only when asked for them', () => {
    const campaignId = calls.campaign()
    const ids = [3, 2, 1].map((minutes) => calls.attempt(campaignId, thursdayNoon - minutes * 60_000).id).toReversed()
    const real = calls.attempt(calls.campaign({ campaign: { simulated: 0 } }), thursdayNoon)
    expect(listed()).toEqual({ ids, total: 3 })
    expect(listed({}, 1, 1)).toEqual({ ids: [ids[1]], total: 3 })
    expect(listed({ simulated: false })).toEqual({ ids: [real.id], total: 1 })
  })

  it('is narrowed by everything a person filters by', () => {
    const campaignId = calls.campaign()
    const spoken = calls.attempt(campaignId, thursdayNoon, { disposition: 'conversation', disconnection_reason: 'user_hangup', outcome: 'promise', contact: 1, flags: '["conditional"]', call_id: 'call_abc' })
    const silent = calls.attempt(calls.campaign(), thursdayNoon - 60_000, { state: 'needs_review', disposition: 'unanswered', disconnection_reason: 'dial_busy' })
    for (const filter of [
      { dispositions: ['conversation'] }, { reasons: ['user_hangup', 'agent_hangup'] }, { outcomes: ['promise'] }, { contact: true }, { flagged: true }, { states: ['ended'] }, { campaignId }, { from: thursdayNoon }, { text: 'call_ab' },
    ] satisfies Partial<AttemptFilter>[]) expect([filter, listed(filter).ids]).toEqual([filter, [spoken.id]])
    expect(listed({ to: thursdayNoon, contact: false, flagged: false }).ids).toEqual([silent.id])
    expect(listed({ dispositions: [] }).total).toBe(2)
  })

  it('finds people by their name without accents and by their number however it is written', () => {
    const attempt = calls.attempt(calls.campaign(), thursdayNoon)
    writeTx(calls.database, (tx) => tx.database.prepare(`UPDATE debtors SET name = 'María Ñúñez', name_folded = 'maria nunez'`).run())
    for (const text of ['MARÍA', 'núñez', '+56 9 1111-1111', '9 1111 1111']) expect([text, listed({ text }).ids]).toEqual([text, [attempt.id]])
    for (const text of ['pedro', '+56 9 2222', "'; DROP TABLE debtors; --"]) expect(listed({ text }).total).toBe(0)
  })

  it('is exported whole, each call once, though calls are added meanwhile', async () => {
    const campaignId = calls.campaign()
    for (let count = 0; count < 620; count++) calls.attempt(campaignId, thursdayNoon - Math.floor(count / 2) * 60_000, { cost_millicents: 13_933, flags: '["conditional"]' })
    const parts: string[] = []
    for await (const part of callParts(reader(), attemptWhere({ businessId: calls.businessId, simulated: true }), 'json', 'es')) {
      parts.push(part)
      calls.attempt(campaignId, thursdayNoon + 60_000)
    }
    const rows = JSON.parse(parts.join('')) as { attempt_id: string; cost_cents: number; dialled_at: string }[]
    expect(new Set(rows.map((row) => row.attempt_id)).size).toBe(rows.length)
    expect(rows.filter((row) => row.cost_cents === 13.933)).toHaveLength(620)
    const csv: string[] = []
    for await (const part of callParts(reader(), attemptWhere({ businessId: calls.businessId, simulated: true, to: thursdayNoon - 60_000 * 308 }), 'csv', 'es')) csv.push(part)
    expect(csv.join('').split('\r\n').slice(1, 3)).toEqual([expect.stringContaining(';Persona 0-K;+56911111111;'), expect.stringContaining(';13,933;conditional;')])
  })
})
