/**
 * What the job queue costs, as ratios against the bare database on the same disk in the same run.
 * Usage: npm run bench:jobs [-- --quick]
 */
import { once } from 'node:events'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { better, defineQueue, defineWorker } from 'plainjob'
import { newId } from '../db/id.ts'
import { z } from 'zod'
import { claimTx } from '../db/queries/jobs.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { openDatabase, type Database } from '../db/open.ts'
import { writeTx } from '../db/tx.ts'
import { defineJob, done, type AnyJob } from '../engine/jobs/define-job.ts'
import { jobControl } from '../engine/jobs/control.ts'
import { enqueueManyTx, enqueueTx } from '../engine/jobs/enqueue.ts'
import { JobRunner } from '../engine/jobs/runner.ts'
import { systemClock } from '../engine/observe/clock.ts'
import { EventBus } from '../engine/observe/event-bus.ts'
import { makeLog } from '../engine/observe/log.ts'
import { against, medianOf, milliseconds, percentile, perSecond, rate, row } from './measure.ts'

const quick = process.argv.includes('--quick')
const runs = quick ? 1 : 5
const jobs = 20_000
const migrations = readMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url)))
const payload = { transcriptId: '01a1fbb7-5340-7652-807c-d67e4d6b203f', phone: 2 }

const noop = defineJob({
  kind: 'bench.noop',
  payload: z.object({ transcriptId: z.string(), phone: z.number() }),
  result: z.object({ ok: z.boolean() }),
  queue: 'bulk',
  timeoutMs: 60_000,
  retry: { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 60_000 },
  onLostLease: 'retry',
  prepare: () => ({ work: null }),
  execute: async () => done({ ok: true }),
})

const threaded = defineJob({ ...noop, kind: 'bench.threaded', result: z.object({ startedAt: z.number() }), execute: 'thread', prepare: () => ({ work: null }), apply: (_tx, _job, result) => onStarted(result.startedAt) })
let onStarted: (at: number) => void = () => {}

function open(folder: string): Database {
  const database = openDatabase(join(folder, 'bench.sqlite'))
  migrate(database, migrations, 0)
  return database
}

function makeRunner(database: Database, definitions: AnyJob[], bulk: number): JobRunner {
  return new JobRunner({
    database, definitions, clock: systemClock, events: new EventBus('bench'), log: makeLog('silent'), worker: 'bench',
    threadFile: new URL('./noop-thread.ts', import.meta.url), slots: { interactive: 1, bulk, background: 1, calls: 1, actions: 1, models: 1 },
  })
}

const rawInsert = `INSERT INTO jobs (id, kind, queue, state, priority, payload, max_attempts, created_at) VALUES (?, 'bench.noop', 'bulk', 'waiting', 0, ?, 3, ?)`

function insertRaw(database: Database, count: number, state = 'waiting'): void {
  const insert = database.sqlite.prepare(rawInsert.replace(`'waiting'`, `'${state}'`))
  const text = JSON.stringify(payload)
  for (let done = 0; done < count; done += 10_000) {
    database.sqlite.transaction(() => { for (let index = 0; index < 10_000; index += 1) insert.run(newId(), text, 0) })()
  }
  if (state === 'scheduled') database.sqlite.exec(`UPDATE jobs SET run_at = 4000000000000 + seq WHERE state = 'scheduled'`)
}

