import { afterEach, beforeEach, expect, test } from 'vitest'
import { jobById } from '../../db/queries/jobs.ts'
import { openTestQueue, testJob, type TestQueue } from '../../tests/harness/test-queue.ts'
import { failed, done } from './define-job.ts'
import { pruneJobs } from './prune.job.ts'

const day = 86_400_000
let queue: TestQueue
let sound: boolean
const job = testJob({ execute: async (work) => (work === 'fails' && !sound ? failed('no') : done(null)) })

beforeEach(() => {
  sound = false
  queue = openTestQueue({ definitions: [job, pruneJobs] })
  queue.runner.start()
})
afterEach(() => queue.close())

const exists = (...jobs: { id: string }[]) => jobs.map(({ id }) => jobById(queue.database, id) !== null)

async function prune(): Promise<void> {
  queue.add(pruneJobs, {})
  await queue.runner.idle()
  // What one portion leaves follows by itself.
  for (let portion = 0; portion < 5; portion += 1) {
    queue.clock.move(100)
    await queue.runner.idle()
  }
}

test('deletes what ended more than 30 days ago, with its children and attempts, and keeps the rest', async () => {
  const old = queue.add(job)
  const oldChild = queue.add(job, 'fails', { parentSeq: old.seq })
  const planned = queue.add(job, null, { runAt: queue.clock.now() + 365 * day })
  await queue.runner.idle()
  queue.clock.sleep(day)
  const recent = queue.add(job)
  await queue.runner.idle()
  queue.clock.sleep(29 * day + 1)
  await prune()
  expect(exists(old, oldChild, planned, recent)).toEqual([false, false, true, true])
  expect(queue.database.prepare('SELECT count(*) AS count FROM job_attempts').get()).toEqual({ count: 0 })
})

test('keeps an old tree in which a child was begun again', async () => {
  const gate = Promise.withResolvers<void>()
  const slow = testJob({ kind: 'test.slow', execute: async () => { await gate.promise; return done(null) } })
  await queue.runner.stop()
  const next = queue.restarted([job, slow, pruneJobs])
  next.runner.start()
  const root = next.add(job, 'fails')
  const child = next.add(slow, null, { parentSeq: root.seq, runAt: next.clock.now() + day })
  await next.runner.idle()
  queue.clock.sleep(40 * day)
  expect(next.job(child).state).toBe('cancelled')
  next.retry(child)
  next.add(pruneJobs, {})
  await next.event((event) => event.type === 'jobs.changed')
  expect(exists(root, child)).toEqual([true, true])
  gate.resolve()
  await next.runner.idle()
  expect(next.job(child).state).toBe('done')
})

test('goes on in portions until nothing old is left, and forgets old minutes', async () => {
  const jobs = Array.from({ length: 120 }, () => queue.add(job))
  await queue.runner.idle()
  queue.runner.minutes.save()
  queue.clock.sleep(91 * day)
  await prune()
  expect(exists(...jobs)).toEqual(jobs.map(() => false))
  queue.runner.minutes.save()
  expect(queue.database.prepare('SELECT count(*) AS count FROM job_minutes WHERE minute < ?').get(queue.clock.now() - 90 * day)).toEqual({ count: 0 })
})
