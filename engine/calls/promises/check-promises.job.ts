import { z } from 'zod'
import { defineJob, enqueueTx, type JobDefinition } from '../../jobs/index.ts'
import type { Promises } from './promises.ts'

const payloadSchema = z.object({ simulated: z.boolean() })

export type CheckPromisesJob = JobDefinition<z.infer<typeof payloadSchema>, never, { settled: number }>

/** Settled in one transaction: some milliseconds, between which the engine answers. */
const promisesPerTurn = 50

/** Marks the promises whose day has passed. Asked again it finds nothing more to do. */
export function checkPromisesJob(promises: Promises): CheckPromisesJob {
  const check: CheckPromisesJob = defineJob({
    kind: 'promises.check',
    payload: payloadSchema,
    result: z.object({ settled: z.number().int() }),
    queue: 'background',
    timeoutMs: 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',
    execute: 'prepare',
    prepare(tx, job) {
      const settled = promises.checkTx(tx, job.payload.simulated, promisesPerTurn)
      if (settled === promisesPerTurn) enqueueTx(tx, check, job.payload, job.now)
      return { done: { settled } }
    },
  })
  return check
}

/** Zones lie a quarter of an hour apart at the finest: ten minutes after midnight, or twenty-five, comes in each of them. */
export const checkPromisesSchedule = { name: 'promises.check', cron: '10,40 * * * *', payload: { simulated: false } } as const
