import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { attemptsOf, deadLetters } from '../../db/queries/job-list.ts'
import { queueHolds } from '../../db/queries/jobs.ts'
import { writeTx } from '../../db/tx.ts'
import { openTestQueue, signal, testJob, turns, type TestQueue, type TestQueueOptions } from '../../tests/harness/test-queue.ts'
import { done, failed, needsOperator, rateLimited, retry, type Outcome } from './define-job.ts'
import { enqueueManyTx, enqueueTx } from './enqueue.ts'

let queue: TestQueue
const open = (options: TestQueueOptions) => (queue = openTestQueue(options))
afterEach(() => queue.close())

/** A kind that notes what it ran, one job at a time. */
function noting(overrides = {}) {
  const ran: unknown[] = []
  const job = testJob({ execute: async (work) => { ran.push(work); return done(work) }, ...overrides })
  return { ran, job }
}

describe('claiming', () => {
  test('goes by priority, then by order of arrival', async () => {
    const { ran, job } = noting()
    const { runner, add } = open({ definitions: [job], slots: { bulk: 1 } })
    add(job, 'third', { priority: 0 })
    add(job, 'last', { priority: 9 })
    add(job, 'fourth', { priority: 0 })
    add(job, 'first', { priority: -5 })
    add(job, 'second', { priority: -5 })
    runner.start()
    await runner.idle()
    expect(ran).toEqual(['first', 'second', 'third', 'fourth', 'last'])
  })

  test('does jobs added many at once, in their order, and their parent waits for all of them', async () => {
    const { ran, job } = noting()
    const parent = testJob({ kind: 'test.parent', apply: (tx, { seq, now }) => enqueueManyTx(tx, job, Array.from({ length: 120 }, (_, index) => index), now, { parentSeq: seq }) })
    const { runner, add, database, job: rowOf } = open({ definitions: [job, parent], slots: { bulk: 1 } })
    const added = add(parent)
    runner.start()
    await runner.idle()
    expect(ran).toEqual(Array.from({ length: 120 }, (_, index) => index))
    expect(rowOf(added)).toMatchObject({ state: 'done', open_children: 0 })
    expect(database.prepare(`SELECT count(DISTINCT id) AS ids FROM jobs WHERE state = 'done'`).get()).toEqual({ ids: 121 })
  })

  test('takes no more jobs than there are slots', async () => {
    const gate = signal()
    let running = 0
    let most = 0
    const job = testJob({ execute: async () => { most = Math.max(most, ++running); await gate.promise; running -= 1; return done(null) } })
    const { runner, add, event, database } = open({ definitions: [job], slots: { bulk: 2 } })
    for (let index = 0; index < 6; index += 1) add(job)
    runner.start()
    await event(({ type }) => type === 'job.updated')
    expect(database.prepare(`SELECT count(*) AS count FROM jobs WHERE state = 'running'`).get()).toEqual({ count: 2 })
    gate.send()
    await runner.idle()
    expect(most).toBe(2)
    expect(database.prepare(`SELECT count(*) AS count FROM jobs WHERE state = 'done'`).get()).toEqual({ count: 6 })
  })

  test('a full bulk queue does not hold up interactive work', async () => {
    const gate = signal()
    const bulk = testJob({ kind: 'test.bulk', execute: async () => { await gate.promise; return done(null) } })
    const { ran, job: reply } = noting({ kind: 'test.reply', queue: 'interactive' })
    const { runner, add, event, job } = open({ definitions: [bulk, reply] })
    const blocked = Array.from({ length: 10 }, () => add(bulk))
    runner.start()
    await event((one) => one.type === 'job.updated' && one.state === 'running')
    const asked = add(reply, 'hola')
    await event((one) => one.type === 'job.updated' && one.id === asked.id && one.state === 'done')
    expect(ran).toEqual(['hola'])
    expect(blocked.map((each) => job(each).state).filter((state) => state === 'done')).toEqual([])
    gate.send()
    await runner.idle()
  })

  test('an enqueue that is rolled back never runs, one that commits wakes the runner', async () => {
    const { ran, job } = noting()
    const { runner, clock, database } = open({ definitions: [job] })
    runner.start()
    expect(() => writeTx(database, (tx) => {
      enqueueTx(tx, job, 'undone', clock.now())
      throw new Error('no')
    })).toThrow('no')
    writeTx(database, (tx) => enqueueTx(tx, job, 'kept', clock.now()))
    await turns()
    expect(ran).toEqual(['kept'])
  })

  test('a payload that its kind does not take is refused at the door', () => {
    const job = testJob({ payload: z.object({ phone: z.string() }) })
    const { add } = open({ definitions: [job] })
    expect(() => add(job, { phone: 5 })).toThrow(z.ZodError)
  })

  test('a kind nobody knows waits for a person instead of being lost', async () => {
    const { runner, add, job } = open({ definitions: [] })
    const orphan = add(testJob({ kind: 'test.gone' }))
    runner.start()
    await runner.idle()
    expect(job(orphan)).toMatchObject({ state: 'needs_operator', attempts: 0, last_error: expect.stringContaining('test.gone') })
  })
})

