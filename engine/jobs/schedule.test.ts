import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestQueue, testJob, turns, type TestQueue } from '../../tests/harness/test-queue.ts'
import { Scheduler, type ScheduleDeclaration } from './schedule.ts'

const hour = 3_600_000
const zone = 'America/Santiago'

let queue: TestQueue
const job = testJob()

beforeEach(() => {
  queue = openTestQueue({ definitions: [job] })
  queue.runner.start()
})
afterEach(() => queue.close())

function scheduler(overrides: Partial<ScheduleDeclaration> = {}): Scheduler {
  return new Scheduler(queue.database, queue.clock, [{ name: 'nightly', job, payload: {}, cron: '40 3 * * *', timeZone: zone, ...overrides }])
}

/** Sleeps until just before an interval of which every moment counts, and lets it pass. */
async function pass(from: string, to: string): Promise<void> {
  queue.clock.sleep(Date.parse(from) - queue.clock.now())
  queue.clock.moveTo(Date.parse(to))
  await turns()
}

async function sleep(milliseconds: number): Promise<void> {
  queue.clock.sleep(milliseconds)
  queue.clock.move(60_000)
  await turns()
}

/** When its jobs were enqueued. */
function moments(): string[] {
  return queue.database.prepare<{ created_at: number }>('SELECT created_at FROM jobs ORDER BY seq').all().map(({ created_at }) => new Date(created_at).toISOString())
}

describe('a schedule', () => {
  test('runs at its hour there, before and after the clocks change', async () => {
    // Chile goes from UTC-3 to UTC-4 in the night to 5 April 2026, and back in the night to 6 September.
    queue.clock.sleep(Date.parse('2026-04-03T00:00:00Z') - queue.clock.now())
    const nightly = scheduler()
    nightly.start()
    for (const day of ['03', '04', '05', '06']) await pass(`2026-04-${day}T06:30:00Z`, `2026-04-${day}T08:00:00Z`)
    expect(moments()).toEqual(['2026-04-03T06:40:00.000Z', '2026-04-04T06:40:00.000Z', '2026-04-05T07:40:00.000Z', '2026-04-06T07:40:00.000Z'])
    expect(nightly.list()).toMatchObject([{ next_run_at: Date.parse('2026-04-07T07:40:00Z'), last_run_at: Date.parse('2026-04-06T07:40:00Z') }])
    nightly.stop()
  })

  test('runs once on the day whose hour does not exist', async () => {
    // At midnight of 6 September 2026 clocks in Chile go to one o'clock: half past midnight never comes.
    queue.clock.sleep(Date.parse('2026-09-04T12:00:00Z') - queue.clock.now())
    const nightly = scheduler({ cron: '30 0 * * *' })
    nightly.start()
    for (const day of ['05', '06', '07']) await pass(`2026-09-${day}T03:00:00Z`, `2026-09-${day}T06:00:00Z`)
    expect(moments()).toHaveLength(3)
    nightly.stop()
  })

  test('makes up once for all the moments missed while the program was closed', async () => {
    const first = scheduler()
    first.start()
    const planned = first.list()[0]?.next_run_at ?? 0
    first.stop()
    queue.clock.sleep(planned - queue.clock.now() + 5 * 24 * hour)
    const second = scheduler()
    second.start()
    await queue.runner.idle()
    expect(moments()).toEqual([new Date(queue.clock.now()).toISOString()])
    expect(second.list()[0]?.next_run_at).toBe(planned + 6 * 24 * hour)
    second.stop()
  })

  test('is on time when the machine slept over its alarm', async () => {
    const nightly = scheduler()
    nightly.start()
    await sleep(20 * hour)
    expect(moments()).toHaveLength(1)
    nightly.stop()
  })

  test('does not run at its first start, nor pile up behind a run that still waits', async () => {
    const nightly = scheduler({ cron: '0 * * * *' })
    nightly.start()
    await queue.runner.stop()
    expect(moments()).toEqual([])
    queue.clock.move(3 * hour)
    expect(moments()).toEqual(['2026-01-15T13:00:00.000Z'])
    nightly.stop()
  })

  test('that a person switched off stays off, also after a restart, until it is switched on', async () => {
    const first = scheduler()
    first.start()
    expect(first.setEnabled('nightly', false)).toMatchObject({ enabled: 0, next_run_at: null })
    await sleep(48 * hour)
    first.stop()
    const second = scheduler()
    second.start()
    await sleep(48 * hour)
    expect(moments()).toEqual([])
    second.setEnabled('nightly', true)
    await sleep(24 * hour)
    expect(moments()).toHaveLength(1)
    expect(second.setEnabled('nobody', true)).toBeNull()
    second.stop()
  })

  test('whose rhythm a new version changed forgets the moment of the old one', async () => {
    queue.clock.sleep(Date.parse('2026-02-01T00:00:00Z') - queue.clock.now())
    const old = scheduler({ cron: '40 3 * * *' })
    old.start()
    old.stop()
    const changed = scheduler({ cron: '0 12 * * *' })
    changed.start()
    await pass('2026-02-01T14:30:00Z', '2026-02-01T15:30:00Z')
    expect(moments()).toEqual(['2026-02-01T15:00:00.000Z'])
    changed.stop()
  })

  test('that the program no longer declares is left alone', async () => {
    const old = scheduler()
    old.start()
    old.stop()
    const without = new Scheduler(queue.database, queue.clock, [])
    without.start()
    await sleep(48 * hour)
    expect(moments()).toEqual([])
    without.stop()
  })
})
