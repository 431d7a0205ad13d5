/** One training example: sparse features, fixed logits to start from (one per class), and the class. */
export interface SparseExample {
  buckets: Int32Array
  values: Float32Array
  /** Logits known beforehand, which the model corrects; all zeros to learn from nothing. */
  offsets: Float32Array
  label: number
  /** How much the example counts, 0..1. */
  weight: number
}

export interface RegressionOptions {
  classes: number
  epochs: number
  learningRate: number
  /** L2 pull towards zero, per example seen. */
  regularisation: number
  /** Pull on the biases; the biases re-learn how frequent each class is here. */
  biasRegularisation: number
  random: () => number
}

export interface SoftmaxModel {
  bias: Float32Array
  /** Weights of each bucket seen in training, one per class. */
  weights: Map<number, Float32Array>
}

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer 2011) with L2, over sparse features. The order of examples comes from
 * `random`, so the same seed gives the same weights.
 */
export function trainSoftmax(examples: SparseExample[], options: RegressionOptions): SoftmaxModel {
  const { classes, learningRate, regularisation, biasRegularisation } = options
  const bias = new Float32Array(classes)
  const biasSquares = new Float32Array(classes).fill(1e-4)
  const weights = new Map<number, Float32Array>()
  const squares = new Map<number, Float32Array>()
  for (const example of examples) {
    for (const bucket of example.buckets) {
      if (weights.has(bucket)) continue
      weights.set(bucket, new Float32Array(classes))
      squares.set(bucket, new Float32Array(classes).fill(1e-4))
    }
  }
  // Rows are looked up once per example and kept: the map would otherwise be the whole cost of an epoch.
  const rows = examples.map((example) => Array.from(example.buckets, (bucket) => ({ weight: weights.get(bucket)!, square: squares.get(bucket)! })))
  const order = examples.map((_, index) => index)
  const gradient = new Float32Array(classes)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, options.random)
    for (const index of order) {
      const example = examples[index]!
      const row = rows[index]!
      for (let k = 0; k < classes; k++) gradient[k] = example.offsets[k]! + bias[k]!
      for (let f = 0; f < row.length; f++) {
        const { weight } = row[f]!
        const value = example.values[f]!
        for (let k = 0; k < classes; k++) gradient[k]! += weight[k]! * value
      }
      softmaxInPlace(gradient)
      gradient[example.label]! -= 1
      for (let k = 0; k < classes; k++) gradient[k]! *= example.weight
      for (let k = 0; k < classes; k++) {
        const slope = gradient[k]! + biasRegularisation * bias[k]!
        biasSquares[k]! += slope * slope
        bias[k]! -= (learningRate * slope) / Math.sqrt(biasSquares[k]!)
      }
      for (let f = 0; f < row.length; f++) {
        const { weight, square } = row[f]!
        const value = example.values[f]!
        for (let k = 0; k < classes; k++) {
          const slope = gradient[k]! * value + regularisation * weight[k]!
          square[k]! += slope * slope
          weight[k]! -= (learningRate * slope) / Math.sqrt(square[k]!)
        }
      }
    }
  }
  return { bias, weights }
}

/** Probabilities of logits divided by a temperature; the logits stay as they are. */
export function softmaxAtTemperature(logits: Float32Array, temperature: number): Float32Array {
  const probabilities = logits.map((logit) => logit / temperature)
  softmaxInPlace(probabilities)
  return probabilities
}

/** Turns logits into probabilities. Subtracts the greatest first, which keeps exp from overflowing. */
export function softmaxInPlace(logits: Float32Array): void {
  let greatest = -Infinity
  for (const logit of logits) if (logit > greatest) greatest = logit
  let total = 0
  for (let k = 0; k < logits.length; k++) total += logits[k] = Math.exp(logits[k]! - greatest)
  for (let k = 0; k < logits.length; k++) logits[k]! /= total
}

export function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
}

/** Small seeded generator (mulberry32) of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