describe('unique keys', () => {
  test('keep a second job out only while the first is open', async () => {
    const { ran, job } = noting()
    const { runner, tryAdd, clock } = open({ definitions: [job] })
    expect(tryAdd(job, 1, { uniqueKey: 'k', runAt: clock.now() + 10 })).not.toBeNull()
    expect(tryAdd(job, 2, { uniqueKey: 'k' })).toBeNull()
    expect(tryAdd(job, 3, { uniqueKey: 'other' })).not.toBeNull()
    runner.start()
    clock.move(10)
    await runner.idle()
    expect(tryAdd(job, 4, { uniqueKey: 'k' })).not.toBeNull()
    await runner.idle()
    expect(ran).toEqual([1, 3, 4])
  })
})

describe('jobs planned for later', () => {
  test('wake at their moment and not a millisecond before', async () => {
    const { ran, job } = noting()
    const { runner, add, clock } = open({ definitions: [job] })
    runner.start()
    add(job, 'later', { runAt: clock.now() + 5_000 })
    add(job, 'sooner', { runAt: clock.now() + 2_000 })
    clock.move(1_999)
    await turns()
    expect(ran).toEqual([])
    clock.move(1)
    await turns()
    expect(ran).toEqual(['sooner'])
    clock.move(2_999)
    await turns()
    expect(ran).toEqual(['sooner'])
    clock.move(1)
    await turns()
    expect(ran).toEqual(['sooner', 'later'])
  })

  test('run soon after the machine wakes when they came due while it slept', async () => {
    const { ran, job } = noting()
    const { runner, add, clock } = open({ definitions: [job] })
    runner.start()
    add(job, 'at nine', { runAt: clock.now() + 3_600_000 })
    await turns()
    clock.sleep(8 * 3_600_000)
    clock.move(30_000)
    await turns()
    expect(ran).toEqual(['at nine'])
  })

  test('a job due sooner is not forgotten for one that is planned while its alarm rings', async () => {
    const { ran, job } = noting()
    const { runner, add, clock } = open({ definitions: [job] })
    runner.start()
    add(job, 'due', { runAt: clock.now() + 1_000 })
    await turns()
    // The date has moved past the alarm, which could not ring yet because the engine was busy.
    clock.sleep(2_000)
    add(job, 'planned', { runAt: clock.now() + 3_600_000 })
    clock.move(1_000)
    await turns()
    expect(ran).toEqual(['due'])
  })
})