async function enqueueing(): Promise<void> {
  const rows = (database: Database) => {
    const insert = database.sqlite.prepare(rawInsert)
    const ids = Array.from({ length: jobs }, newId)
    const text = JSON.stringify(payload)
    return { ids, insertOne: (id: string) => insert.run(id, text, 0) }
  }
  const single = await against(runs, (folder) => {
    const { ids, insertOne } = rows(open(folder))
    return rate(jobs, () => { for (const id of ids) insertOne(id) })
  }, (folder) => {
    const database = open(folder)
    return rate(jobs, () => { for (let index = 0; index < jobs; index += 1) writeTx(database, (tx) => enqueueTx(tx, noop, payload, 0)) })
  })
  const bulk = await against(runs, (folder) => {
    const database = open(folder)
    const { ids, insertOne } = rows(database)
    const many = database.sqlite.transaction((from: number) => { for (let index = from; index < from + 1000; index += 1) insertOne(ids[index] ?? '') })
    return rate(jobs, () => { for (let from = 0; from < jobs; from += 1000) many(from) })
  }, (folder) => {
    const database = open(folder)
    return rate(jobs, () => {
      for (let from = 0; from < jobs; from += 1000) writeTx(database, (tx) => enqueueManyTx(tx, noop, Array.from({ length: 1000 }, () => payload), 0))
    })
  })
  row('raw insert, one by one', perSecond(single.baseline))
  row('enqueue, one by one', perSecond(single.measured), `${single.ratio.toFixed(2)} of raw`)
  row('raw insert, 1,000 a transaction', perSecond(bulk.baseline))
  row('enqueue, 1,000 a transaction', perSecond(bulk.measured), `${bulk.ratio.toFixed(2)} of raw`)
}

function rawCompleting(folder: string): Promise<number> {
  const database = open(folder)
  insertRaw(database, jobs)
  const claim = database.sqlite.prepare(`UPDATE jobs SET state = 'running', lease_token = ?, attempts = attempts + 1 WHERE seq IN (SELECT seq FROM jobs WHERE state = 'waiting' AND queue = 'bulk' ORDER BY priority, seq LIMIT 50) RETURNING seq`)
  const complete = database.sqlite.prepare(`UPDATE jobs SET state = 'done', result = ?, lease_token = NULL WHERE seq = ? AND lease_token = ? AND state = 'running'`)
  const step = database.sqlite.transaction(() => { for (const { seq } of claim.all('token') as { seq: number }[]) complete.run('{"ok":true}', seq, 'token') })
  return rate(jobs, () => { for (let index = 0; index < jobs; index += 50) step() })
}

async function ourCompleting(folder: string): Promise<number> {
  const database = open(folder)
  insertRaw(database, jobs)
  const runner = makeRunner(database, [noop], 50)
  const figure = await rate(jobs, async () => {
    runner.start()
    await runner.idle()
  })
  const left = database.sqlite.prepare(`SELECT count(*) AS count FROM jobs WHERE state <> 'done'`).get() as { count: number }
  if (left.count > 0) throw new Error(`${left.count} jobs were not done`)
  await runner.stop()
  return figure
}

async function plainjobCompleting(folder: string): Promise<number> {
  const sqlite = new BetterSqlite3(join(folder, 'plain.sqlite'))
  const silent = { error() {}, warn() {}, info() {}, debug() {} }
  const queue = defineQueue({ connection: better(sqlite), logger: silent })
  queue.addMany('noop', Array.from({ length: jobs }, () => payload))
  let left = jobs
  const worker = defineWorker('noop', async () => { left -= 1; if (left === 0) void worker.stop() }, { queue, logger: silent })
  const figure = await rate(jobs, () => worker.start())
  queue.close()
  return figure
}

async function completing(): Promise<void> {
  const overRaw = await against(runs, rawCompleting, ourCompleting)
  const overPlain = await against(runs, plainjobCompleting, ourCompleting)
  row('raw claim + complete, batches of 50', perSecond(overRaw.baseline))
  row('our runner: claim + complete of no-op jobs', perSecond(overRaw.measured), `${overRaw.ratio.toFixed(2)} of raw`)
  row('plainjob worker', perSecond(overPlain.baseline), `ours is ${overPlain.ratio.toFixed(1)} times that`)
}

