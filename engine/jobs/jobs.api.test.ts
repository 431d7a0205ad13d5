import { createRouterClient } from '@orpc/server'
import type { RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestQueue, signal, testJob, type TestQueue } from '../../tests/harness/test-queue.ts'
import type { JobFilter } from '../contract/jobs.ts'
import { done, failed, needsOperator, rateLimited } from './define-job.ts'
import { jobsApi } from './jobs.api.ts'
import { Scheduler } from './schedule.ts'

let queue: TestQueue
let client: RouterClient<ReturnType<typeof jobsApi>>
let scheduler: Scheduler

const call = testJob({ kind: 'calls.place', execute: async (work) => (work === 'busy' ? failed('line busy') : work === 'ask' ? needsOperator('who knows') : done({ ok: true })) })
const report = testJob({ kind: 'reports.make', queue: 'background' })

beforeEach(() => {
  queue = openTestQueue({ definitions: [call, report] })
  scheduler = new Scheduler(queue.database, queue.clock, [{ name: 'reports', job: report, payload: {}, cron: '0 6 * * *', timeZone: 'UTC' }])
  const { database, clock, events, runner, control } = queue
  client = createRouterClient(jobsApi({ database, clock, events, runner, control, scheduler }))
})
afterEach(async () => {
  scheduler.stop()
  await queue.close()
})

async function run(): Promise<void> {
  queue.runner.start()
  await queue.runner.idle()
}

