import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { activateModelTx, activeModel, insertModelTx } from '../../db/queries/models.ts'
import { enumScoreSchema, type EnumScore } from '../contract/classification.ts'
import { defineJob } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Classifiers } from './classifiers.ts'
import { trainingExamples } from './training-examples.ts'
import type { TrainResult, TrainWork } from './train.work.ts'

/** Fewer labelled transcripts than this teach nothing that could be measured. */
export const leastExamples = 8

export type TrainJob = ReturnType<typeof trainJob>

/** One training at a time for a business. */
export const trainingKey = (businessId: string): string => `classification.train:${businessId}`

/** Trains a new version of a business's offline classifier on the labels that its people and its language model gave. */
export function trainJob({ classifiers, events }: { classifiers: Classifiers; events: EventBus }) {
  return defineJob({
    kind: 'classification.train',
    payload: z.object({ businessId: z.string() }),
    result: z.object({
      file: z.string(),
      taxonomyVersion: z.number().int(),
      examples: z.number().int(),
      folds: z.number().int(),
      scores: z.array(enumScoreSchema),
    }),
    queue: 'background',
    timeoutMs: 60 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 5_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, job): { work: TrainWork } | { done: TrainResult } {
      if (job.attempt > 1) classifiers.forget()
      return {
        work: {
          taxonomyFile: classifiers.taxonomyFile,
          taxonomyVersion: classifiers.active.version,
          examples: trainingExamples(tx.database, job.payload.businessId, classifiers.active.version),
          folder: classifiers.folder,
        },
      }
    },

    apply(tx, job, result) {
      const { businessId } = job.payload
      const before = activeModel(tx.database, businessId, result.taxonomyVersion)
      const version = insertModelTx(tx, {
        business_id: businessId,
        taxonomy_version: result.taxonomyVersion,
        weights: readFileSync(result.file, 'utf8'),
        scores: JSON.stringify(result.scores),
        examples: result.examples,
        folds: result.folds,
        created_at: job.now,
      })
      const oldScores = before === null ? null : z.array(enumScoreSchema).parse(JSON.parse(before.scores))
      if (isBetter(result.scores, oldScores)) activateModelTx(tx, businessId, version)
      tx.afterCommit(() => {
        classifiers.forget()
        events.publish({ type: 'model.changed' })
      })
    },
  })
}

/**
 * Whether a new version deserves to speak at once: over the enums that both measured, what it chooses is right more often
 * than what the version in service chooses. The first version deserves it when it beats the cues anywhere.
 */
export function isBetter(scores: readonly EnumScore[], inService: readonly EnumScore[] | null): boolean {
  if (inService === null) return scores.some((score) => score.chosen === 'trained')
  let difference = 0
  for (const score of scores) {
    const other = inService.find((one) => one.enumName === score.enumName)
    if (other !== undefined) difference += chosenAccuracy(score) - chosenAccuracy(other)
  }
  return difference > 0
}

function chosenAccuracy(score: EnumScore): number {
  return (score.chosen === 'trained' ? score.trained : score.zeroShot)?.accuracy ?? score.zeroShot.accuracy
}
