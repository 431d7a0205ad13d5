import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertInferenceTx } from '../../db/queries/inferences.ts'
import { inferenceUsage } from '../../db/queries/inferences-list.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { inferenceRow } from '../../tests/harness/inference-row.ts'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { dayOf } from './budget.ts'
import { usageSpan } from './usage-span.ts'

const hour = 3_600_000
const midnight = new Date(2026, 2, 10).getTime()
const now = midnight + 4 * 24 * hour + 15 * hour
const folder = testFolder()
let database: Database
/** One every hour for more than five days until now, each dearer than the one before. */
const moments = Array.from({ length: 130 }, (_, index) => now - (129 - index) * hour)
beforeAll(() => {
  database = openTestDatabase(folder.path)
  writeTx(database, (tx) => {
    for (const [index, timestamp] of moments.entries()) insertInferenceTx(tx, inferenceRow({ id: `${index}`, timestamp, cost_nano_usd: index + 1, response_time_ms: 100 + index, prompt: index % 2 === 0 ? 'even' : 'odd' }), dayOf(timestamp))
  })
})
afterAll(() => {
  database.close()
  folder.remove()
})

test.each<[string, { from?: number; to?: number; text?: string }, { readsDays: boolean; ends: number }]>([
  ['everything', {}, { readsDays: true, ends: 0 }],
  ['whole days', { from: midnight, to: midnight + 48 * hour }, { readsDays: true, ends: 0 }],
  ['from within a day', { from: midnight + 5 * hour }, { readsDays: true, ends: 1 }],
  ['until within a day', { to: midnight + 53 * hour }, { readsDays: true, ends: 1 }],
  ['from and until within days', { from: midnight + 5 * hour, to: midnight + 53 * hour }, { readsDays: true, ends: 2 }],
  ['a night', { from: midnight - 3 * hour, to: midnight + 6 * hour }, { readsDays: true, ends: 2 }],
  ['hours of one day', { from: midnight + 5 * hour, to: midnight + 9 * hour }, { readsDays: false, ends: 1 }],
  ['the last hours', { from: now - 3 * hour }, { readsDays: true, ends: 1 }],
  ['until a moment to come', { from: now - 30 * hour, to: now + hour }, { readsDays: true, ends: 1 }],
  ['words', { from: midnight + 5 * hour, text: 'odd' }, { readsDays: false, ends: 1 }],
])('figures of %s are those of its rows', (_what, filter, { readsDays, ends }) => {
  const span = usageSpan(filter, now)
  expect([span.days !== null, span.ends.length]).toEqual([readsDays, ends])
  const costs = moments.flatMap((moment, index) => (moment >= (filter.from ?? 0) && moment < (filter.to ?? now + 1) && (filter.text === undefined || index % 2 === 1) ? [{ cost: index + 1, day: dayOf(moment) }] : []))
  const usage = inferenceUsage(database, { where: filter, ...span })
  expect(usage.total).toMatchObject({ calls: costs.length, cost_nano_usd: costs.reduce((sum, { cost }) => sum + cost, 0), answered: costs.length })
  expect(usage.byDay.map(({ key, calls }) => [key, calls])).toEqual(Array.from(Map.groupBy(costs, ({ day }) => day), ([day, all]) => [day, all.length]))
  const middle = 99 + (costs.at(Math.ceil(costs.length / 2) - 1)?.cost ?? 0)
  expect(Math.abs((usage.total.p50 ?? 0) / middle - 1)).toBeLessThan(0.1)
})
