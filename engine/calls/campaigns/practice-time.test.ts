import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeTx } from '../../../db/tx.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { keepPracticeTime } from './practice-time.ts'

let calls: CallsFixture
beforeEach(() => {
  calls = openCallsFixture()
})
afterEach(() => calls.close())

it('does not go behind an alert after a kill, though nobody was called since', () => {
  const campaignId = calls.campaign()
  calls.attempt(campaignId, thursdayNoon)
  const midnight = thursdayNoon + 12 * 3_600_000
  writeTx(calls.database, (tx) => tx.database
    .prepare(`INSERT INTO alerts (id, business_id, simulated, campaign_id, kind, level, details, at) VALUES ('alert', ?, 1, ?, 'promise_broken', 'warning', '{}', ?)`)
    .run(calls.businessId, campaignId, midnight))
  const real = { now: () => thursdayNoon, after: () => () => {} }
  expect(keepPracticeTime(calls.database, real, { publish: () => {} }).clock.now()).toBe(midnight)
})
