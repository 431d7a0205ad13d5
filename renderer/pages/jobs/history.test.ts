import { expect, test } from 'vitest'
import type { JobMinute } from '../../../engine/contract/jobs.ts'
import { bucketsOf } from './history.ts'

const minute = 60_000
// Seven and a half minutes into an hour: within an interval of 15 minutes there are minutes before it.
const now = 1_000 * 60 * minute + 7 * minute + 30_000
const at = (minutesAgo: number, fields: Partial<JobMinute>): JobMinute => ({ minute: now - 30_000 - minutesAgo * minute, queue: 'bulk', done: 0, failed: 0, p50: null, p95: null, p99: null, ...fields })

test('an hour is shown minute by minute, up to the running one, with the empty minutes in place', () => {
  const buckets = bucketsOf([at(0, { done: 3 }), at(2, { done: 5, failed: 1 })], { queue: null, span: 60, now })
  expect(buckets).toHaveLength(60)
  expect(buckets.slice(-3).map(bucket => [bucket.done, bucket.failed])).toEqual([[5, 1], [0, 0], [3, 0]])
})

test('a day is shown in intervals that together hold everything that ended', () => {
  const minutes = Array.from({ length: 1_380 }, (_, index) => at(index, { done: 2, failed: 1 }))
  const buckets = bucketsOf(minutes, { queue: null, span: 1_440, now })
  expect(buckets.length).toBeLessThanOrEqual(96)
  expect(buckets.reduce((sum, bucket) => sum + bucket.done, 0)).toBe(2_760)
  expect(buckets.reduce((sum, bucket) => sum + bucket.failed, 0)).toBe(1_380)
})

test('an interval shows the latency of its worst minute and of the chosen queue only', () => {
  const minutes = [at(0, { p95: 120 }), at(1, { p95: 900 }), at(1, { queue: 'interactive', p95: 5_000 })]
  expect(bucketsOf(minutes, { queue: 'bulk', span: 1_440, now }).at(-1)?.p95).toBe(900)
})

test('minutes older than the period are left out', () => {
  expect(bucketsOf([at(75, { done: 9 })], { queue: null, span: 60, now }).every(bucket => bucket.done === 0)).toBe(true)
})
