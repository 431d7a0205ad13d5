/** One life of an engine's queue on the folder it is given: says on standard output what it does, and ends when nothing is left to do. */
import { writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { newId } from '../../db/id.ts'
import { defineJob, done, type AnyJob } from '../../engine/jobs/define-job.ts'
import { enqueueTx } from '../../engine/jobs/enqueue.ts'
import { JobRunner } from '../../engine/jobs/runner.ts'
import { systemClock } from '../../engine/observe/clock.ts'
import { EventBus } from '../../engine/observe/event-bus.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { openTestDatabase } from '../harness/test-data.ts'
import { writeTx, type Tx } from '../../db/tx.ts'

const [, , folder = '', roots = '0'] = process.argv
/** Written at once, so that whoever kills this process can do so at any step of its work. */
const say = (line: string) => writeSync(1, `${line}\n`)

const common = {
  payload: z.number(), result: z.unknown(), queue: 'bulk', timeoutMs: 60_000, onLostLease: 'retry',
  retry: { maxAttempts: 1_000, firstDelayMs: 1, maxDelayMs: 1 },
} as const

function note(tx: Tx, table: 'applied' | 'received' | 'ended', seq: number): void {
  say(table)
  tx.database.prepare(`INSERT INTO ${table} (seq) VALUES (?)`).run(seq)
}

const leaf = defineJob({
  ...common, kind: 'thread.id', execute: 'thread',
  prepare: () => { say('prepared'); return { work: null } },
  apply: (tx, job) => note(tx, 'applied', job.seq),
  ended: (tx, job) => note(tx, 'ended', job.seq),
})
const root = defineJob({
  ...common, kind: 'crash.root',
  prepare: () => { say('prepared'); return { work: null } },
  async execute(_work, context) {
    await nextTurn()
    await context.emit('part')
    say('emitted')
    return done(null)
  },
  // What is stored is recognised, as every kind that emits must.
  receive(tx, job) {
    if (tx.database.prepare('SELECT 1 FROM received WHERE seq = ?').get(job.seq) !== undefined) return
    note(tx, 'received', job.seq)
    enqueueTx(tx, leaf, 1, job.now, { parentSeq: job.seq })
  },
  apply(tx, job) {
    note(tx, 'applied', job.seq)
    enqueueTx(tx, leaf, 2, job.now, { parentSeq: job.seq })
  },
  ended: (tx, job) => note(tx, 'ended', job.seq),
})

const database = openTestDatabase(folder)
for (const table of ['applied', 'received', 'ended']) database.sqlite.exec(`CREATE TABLE IF NOT EXISTS ${table} (seq INTEGER NOT NULL)`)
writeTx(database, (tx) => {
  if (tx.database.prepare('SELECT 1 FROM jobs').get() !== undefined) return
  for (let index = 0; index < Number(roots); index += 1) enqueueTx(tx, root, index, systemClock.now())
})
const definitions: AnyJob[] = [leaf, root]
const runner = new JobRunner({
  database, definitions, clock: systemClock, events: new EventBus('crash'), log: makeLog('silent'), worker: newId(),
  threadFile: new URL('../harness/test-thread.ts', import.meta.url), slots: { interactive: 1, bulk: 4, background: 1, calls: 1, actions: 1, models: 1 },
})
say('open')
runner.start()
await runner.idle()
await runner.stop()
database.close()
