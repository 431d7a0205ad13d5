import { afterEach, describe, expect, test } from 'vitest'
import { attemptsOf } from '../../db/queries/job-list.ts'
import type { LostLeasePolicy } from '../../db/values.ts'
import { openTestQueue, signal, testJob, turns, type TestJob, type TestQueue, type TestQueueOptions } from '../../tests/harness/test-queue.ts'
import { done, rateLimited, retry, type ExecutionContext, type Outcome } from './define-job.ts'
import { leaseMs, renewEveryMs, suspectAfter } from './lease.ts'

let queue: TestQueue
const open = (options: TestQueueOptions) => (queue = openTestQueue(options))
afterEach(() => queue.close())

/** A kind whose first execution the test ends by hand; later ones succeed at once. Each notes what it was told. */
function heldJob(overrides: Partial<TestJob> = {}) {
  const started = signal<ExecutionContext>()
  const gate = signal<Outcome<unknown>>()
  const recovered: boolean[] = []
  const applied: unknown[] = []
  const job = testJob({
    timeoutMs: 3_600_000,
    prepare: (_tx, context) => { recovered.push(context.recovered); return { work: context.attempt } },
    execute: async (_work, context) => {
      if (recovered.length > 1) return done('again')
      started.send(context)
      return gate.promise
    },
    apply: (_tx, _job, result) => void applied.push(result),
    ...overrides,
  })
  return { started, gate, recovered, applied, job }
}

describe('leases', () => {
  test('are renewed for as long as the job runs', async () => {
    const { started, gate, job, applied } = heldJob()
    const { runner, add, clock, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    expect(row(added).lease_until).toBe(clock.now() + leaseMs)
    for (let time = 0; time < 10 * leaseMs; time += renewEveryMs) {
      clock.move(renewEveryMs)
      expect(row(added)).toMatchObject({ state: 'running', attempts: 1, lease_until: clock.now() + leaseMs })
    }
    gate.send(done('long'))
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'done', attempts: 1, lease_until: null })
    expect(applied).toEqual(['long'])
  })

  test('outlast a machine that slept: the job that ran goes on', async () => {
    const { started, gate, job, applied } = heldJob()
    const { runner, add, clock, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    clock.sleep(8 * 3_600_000)
    clock.move(renewEveryMs)
    gate.send(done('rested'))
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'done', attempts: 1 })
    expect(applied).toEqual(['rested'])
  })

  test('that were lost are heard of: the execution is stopped, and its slot is free again', async () => {
    const stopped = signal()
    const { started, job } = heldJob({ execute: (_work, context) => new Promise((resolve) => {
      started.send(context)
      context.signal.addEventListener('abort', () => { stopped.send(); resolve(retry('stopped')) })
    }) })
    const { runner, add, clock, job: row, database } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    database.prepare(`UPDATE jobs SET state = 'done', lease_token = NULL, result = '"elsewhere"'`).run()
    clock.move(renewEveryMs)
    await stopped.promise
    await runner.idle()
    expect(row(added)).toMatchObject({ state: 'done', result: '"elsewhere"' })
    expect(runner.slots.free('bulk')).toBe(2)
  })
})

