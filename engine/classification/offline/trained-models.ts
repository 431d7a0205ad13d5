import { z } from 'zod'
import type { Taxonomy } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import type { Word } from './words.ts'
import { BUCKETS, walkFeatures, wordBuckets } from './features.ts'
import { valueOffsets } from './zero-shot.ts'

const calibrationSchema = z.object({ scale: z.number().positive(), priorWeight: z.number().nonnegative() })
const scoresSchema = z.object({
  count: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  expectedCalibrationError: z.number(),
  reliability: z.array(z.object({ from: z.number(), to: z.number(), count: z.number(), confidence: z.number(), accuracy: z.number() })),
})

/** What the trained stage gains in accuracy over the cues on held-out cases, 0..1, and the standard error of that difference. */
const gainSchema = z.object({ mean: z.number(), standardError: z.number() })

/** One enum of a training: what was measured out of fold, which stage won and why. */
export const trainedEnumSchema = z.object({
  name: z.string(),
  values: z.array(z.string()),
  examples: z.number().int(),
  stage: z.enum(['zero_shot', 'trained']),
  reason: z.enum(['better_score', 'not_better', 'too_few_examples']),
  /** Share of the most frequent label: what guessing it always would score. */
  majority: z.number(),
  zeroShot: scoresSchema.nullable(),
  trained: scoresSchema.nullable(),
  /** Null where nothing was trained. */
  gain: gainSchema.nullable().default(null),
  /** Whose labels the scores are measured on: a language model's only where people have given too few. */
  measuredOn: z.enum(['person', 'llm']).default('person'),
  zeroShotCalibration: calibrationSchema,
  /** Divisor of the trained stage's logits, fitted on held-out folds. */
  temperature: z.number().positive(),
  bias: z.array(z.number()),
})

/** Everything a training on one floor's transcripts yields; plain JSON. Rows and weights are base64 of Int32 and Int8 arrays. */
export const trainedModelsSchema = z.object({
  format: z.literal(1),
  taxonomyId: z.string(),
  seed: z.number().int(),
  folds: z.number().int(),
  enums: z.array(trainedEnumSchema),
  /** Bucket of each weight row. */
  buckets: z.string(),
  /** Rows by columns, feature-major; the columns are the values of all enums above in order. */
  weights: z.string(),
  /** What one step of each column's Int8 weight is worth. */
  columnSteps: z.array(z.number()),
})

export type Gain = z.infer<typeof gainSchema>
export type TrainedEnum = z.infer<typeof trainedEnumSchema>
export type TrainedModels = z.infer<typeof trainedModelsSchema>

/** @throws ZodError when stored models are damaged or of another format. */
export function parseTrainedModels(json: unknown): TrainedModels {
  return trainedModelsSchema.parse(json)
}

/** Packs dense weights (rows x columns) into Int8 with one step per column. */
export function packWeights(buckets: number[], weights: Float32Array, columns: number): Pick<TrainedModels, 'buckets' | 'weights' | 'columnSteps'> {
  const greatest = new Float64Array(columns)
  weights.forEach((weight, index) => (greatest[index % columns] = Math.max(greatest[index % columns]!, Math.abs(weight))))
  const columnSteps = Array.from(greatest, (most) => Number((most / 127).toPrecision(6)))
  const packed = Int8Array.from(weights, (weight, index) => (columnSteps[index % columns] === 0 ? 0 : Math.round(weight / columnSteps[index % columns]!)))
  return { buckets: toBase64(Int32Array.from(buckets)), weights: toBase64(packed), columnSteps }
}

function toBase64(array: Int32Array | Int8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64')
}

/**
 * Trained weights ready for use with a taxonomy. The weights of all values lie side by side per feature, so that one feature touches one
 * stretch of memory for all enums. Values the models do not know (a changed taxonomy) get no correction.
 */
export class TrainedScorer {
  readonly slots: number
  private readonly rowOf = new Int32Array(BUCKETS).fill(-1)
  private readonly weights: Float32Array
  private readonly bias: Float32Array
  private readonly logits: Float32Array

  constructor(taxonomy: Taxonomy, models: TrainedModels) {
    const offsets = valueOffsets(taxonomy)
    this.slots = offsets.at(-1)!
    this.bias = new Float32Array(this.slots)
    this.logits = new Float32Array(this.slots)
    const slotOfColumn: number[] = []
    for (const trained of models.enums) {
      const enumIndex = taxonomy.enums.findIndex((one) => one.name === trained.name)
      trained.values.forEach((value, index) => {
        const place = enumIndex < 0 ? -1 : taxonomy.enums[enumIndex]!.values.findIndex((one) => one.value === value)
        const slot = place < 0 ? -1 : offsets[enumIndex]! + place
        slotOfColumn.push(slot)
        if (slot >= 0) this.bias[slot] = trained.bias[index] ?? 0
      })
    }
    const bucketBytes = Buffer.from(models.buckets, 'base64')
    const packed = new Int8Array(Buffer.from(models.weights, 'base64'))
    const columns = slotOfColumn.length
    const rows = bucketBytes.byteLength / 4
    if (packed.length !== rows * columns || models.columnSteps.length !== columns) throw new Error('the trained models do not fit together: rows, columns and weights disagree')
    this.weights = new Float32Array(rows * this.slots)
    for (let row = 0; row < rows; row++) {
      this.rowOf[bucketBytes.readInt32LE(row * 4) & (BUCKETS - 1)] = row
      for (let column = 0; column < columns; column++) {
        const slot = slotOfColumn[column]!
        if (slot >= 0) this.weights[row * this.slots + slot] = packed[row * columns + column]! * models.columnSteps[column]!
      }
    }
  }

  /** Corrections to the logits of all values; the array is reused by the next call. */
  score(read: ReadTranscript): Float32Array {
    const { logits, slots, weights } = this
    logits.fill(0)
    const factor = walkFeatures(
      read,
      (word) => {
        const contribution = this.contributionOf(word)
        if (contribution) for (let slot = 0; slot < slots; slot++) logits[slot]! += contribution[slot]!
      },
      (bucket) => {
        const row = this.rowOf[bucket]!
        if (row >= 0) for (let slot = 0, at = row * slots; slot < slots; slot++, at++) logits[slot]! += weights[at]!
      },
    )
    for (let slot = 0; slot < slots; slot++) logits[slot] = logits[slot]! * factor + this.bias[slot]!
    return logits
  }

  /** What one word adds to each value before the length factor, summed over its buckets and kept on the word. */
  contributionOf(word: Word): Float32Array | null {
    const known = word.contribution
    if (known !== undefined) return known
    let sum: Float32Array | null = null
    for (const bucket of wordBuckets(word)) {
      const row = this.rowOf[bucket]!
      if (row < 0) continue
      sum ??= new Float32Array(this.slots)
      for (let slot = 0; slot < this.slots; slot++) sum[slot]! += this.weights[row * this.slots + slot]!
    }
    word.contribution = sum
    return sum
  }
}
