import { afterEach, describe, expect, test } from 'vitest'
import { attemptsOf } from '../../db/queries/job-list.ts'
import { writeTx } from '../../db/tx.ts'
import { openTestQueue, signal, testJob, type TestQueue, type TestQueueOptions } from '../../tests/harness/test-queue.ts'
import { done, retry, type ExecutionContext } from './define-job.ts'
import type { EnqueuedJob } from './enqueue.ts'
import { abortGraceMs } from './threads.ts'

let queue: TestQueue
const open = (options: TestQueueOptions) => (queue = openTestQueue(options))
afterEach(() => queue.close())

/** A kind that runs in a real thread, whose `started` a test can wait for. */
function threadJob(kind: string, overrides = {}) {
  const started = signal()
  const parts: unknown[] = []
  const receive = (_tx: unknown, _job: unknown, part: unknown) => {
    parts.push(part)
    if (part === 'started') started.send()
  }
  return { started, parts, job: testJob({ kind, execute: 'thread', receive, ...overrides }) }
}

/** A kind that runs in the engine until it is told to stop, or for ever when it does not listen. */
function engineJob(listens: boolean, overrides = {}) {
  const started = signal<ExecutionContext>()
  const job = testJob({
    execute: (_work, context) => new Promise((resolve) => {
      if (listens) context.signal.addEventListener('abort', () => resolve(retry('stopped')))
      started.send(context)
    }),
    ...overrides,
  })
  return { started, job }
}

const ended = (added: EnqueuedJob) => queue.event((event) => event.type === 'job.updated' && event.id === added.id && event.state !== 'running')
const threadIdOf = (added: EnqueuedJob): number => (JSON.parse(queue.job(added).result ?? '{}') as { threadId: number }).threadId

