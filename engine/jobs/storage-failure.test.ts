import { expect, test } from 'vitest'
import { openTestQueue, testJob } from '../../tests/harness/test-queue.ts'

test('a turn that cannot be written is told, costs no job, and is tried again', async () => {
  const job = testJob()
  const queue = openTestQueue({ definitions: [job] })
  const { database, runner, clock, event } = queue
  try {
    runner.start()
    await runner.idle()
    // Stands for a full disk: every write of a claim is refused.
    database.sqlite.exec(`CREATE TEMP TRIGGER disk_full BEFORE UPDATE ON jobs BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
    const added = queue.add(job, 'kept')
    expect(await event(({ type }) => type === 'notice')).toMatchObject({ level: 'error', key: 'notice.queue_not_written', values: { error: 'disk full' } })
    expect(queue.job(added).state).toBe('waiting')

    database.sqlite.exec('DROP TRIGGER disk_full')
    clock.move(1_000)
    await runner.idle()
    expect(queue.job(added)).toMatchObject({ state: 'done', result: '"kept"' })
  } finally {
    await queue.close()
  }
})
