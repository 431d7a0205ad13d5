import { afterEach, describe, expect, test } from 'vitest'
import { writeTx } from '../../db/tx.ts'
import { openTestQueue, testJob, type TestJob, type TestQueue, type TestQueueOptions } from '../../tests/harness/test-queue.ts'
import { done, failed } from './define-job.ts'
import { cancelledPerTransaction } from './ending.ts'
import { enqueueManyTx, type EnqueuedJob } from './enqueue.ts'

let queue: TestQueue
const open = (options: TestQueueOptions) => (queue = openTestQueue(options))
afterEach(() => queue.close())

describe('cancelling a tree too large for one transaction', () => {
  const size = 2 * cancelledPerTransaction + 10

  const noting = (ends: string[]): NonNullable<TestJob['ended']> => (_tx, job, state) => void ends.push(`${String(job.payload)} ${state}`)
  function largeTree(definition: TestJob) {
    const root = queue.add(definition, 'root')
    writeTx(queue.database, (tx) => enqueueManyTx(tx, definition, Array.from({ length: size }, () => 'child'), 0, { parentSeq: root.seq }))
    return root
  }
  const countOf = (state: string, parent: EnqueuedJob) =>
    queue.database.prepare<{ count: number }>('SELECT count(*) AS count FROM jobs WHERE parent_seq = ? AND state = ?').get(parent.seq, state)?.count

  test('marks the root at once and does the rest in turns; none of it begins, and all are told, the root last', async () => {
    const ends: string[] = []
    const ended = noting(ends)
    const begun: unknown[] = []
    const job = testJob({ ended, execute: async (work) => { begun.push(work); return done(null) } })
    const { runner, cancel, retry: again } = open({ definitions: [job] })
    const root = largeTree(job)
    expect(cancel(root)).toBe(true)
    expect(queue.job(root)).toMatchObject({ state: 'cancelled', cancel_requested: 1 })
    expect(countOf('cancelled', root)).toBe(cancelledPerTransaction)
    // What is still being cancelled cannot begin again.
    expect([cancel(root), again(root)]).toEqual([false, false])
    runner.start()
    await runner.idle()
    expect(countOf('cancelled', root)).toBe(size)
    expect(begun).toEqual([])
    expect(ends).toHaveLength(size + 1)
    expect(ends.at(-1)).toBe('root cancelled')
    expect(queue.job(root)).toMatchObject({ state: 'cancelled', cancel_requested: 0, open_children: 0 })
    expect(again(root)).toBe(true)
  })

  test('is finished by the next engine when this one is killed in between', async () => {
    const ends: string[] = []
    const ended = noting(ends)
    const job = testJob({ ended, execute: async (work) => (work === 'root' ? failed('broken') : done(null)), retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 } })
    const first = open({ definitions: [job], slots: { bulk: 1 } })
    const root = largeTree(job)
    first.runner.start()
    await first.event((event) => event.type === 'job.updated' && event.id === root.id && event.state === 'failed')
    await first.runner.stop()
    expect(queue.job(root)).toMatchObject({ state: 'failed', cancel_requested: 1 })
    expect(countOf('waiting', root)).toBeGreaterThan(0)
    const second = first.restarted()
    second.runner.start()
    await second.runner.idle()
    expect(countOf('cancelled', root)).toBe(size)
    expect(ends.at(-1)).toBe('root failed')
    expect(ends.filter((end) => end === 'root failed')).toHaveLength(1)
    expect(queue.job(root)).toMatchObject({ state: 'failed', cancel_requested: 0, open_children: 0, last_error: 'broken' })
  })

  test('one child whose own code throws keeps nothing from ending', async () => {
    const ended: NonNullable<TestJob['ended']> = (_tx, job) => { if (job.payload === 'broken') throw new Error('never ends') }
    const job = testJob({ ended, execute: async (work) => (work === 'root' ? failed('no use') : done(null)) })
    const { runner, add } = open({ definitions: [job], slots: { bulk: 1 } })
    const root = add(job, 'root')
    const children = [add(job, 'sound', { parentSeq: root.seq }), add(job, 'broken', { parentSeq: root.seq }), add(job, 'sound', { parentSeq: root.seq })]
    runner.start()
    await runner.idle()
    expect([root, ...children].map((each) => queue.job(each).state)).toEqual(['failed', 'cancelled', 'cancelled', 'cancelled'])
    expect(queue.job(root).open_children).toBe(0)
  })
})
