import { z } from 'zod'
import { countClassifiedTx } from '../../db/queries/batches.ts'
import { BatchChanges, resultOfSameText, standings, storeFailureTx, storeOfflineTx, textsOf, type ToClassify } from '../../db/queries/results.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, type JobContext } from '../jobs/index.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import type { Classifiers } from './classifiers.ts'
import type { ClassifiedPart, ClassifyWork } from './classify.work.ts'

/**
 * One job's share. Threads are replaced after 100 jobs and the next ones begin cold, half a second's worth: smaller jobs
 * cost up to a fifth of the speed. Larger ones would keep the engine waiting while their texts are read.
 */
export const transcriptsPerJob = 256
export const textBytesPerJob = 1024 * 1024

const payloadSchema = z.object({
  businessId: z.string(),
  transcriptSeqs: z.array(z.number().int()).min(1),
  /** True to classify also what has a result already. */
  again: z.boolean(),
})
type Payload = z.infer<typeof payloadSchema>

export interface ClassifyNeeds {
  readonly classifiers: Classifiers
  readonly progress: BatchProgressTeller
}

export type ClassifyJob = ReturnType<typeof classifyJob>

/** Classifies some transcripts of a business with the classifier in service when it begins. */
export function classifyJob({ classifiers, progress }: ClassifyNeeds) {
  const flush = (tx: Tx, changes: BatchChanges) => {
    for (const { batchId, classified, failed } of changes.all) {
      if (classified !== 0 || failed !== 0) countClassifiedTx(tx, batchId, classified, failed)
      tx.afterCommit(() => progress.changed(batchId))
    }
  }

  return defineJob({
    kind: 'classification.classify',
    payload: payloadSchema,
    result: z.object({ transcripts: z.number().int() }),
    queue: 'bulk',
    timeoutMs: 10 * 60_000,
    // What fails is the classifier or the storing, not a transcript, which fails alone; every attempt keeps what it has stored.
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    // Nothing outside is touched, and what was stored is recognised.
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, job): { work: ClassifyWork } | { done: { transcripts: number } } {
      // A file of the classifier may have been deleted under a running engine; looking anew writes it again.
      if (job.attempt > 1) classifiers.forget()
      const { taxonomyFile, modelFile, taxonomyVersion, modelVersion } = classifiers.forBusiness(job.payload.businessId)
      const version = { taxonomyVersion, modelVersion }
      const changes = new BatchChanges()
      const seqsOfText = new Map<string, number[]>()
      for (const one of standings(tx, job.payload.transcriptSeqs)) {
        if (!isWanted(one, job)) continue
        const text = one.content_hash.toString('base64')
        const twins = seqsOfText.get(text)
        if (twins !== undefined) {
          twins.push(one.seq)
          continue
        }
        const known = resultOfSameText(tx, job.payload.businessId, one, version)
        if (known === null) seqsOfText.set(text, [one.seq])
        else storeOfflineTx(tx, one.seq, known, version, job.id, job.now, changes)
      }
      flush(tx, changes)
      if (seqsOfText.size === 0) return { done: { transcripts: 0 } }
      const textOf = textsOf(tx.database, [...seqsOfText.values()].flatMap(([first]) => first ?? []))
      const items = [...seqsOfText.values()].map((seqs) => ({ seqs, transcript: textOf.get(seqs[0] ?? -1) ?? '' }))
      const work: ClassifyWork = { taxonomyFile, modelFile, version, items }
      return { work }
    },

    receive(tx, job, part) {
      const { version, classified } = part as ClassifiedPart
      const changes = new BatchChanges()
      for (const one of classified) {
        for (const seq of one.seqs) {
          if ('result' in one) storeOfflineTx(tx, seq, one.result, version, job.id, job.now, changes)
          else storeFailureTx(tx, seq, one.error, changes)
        }
      }
      flush(tx, changes)
    },

    ended(tx, job, state, error) {
      if (state !== 'failed') return
      const changes = new BatchChanges()
      for (const one of standings(tx, job.payload.transcriptSeqs)) if (isWanted(one, job)) storeFailureTx(tx, one.seq, error ?? 'Failed', changes)
      flush(tx, changes)
    },
  })
}

/** False for what this job, or for a first classification any other, has stored already: a repeated attempt passes over it. */
function isWanted(one: ToClassify, job: JobContext<Payload>): boolean {
  if (one.error !== null) return true
  return job.payload.again ? one.job_id !== job.id : one.judged === 0
}
