import { afterEach, beforeEach, expect, test } from 'vitest'
import { insertInferenceTx } from '../../db/queries/inferences.ts'
import { inferencePage, inferenceUsage } from '../../db/queries/inferences-list.ts'
import { writeTx } from '../../db/tx.ts'
import { inferenceRow } from '../../tests/harness/inference-row.ts'
import { openTestQueue, type TestQueue } from '../../tests/harness/test-queue.ts'
import { pruneAuditJob, readAuditKeeping, setAuditKeeping } from './audit-keeping.ts'
import { dayOf } from './budget.ts'

const day = 86_400_000
let queue: TestQueue
beforeEach(() => { queue = openTestQueue({ definitions: [] }) })
afterEach(() => queue.close())

const write = (id: string, age: number) => writeTx(queue.database, (tx) => {
  const timestamp = queue.clock.now() - age
  insertInferenceTx(tx, inferenceRow({ id, timestamp, cost_nano_usd: 5 }), dayOf(timestamp))
})
const left = () => inferencePage(queue.database, { where: {}, offset: 0, limit: 500 }).rows.map(({ id }) => id)

async function prune(): Promise<void> {
  const job = pruneAuditJob(queue)
  const restarted = queue.restarted([job])
  restarted.runner.start()
  restarted.add(job, {})
  await restarted.runner.idle()
  await restarted.runner.stop()
}

test('what is older than 180 days goes unless somebody says otherwise; what was spent is still told', async () => {
  for (let index = 0; index < 250; index += 1) write(`old ${index}`, 180 * day + 1)
  write('young', 180 * day)
  await prune()
  expect(left()).toEqual(['young'])
  expect(inferenceUsage(queue.database, { where: {}, days: { from: '', to: '9' }, ends: [] }).total).toMatchObject({ calls: 251, cost_nano_usd: 251 * 5 })
})

test('the days are a person’s to choose, and with 0 everything stays', async () => {
  write('ancient', 3_000 * day)
  write('week', 7 * day)
  setAuditKeeping(queue.database, { keptDays: 0 }, queue.clock.now())
  await prune()
  expect(left()).toEqual(['week', 'ancient'])
  setAuditKeeping(queue.database, { keptDays: 5 }, queue.clock.now())
  expect(readAuditKeeping(queue.database)).toEqual({ keptDays: 5 })
  await prune()
  expect(left()).toEqual([])
})
