/**
 * Trains the Spanish short-text sentiment model that ships in resources/models/sentiment-es.json.
 *   node bench/sentiment-train.ts <directory with {train,val}_{text,labels}.txt>
 * Only the training part is learned from; the validation part is scored once at the end. Labels: 0 negative, 1 neutral, 2 positive.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fitTemperature } from '../engine/classification/offline/calibration.ts'
import { macroF1 } from '../engine/classification/offline/metrics.ts'
import { sentimentFeatures } from '../engine/classification/offline/sentiment-features.ts'
import { sentimentLogits, SentimentModel, type SentimentWeights } from '../engine/classification/offline/sentiment-model.ts'
import { seededRandom, shuffle, trainSoftmax, type SparseExample, type SoftmaxModel } from '../engine/classification/offline/softmax-regression.ts'
import { packWeights } from '../engine/classification/offline/trained-models.ts'

const CLASSES = 3
const FOLDS = 5
const MOST_ROWS = 16_000
const SEED = 1

function load(directory: string, part: string): SparseExample[] {
  const texts = readFileSync(join(directory, `${part}_text.txt`), 'utf8').trimEnd().split('\n')
  const labels = readFileSync(join(directory, `${part}_labels.txt`), 'utf8').trimEnd().split('\n').map(Number)
  return texts.map((text, index) => ({ ...sentimentFeatures(text, 'es'), label: labels[index]!, offsets: new Float32Array(CLASSES), weight: 1 }))
}

function train(examples: SparseExample[]): SoftmaxModel {
  return trainSoftmax(examples, { classes: CLASSES, epochs: 8, learningRate: 0.05, regularisation: 0.005, biasRegularisation: 0.01, random: seededRandom(SEED) })
}

function pack(model: SoftmaxModel): Pick<SentimentWeights, 'buckets' | 'weights' | 'columnSteps' | 'bias'> {
  const rows = [...model.weights].sort((one, other) => Math.max(...other[1].map(Math.abs)) - Math.max(...one[1].map(Math.abs)) || one[0] - other[0]).slice(0, MOST_ROWS)
  const dense = new Float32Array(rows.length * CLASSES)
  rows.forEach(([, weights], row) => dense.set(weights, row * CLASSES))
  return { ...packWeights(rows.map(([bucket]) => bucket), dense, CLASSES), bias: Array.from(model.bias, (bias) => Number(bias.toFixed(5))) }
}

function score(model: SentimentModel, examples: SparseExample[]): number {
  return macroF1(examples.map((one) => {
    const logits = sentimentLogits(model, one)
    return { truth: one.label, predicted: logits.indexOf(Math.max(...logits)), confidence: 0 }
  }))
}

const directory = process.argv[2]
if (!directory) throw new Error('usage: node bench/sentiment-train.ts <directory>')
const training = load(directory, 'train')
const order = training.map((_, index) => index)
shuffle(order, seededRandom(SEED))
const heldOut: { logits: Float32Array; label: number }[] = []
let sum = 0
for (let fold = 0; fold < FOLDS; fold++) {
  const model = new SentimentModel({ ...pack(train(order.filter((_, place) => place % FOLDS !== fold).map((index) => training[index]!))), temperature: 1 })
  const testing = order.filter((_, place) => place % FOLDS === fold).map((index) => training[index]!)
  sum += score(model, testing)
  for (const one of testing) heldOut.push({ logits: sentimentLogits(model, one), label: one.label })
}
const crossValidated = sum / FOLDS
const temperature = fitTemperature(heldOut)
const packed = pack(train(training))
const validation = score(new SentimentModel({ ...packed, temperature }), load(directory, 'val'))
console.log(`macro-F1: cross-validated ${crossValidated.toFixed(3)}, validation ${validation.toFixed(3)}; temperature ${temperature}`)
const provenance =
  'Weights only, no texts. Multinomial logistic regression trained by bench/sentiment-train.ts on the 1,839 Spanish training tweets of the multilingual tweet sentiment set ' +
  `(balanced; 0 negative, 1 neutral, 2 positive; Apache-2.0 repository, tweet terms). Macro-F1 ${crossValidated.toFixed(3)} in 5-fold cross-validation, ${validation.toFixed(3)} on its 324 validation tweets. ` +
  'The temperature was fitted on the held-out folds.'
writeFileSync(new URL('../resources/models/sentiment-es.json', import.meta.url), JSON.stringify({ provenance, temperature, ...packed }) + '\n')
