import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Language, Taxonomy } from '../taxonomy.ts'
import { LANGUAGE_ENUM, priorsFor } from '../taxonomy.ts'
import { fitTemperature, fitZeroShotCalibration, shippedCalibration, zeroShotLogits, zeroShotProbabilities, type ZeroShotCalibration } from './calibration.ts'
import { sparseFeatures } from './features.ts'
import { readInItsLanguage } from './language.ts'
import { scorePredictions, type ScoredPrediction, type Scores } from './metrics.ts'
import { seededRandom, shuffle, softmaxAtTemperature, trainSoftmax, type SoftmaxModel, type SparseExample } from './softmax-regression.ts'
import { packWeights, type Gain, type TrainedEnum, type TrainedModels } from './trained-models.ts'
import { valueOffsets, ZeroShot } from './zero-shot.ts'

/** A transcript with the labels a person (or a better classifier) gave it, by enum name. Enums may be missing. */
export interface TrainingExample {
  transcript: string
  labels: Partial<Record<string, string>>
  /** How far labels that no person gave are believed, 0..1, by enum; a person's label counts in full and is not among them. */
  trust?: Partial<Record<string, number>>
}

export interface TrainingOptions {
  seed: number
  /** Called with the share done, 0..1. */
  onProgress?: (share: number) => void
  /** Ends the training early with the signal's reason. */
  signal?: AbortSignal
}

const FOLDS = 5
/** An enum is trained when its two most frequent values have this many examples each. */
const LEAST_PER_VALUE = 8
const MOST_ROWS = 6000
const REGULARISATION = 0.002
const BIAS_REGULARISATION = 0.02
const LEARNING_RATE = 0.15
/** A gain that luck would bring more often than this is none. */
const MOST_CHANCE = 0.1

interface PreparedExample {
  buckets: Int32Array
  values: Float32Array
  /** Cue scores of all values of all enums. */
  scores: Float32Array
  language: Language
}

interface Case {
  buckets: Int32Array
  values: Float32Array
  /** Cue scores of this enum's values, and their priors in the transcript's language. */
  scores: Float32Array
  priors: Float32Array
  label: number
  /** 1 for a person's label. */
  weight: number
}

/**
 * Trains one linear model per enum on labelled transcripts. Each model corrects the zero-shot logits (stacking with a fixed offset), so
 * what the cues know is never lost. Both stages are scored by cross-validation on the same folds, on people's labels alone where there are enough of them: a language model's
 * labels are learned from, each as far as it is believed, and judge nothing as long as people can. The trained one is chosen only when
 * it gains more than one standard error in accuracy, more than luck would in nine draws of ten, and a better F1 too.
 * The same examples, taxonomy and seed give the same models.
 */
export async function trainOffline(taxonomy: Taxonomy, examples: TrainingExample[], options: TrainingOptions): Promise<TrainedModels> {
  const prepared = prepare(taxonomy, examples)
  const offsets = valueOffsets(taxonomy)
  const enums: TrainedEnum[] = []
  const finals: (SoftmaxModel | null)[] = []
  for (let enumIndex = 0; enumIndex < taxonomy.enums.length; enumIndex++) {
    options.signal?.throwIfAborted()
    const one = taxonomy.enums[enumIndex]!
    const valueNames = one.values.map((value) => value.value)
    const priors = { es: priorsFor(one, 'es'), en: priorsFor(one, 'en') }
    const cases: Case[] = []
    prepared.forEach((example, index) => {
      const label = valueNames.indexOf(examples[index]!.labels[one.name] ?? '')
      const weight = examples[index]!.trust?.[one.name] ?? 1
      if (label >= 0) cases.push({ buckets: example.buckets, values: example.values, priors: priors[example.language], scores: example.scores.slice(offsets[enumIndex], offsets[enumIndex + 1]), label, weight })
    })
    const result = one.name === LANGUAGE_ENUM ? null : await trainEnum(cases, one.values.length, shippedCalibration(one.name), options)
    enums.push({
      name: one.name,
      values: valueNames,
      examples: cases.length,
      stage: result?.stage ?? 'zero_shot',
      reason: result?.reason ?? 'too_few_examples',
      majority: majorityShare(cases),
      zeroShot: result?.zeroShot ?? null,
      trained: result?.trained ?? null,
      gain: result?.gain ?? null,
      measuredOn: result?.measuredOn ?? 'person',
      zeroShotCalibration: result?.calibration ?? shippedCalibration(one.name),
      temperature: result?.temperature ?? 1,
      bias: Array.from(result?.model?.bias ?? new Float32Array(valueNames.length)),
    })
    finals.push(result?.stage === 'trained' ? result.model : null)
    options.onProgress?.((enumIndex + 1) / taxonomy.enums.length)
  }
  return { format: 1, taxonomyId: taxonomy.id, seed: options.seed, folds: FOLDS, enums, ...packAll(finals, offsets) }
}