describe('a job whose engine was killed', () => {
  async function killed(overrides: Partial<TestJob>) {
    const held = heldJob(overrides)
    const first = open({ definitions: [held.job] })
    const added = first.add(held.job)
    first.runner.start()
    await held.started.promise
    const second = first.restarted()
    return { ...held, first, second, added }
  }

  test('runs again when its kind says retry, and knows that it was cut off', async () => {
    const { second, added, recovered, applied, first } = await killed({ onLostLease: 'retry' })
    second.runner.start()
    await second.runner.idle()
    expect(second.job(added)).toMatchObject({ state: 'done', attempts: 1, lost_leases: 1, result: '"again"' })
    expect(recovered).toEqual([false, true])
    expect(applied).toEqual(['again'])
    expect(attemptsOf(first.database, added.seq)).toMatchObject([{ attempt: 1, outcome: 'lease_lost', worker: expect.stringContaining('test-') }])
  })

  test('runs again though its kind allows one attempt: the kill was no attempt of its own', async () => {
    const { second, added, applied } = await killed({ onLostLease: 'retry', retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 } })
    second.runner.start()
    await second.runner.idle()
    expect(second.job(added)).toMatchObject({ state: 'done', attempts: 1, lost_leases: 1 })
    expect(applied).toEqual(['again'])
  })

  test('looks up, even after its last attempt, when its kind says so', async () => {
    const { second, added, recovered } = await killed({ onLostLease: 'look_up', retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 } })
    second.runner.start()
    await second.runner.idle()
    expect(second.job(added)).toMatchObject({ state: 'done' })
    expect(recovered).toEqual([false, true])
  })

  test('waits for a person when its kind says so', async () => {
    const { second, added, recovered } = await killed({ onLostLease: 'ask_operator' })
    second.runner.start()
    await second.runner.idle()
    expect(second.job(added)).toMatchObject({ state: 'needs_operator', recovered: 1 })
    second.retry(added)
    await second.runner.idle()
    expect(second.job(added)).toMatchObject({ state: 'done' })
    // The person said "again", not "nothing had happened": what looks up before it repeats must still do so.
    expect(recovered).toEqual([false, true])
  })

  test('stays recovered while its look-up cannot be made', async () => {
    const { clock, restarted } = open({ definitions: [] })
    const started = signal()
    const answers: (Outcome<unknown> | null)[] = [null, retry('provider down'), rateLimited(clock.now() + 60_000, '429')]
    const recovered: boolean[] = []
    const job = testJob({
      onLostLease: 'look_up',
      prepare: (_tx, context) => { recovered.push(context.recovered); return { work: null } },
      execute: async () => {
        const answer = answers.shift()
        if (answer !== null) return answer ?? done('found')
        started.send()
        return new Promise(() => {})
      },
    })
    const first = restarted([job])
    const added = first.add(job)
    first.runner.start()
    await started.promise
    const second = first.restarted()
    second.runner.start()
    await second.runner.idle()
    clock.move(10_000)
    await second.runner.idle()
    clock.move(60_000)
    await second.runner.idle()
    expect(second.job(added).state).toBe('done')
    expect(recovered).toEqual([false, true, true, true])
  })

  test('is cancelled when it was to be', async () => {
    const { first, second, added, recovered } = await killed({})
    first.cancel(added)
    second.runner.start()
    await second.runner.idle()
    expect(second.job(added).state).toBe('cancelled')
    expect(recovered).toEqual([false])
  })

  test('cannot be written by what comes late from the engine that lost it', async () => {
    const { first, second, added, started, gate, applied } = await killed({})
    second.runner.start()
    await second.runner.idle()
    const written = second.job(added)
    await expect((await started.promise).emit('a late part')).rejects.toThrow('The lease was lost')
    ;(await started.promise).progress(1, 2)
    gate.send(done('late'))
    await first.runner.idle()
    expect(second.job(added)).toEqual(written)
    expect(applied).toEqual(['again'])
  })

  test.each([retry('late'), rateLimited(9e15, 'late'), { outcome: 'failed', error: 'late' } as const, { outcome: 'needs_operator', error: 'late' } as const])('keeps its result whatever the other one says: %s', async (late) => {
    const { first, second, added, gate } = await killed({})
    second.runner.start()
    await second.runner.idle()
    const written = second.job(added)
    gate.send(late)
    await first.runner.idle()
    expect(second.job(added)).toEqual(written)
    expect(written.state).toBe('done')
  })
})

describe('a job that kills every engine', () => {
  const policy = { maxAttempts: 2, maxLostLeases: 5, firstDelayMs: 1_000, maxDelayMs: 10_000 }

  /** Starts one engine after another; each is taken for dead once the poison runs in it, until the poison is never begun again. */
  async function killEngines(onLostLease: LostLeasePolicy) {
    let ran = signal()
    let poisoned = false
    const job = testJob({ kind: 'test.poison', onLostLease, retry: policy, timeoutMs: 1e12, execute: () => { poisoned = true; ran.send(); return new Promise(() => {}) } })
    // Sound, but slower than the poison: it ends only in an engine in which that does not run.
    const neighbour = testJob({ kind: 'test.neighbour', retry: { ...policy, firstDelayMs: 1 }, timeoutMs: 1e12, execute: async () => {
      await new Promise(setImmediate)
      return poisoned ? new Promise(() => {}) : done('made it')
    } })
    let engine = open({ definitions: [job, neighbour], random: () => 0 })
    const [added, beside] = [engine.add(job), engine.add(neighbour)]
    for (let kills = 0; ; kills += 1) {
      engine.runner.start()
      await turns()
      const { state } = engine.job(added)
      if (state === 'failed' || state === 'needs_operator') return { engine, added, beside, kills }
      // Time passes until both have been due, one after the other.
      for (const due of [beside, added].map((each) => engine.job(each).run_at).filter((runAt) => runAt !== null)) {
        engine.clock.moveTo(due)
        await turns()
      }
      await ran.promise
      ran = signal()
      poisoned = false
      engine = engine.restarted()
    }
  }

  test('is given up after its limit of lost leases, with a reason that says so', async () => {
    const { engine, added, kills } = await killEngines('retry')
    expect(kills).toBe(6)
    expect(engine.job(added)).toMatchObject({ state: 'failed', attempts: 0, lost_leases: 6, last_error: 'jobs.lost_too_often 6' })
    expect(attemptsOf(engine.database, added.seq)).toHaveLength(6)
  })

  test('waits for a person when only a look-up could tell what it did', async () => {
    const { engine, added, kills } = await killEngines('look_up')
    expect(kills).toBe(6)
    expect(engine.job(added)).toMatchObject({ state: 'needs_operator', last_error: 'jobs.lost_too_often 6' })
  })

  test('begins with a clean record when a person begins it again', async () => {
    const { engine, added } = await killEngines('retry')
    expect(engine.retry(added)).toBe(true)
    expect(engine.job(added)).toMatchObject({ state: 'waiting', attempts: 0, lost_leases: 0 })
  })

  test('is left to itself after some kills, so that what always ran beside it gets done', async () => {
    const { engine, beside } = await killEngines('retry')
    expect(engine.job(beside)).toMatchObject({ state: 'done', result: '"made it"' })
    // It was suspected as well, until they were begun apart.
    expect(engine.job(beside).lost_leases).toBe(suspectAfter)
  })
})