describe('cancelling', () => {
  test.each(['waiting', 'scheduled', 'paused'] as const)('a job that is %s ends it at once', async (state) => {
    const endings: unknown[] = []
    const job = testJob({ ended: (_tx, _job, end) => void endings.push(end) })
    const { runner, add, cancel, clock, job: row, database, control } = open({ definitions: [job] })
    const parent = add(testJob({ kind: 'test.parent' }), null, { runAt: clock.now() + 1e9 })
    if (state === 'paused') writeTx(database, (tx) => control.pauseChildrenTx(tx, parent.id))
    const added = add(job, null, { parentSeq: parent.seq, ...(state === 'scheduled' ? { runAt: clock.now() + 1_000 } : {}) })
    expect(row(added).state).toBe(state)
    expect(cancel(added)).toBe(true)
    expect(cancel(added)).toBe(false)
    expect(row(added)).toMatchObject({ state: 'cancelled', finished_at: clock.now() })
    expect(endings).toEqual(['cancelled'])
    runner.start()
    clock.move(2_000)
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'cancelled', attempts: 0 })
  })

  test('one that runs in the engine stops it', async () => {
    const { started, job } = engineJob(true)
    const { runner, add, cancel, job: row, database } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    expect(cancel(added)).toBe(true)
    expect(row(added)).toMatchObject({ state: 'running', cancel_requested: 1 })
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'cancelled', last_error: 'jobs.was_cancelled' })
    expect(attemptsOf(database, added.seq).map(({ outcome }) => outcome)).toEqual(['cancelled'])
  })

  test('one that runs in the engine and does not listen gives its slot back after the grace', async () => {
    const { started, job } = engineJob(false)
    const next = testJob({ kind: 'test.next' })
    const { runner, add, cancel, clock, job: row } = open({ definitions: [job, next], slots: { bulk: 1 } })
    const added = add(job)
    runner.start()
    const context = await started.promise
    const waiting = add(next)
    cancel(added)
    await clock.alarmOf(abortGraceMs)
    clock.move(abortGraceMs)
    await runner.idle()
    expect(row(added).state).toBe('cancelled')
    expect(row(waiting).state).toBe('done')
    await expect(context.emit('too late')).rejects.toThrow('The lease was lost')
  })

  test.each(['thread.wait', 'thread.compute'])('a thread that cooperates (%s) stops and stays', async (kind) => {
    const { started, job } = threadJob(kind)
    const who = testJob({ kind: 'thread.id', execute: 'thread' })
    const { runner, add, cancel, job: row } = open({ definitions: [job, who], slots: { bulk: 1 } })
    const before = add(who)
    const added = add(job)
    const after = add(who)
    runner.start()
    await started.promise
    cancel(added)
    await runner.idle()
    expect(row(added).state).toBe('cancelled')
    expect(threadIdOf(after)).toBe(threadIdOf(before))
  })

  test('a thread that computes on without listening is ended after the grace and replaced', async () => {
    const { started, job } = threadJob('thread.ignore')
    const who = testJob({ kind: 'thread.id', execute: 'thread' })
    const { runner, add, cancel, clock, job: row } = open({ definitions: [job, who], slots: { bulk: 1 } })
    const before = add(who)
    const added = add(job)
    const after = add(who)
    runner.start()
    await started.promise
    cancel(added)
    await clock.alarmOf(abortGraceMs)
    expect(row(added).state).toBe('running')
    clock.move(abortGraceMs)
    await runner.idle()
    expect(row(added).state).toBe('cancelled')
    expect(threadIdOf(after)).not.toBe(threadIdOf(before))
    expect(runner.slots.all.find((slot) => slot.queue === 'bulk')?.usedThread?.recycled).toBe(1)
  })

  test('one whose attempt fails in the same moment cancels it instead of trying again', async () => {
    const gate = signal()
    const job = testJob({ execute: async () => { await gate.promise; return retry('failed meanwhile') } })
    const { runner, add, cancel, event, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await event((one) => one.type === 'job.updated' && one.state === 'running')
    gate.send()
    cancel(added)
    await runner.idle()
    expect(row(added).state).toBe('cancelled')
  })

  test('one that has timed out already cancels it instead of trying again', async () => {
    const { started, job } = engineJob(false)
    const { runner, add, cancel, clock, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    clock.move(60_000)
    cancel(added)
    clock.move(abortGraceMs)
    await runner.idle()
    expect(row(added).state).toBe('cancelled')
  })

  test('is remembered when the program closes before the job has stopped', async () => {
    const { started, job } = engineJob(false)
    const endings: unknown[] = []
    const { runner, add, cancel, job: row, restarted } = open({ definitions: [{ ...job, ended: (_tx, _job, end) => void endings.push(end) }] })
    const added = add(job)
    runner.start()
    await started.promise
    cancel(added)
    await runner.stop()
    const next = restarted()
    next.runner.start()
    await next.runner.idle()
    expect(row(added)).toMatchObject({ state: 'cancelled', attempts: 1 })
    expect(endings).toEqual(['cancelled'])
  })

  test('comes too late for a job that succeeds', async () => {
    const gate = signal()
    const job = testJob({ execute: async () => { await gate.promise; return done('stored') } })
    const { runner, add, cancel, event, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await event((one) => one.type === 'job.updated' && one.state === 'running')
    gate.send()
    cancel(added)
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'done', result: '"stored"' })
  })
})

describe('timeouts', () => {
  test('count from the start of the attempt, not from when it was planned or had to wait', async () => {
    const gate = signal()
    const blocker = testJob({ kind: 'test.blocker', timeoutMs: 3_600_000, execute: async () => { await gate.promise; return done(null) } })
    const { started, job } = engineJob(true, { timeoutMs: 10_000 })
    const { runner, add, clock, job: row } = open({ definitions: [blocker, job], slots: { bulk: 1 } })
    const first = add(blocker)
    const added = add(job)
    runner.start()
    await queue.event((one) => one.type === 'job.updated' && one.id === first.id)
    clock.move(20_000)
    gate.send()
    await started.promise
    clock.move(9_999)
    expect(row(added)).toMatchObject({ state: 'running', attempts: 1 })
    clock.move(1)
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'scheduled', attempts: 1, last_error: 'jobs.timed_out 10' })
  })

  test('end a thread that does not stop', async () => {
    const { started, job } = threadJob('thread.ignore', { timeoutMs: 10_000, retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 } })
    const { runner, add, clock, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    clock.move(10_000)
    clock.move(abortGraceMs)
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'failed', last_error: 'jobs.timed_out 10' })
  })

  test('do not take back a success', async () => {
    const started = signal()
    const job = testJob({ timeoutMs: 10_000, execute: (_work, { signal: stop }) => new Promise((resolve) => {
      stop.addEventListener('abort', () => resolve(done('just in time')))
      started.send()
    }) })
    const { runner, add, clock, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    clock.move(10_000)
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'done', result: '"just in time"' })
  })
})