describe('outcomes other than success', () => {
  const outcomes = (list: Outcome<unknown>[]) => testJob({ execute: async () => list.shift() ?? done('at last') })

  test('a retry waits for its back-off, and the last attempt fails the job', async () => {
    const job = outcomes([retry('one'), retry('two'), retry('three')])
    const { runner, add, clock, job: row, database } = open({ definitions: [job], random: () => 0.5 })
    const added = add(job)
    runner.start()
    await turns()
    // Half of 1,000 ms fixed, half of the rest by a random of 0.5.
    expect(row(added)).toMatchObject({ state: 'scheduled', attempts: 1, run_at: clock.now() + 750, last_error: 'one' })
    clock.move(750)
    await turns()
    expect(row(added)).toMatchObject({ state: 'scheduled', attempts: 2, run_at: clock.now() + 1_500 })
    clock.move(1_500)
    await turns()
    expect(row(added)).toMatchObject({ state: 'failed', attempts: 3, last_error: 'three', finished_at: clock.now() })
    expect(attemptsOf(database, added.seq).map(({ attempt, outcome, error }) => [attempt, outcome, error])).toEqual([[3, 'failed', 'three'], [2, 'retried', 'two'], [1, 'retried', 'one']])
  })

  test('a retry may name its own moment', async () => {
    const { runner, add, clock, job: row } = open({ definitions: [] })
    await runner.stop()
    const job = outcomes([retry('busy', clock.now() + 90_000)])
    const next = queue.restarted([job])
    const added = add(job)
    next.runner.start()
    await turns()
    expect(row(added)).toMatchObject({ state: 'scheduled', run_at: clock.now() + 90_000 })
    clock.move(90_000)
    await turns()
    expect(row(added)).toMatchObject({ state: 'done', result: '"at last"' })
  })

  test('a rate limit costs no attempt and holds the whole queue, others go on', async () => {
    const ran: string[] = []
    const { clock } = open({ definitions: [] })
    const until = clock.now() + 30_000
    const limited = testJob({ kind: 'test.limited', execute: async () => { ran.push('limited'); return ran.length === 1 ? rateLimited(until, '429') : done(null) } })
    const other = testJob({ kind: 'test.other', execute: async () => { ran.push('other'); return done(null) } })
    const elsewhere = testJob({ kind: 'test.elsewhere', queue: 'background', execute: async () => { ran.push('elsewhere'); return done(null) } })
    const { runner, add, job } = queue.restarted([limited, other, elsewhere])
    const first = add(limited)
    runner.start()
    await turns()
    add(other)
    add(elsewhere)
    await turns()
    expect(ran).toEqual(['limited', 'elsewhere'])
    expect(job(first)).toMatchObject({ state: 'scheduled', attempts: 0 })
    expect(queueHolds(queue.database)).toEqual([{ queue: 'bulk', held_until: until }])
    clock.move(29_999)
    await turns()
    expect(ran).toHaveLength(2)
    clock.move(1)
    await turns()
    expect(ran.slice(2).toSorted()).toEqual(['limited', 'other'])
    expect(job(first)).toMatchObject({ state: 'done', attempts: 1 })
  })

  test('a held queue goes on by itself after a restart, even when the limited job is gone', async () => {
    const { clock } = open({ definitions: [] })
    const limited = testJob({ execute: async () => rateLimited(clock.now() + 20_000, '429') })
    const { ran, job: other } = noting({ kind: 'test.other' })
    const first = queue.restarted([limited, other])
    const added = first.add(limited)
    first.runner.start()
    await first.runner.idle()
    first.add(other, 'held')
    first.cancel(added)
    await first.runner.stop()
    const second = first.restarted()
    second.runner.start()
    await turns()
    expect(ran).toEqual([])
    clock.move(20_000)
    await turns()
    expect(ran).toEqual(['held'])
  })

  test('failed and needs_operator end at once, and the dead are grouped by cause', async () => {
    const job = testJob({ execute: async (work) => (work === 'ask' ? needsOperator('who knows') : failed(String(work))) })
    const { runner, add, job: row, database } = open({ definitions: [job] })
    const jobs = ['bad number', 'ask', 'bad number', 'gone'].map((payload) => add(job, payload))
    runner.start()
    await runner.idle()
    expect(jobs.map((each) => row(each).state)).toEqual(['failed', 'needs_operator', 'failed', 'failed'])
    expect(jobs.map((each) => row(each).attempts)).toEqual([1, 1, 1, 1])
    const dead = deadLetters(database).map(({ kind, error, count }) => [kind, error, count])
    expect(dead[0]).toEqual(['test.job', 'bad number', 2])
    expect(dead.slice(1).toSorted()).toEqual([['test.job', 'gone', 1], ['test.job', 'who knows', 1]])
  })

  test('an execution that throws, or answers what it did not promise, is no success', async () => {
    const job = testJob({ result: z.string(), retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 }, execute: async (work) => { if (work === 'throw') throw new Error('boom'); return done(5) } })
    const { runner, add, job: row } = open({ definitions: [job] })
    const [thrown, wrong] = [add(job, 'throw'), add(job, 'wrong')]
    runner.start()
    await runner.idle()
    expect(row(thrown)).toMatchObject({ state: 'failed', last_error: 'boom' })
    expect(row(wrong)).toMatchObject({ state: 'failed', result: null, last_error: expect.stringContaining('not what test.job promises') })
  })
})

