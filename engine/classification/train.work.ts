import { readFile } from 'node:fs/promises'
import { done, retry, type ExecutionContext, type Outcome } from '../jobs/define-job.ts'
import type { EnumScore } from '../contract/classification.ts'
import { writeByContent } from './content-file.ts'
import { trainOffline, type TrainingExample } from './offline/train.ts'
import type { TrainedEnum } from './offline/trained-models.ts'
import { parseTaxonomy } from './taxonomy.ts'

export interface TrainWork {
  readonly taxonomyFile: string
  readonly taxonomyVersion: number
  readonly examples: readonly TrainingExample[]
  /** Where the weights are left: megabytes, too large for a job's result. */
  readonly folder: string
}

export interface TrainResult {
  readonly file: string
  readonly taxonomyVersion: number
  readonly examples: number
  readonly folds: number
  readonly scores: EnumScore[]
}

/** The same examples give the same weights. */
const seed = 1

/** Trains the linear models and measures them on examples they have not seen. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<TrainResult>> {
  const work = given as TrainWork
  const taxonomy = parseTaxonomy(JSON.parse(await readFile(work.taxonomyFile, 'utf8')))
  try {
    const models = await trainOffline(taxonomy, [...work.examples], {
      seed,
      signal: context.signal,
      onProgress: (share) => context.progress(Math.round(share * 100), 100),
    })
    const file = writeByContent(work.folder, 'model', JSON.stringify(models))
    const scores = models.enums.flatMap((one) => scoreOf(one) ?? [])
    return done({ file, taxonomyVersion: work.taxonomyVersion, examples: work.examples.length, folds: models.folds, scores })
  } catch (error) {
    if (context.cancelled()) return retry('Cancelled')
    throw error
  }
}

/** Null for an enum of which there were too few examples to measure anything. */
function scoreOf(one: TrainedEnum): EnumScore | null {
  if (one.zeroShot === null) return null
  return { enumName: one.name, examples: one.examples, zeroShot: stageScore(one.zeroShot), trained: one.trained === null ? null : stageScore(one.trained), chosen: one.stage, measuredOn: one.measuredOn }
}

function stageScore({ accuracy, macroF1, expectedCalibrationError, reliability }: NonNullable<TrainedEnum['zeroShot']>): EnumScore['zeroShot'] {
  return { accuracy, macroF1, calibrationError: expectedCalibrationError, reliability }
}