describe('rescue', () => {
  test('never touches a job that ended meanwhile, nor one whose lease holds', async () => {
    const { started, gate, job, applied } = heldJob()
    const other = testJob({ kind: 'test.other' })
    const { runner, add, clock, job: row } = open({ definitions: [job, other] })
    const [held, quick] = [add(job), add(other)]
    runner.start()
    await started.promise
    await queue.event((one) => one.type === 'job.updated' && one.id === quick.id && one.state === 'done')
    const ended = row(quick)
    clock.move(leaseMs * 3)
    expect(row(quick)).toEqual(ended)
    expect(row(held)).toMatchObject({ state: 'running', attempts: 1 })
    gate.send(done('mine'))
    await runner.idle()
    expect(applied).toEqual(['mine'])
  })

  test('gets the others going when the own code of one job throws', async () => {
    const broken = testJob({ kind: 'test.broken', retry: { maxAttempts: 1, maxLostLeases: 0, firstDelayMs: 1, maxDelayMs: 1 }, execute: () => new Promise(() => {}), ended: () => { throw new Error('never ends') } })
    const { started, job, applied } = heldJob()
    const first = open({ definitions: [broken, job] })
    const [stuck, sound] = [first.add(broken), first.add(job)]
    first.runner.start()
    await started.promise
    const second = first.restarted()
    second.runner.start()
    await second.runner.idle()
    expect(second.job(stuck)).toMatchObject({ state: 'needs_operator', last_error: 'Error: never ends' })
    expect(second.job(sound).state).toBe('done')
    expect(applied).toEqual(['again'])
  })
})

describe('stopping in good order', () => {
  test('puts running jobs back without costing an attempt, and the next start does them', async () => {
    const { started, gate, job, applied, recovered } = heldJob({ retry: { maxAttempts: 1, firstDelayMs: 1, maxDelayMs: 1 } })
    const { runner, add, job: row, restarted } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    await runner.stop()
    expect(row(added)).toMatchObject({ state: 'waiting', attempts: 0, lease_token: null })
    gate.send(done('too late'))
    const next = restarted()
    next.runner.start()
    await next.runner.idle()
    expect(row(added)).toMatchObject({ state: 'done', attempts: 1 })
    expect(applied).toEqual(['again'])
    expect(recovered).toEqual([false, true])
  })

  test('asks a person about what must not be repeated', async () => {
    const { started, job } = heldJob({ onLostLease: 'ask_operator' })
    const { runner, add, job: row } = open({ definitions: [job] })
    const added = add(job)
    runner.start()
    await started.promise
    await runner.stop()
    expect(row(added)).toMatchObject({ state: 'needs_operator', recovered: 1 })
  })

  test('keeps what had ended, and ends threads in the middle of their work', async () => {
    const computing = signal()
    const thread = testJob({ kind: 'thread.ignore', execute: 'thread', receive: () => computing.send() })
    const { started, gate, job, applied } = heldJob()
    const { runner, add, job: row } = open({ definitions: [thread, job] })
    const [inThread, ended] = [add(thread), add(job)]
    runner.start()
    await Promise.all([started.promise, computing.promise])
    // Queued before the turn that the outcome asks for, so the outcome is there but not yet written.
    const stopped = new Promise((resolve) => setImmediate(() => resolve(runner.stop())))
    gate.send(done('in time'))
    await stopped
    expect(row(inThread)).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(row(ended).state).toBe('done')
    expect(applied).toEqual(['in time'])
  })
})
