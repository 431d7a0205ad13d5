import { z } from 'zod'
import { benchRunById, openBenchItems, reopenBenchRunTx, setBenchRunJobTx, storeBenchPassagesTx } from '../../../db/queries/chat-bench.ts'
import { defineJob, done, enqueueTx } from '../../jobs/index.ts'
import { scriptedSchema } from '../agent/index.ts'
import type { FoundPassage } from '../ports.ts'
import type { BenchJob } from './bench.job.ts'
import type { LookUp } from './look-up.ts'
import type { RunEnd } from './run-end.ts'

interface Work { readonly businessId: string; readonly items: readonly { readonly number: number; readonly messages: readonly string[] }[] }
interface Part { readonly number: number; readonly passages: readonly (readonly FoundPassage[])[] }

export type LookUpJob = ReturnType<typeof lookUpJob>

/** Looks up what the company's documents say to the messages of a run, which no thread can, and has the run played then. */
export function lookUpJob({ lookUp, bench, end }: { readonly lookUp: LookUp; readonly bench: BenchJob; readonly end: RunEnd }) {
  return defineJob({
    kind: 'chat.bench_look_up',
    payload: z.object({ runId: z.string() }),
    result: z.object({ conversations: z.number().int() }),
    queue: 'background',
    timeoutMs: 30 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',

    prepare(tx, { payload }): { work: Work } | { done: { conversations: number } } {
      const run = benchRunById(tx.database, payload.runId)
      if (run === null) return { done: { conversations: 0 } }
      reopenBenchRunTx(tx, run.id)
      const items = openBenchItems(tx.database, run.id).filter(({ catalogue, passages }) => catalogue === 'own' && passages === null)
      return { work: { businessId: run.business_id, items: items.map(({ number, script }) => ({ number, messages: scriptedSchema.parse(JSON.parse(script)).turns.map(({ user }) => user) })) } }
    },

    async execute(work, context) {
      for (const { number, messages } of work.items) {
        const passages: (readonly FoundPassage[])[] = []
        for (const message of messages) passages.push(await lookUp(work.businessId, message, context.signal))
        const part: Part = { number, passages }
        await context.emit(part)
      }
      return done({ conversations: work.items.length })
    },

    receive(tx, { payload }, given) {
      const { number, passages } = given as Part
      storeBenchPassagesTx(tx, payload.runId, number, JSON.stringify(passages))
    },

    apply(tx, { payload, now }) {
      const next = enqueueTx(tx, bench, payload, now)
      if (next !== null) setBenchRunJobTx(tx, payload.runId, next.id)
    },

    ended(tx, { payload, now }, state, error) {
      if (state !== 'done') end.endTx(tx, payload.runId, state, error, now)
    },
  })
}
