import { z } from 'zod'
import { labelDiffById, openLabelDiffItems, reopenLabelDiffTx, setLabelDiffJobTx, storeComparedFailureTx, storeComparedTx, type LabelDiffRow } from '../../../db/queries/label-diffs.ts'
import { textsOf } from '../../../db/queries/results.ts'
import { labelValuesOf } from '../../../db/queries/stored-result.ts'
import { candidateSchema } from '../../contract/opinions.ts'
import { defineJob, enqueueTx } from '../../jobs/index.ts'
import type { ClassifiedPart, ClassifyWork } from '../classify.work.ts'
import type { Classifiers } from '../classifiers.ts'
import { compareWith } from './compare.ts'
import type { DiffEnd } from './diff-end.ts'

/** Texts handed to the thread at once; the next job of the diff takes the next. */
const transcriptsPerDiffJob = 256

export type DiffOfflineJob = ReturnType<typeof diffOfflineJob>

/** Lets the offline classifier, with a trained version or a draft of the taxonomy, judge the transcripts of a label diff. */
export function diffOfflineJob({ classifiers, end }: { readonly classifiers: Classifiers; readonly end: DiffEnd }) {
  const job = defineJob({
    kind: 'classification.diff_offline',
    payload: z.object({ diffId: z.string() }),
    result: z.object({ transcripts: z.number().int() }),
    queue: 'bulk',
    timeoutMs: 10 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 1_000, maxDelayMs: 10_000 },
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, { payload }): { work: ClassifyWork } | { done: { transcripts: number } } {
      const diff = labelDiffById(tx.database, payload.diffId)
      const seqs = diff === null ? [] : openLabelDiffItems(tx.database, diff.id, transcriptsPerDiffJob)
      if (diff === null || seqs.length === 0) return { done: { transcripts: 0 } }
      reopenLabelDiffTx(tx, diff.id)
      const texts = textsOf(tx.database, seqs)
      const work: ClassifyWork = {
        ...filesOf(classifiers, diff),
        version: { taxonomyVersion: classifiers.active.version, modelVersion: null },
        items: seqs.map((seq) => ({ seqs: [seq], transcript: texts.get(seq) ?? '' })),
      }
      return { work }
    },

    receive(tx, { payload }, part) {
      const diff = labelDiffById(tx.database, payload.diffId)
      if (diff === null) return
      const { kind } = candidateSchema.parse(JSON.parse(diff.candidate))
      for (const one of (part as ClassifiedPart).classified) {
        for (const seq of one.seqs) {
          if ('error' in one) storeComparedFailureTx(tx, diff.id, seq, one.error)
          else storeComparedTx(tx, diff.id, seq, compareWith(tx.database, seq, kind, labelValuesOf(one.result)), 0)
        }
      }
      end.changedTx(tx)
    },

    apply(tx, { payload, now }) {
      if (openLabelDiffItems(tx.database, payload.diffId, 1).length === 0) return
      const next = enqueueTx(tx, job, payload, now)
      if (next !== null) setLabelDiffJobTx(tx, payload.diffId, next.id)
    },

    ended(tx, { payload, now }, state, error) {
      if (state === 'done' && openLabelDiffItems(tx.database, payload.diffId, 1).length > 0) return
      end.endTx(tx, payload.diffId, state, error, now)
    },
  })
  return job
}

/** After a draft is published no trained version fits it any more, so none judges with it. */
function filesOf(classifiers: Classifiers, diff: LabelDiffRow): Pick<ClassifyWork, 'taxonomyFile' | 'modelFile'> {
  const candidate = candidateSchema.parse(JSON.parse(diff.candidate))
  if (diff.taxonomy !== null) return { taxonomyFile: classifiers.fileOfTaxonomy(diff.taxonomy), modelFile: null }
  return { taxonomyFile: classifiers.taxonomyFile, modelFile: candidate.kind === 'trained' ? classifiers.fileOfModel(diff.business_id, candidate.version) : null }
}
