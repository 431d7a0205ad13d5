import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { openDatabase, type Database } from '../../db/open.ts'
import type { EngineEvent } from '../contract/events.ts'
import { EventBus } from '../observe/event-bus.ts'
import { BatchProgressTeller } from './batch-progress.ts'

/** A clock that stands still until it is moved; what falls due then is called in order. */
class HandClock {
  #now = 1_000_000
  #alarms: { at: number; callback: () => void }[] = []
  now = () => this.#now
  after = (milliseconds: number, callback: () => void) => {
    const alarm = { at: this.#now + milliseconds, callback }
    this.#alarms.push(alarm)
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm)
    }
  }
  move(milliseconds: number) {
    const end = this.#now + milliseconds
    for (;;) {
      const next = this.#alarms.filter((alarm) => alarm.at <= end).sort((one, other) => one.at - other.at)[0]
      if (next === undefined) break
      this.#alarms = this.#alarms.filter((alarm) => alarm !== next)
      this.#now = next.at
      next.callback()
    }
    this.#now = end
  }
}

class RecordedBus extends EventBus {
  readonly seen: EngineEvent[] = []
  override publish(event: EngineEvent) {
    this.seen.push(event)
    super.publish(event)
  }
  get progress() {
    return this.seen.flatMap((event) => (event.type === 'batch.progress' ? [event.progress] : []))
  }
}

let folder: string
let database: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-test-'))
  database = openDatabase(join(folder, 'vocero.sqlite'))
  migrate(database, readMigrations(fileURLToPath(new URL('../../db/migrations', import.meta.url))), 0)
  database.sqlite.exec(`INSERT INTO businesses VALUES ('b', 'B', 0);
    INSERT INTO batches (id, business_id, name, file_name, mapping, state, created_at, total, created, skipped, failed_rows) VALUES ('one', 'b', 'One', 'f', '{}', 'running', 0, 1020, 1000, 10, 10)`)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const classify = (count: number) => database.prepare('UPDATE batches SET classified = classified + ?').run(count)

it('tells four times a second however much changes, with the speed of the last seconds', () => {
  const clock = new HandClock()
  const bus = new RecordedBus('boot')
  const teller = new BatchProgressTeller(database, clock, bus)
  for (let step = 0; step < 200; step += 1) {
    classify(1)
    teller.changed('one')
    clock.move(10)
  }
  expect(bus.progress.length).toBeGreaterThanOrEqual(7)
  expect(bus.progress.length).toBeLessThanOrEqual(9)
  const last = bus.progress.at(-1)
  expect(last).toMatchObject({ imported: 1010, total: 1010, failed: 10 })
  expect(last?.perSecond).toBeCloseTo(100, -1)
  expect(last?.remainingMs).toBeCloseTo(8_000, -3)
  expect(bus.seen.filter((event) => event.type === 'transcripts.changed').length).toBeLessThanOrEqual(3)
})

it('says that nothing moves any more', () => {
  const clock = new HandClock()
  const bus = new RecordedBus('boot')
  const teller = new BatchProgressTeller(database, clock, bus)
  teller.changed('one')
  clock.move(1_000)
  classify(50)
  teller.changed('one')
  clock.move(10)
  expect(bus.progress.at(-1)?.perSecond).not.toBeNull()
  clock.move(20_000)
  expect(bus.progress.at(-1)).toMatchObject({ classified: 50, perSecond: null, remainingMs: null })
})

it('tells the end once, and of the transcripts with it', () => {
  const clock = new HandClock()
  const bus = new RecordedBus('boot')
  const teller = new BatchProgressTeller(database, clock, bus)
  teller.changed('one')
  clock.move(1_000)
  classify(1_000)
  database.sqlite.exec(`UPDATE batches SET state = 'done'`)
  teller.changed('one')
  teller.changed('one')
  clock.move(60_000)
  expect(bus.seen.slice(-2)).toMatchObject([{ type: 'batch.progress', progress: { state: 'done', classified: 1_000, perSecond: null } }, { type: 'transcripts.changed', batchId: 'one' }])
  expect(bus.progress.filter((progress) => progress.state === 'done')).toHaveLength(1)
})
