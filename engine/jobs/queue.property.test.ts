import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobRow } from '../../db/queries/jobs.ts'
import { writeTx } from '../../db/tx.ts'
import { lostLeasePolicies, type LostLeasePolicy } from '../../db/values.ts'
import { modelPatienceMs, modelPolicy, QueueModel, type ModelJob, type ModelOutcome } from '../../tests/harness/queue-model.ts'
import { openTestQueue, testJob, turns, type TestQueue } from '../../tests/harness/test-queue.ts'
import { done, failed, needsOperator, rateLimited, retry, type Outcome } from './define-job.ts'
import type { EnqueuedJob } from './enqueue.ts'

/** The real queue under test: executions wait until a command ends them. */
class RealQueue {
  readonly added: EnqueuedJob[] = []
  readonly #first: TestQueue
  #queue: TestQueue
  #executions = new Map<number, (outcome: Outcome<unknown>) => void>()
  readonly #ofDeadEngines: ((outcome: Outcome<unknown>) => void)[] = []
  readonly #definitions

  constructor() {
    this.#definitions = lostLeasePolicies.map((onLostLease) => testJob({
      kind: `test.${onLostLease}`, onLostLease, timeoutMs: 1e12, retry: modelPolicy,
      prepare: (_tx, job) => ({ work: job.seq }),
      execute: (work, context) => new Promise((resolve) => {
        const executions = this.#executions
        executions.set(work as number, resolve)
        context.signal.addEventListener('abort', () => resolve(retry('stopped')))
      }),
      apply: (tx, job) => void tx.database.prepare('INSERT INTO applied (seq) VALUES (?)').run(job.seq),
    }))
    this.#first = this.#queue = openTestQueue({ definitions: this.#definitions, slots: { bulk: 64 }, random: () => 0 })
    this.#queue.database.sqlite.exec('CREATE TABLE applied (seq INTEGER NOT NULL)')
    this.#queue.runner.start()
  }

  get now(): number { return this.#queue.clock.now() }

  enqueue(parent: number | null, policy: LostLeasePolicy, delay: number): void {
    const definition = this.#definitions.find(({ onLostLease }) => onLostLease === policy)
    const parentSeq = parent === null ? undefined : this.added[parent]?.seq
    if (definition === undefined) throw new Error(policy)
    this.added.push(this.#queue.add(definition, null, { ...(delay > 0 ? { runAt: this.now + delay } : {}), ...(parentSeq === undefined ? {} : { parentSeq }) }))
  }

  move(milliseconds: number): void {
    this.#queue.clock.move(milliseconds)
  }

  finish(index: number, outcome: Outcome<unknown>): void {
    const seq = this.added[index]?.seq ?? 0
    const end = this.#executions.get(seq)
    if (end === undefined) throw new Error(`Job ${index} does not execute`)
    this.#executions.delete(seq)
    end(outcome)
  }

  act(action: 'cancel' | 'retry', index: number): boolean {
    const added = this.added[index]
    return added !== undefined && this.#queue[action](added)
  }

  hold(action: 'pause' | 'resume', index: number): void {
    const id = this.added[index]?.id ?? ''
    writeTx(this.#queue.database, (tx) => this.#queue.control[action === 'pause' ? 'pauseChildrenTx' : 'resumeChildrenTx'](tx, id))
  }

  crash(): void {
    this.#ofDeadEngines.push(...this.#executions.values())
    this.#executions = new Map()
    this.#queue = this.#queue.restarted()
    this.#queue.runner.start()
  }

  /** Every engine that died says that it was done after all. */
  speakFromTheDead(): void {
    for (const end of this.#ofDeadEngines.splice(0)) end(done('late'))
  }

  rows(): Pick<JobRow, 'state' | 'attempts' | 'lost_leases' | 'open_children'>[] {
    return this.added.map((added) => this.#queue.job(added)).map(({ state, attempts, lost_leases, open_children }) => ({ state, attempts, lost_leases, open_children }))
  }

  applied(): number[] {
    const counts = new Map(this.#queue.database.prepare<{ seq: number; count: number }>('SELECT seq, count(*) AS count FROM applied GROUP BY seq').all().map(({ seq, count }) => [seq, count]))
    return this.added.map(({ seq }) => counts.get(seq) ?? 0)
  }

  leases(): number {
    return this.#queue.database.prepare<{ count: number }>(`SELECT count(*) AS count FROM jobs WHERE (lease_token IS NULL) = (state = 'running')`).get()?.count ?? 0
  }

  close(): Promise<void> {
    return this.#first.close()
  }
}

type Command = fc.AsyncCommand<QueueModel, RealQueue>

/** A command with what it needs to be possible, and the comparison that follows every one of them. */
function command(name: string, possible: (model: QueueModel) => boolean, run: (model: QueueModel, real: RealQueue) => void): Command {
  return {
    check: possible,
    async run(model, real) {
      run(model, real)
      await turns()
      expect(real.rows()).toEqual(model.jobs.map(({ state, attempts, lostLeases, openChildren }) => ({ state, attempts, lost_leases: lostLeases, open_children: openChildren })))
      expect(real.applied()).toEqual(model.jobs.map(({ applied }) => applied))
      expect(real.leases()).toBe(0)
    },
    toString: () => name,
  }
}

const pick = (jobs: readonly ModelJob[], number: number): ModelJob | null => jobs[number % Math.max(1, jobs.length)] ?? null

const outcomeOf: Record<ModelOutcome, (now: number) => Outcome<unknown>> = {
  done: () => done('well'),
  retry: () => retry('again'),
  rate_limited: (now) => rateLimited(now + modelPatienceMs, '429'),
  failed: () => failed('no'),
  needs_operator: () => needsOperator('who knows'),
}

const enqueue = fc.tuple(fc.boolean(), fc.nat(), fc.constantFrom(...lostLeasePolicies), fc.constantFrom(0, 0, 3_000)).map(([hasParent, number, policy, delay]) =>
  command(`enqueue(${hasParent ? `parent ${number}, ` : ''}${policy}, ${delay})`, ({ jobs }) => jobs.length < 40, (model, real) => {
    const parent = hasParent ? pick(model.open, number) : null
    real.enqueue(parent === null ? null : model.jobs.indexOf(parent), policy, delay)
    model.enqueue(parent, policy, delay)
  }))

const finish = fc.tuple(fc.nat(), fc.constantFrom<ModelOutcome[]>('done', 'done', 'retry', 'rate_limited', 'failed', 'needs_operator')).map(([number, outcome]) =>
  command(`finish(${number}, ${outcome})`, ({ running }) => running.length > 0, (model, real) => {
    const job = pick(model.running, number)
    if (job === null) return
    real.finish(model.jobs.indexOf(job), outcomeOf[outcome](real.now))
    model.finish(job, outcome)
  }))

const move = fc.constantFrom(1, 499, 500, 1_000, 5_000, 120_000).map((milliseconds) =>
  command(`move(${milliseconds})`, () => true, (model, real) => {
    real.move(milliseconds)
    model.move(milliseconds)
  }))

const act = fc.tuple(fc.constantFrom('cancel' as const, 'retry' as const), fc.nat()).map(([action, number]) =>
  command(`${action}(${number})`, ({ jobs }) => jobs.length > 0, (model, real) => {
    const job = pick(model.jobs, number)
    if (job === null) return
    expect(real.act(action, model.jobs.indexOf(job))).toBe(model[action](job))
  }))

const hold = fc.tuple(fc.constantFrom('pause' as const, 'resume' as const), fc.nat()).map(([action, number]) =>
  command(`${action}(${number})`, ({ jobs }) => jobs.length > 0, (model, real) => {
    const job = pick(model.jobs, number)
    if (job === null) return
    real.hold(action, model.jobs.indexOf(job))
    model[action](job)
  }))

const crash = fc.constant(command('crash', () => true, (model, real) => {
  real.crash()
  model.crash()
}))

const late = fc.constant(command('outcomes of dead engines arrive', () => true, (_model, real) => real.speakFromTheDead()))

test('whatever happens in whatever order, the queue does what its model does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([enqueue, enqueue, finish, finish, move, act, hold, crash, crash, late], { maxCommands: 60, size: 'max' }), async (commands) => {
      const real = new RealQueue()
      try {
        await fc.asyncModelRun(() => ({ model: new QueueModel(real.now), real }), commands)
      } finally {
        await real.close()
      }
    }),
    { numRuns: Number(process.env['VOCERO_RUNS'] ?? 100) },
  )
})