describe("a job's own code that throws", () => {
  const throwOn = (word: string) => (value: unknown) => { if (value === word) throw new Error(`${word} threw`) }

  test('in prepare, harms no other job of the same turn, and leaves nothing behind', async () => {
    const job = testJob({
      retry: { maxAttempts: 2, firstDelayMs: 1_000, maxDelayMs: 1_000 },
      prepare(tx, { payload }) {
        tx.database.prepare(`INSERT INTO settings (key, value, updated_at) VALUES (?, '', 0)`).run(String(payload))
        throwOn('bad')(payload)
        return payload === 'quick' ? { done: payload } : { work: payload }
      },
    })
    const { runner, add, clock, job: row, database } = open({ definitions: [job], slots: { bulk: 4 } })
    const [good, bad, quick, other] = [add(job, 'good'), add(job, 'bad'), add(job, 'quick'), add(job, 'other')]
    runner.start()
    await runner.idle()
    expect([good, quick, other].map((each) => row(each).state)).toEqual(['done', 'done', 'done'])
    expect(row(bad)).toMatchObject({ state: 'scheduled', last_error: 'bad threw' })
    clock.move(1_000)
    await runner.idle()
    expect(row(bad)).toMatchObject({ state: 'failed', attempts: 2 })
    expect(database.prepare<{ key: string }>('SELECT key FROM settings ORDER BY key').all().map(({ key }) => key)).toEqual(['good', 'other', 'quick'])
  })

  test('in apply, is a failed attempt of that job alone, and what it wrote is undone', async () => {
    const job = testJob({
      retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 },
      apply(tx, _job, result) {
        tx.database.prepare(`INSERT INTO settings (key, value, updated_at) VALUES (?, '', 0)`).run(String(result))
        throwOn('bad')(result)
      },
    })
    const { runner, add, job: row, database } = open({ definitions: [job], slots: { bulk: 4 } })
    const jobs = ['one', 'bad', 'two'].map((payload) => add(job, payload))
    runner.start()
    await runner.idle()
    expect(jobs.map((each) => row(each).state)).toEqual(['done', 'failed', 'done'])
    expect(jobs.map((each) => row(each).last_error)).toEqual([null, 'The result could not be stored: bad threw', null])
    expect(database.prepare<{ key: string }>('SELECT key FROM settings ORDER BY key').all().map(({ key }) => key)).toEqual(['one', 'two'])
  })

  test('in ended, sets the job aside for a person while the engine goes on', async () => {
    const job = testJob({ ended: (_tx, { payload }) => throwOn('bad')(payload) })
    const broken = testJob({ kind: 'test.broken', retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 }, prepare: () => { throw new Error('no') }, ended: () => { throw new Error('never ends') } })
    const { runner, add, job: row, restarted, clock } = open({ definitions: [job, broken], slots: { bulk: 4 } })
    const [good, bad, stuck] = [add(job, 'good'), add(job, 'bad'), add(broken)]
    runner.start()
    await runner.idle()
    expect(row(good).state).toBe('done')
    // A first time as a retry, a last time as a failure: neither can be written.
    clock.move(60_000)
    await runner.idle()
    clock.move(60_000)
    await runner.idle()
    expect(row(bad)).toMatchObject({ state: 'needs_operator', last_error: 'bad threw' })
    expect(row(stuck)).toMatchObject({ state: 'needs_operator', last_error: 'never ends' })
    const next = restarted()
    next.runner.start()
    await next.runner.idle()
  })
})
