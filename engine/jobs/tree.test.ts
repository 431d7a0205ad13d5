import { afterEach, describe, expect, test } from 'vitest'
import { openTestQueue, signal, testJob, type TestJob, type TestQueue, type TestQueueOptions } from '../../tests/harness/test-queue.ts'
import { done, failed, retry } from './define-job.ts'
import { enqueueTx, type EnqueuedJob } from './enqueue.ts'

let queue: TestQueue
const open = (options: TestQueueOptions) => (queue = openTestQueue(options))
afterEach(() => queue.close())

/** Notes how jobs ended, in order, as `payload state`. */
function noteEnds() {
  const ends: string[] = []
  const ended: NonNullable<TestJob['ended']> = (_tx, job, state) => void ends.push(`${String(job.payload)} ${state}`)
  return { ends, ended }
}

const states = (...jobs: EnqueuedJob[]) => jobs.map((each) => queue.job(each).state)
const openChildren = (...jobs: EnqueuedJob[]) => jobs.map((each) => queue.job(each).open_children)

describe('a parent', () => {
  test('waits for its last child, and each of them ends once', async () => {
    const { ends, ended } = noteEnds()
    const job = testJob({ ended })
    const { runner, add, clock } = open({ definitions: [job] })
    const root = add(job, 'root')
    add(job, 'soon', { parentSeq: root.seq })
    const late = add(job, 'late', { parentSeq: root.seq, runAt: clock.now() + 1_000 })
    runner.start()
    await runner.idle()
    expect(states(root, late)).toEqual(['waiting_children', 'scheduled'])
    expect(ends).toEqual(['soon done'])
    clock.move(1_000)
    await runner.idle()
    expect(states(root, late)).toEqual(['done', 'done'])
    expect(ends).toEqual(['soon done', 'late done', 'root done'])
    expect(queue.job(root)).toMatchObject({ open_children: 0, finished_at: clock.now() })
  })

  test.each(['prepare', 'receive', 'apply'] as const)('waits for children that its %s enqueues', async (where) => {
    const { ends, ended } = noteEnds()
    const child = testJob({ kind: 'test.child', ended })
    const enqueueChild = (tx: Parameters<TestJob['prepare']>[0], seq: number, now: number) => void enqueueTx(tx, child, 'child', now, { parentSeq: seq, runAt: now + 1_000 })
    const parent = testJob({
      ended,
      prepare(tx, job) {
        if (where === 'prepare') enqueueChild(tx, job.seq, job.now)
        return where === 'prepare' ? { done: null } : { work: null }
      },
      execute: async (_work, context) => {
        if (where === 'receive') await context.emit('part')
        return done(null)
      },
      receive: (tx, job) => enqueueChild(tx, job.seq, job.now),
      ...(where === 'apply' ? { apply: (tx, job) => enqueueChild(tx, job.seq, job.now) } : {}),
    })
    const { runner, add, clock } = open({ definitions: [parent, child] })
    const root = add(parent, 'root')
    runner.start()
    await runner.idle()
    expect(queue.job(root)).toMatchObject({ state: 'waiting_children', open_children: 1, finished_at: null })
    expect(ends).toEqual([])
    clock.move(1_000)
    await runner.idle()
    expect(states(root)).toEqual(['done'])
    expect(ends).toEqual(['child done', 'root done'])
  })

  test('is done when its children have ended, however they ended', async () => {
    const { ends, ended } = noteEnds()
    const job = testJob({ ended, execute: async (work) => (work === 'bad' ? failed('bad') : done(null)) })
    const { runner, add } = open({ definitions: [job] })
    const root = add(job, 'root')
    add(job, 'bad', { parentSeq: root.seq })
    add(job, 'good', { parentSeq: root.seq })
    runner.start()
    await runner.idle()
    expect(states(root)).toEqual(['done'])
    expect(ends.toSorted()).toEqual(['bad failed', 'good done', 'root done'])
  })

  test('that fails cancels everything below it, what runs included', async () => {
    const { ends, ended } = noteEnds()
    const childRuns = signal()
    const job = testJob({ ended, execute: async (work, context) => {
      if (work === 'root') {
        await childRuns.promise
        return failed('no use')
      }
      if (work !== 'running child') return done(null)
      childRuns.send()
      return new Promise((resolve) => context.signal.addEventListener('abort', () => resolve(retry('stopped'))))
    } })
    const { runner, add, clock } = open({ definitions: [job], slots: { bulk: 2 } })
    const root = add(job, 'root')
    const running = add(job, 'running child', { parentSeq: root.seq })
    const later = add(job, 'later child', { parentSeq: root.seq, runAt: clock.now() + 1_000 })
    const grandchild = add(job, 'grandchild', { parentSeq: later.seq, runAt: clock.now() + 1_000 })
    runner.start()
    await runner.idle()
    expect(states(root, running, later, grandchild)).toEqual(['failed', 'cancelled', 'cancelled', 'cancelled'])
    expect(openChildren(root, running, later)).toEqual([0, 0, 0])
    expect(ends.toSorted()).toEqual(['grandchild cancelled', 'later child cancelled', 'root failed', 'running child cancelled'])
  })
})