function prepare(taxonomy: Taxonomy, examples: TrainingExample[]): PreparedExample[] {
  const zeroShot = new ZeroShot(taxonomy)
  const stores = zeroShot.wordStores()
  return examples.map(({ transcript }) => {
    const { read, detected: { language } } = readInItsLanguage(transcript, stores)
    const { scores } = zeroShot.analyse(read, language, zeroShot.quantitiesIn(read, language))
    return { ...sparseFeatures(read), scores, language }
  })
}

interface EnumResult {
  stage: 'zero_shot' | 'trained'
  reason: TrainedEnum['reason']
  zeroShot: Scores
  trained: Scores | null
  gain: Gain | null
  measuredOn: TrainedEnum['measuredOn']
  calibration: ZeroShotCalibration
  temperature: number
  model: SoftmaxModel | null
}

async function trainEnum(cases: Case[], classes: number, shipped: ZeroShotCalibration, options: TrainingOptions): Promise<EnumResult | null> {
  if (cases.length < LEAST_PER_VALUE) return null
  const foldOf = stratifiedFolds(cases, seededRandom(options.seed))
  const people = cases.filter((one) => one.weight === 1)
  const measuredOn = people.length === cases.length || hasEnough(people) ? 'person' : 'llm'
  const zeroShot: ScoredPrediction[] = []
  const heldOut: { logits: Float32Array; label: number; fold: number }[] = []
  const trains = hasEnough(cases)
  for (let fold = 0; fold < FOLDS; fold++) {
    await nextTurn()
    options.signal?.throwIfAborted()
    const training = cases.filter((_, index) => foldOf[index] !== fold)
    const testing = cases.filter((one, index) => foldOf[index] === fold && (measuredOn === 'llm' || one.weight === 1))
    const calibration = fitZeroShotCalibration(training, shipped)
    for (const one of testing) zeroShot.push(prediction(zeroShotProbabilities(one.scores, one.priors, calibration), one.label))
    if (!trains) continue
    const model = fit(training, classes, calibration, options.seed)
    for (const one of testing) heldOut.push({ logits: modelLogits(one, model, calibration), label: one.label, fold })
  }
  const calibration = fitZeroShotCalibration(cases, shipped)
  const zeroShotScores = scorePredictions(zeroShot)
  const base: Omit<EnumResult, 'stage' | 'reason'> = { zeroShot: zeroShotScores, measuredOn, calibration, temperature: 1, model: null, trained: null, gain: null }
  if (!trains) return { ...base, stage: 'zero_shot', reason: 'too_few_examples' }
  const trained = crossCalibrated(heldOut)
  const trainedScores = scorePredictions(trained)
  const gain = pairedGain(zeroShot, trained)
  const better = gain.mean > gain.standardError && chanceOfGain(zeroShot, trained) <= MOST_CHANCE && trainedScores.macroF1 > zeroShotScores.macroF1
  return {
    ...base,
    stage: better ? 'trained' : 'zero_shot',
    reason: better ? 'better_score' : 'not_better',
    trained: trainedScores,
    gain,
    temperature: fitTemperature(heldOut),
    model: fit(cases, classes, calibration, options.seed),
  }
}

/**
 * What the trained stage gains in accuracy over the cues on the same held-out cases, with its standard error. Both lists hold the cases
 * fold by fold in the same order. Paired, because most cases are easy or hard for both and would drown the difference.
 */
function pairedGain(zeroShot: ScoredPrediction[], trained: ScoredPrediction[]): Gain {
  const isRight = (one: ScoredPrediction): number => (one.predicted === one.truth ? 1 : 0)
  const differences = trained.map((one, index) => isRight(one) - isRight(zeroShot[index]!))
  const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, differences.length - 1)
  return { mean, standardError: Math.sqrt(variance / differences.length) }
}

