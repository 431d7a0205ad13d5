import { z } from 'zod'
import { batchById, unclassifiedFrom } from '../../db/queries/batches.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, enqueueTx } from '../jobs/index.ts'
import { enqueueClassifyTx, type Judges } from './enqueue-classify.ts'

const payloadSchema = z.object({
  businessId: z.string(),
  batchId: z.string(),
  /** The first row that nobody has gathered. */
  fromRow: z.number().int(),
})

export type GatherJob = ReturnType<typeof gatherJob>

/**
 * How long conversations are gathered before they are classified together, milliseconds. One job each would start a cold
 * thread every hundred conversations, a third of what a call costs.
 */
const gatherMs = 1_000

/** Hands the conversations that a batch got lately to the classifier, in as few jobs as they need. */
export function gatherJob({ judges }: { readonly judges: Judges }) {
  return defineJob({
    kind: 'classification.gather',
    payload: payloadSchema,
    result: z.object({ transcripts: z.number().int() }),
    queue: 'background',
    timeoutMs: 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',
    execute: 'prepare',

    prepare(tx, job): { done: { transcripts: number } } {
      const { businessId, batchId, fromRow } = job.payload
      const transcriptSeqs = unclassifiedFrom(tx.database, batchId, fromRow)
      // What was said on the practice line is no reason to spend money, nor to send anything out of the machine.
      const practice = batchById(tx.database, batchId)?.simulated === 1
      enqueueClassifyTx(tx, practice ? { ...judges, wantsLlm: () => false } : judges, { businessId, transcriptSeqs, again: false }, job.now)
      return { done: { transcripts: transcriptSeqs.length } }
    },
  })
}

/** Sees to it that a row is gathered soon, with those that follow it until then: one such job is under way for a batch at a time. */
export function gatherTx(tx: Tx, job: GatherJob, request: z.infer<typeof payloadSchema>, now: number): void {
  enqueueTx(tx, job, request, now, { uniqueKey: `classification.gather:${request.batchId}`, runAt: now + gatherMs })
}