describe('cancelling a tree', () => {
  test('cancels every level, those that only wait for their children too', async () => {
    const { ends, ended } = noteEnds()
    const job = testJob({ ended })
    const { runner, add, clock, cancel } = open({ definitions: [job] })
    const root = add(job, 'root')
    const middle = add(job, 'middle', { parentSeq: root.seq })
    const leaf = add(job, 'leaf', { parentSeq: middle.seq, runAt: clock.now() + 1_000 })
    runner.start()
    await runner.idle()
    expect(states(root, middle, leaf)).toEqual(['waiting_children', 'waiting_children', 'scheduled'])
    expect(cancel(root)).toBe(true)
    expect(states(root, middle, leaf)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(openChildren(root, middle)).toEqual([0, 0])
    expect(ends).toEqual(['leaf cancelled', 'middle cancelled', 'root cancelled'])
  })

  test('also cancels children that a running parent enqueues before it hears of it', async () => {
    const gate = signal()
    const { ends, ended } = noteEnds()
    const child = testJob({ kind: 'test.child', ended })
    const parent = testJob({ ended, execute: async () => { await gate.promise; return done(null) }, apply: (tx, job) => void enqueueTx(tx, child, 'child', job.now, { parentSeq: job.seq }) })
    const { runner, add, cancel, event } = open({ definitions: [parent, child] })
    const root = add(parent, 'root')
    runner.start()
    await event((one) => one.type === 'job.updated')
    gate.send()
    cancel(root)
    await runner.idle()
    expect(states(root)).toEqual(['cancelled'])
    expect(ends).toEqual(['child cancelled', 'root cancelled'])
  })
})

describe('beginning a child again', () => {
  /** Jobs that fail until they are told otherwise. */
  function failingTree() {
    let sound = false
    const { ends, ended } = noteEnds()
    const job = testJob({ ended, execute: async (work) => (work === 'leaf' && !sound ? failed('bad') : done(null)) })
    return { ends, job, repair: () => { sound = true } }
  }

  test('reopens its done parent, and the parents above it', async () => {
    const { ends, job, repair } = failingTree()
    const { runner, add, retry: again } = open({ definitions: [job] })
    const root = add(job, 'root')
    const middle = add(job, 'middle', { parentSeq: root.seq })
    const leaf = add(job, 'leaf', { parentSeq: middle.seq })
    runner.start()
    await runner.idle()
    expect(states(root, middle, leaf)).toEqual(['done', 'done', 'failed'])
    repair()
    expect(again(leaf)).toBe(true)
    expect(again(leaf)).toBe(false)
    expect(states(root, middle, leaf)).toEqual(['waiting_children', 'waiting_children', 'waiting'])
    expect(queue.job(root).finished_at).toBeNull()
    await runner.idle()
    expect(states(root, middle, leaf)).toEqual(['done', 'done', 'done'])
    expect(openChildren(root, middle)).toEqual([0, 0])
    expect(ends.slice(3)).toEqual(['leaf done', 'middle done', 'root done'])
  })

  test('leaves a failed parent as it is', async () => {
    const job = testJob({ execute: async (work) => (work === 'root' ? failed('bad') : done(null)) })
    const { runner, add, clock, retry: again } = open({ definitions: [job] })
    const root = add(job, 'root')
    const child = add(job, 'child', { parentSeq: root.seq, runAt: clock.now() + 1_000 })
    runner.start()
    await runner.idle()
    const ended = queue.job(root)
    expect(states(root, child)).toEqual(['failed', 'cancelled'])
    again(child)
    await runner.idle()
    expect(states(child)).toEqual(['done'])
    expect(queue.job(root)).toEqual(ended)
  })

  test('is refused while another has its key, or the key of a parent that would reopen', async () => {
    const { job } = failingTree()
    const { runner, add, retry: again, clock } = open({ definitions: [job] })
    const root = add(job, 'root', { uniqueKey: 'batch' })
    const leaf = add(job, 'leaf', { parentSeq: root.seq })
    const alone = add(job, 'leaf', { uniqueKey: 'one' })
    runner.start()
    await runner.idle()
    add(job, 'root', { uniqueKey: 'batch', runAt: clock.now() + 1_000 })
    add(job, 'root', { uniqueKey: 'one', runAt: clock.now() + 1_000 })
    expect([again(leaf), again(alone)]).toEqual([false, false])
    expect(states(root, leaf, alone)).toEqual(['done', 'failed', 'failed'])
  })
})