/** Each fold's temperature comes from the other folds, so the calibration error reported is not fitted to itself. */
function crossCalibrated(heldOut: { logits: Float32Array; label: number; fold: number }[]): ScoredPrediction[] {
  const predictions: ScoredPrediction[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const temperature = fitTemperature(heldOut.filter((one) => one.fold !== fold))
    for (const one of heldOut) {
      if (one.fold === fold) predictions.push(prediction(softmaxAtTemperature(one.logits, temperature), one.label))
    }
  }
  return predictions
}

function prediction(probabilities: Float32Array, truth: number): ScoredPrediction {
  const confidence = Math.max(...probabilities)
  return { truth, predicted: probabilities.indexOf(confidence), confidence }
}

function fit(cases: Case[], classes: number, calibration: ZeroShotCalibration, seed: number): SoftmaxModel {
  const examples: SparseExample[] = cases.map((one) => ({ ...one, offsets: zeroShotLogits(one.scores, one.priors, calibration) }))
  return trainSoftmax(examples, {
    classes,
    epochs: cases.length < 400 ? 20 : cases.length < 3000 ? 10 : 5,
    learningRate: LEARNING_RATE,
    regularisation: REGULARISATION,
    biasRegularisation: BIAS_REGULARISATION,
    random: seededRandom(seed + 1),
  })
}

function modelLogits(one: Case, model: SoftmaxModel, calibration: ZeroShotCalibration): Float32Array {
  const logits = zeroShotLogits(one.scores, one.priors, calibration)
  for (let k = 0; k < logits.length; k++) logits[k]! += model.bias[k]!
  one.buckets.forEach((bucket, feature) => {
    const weights = model.weights.get(bucket)
    if (weights) for (let k = 0; k < logits.length; k++) logits[k]! += weights[k]! * one.values[feature]!
  })
  return logits
}

/**
 * How probable it is that luck alone would win as many of the cases on which the stages differ (sign test). The standard error says
 * little of some dozens of cases: two wins and no loss are more than one of it, and one draw in four.
 */
function chanceOfGain(zeroShot: ScoredPrediction[], trained: ScoredPrediction[]): number {
  let wins = 0
  let differing = 0
  trained.forEach((one, index) => {
    const before = zeroShot[index]!
    if ((one.predicted === one.truth) === (before.predicted === before.truth)) return
    differing++
    if (one.predicted === one.truth) wins++
  })
  // Sum of the binomial's upper tail; each term from the one before. Beyond a thousand cases it underflows to no chance at all, and the standard error decides.
  let term = 0.5 ** differing
  let chance = 0
  for (let k = 0; k <= differing; k++) {
    if (k >= wins) chance += term
    term *= (differing - k) / (k + 1)
  }
  return chance
}

/** Folds that hold each label evenly: a rare value would otherwise be missing from most of them. */
function stratifiedFolds(cases: Case[], random: () => number): number[] {
  const order = cases.map((_, index) => index)
  shuffle(order, random)
  order.sort((one, other) => cases[one]!.label - cases[other]!.label)
  const foldOf = cases.map(() => 0)
  order.forEach((index, place) => (foldOf[index] = place % FOLDS))
  return foldOf
}

function countLabels(cases: Case[]): number[] {
  const counts = new Map<number, number>()
  for (const one of cases) counts.set(one.label, (counts.get(one.label) ?? 0) + 1)
  return [...counts.values()].sort((one, other) => other - one)
}

function hasEnough(cases: Case[]): boolean {
  return (countLabels(cases)[1] ?? 0) >= LEAST_PER_VALUE
}

function majorityShare(cases: Case[]): number {
  return cases.length === 0 ? 0 : countLabels(cases)[0]! / cases.length
}

/** Keeps the buckets with the greatest weights of all enums: the rest say next to nothing and cost memory in every thread. */
function packAll(models: (SoftmaxModel | null)[], offsets: number[]): Pick<TrainedModels, 'buckets' | 'weights' | 'columnSteps'> {
  const columns = offsets.at(-1)!
  const strength = new Map<number, number>()
  for (const model of models)
    for (const [bucket, weights] of model?.weights ?? []) strength.set(bucket, Math.max(strength.get(bucket) ?? 0, ...weights.map(Math.abs)))
  const kept = [...strength].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, MOST_ROWS).map(([bucket]) => bucket)
  const dense = new Float32Array(kept.length * columns)
  models.forEach((model, enumIndex) => kept.forEach((bucket, row) => {
    const weights = model?.weights.get(bucket)
    if (weights) dense.set(weights, row * columns + offsets[enumIndex]!)
  }))
  return packWeights(kept, dense, columns)
}