describe('threads', () => {
  test('one that crashes or throws costs one attempt, and the next job finds a sound one', async () => {
    const once = { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 }
    const crash = testJob({ kind: 'thread.crash', execute: 'thread', retry: once })
    const thrown = testJob({ kind: 'thread.throw', execute: 'thread', retry: once })
    const who = testJob({ kind: 'thread.id', execute: 'thread' })
    const { runner, add, job: row } = open({ definitions: [crash, thrown, who], slots: { bulk: 1 } })
    const [crashed, threw, sound] = [add(crash), add(thrown), add(who)]
    runner.start()
    await runner.idle()
    expect(row(crashed)).toMatchObject({ state: 'failed', attempts: 1 })
    expect(row(threw)).toMatchObject({ state: 'failed', last_error: 'the work threw' })
    expect(row(sound).state).toBe('done')
  })

  test('are replaced after 100 tasks, as soon as the next one is ready, without losing one', async () => {
    const who = testJob({ kind: 'thread.id', execute: 'thread' })
    const { runner, add } = open({ definitions: [who], slots: { bulk: 1 } })
    runner.start()
    const ids: unknown[] = []
    while (new Set(ids).size < 3) {
      const added = add(who)
      await runner.idle()
      ids.push(threadIdOf(added))
    }
    const counts = [...new Set(ids)].map((id) => ids.filter((each) => each === id).length)
    expect(counts[0]).toBeGreaterThanOrEqual(100)
    expect(counts[1]).toBeGreaterThanOrEqual(100)
    const slot = runner.slots.all.find((each) => each.queue === 'bulk')?.usedThread
    expect(slot).toMatchObject({ tasksDone: ids.length, recycled: 2, memoryBytes: expect.any(Number) })
  })

  test('tell their progress, the last of it too', async () => {
    const job = testJob({ kind: 'thread.progress', execute: 'thread' })
    const { runner, add, job: row, event } = open({ definitions: [job], slots: { bulk: 1 } })
    const jobs = Array.from({ length: 50 }, () => add(job))
    runner.start()
    await runner.idle()
    expect(await event((one) => one.type === 'job.progress')).toEqual({ type: 'job.progress', id: jobs[0]?.id, done: 1, total: 2, note: 'half' })
    for (const added of jobs) expect(row(added)).toMatchObject({ state: 'done', progress_done: 2, progress_total: 2, progress_note: null })
  })
})

describe('what an execution says while it works', () => {
  test('parts are stored in order, each before the next is made', async () => {
    const { parts, job } = threadJob('thread.emit')
    const { runner, add, job: row } = open({ definitions: [job] })
    const added = add(job, [1, 2, 3, 4, 5])
    runner.start()
    await ended(added)
    expect(row(added).state).toBe('done')
    expect(parts).toEqual([1, 2, 3, 4, 5])
  })

  test('a part that cannot be stored ends the attempt: what follows is never made', async () => {
    const stored: unknown[] = []
    const job = testJob({ kind: 'thread.emit', execute: 'thread', receive(tx, _job, part) {
      tx.database.prepare(`INSERT INTO settings (key, value, updated_at) VALUES (?, '', 0)`).run(String(part))
      if (part === 2) throw new Error('disk full')
      stored.push(part)
    } })
    const { runner, add, job: row, database } = open({ definitions: [job] })
    const added = add(job, [1, 2, 3])
    runner.start()
    await ended(added)
    expect(row(added)).toMatchObject({ state: 'scheduled', last_error: 'disk full' })
    expect(stored).toEqual([1])
    expect(database.prepare('SELECT key FROM settings').all()).toEqual([{ key: '1' }])
  })

  test('progress is told at most five times a second, the last always', async () => {
    const { clock } = open({ definitions: [] })
    const job = testJob({ execute: async (_work, context) => {
      for (let step = 1; step <= 10; step += 1) {
        context.progress(step, 10)
        clock.move(50)
      }
      return done(null)
    } })
    const told: number[] = []
    const { runner, add, event } = queue.restarted([job])
    add(job)
    runner.start()
    await event((one) => {
      if (one.type === 'job.progress') told.push(one.done)
      return one.type === 'job.progress' && one.done === 10
    })
    await runner.idle()
    expect(told).toEqual([1, 5, 9, 10])
  })
})
