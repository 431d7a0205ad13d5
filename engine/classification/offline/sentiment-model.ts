import { softmaxAtTemperature } from './softmax-regression.ts'
import { SENTIMENT_BUCKETS } from './sentiment-features.ts'

/** Shipped weights of a short-text sentiment model: classes negative, neutral, positive. Base64 of Int32 buckets and Int8 rows. */
export interface SentimentWeights {
  temperature: number
  buckets: string
  weights: string
  columnSteps: number[]
  bias: number[]
}

const CLASSES = 3

/** Weights unpacked for look-up by bucket. */
export class SentimentModel {
  readonly rowOf = new Int32Array(SENTIMENT_BUCKETS).fill(-1)
  readonly weights: Float32Array
  readonly bias: Float32Array
  readonly temperature: number

  constructor(packed: SentimentWeights) {
    const buckets = Buffer.from(packed.buckets, 'base64')
    for (let row = 0; row * 4 < buckets.byteLength; row++) this.rowOf[buckets.readInt32LE(row * 4)] = row
    const steps = packed.columnSteps
    this.weights = Float32Array.from(new Int8Array(Buffer.from(packed.weights, 'base64')), (weight, index) => weight * steps[index % CLASSES]!)
    this.bias = Float32Array.from(packed.bias)
    this.temperature = packed.temperature
  }
}

export function sentimentLogits(model: SentimentModel, features: { buckets: Int32Array; values: Float32Array }): Float32Array {
  const logits = model.bias.slice()
  features.buckets.forEach((bucket, feature) => {
    const row = model.rowOf[bucket]!
    if (row >= 0) for (let k = 0; k < CLASSES; k++) logits[k]! += model.weights[row * CLASSES + k]! * features.values[feature]!
  })
  return logits
}

/** Calibrated probabilities of negative, neutral, positive. */
export function sentimentProbabilities(model: SentimentModel, features: { buckets: Int32Array; values: Float32Array }): Float32Array {
  return softmaxAtTemperature(sentimentLogits(model, features), model.temperature)
}
