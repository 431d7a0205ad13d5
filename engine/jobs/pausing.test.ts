import { afterEach, describe, expect, test } from 'vitest'
import { writeTx } from '../../db/tx.ts'
import { openTestQueue, signal, testJob, turns, type TestQueue, type TestQueueOptions } from '../../tests/harness/test-queue.ts'
import { done, failed, retry } from './define-job.ts'
import type { EnqueuedJob } from './enqueue.ts'

let queue: TestQueue
const open = (options: TestQueueOptions) => (queue = openTestQueue(options))
afterEach(() => queue.close())

const states = (...jobs: EnqueuedJob[]) => jobs.map((each) => queue.job(each).state)
const pause = (parent: EnqueuedJob) => writeTx(queue.database, (tx) => queue.control.pauseChildrenTx(tx, parent.id))
const resume = (parent: EnqueuedJob) => writeTx(queue.database, (tx) => queue.control.resumeChildrenTx(tx, parent.id))

describe('pausing children', () => {
  test('holds those that have not begun, planned ones keep their moment', async () => {
    const ends: string[] = []
    const job = testJob({ ended: (_tx, each, state) => void ends.push(`${String(each.payload)} ${state}`) })
    const { runner, add, clock } = open({ definitions: [job] })
    const root = add(job, 'root')
    const children = [add(job, 'now', { parentSeq: root.seq }), add(job, 'soon', { parentSeq: root.seq, runAt: clock.now() + 1_000 }), add(job, 'late', { parentSeq: root.seq, runAt: clock.now() + 60_000 })]
    expect(pause(root)).toBe(3)
    runner.start()
    clock.move(5_000)
    await runner.idle()
    expect(states(root, ...children)).toEqual(['waiting_children', 'paused', 'paused', 'paused'])
    expect(ends).toEqual([])
    expect(resume(root)).toBe(3)
    await runner.idle()
    expect(states(root, ...children)).toEqual(['waiting_children', 'done', 'done', 'scheduled'])
    clock.move(55_000)
    await runner.idle()
    expect(states(root, ...children)).toEqual(['done', 'done', 'done', 'done'])
  })

  test('holds a child that a person begins again with its siblings, until they go on', async () => {
    let sound = false
    const job = testJob({ execute: async (work) => (work === 'bad' && !sound ? failed('bad') : done(null)) })
    const { runner, add, clock, retry: again } = open({ definitions: [job] })
    const root = add(job, 'root')
    const bad = add(job, 'bad', { parentSeq: root.seq })
    const late = add(job, 'late', { parentSeq: root.seq, runAt: clock.now() + 1_000 })
    runner.start()
    await runner.idle()
    pause(root)
    sound = true
    expect(again(bad)).toBe(true)
    await runner.idle()
    expect(states(root, bad, late)).toEqual(['waiting_children', 'paused', 'paused'])
    expect(queue.job(root).open_children).toBe(2)
    clock.move(1_000)
    expect(resume(root)).toBe(2)
    await runner.idle()
    expect(states(root, bad, late)).toEqual(['done', 'done', 'done'])
  })

  test('holds what would begin again below it: a failed attempt, a lost lease, a job added meanwhile', async () => {
    const held = signal()
    const begun: unknown[] = []
    const job = testJob({ timeoutMs: 1e12, execute: async (work) => {
      begun.push(work)
      if (work === 'root') return done(null)
      if (begun.filter((one) => one === work).length > 1) return done(null)
      if (work === 'cut off') return new Promise(() => {})
      await held.promise
      return retry('again')
    } })
    const first = open({ definitions: [job] })
    const root = first.add(job, 'root')
    const [failing, cut] = [first.add(job, 'failing', { parentSeq: root.seq }), first.add(job, 'cut off', { parentSeq: root.seq })]
    first.runner.start()
    await turns()
    pause(root)
    held.send()
    await turns()
    expect(queue.job(failing)).toMatchObject({ state: 'paused', attempts: 1 })
    const second = first.restarted()
    const added = second.add(job, 'added', { parentSeq: root.seq })
    second.runner.start()
    second.clock.move(60_000)
    await second.runner.idle()
    expect(states(root, failing, cut, added)).toEqual(['waiting_children', 'paused', 'paused', 'paused'])
    begun.push('added')
    resume(root)
    await second.runner.idle()
    expect(states(root, failing, cut, added)).toEqual(['done', 'done', 'done', 'done'])
  })

  test('is over with the parent: a child begun again after that runs', async () => {
    let sound = false
    const job = testJob({ execute: async (work) => (work === 'bad' && !sound ? failed('bad') : done(null)) })
    const { runner, add, retry: again } = open({ definitions: [job] })
    const root = add(job, 'root')
    const bad = add(job, 'bad', { parentSeq: root.seq })
    expect(pause(root)).toBe(1)
    resume(root)
    runner.start()
    await turns()
    pause(root)
    await runner.idle()
    expect(states(root, bad)).toEqual(['done', 'failed'])
    sound = true
    again(bad)
    await runner.idle()
    expect(states(root, bad)).toEqual(['done', 'done'])
  })
})

describe('pausing a job itself', () => {
  const control = (action: 'pauseTx' | 'resumeTx' | 'cancelTx', job: EnqueuedJob) => writeTx(queue.database, (tx) => queue.control[action](tx, job.id))

  test('stops what runs, refuses what it still says, and begins it again when it is let go on', async () => {
    const begun: boolean[] = []
    const applied: unknown[] = []
    const [running, late] = [signal(), signal()]
    const job = testJob({
      execute: async () => {
        begun.push(true)
        if (begun.length > 1) return done('second')
        running.send()
        await late.promise
        return done('first')
      },
      apply: (_tx, _job, result) => void applied.push(result),
    })
    const { runner, add } = open({ definitions: [job] })
    const only = add(job, 'work')
    runner.start()
    await running.promise
    expect(control('pauseTx', only)).toBe(true)
    expect(queue.job(only)).toMatchObject({ state: 'paused', attempts: 0, recovered: 1, lease_token: null })
    expect(control('pauseTx', only)).toBe(false)
    late.send()
    await runner.idle()
    expect([states(only), applied]).toEqual([['paused'], []])
    expect(control('resumeTx', only)).toBe(true)
    await runner.idle()
    expect([states(only), applied, begun.length]).toEqual([['done'], ['second'], 2])
    expect(control('pauseTx', only)).toBe(false)
  })

  test('keeps one that waits from beginning, and a planned one keeps its moment', async () => {
    const job = testJob({})
    const { runner, add, clock } = open({ definitions: [job] })
    const [now, late, unwanted] = [add(job, 'now'), add(job, 'late', { runAt: clock.now() + 60_000 }), add(job, 'unwanted')]
    for (const each of [now, late, unwanted]) expect(control('pauseTx', each)).toBe(true)
    runner.start()
    await runner.idle()
    expect(control('cancelTx', unwanted)).toBe(true)
    expect(states(now, late, unwanted)).toEqual(['paused', 'paused', 'cancelled'])
    for (const each of [now, late]) control('resumeTx', each)
    await runner.idle()
    expect(states(now, late)).toEqual(['done', 'scheduled'])
  })
})
