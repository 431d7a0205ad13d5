import { z } from 'zod'
import { benchProgress, benchRunById, openBenchItems, reopenBenchRunTx } from '../../../db/queries/chat-bench.ts'
import { defineJob } from '../../jobs/index.ts'
import { scriptedSchema } from '../agent/index.ts'
import type { BenchWork } from './bench.work.ts'
import { passagesSchema } from './look-up.ts'
import { ownWorld } from './own-world.ts'
import type { PlayedItem } from './played-item.ts'
import type { RunEnd } from './run-end.ts'

export type BenchJob = ReturnType<typeof benchJob>

/** Plays the conversations of a run with the agent's own words, in a thread. */
export function benchJob({ resources, end }: { readonly resources: string; readonly end: RunEnd }) {
  return defineJob({
    kind: 'chat.bench',
    payload: z.object({ runId: z.string() }),
    result: z.object({ conversations: z.number().int() }),
    queue: 'bulk',
    timeoutMs: 30 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, { payload }): { work: BenchWork } | { done: { conversations: number } } {
      const run = benchRunById(tx.database, payload.runId)
      if (run === null) return { done: { conversations: 0 } }
      reopenBenchRunTx(tx, run.id)
      const items = openBenchItems(tx.database, run.id).map(({ number, catalogue, script, passages }) => ({
        number, catalogue, script: scriptedSchema.parse(JSON.parse(script)), passages: passages === null ? null : z.array(passagesSchema).parse(JSON.parse(passages)),
      }))
      const own = items.some(({ catalogue }) => catalogue === 'own') ? ownWorld(tx.database, run.business_id) : null
      return { work: { items, ...benchProgress(tx.database, run.id), own, resources } }
    },

    receive: (tx, { payload }, part) => end.storeTx(tx, payload.runId, part as readonly PlayedItem[]),

    ended: (tx, { payload, now }, state, error) => end.endTx(tx, payload.runId, state, error, now),
  })
}
