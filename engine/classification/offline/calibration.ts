import defaults from '../../../resources/models/zero-shot-calibration.json' with { type: 'json' }
import { softmaxAtTemperature, softmaxInPlace } from './softmax-regression.ts'

/** How cue scores of an enum become probabilities: softmax(scale * sign(s) log(1 + |s|) + priorWeight * log prior). */
export interface ZeroShotCalibration {
  scale: number
  priorWeight: number
}

const shipped: Record<string, ZeroShotCalibration> = defaults.enums
/** For enums nobody has labelled yet, such as those an operator adds. */
export const GENERAL_CALIBRATION: ZeroShotCalibration = defaults.general
const LEAST_PRIOR = 1e-4

/** The calibration that ships for an enum, or the general one for enums an operator added. */
export function shippedCalibration(enumName: string): ZeroShotCalibration {
  return Object.hasOwn(shipped, enumName) ? shipped[enumName]! : GENERAL_CALIBRATION
}

/** Logits of the values of one enum from their cue scores. */
export function zeroShotLogits(scores: Float32Array, priors: Float32Array, calibration: ZeroShotCalibration): Float32Array {
  const logits = new Float32Array(scores.length)
  for (let k = 0; k < scores.length; k++) {
    const score = scores[k]!
    logits[k] = calibration.scale * Math.sign(score) * Math.log1p(Math.abs(score)) + calibration.priorWeight * Math.log(Math.max(priors[k]!, LEAST_PRIOR))
  }
  return logits
}

/** Probabilities of the values of one enum. Without any evidence they are the priors as given. */
export function zeroShotProbabilities(scores: Float32Array, priors: Float32Array, calibration: ZeroShotCalibration): Float32Array {
  if (scores.every((score) => score === 0)) return priors.slice()
  const logits = zeroShotLogits(scores, priors, calibration)
  softmaxInPlace(logits)
  return logits
}

export interface CalibrationCase {
  scores: Float32Array
  priors: Float32Array
  label: number
  /** How much the case counts, 0..1. */
  weight: number
}

const SCALES = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 5]
const PRIOR_WEIGHTS = [0.25, 0.5, 0.75, 1]
/** Cases the prior belief in the shipped calibration counts for: few labels must not swing it. */
const SHIPPED_COUNTS_FOR = 10

/**
 * Fits scale and prior weight to labelled cases: least mean log loss over a grid, held back towards `start` by a quadratic penalty worth
 * ten cases. Two parameters and a grid, because an enum often has no more than some dozens of labels.
 */
export function fitZeroShotCalibration(cases: CalibrationCase[], start: ZeroShotCalibration): ZeroShotCalibration {
  let best = start
  let least = Infinity
  for (const scale of SCALES) {
    for (const priorWeight of PRIOR_WEIGHTS) {
      const candidate = { scale, priorWeight }
      const distance = Math.log(scale / start.scale) ** 2 + (priorWeight - start.priorWeight) ** 2
      let loss = SHIPPED_COUNTS_FOR * distance
      for (const one of cases) loss -= one.weight * Math.log(Math.max(1e-6, zeroShotProbabilities(one.scores, one.priors, candidate)[one.label]!))
      if (loss < least) {
        least = loss
        best = candidate
      }
    }
  }
  return best
}

const TEMPERATURES = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 4]

/** Temperature scaling (Guo et al. 2017): the divisor of the logits with the least log loss on held-out cases. */
export function fitTemperature(cases: { logits: Float32Array; label: number }[]): number {
  let best = 1
  let least = Infinity
  for (const temperature of TEMPERATURES) {
    let loss = 0
    for (const one of cases) {
      loss -= Math.log(Math.max(1e-6, softmaxAtTemperature(one.logits, temperature)[one.label]!))
    }
    if (loss < least) {
      least = loss
      best = temperature
    }
  }
  return best
}