async function claimsWithBacklog(): Promise<void> {
  const large = quick ? 100_000 : 1_000_000
  const claimTime = (backlog: number, state: string) => (folder: string) => {
    const database = open(folder)
    insertRaw(database, 10_000)
    if (backlog > 10_000) insertRaw(database, backlog - 10_000, state)
    database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    const times: number[] = []
    for (let index = 0; index < 800; index += 1) {
      const start = performance.now()
      writeTx(database, (tx) => claimTx(tx, 'bulk', 10, { token: 'bench', until: 1, worker: 'bench' }, 0))
      times.push(performance.now() - start)
    }
    database.close()
    return percentile(times.slice(100), 0.5)
  }
  const small = claimTime(10_000, 'waiting')
  const waiting = await against(quick ? 1 : 3, small, claimTime(large, 'waiting'))
  const delayed = await against(quick ? 1 : 3, small, claimTime(large, 'scheduled'))
  row('claim of 10, 10,000 waiting', milliseconds(waiting.baseline))
  row(`claim of 10, ${large.toLocaleString('en')} waiting`, milliseconds(waiting.measured), `${waiting.ratio.toFixed(2)} times`)
  row(`claim of 10, ${large.toLocaleString('en')} delayed beside them`, milliseconds(delayed.measured), `${delayed.ratio.toFixed(2)} times`)
}

/** What the machine itself takes to wake a thread: no job can start sooner. */
async function bareMessages(count: number): Promise<number[]> {
  const worker = new Worker(`const { parentPort } = require('node:worker_threads'); parentPort.on('message', () => parentPort.postMessage(performance.timeOrigin + performance.now()))`, { eval: true })
  const times: number[] = []
  for (let index = 0; index < count; index += 1) {
    const sentAt = performance.timeOrigin + performance.now()
    worker.postMessage(null)
    const [heardAt] = (await once(worker, 'message')) as [number]
    times.push(heardAt - sentAt)
    await nextTurn()
  }
  await worker.terminate()
  return times
}

async function latency(): Promise<void> {
  const times: number[] = []
  await medianOf(1, async (folder) => {
    const database = open(folder)
    const runner = makeRunner(database, [threaded], 1)
    runner.start()
    for (let index = 0; index < (quick ? 300 : 2_000); index += 1) {
      const started = new Promise<number>((resolve) => { onStarted = resolve })
      const enqueuedAt = performance.timeOrigin + performance.now()
      writeTx(database, (tx) => enqueueTx(tx, threaded, payload, systemClock.now()))
      times.push((await started) - enqueuedAt)
      await runner.idle()
    }
    await runner.stop()
    return 0
  })
  const bare = await bareMessages(times.length)
  const warm = times.slice(20)
  row('a bare message to a waiting thread, p50', milliseconds(percentile(bare.slice(20), 0.5)))
  row('a bare message to a waiting thread, p99', milliseconds(percentile(bare.slice(20), 0.99)))
  row('idle: enqueue to start in a thread, p50', milliseconds(percentile(warm, 0.5)))
  row('idle: enqueue to start in a thread, p99', milliseconds(percentile(warm, 0.99)))
}

/** How long cancelling a large tree keeps everyone else waiting: the call itself, and the longest turn after it. */
async function cancellingTree(): Promise<void> {
  const children = quick ? 10_000 : 100_000
  let call = 0
  const longest = await medianOf(1, async (folder) => {
    const database = open(folder)
    const runner = makeRunner(database, [noop], 1)
    const root = writeTx(database, (tx) => enqueueTx(tx, noop, payload, 0, { runAt: systemClock.now() + 3_600_000 }))
    if (root === null) throw new Error('A job without a key is always added')
    for (let added = 0; added < children; added += 1_000) {
      writeTx(database, (tx) => enqueueManyTx(tx, noop, Array.from({ length: 1_000 }, () => payload), 0, { parentSeq: root.seq, runAt: systemClock.now() + 3_600_000 }))
    }
    runner.start()
    await runner.idle()
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const start = performance.now()
    writeTx(database, (tx) => jobControl(runner, () => systemClock.now()).cancelTx(tx, root.id))
    call = performance.now() - start
    delay.enable()
    await runner.idle()
    delay.disable()
    const left = database.sqlite.prepare(`SELECT count(*) AS count FROM jobs WHERE state <> 'cancelled'`).get() as { count: number }
    if (left.count > 0) throw new Error(`${left.count} jobs were not cancelled`)
    await runner.stop()
    return delay.max / 1e6
  })
  row(`cancel of a job with ${children.toLocaleString('en')} children: the call`, milliseconds(call))
  row('... the longest wait of anyone else until all are', milliseconds(longest))
}

await enqueueing()
await completing()
await claimsWithBacklog()
await cancellingTree()
await latency()
