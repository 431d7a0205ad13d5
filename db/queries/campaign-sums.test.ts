import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openCallsFixture, thursdayNoon } from '../../tests/fixtures/calls.ts'
import { readMigrations } from '../migrate.ts'
import { writeTx } from '../tx.ts'
import { changeAttemptTx, costSince, totalCost } from './call-attempts.ts'

const calls = openCallsFixture()
afterAll(() => calls.close())

/** What adding up every call says. */
const addedUp = (campaignId: string) => costSince(calls.database, campaignId, 0)

it('the cost of a campaign is that of all its calls, whatever becomes of them', () => {
  const [campaignId, other] = [calls.campaign(), calls.campaign()]
  expect(totalCost(calls.database, campaignId)).toEqual({ spent: 0, average: 0 })
  const first = calls.attempt(campaignId, thursdayNoon, { cost_millicents: 9_000 })
  const open = calls.attempt(campaignId, thursdayNoon + 1)
  calls.attempt(campaignId, thursdayNoon + 2, { cost_millicents: 0 })
  calls.attempt(other, thursdayNoon, { cost_millicents: 70_000 })
  expect(totalCost(calls.database, campaignId)).toEqual({ spent: 9_000, average: 4_500 })

  // The end of a call, a bill that is corrected, a call that goes with its debtor.
  writeTx(calls.database, (tx) => {
    changeAttemptTx(tx, open.seq, { cost_millicents: 3_000 })
    changeAttemptTx(tx, first.seq, { cost_millicents: 12_000, outcome: 'promise' })
  })
  expect(totalCost(calls.database, campaignId)).toEqual({ spent: 15_000, average: 5_000 })
  calls.database.prepare('DELETE FROM call_attempts WHERE seq = ?').run(first.seq)
  expect(totalCost(calls.database, campaignId)).toEqual({ spent: 3_000, average: 1_500 })
  expect([campaignId, other].map((id) => totalCost(calls.database, id))).toEqual([campaignId, other].map(addedUp))

  expect(() => writeTx(calls.database, (tx) => {
    changeAttemptTx(tx, open.seq, { cost_millicents: 99_000 })
    throw new Error('undone')
  })).toThrow('undone')
  expect(totalCost(calls.database, campaignId)).toEqual(addedUp(campaignId))
  calls.database.prepare('DELETE FROM campaigns WHERE id = ?').run(other)
  expect(totalCost(calls.database, other)).toEqual({ spent: 0, average: 0 })
})

it('campaigns that called before costs were added up begin with what they have spent', () => {
  const campaignId = calls.campaign()
  for (const cost_millicents of [2_000, null, 5_000]) calls.attempt(campaignId, thursdayNoon, { cost_millicents })
  const migration = readMigrations(join(import.meta.dirname, '../migrations')).find(({ name }) => name === '0006_campaign_sums')
  // As it was before: the calls, and no sums.
  const { sqlite } = calls.database
  for (const trigger of ['added', 'changed', 'removed']) sqlite.exec(`DROP TRIGGER campaign_sums_${trigger}`)
  sqlite.exec('DROP TABLE campaign_sums')
  sqlite.exec(migration?.sql ?? '')
  expect(totalCost(calls.database, campaignId)).toEqual({ spent: 7_000, average: 3_500 })
})