describe('the list', () => {
  test('shows newest first, by page, filtered by any of state, kind, queue, time, parent and text', async () => {
    const start = queue.clock.now()
    const [busy, fine] = [queue.add(call, 'busy'), queue.add(call, 'Ñandú 100%')]
    queue.clock.move(1_000)
    const made = queue.add(report, 'x')
    const child = queue.add(report, 'y', { parentSeq: made.seq, runAt: start + 1e9 })
    await run()
    const ids = async (filter: JobFilter & { offset?: number; limit?: number }) => (await client.list(filter)).rows.map(({ id }) => id)
    expect(await ids({})).toEqual([child.id, made.id, fine.id, busy.id])
    expect(await client.list({ offset: 1, limit: 2 })).toMatchObject({ total: 4, rows: [{ id: made.id }, { id: fine.id }] })
    expect(await ids({ states: ['failed', 'scheduled'] })).toEqual([child.id, busy.id])
    expect(await ids({ kinds: ['calls.place'], states: ['done'] })).toEqual([fine.id])
    expect(await ids({ queue: 'background' })).toEqual([child.id, made.id])
    expect(await ids({ createdFrom: start + 1_000 })).toEqual([child.id, made.id])
    expect(await ids({ createdTo: start + 1_000 })).toEqual([fine.id, busy.id])
    expect(await ids({ parentId: made.id })).toEqual([child.id])
    expect(await ids({ text: 'line b' })).toEqual([busy.id])
    expect(await ids({ text: '100%' })).toEqual([fine.id])
    expect(await ids({ text: '%' })).toEqual([fine.id])
    expect(await ids({ text: made.id.slice(-12) })).toEqual([made.id])
  })

  test("a job's page has its payload, its result, what failed, and its children", async () => {
    const parent = queue.add(call, 'fine', { uniqueKey: 'k' })
    const child = queue.add(call, 'busy', { parentSeq: parent.seq })
    await run()
    expect(await client.get({ id: parent.id })).toMatchObject({ payload: 'fine', result: { ok: true }, uniqueKey: 'k', state: 'done', failedAttempts: [], children: { failed: 1 } })
    expect(await client.get({ id: child.id })).toMatchObject({ parentId: parent.id, failedAttempts: [{ attempt: 1, outcome: 'failed', error: 'line busy' }] })
    await expect(client.get({ id: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND', data: { reason: 'jobs.not_found' } })
  })
})

test('how often the program ended under a job is told apart from its attempts', async () => {
  const ran = signal()
  const held = testJob({ kind: 'calls.hold', timeoutMs: 1e12, execute: () => { ran.send(); return new Promise(() => {}) } })
  const first = queue.restarted([held])
  const cut = first.add(held)
  first.runner.start()
  await ran.promise
  first.restarted([]).runner.start()
  expect(await client.get({ id: cut.id })).toMatchObject({
    attempts: 0, maxAttempts: 3, lostLeases: 1, lastError: 'jobs.engine_ended_unsure', failedAttempts: [{ attempt: 1, outcome: 'lease_lost' }],
  })
  expect((await client.list({})).rows).toMatchObject([{ id: cut.id, lostLeases: 1 }])
})

describe('mass actions', () => {
  /** The count said before is the count of what is done. */
  async function actAsCounted(action: 'retry' | 'cancel', target: Parameters<typeof client.act>[0]['target']): Promise<number> {
    const { count } = await client.countAction({ action, target })
    expect(await client.act({ action, target })).toEqual({ count })
    return count
  }

  test('retry all that match, and only what can be retried', async () => {
    for (const payload of ['busy', 'busy', 'ask', 'fine']) queue.add(call, payload)
    await run()
    expect(await client.countAction({ action: 'retry', target: { filter: { states: ['done'] } } })).toEqual({ count: 0 })
    expect(await actAsCounted('retry', { filter: { text: 'busy' } })).toBe(2)
    await queue.runner.idle()
    expect(await actAsCounted('retry', { filter: {} })).toBe(3)
  })

  test('retry one of those that share a key, and none while another holds it', async () => {
    for (const key of ['a', 'a', 'b', 'c']) {
      queue.add(call, 'busy', { uniqueKey: key })
      await run()
    }
    queue.add(call, 'fine', { uniqueKey: 'b', runAt: queue.clock.now() + 1e6 })
    expect(await actAsCounted('retry', { filter: {} })).toBe(2)
  })

  test('cancel whole trees, counting every job once, over more than one portion', async () => {
    const root = queue.add(report, 'root', { runAt: queue.clock.now() + 1e6 })
    for (let child = 0; child < 450; child += 1) queue.add(report, child, { parentSeq: root.seq, runAt: queue.clock.now() + 1e6 })
    queue.add(call, 'fine')
    await run()
    expect(await actAsCounted('cancel', { filter: {} })).toBe(451)
    expect(queue.job(root)).toMatchObject({ state: 'cancelled', open_children: 0 })
    expect((await client.list({ states: ['cancelled'] })).total).toBe(451)
    expect(await actAsCounted('cancel', { filter: {} })).toBe(0)
  })

  test('on named jobs count each once, and pass over those that do not exist or have ended', async () => {
    const later = queue.add(report, 'x', { runAt: queue.clock.now() + 1e6 })
    const ended = queue.add(call, 'fine')
    await run()
    expect(await actAsCounted('cancel', { ids: [later.id, later.id, ended.id, 'nobody'] })).toBe(1)
  })

  test('tell consoles that jobs changed, only when some did', async () => {
    queue.runner.start()
    await client.act({ action: 'cancel', target: { ids: ['nobody'] } })
    queue.events.publish({ type: 'settings.changed' })
    expect(await queue.event((event) => event.type === 'jobs.changed' || event.type === 'settings.changed')).toEqual({ type: 'settings.changed' })
  })
})

describe('the monitor', () => {
  test('shows queues, slots and what holds them', async () => {
    const limit = queue.clock.now() + 60_000
    const limited = testJob({ kind: 'calls.limited', execute: async () => rateLimited(limit, '429') })
    const next = queue.restarted([call, report, limited])
    const { database, clock, events, runner, control } = next
    const monitor = createRouterClient(jobsApi({ database, clock, events, runner, control, scheduler }))
    for (const payload of ['fine', 'busy', 'ask']) next.add(call, payload)
    runner.start()
    await runner.idle()
    next.add(limited)
    await runner.idle()
    next.add(call, 'held')
    await runner.idle()
    const { queues, threads, kinds } = await monitor.overview()
    expect(kinds).toEqual(['calls.place', 'reports.make', 'calls.limited'])
    expect(queues.find((one) => one.queue === 'bulk')).toEqual({
      queue: 'bulk', slots: 2, waiting: 1, scheduled: 1, running: 0, paused: 0, failed: 1, needsOperator: 1, doneLastMinute: 1, heldUntil: limit,
    })
    expect(threads.map(({ slot, state }) => [slot, state])).toEqual([['interactive-1', 'idle'], ['bulk-1', 'idle'], ['bulk-2', 'idle'], ['background-1', 'idle']])
    expect(await monitor.history({ minutes: 5 })).toMatchObject([{ queue: 'bulk', done: 1, failed: 1 }])
    expect((await monitor.deadLetters()).map(({ error, count }) => [error, count]).toSorted()).toEqual([['line busy', 1], ['who knows', 1]])
    clock.move(60_000)
    expect((await monitor.overview()).queues.find((one) => one.queue === 'bulk')?.heldUntil).toBeNull()
  })

  test('switches schedules', async () => {
    scheduler.start()
    expect(await client.schedules()).toMatchObject([{ name: 'reports', enabled: true, nextRunAt: Date.UTC(2026, 0, 16, 6), lastRunAt: null }])
    expect(await client.setSchedule({ name: 'reports', enabled: false })).toMatchObject({ enabled: false, nextRunAt: null })
    await expect(client.setSchedule({ name: 'nobody', enabled: false })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
