import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../db/open.ts'
import type { JobState } from '../../db/values.ts'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { JobMinutes } from './minutes.ts'

let folder: ReturnType<typeof testFolder>
let database: Database
let clock: MovableClock
let minutes: JobMinutes

beforeEach(() => {
  folder = testFolder()
  database = openTestDatabase(folder.path)
  clock = new MovableClock(Date.UTC(2026, 0, 15, 12))
  minutes = new JobMinutes(database, clock)
})
afterEach(() => {
  database.close()
  folder.remove()
})

const count = (latencyMs: number, state: JobState = 'done', counter = minutes) => counter.count({ id: 'x', kind: 'k', queue: 'bulk', state, parentSeq: null }, latencyMs)

test('percentiles are within the 9 % that the buckets promise', () => {
  for (let latency = 1; latency <= 1_000; latency += 1) count(latency)
  const [minute] = minutes.history(1)
  expect(minute).toMatchObject({ minute: clock.now(), queue: 'bulk', done: 1_000, failed: 0 })
  for (const [share, figure] of [[0.5, minute?.p50], [0.95, minute?.p95], [0.99, minute?.p99]] as const) {
    expect(figure).toBeGreaterThan(share * 1_000 * 0.91)
    expect(figure).toBeLessThan(share * 1_000 * 1.1)
  }
})

test('one slow job shows in p99 and not in p50', () => {
  for (let job = 0; job < 50; job += 1) count(10)
  count(60_000)
  const [minute] = minutes.history(1)
  expect(minute?.p50).toBeLessThan(12)
  expect(minute?.p99).toBeGreaterThan(54_000)
})

test('successes and failures are counted by minute; cancelled jobs and retries are neither', () => {
  count(5)
  count(5, 'waiting_children')
  count(5, 'failed')
  count(5, 'cancelled')
  count(5, 'scheduled')
  clock.move(60_000)
  count(5)
  expect(minutes.history(10).map(({ done, failed }) => [done, failed])).toEqual([[2, 1], [1, 0]])
  expect(minutes.history(1)).toHaveLength(1)
})

test('the last minute slides by seconds', () => {
  count(1)
  clock.move(30_000)
  count(1)
  expect(minutes.doneLastMinute('bulk')).toBe(2)
  clock.move(29_000)
  expect(minutes.doneLastMinute('bulk')).toBe(2)
  clock.move(2_000)
  expect(minutes.doneLastMinute('bulk')).toBe(1)
  expect(minutes.doneLastMinute('interactive')).toBe(0)
})

test('are saved by themselves, and a restart within the same minute counts on', () => {
  count(10)
  count(10)
  clock.move(5_000)
  const after = new JobMinutes(database, clock)
  count(10, 'done', after)
  expect(after.history(1)).toMatchObject([{ done: 3 }])
})
