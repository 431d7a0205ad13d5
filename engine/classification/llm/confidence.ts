/** What a model said of its own answer, 0..1, and whether a person found it right. */
export interface SaidConfidence { readonly confidence: number; readonly right: boolean }

/** Brings what a model says of its answers to how often it is right. */
export interface ConfidenceScale {
  readonly calibrated: boolean
  of(said: number): number
}

/** Fewer corrections than this, or none of either kind, and what the model says is taken as it is. */
export const leastCorrections = 20
const leastOfEachKind = 3

const asSaid: ConfidenceScale = { calibrated: false, of: (said) => said }

/**
 * Fits Platt's line: the logit of the model's word, stretched and shifted so that the corrections are as likely as can be. Two
 * parameters, held back towards the model's own word by a penalty worth ten corrections, because there are seldom many.
 * @returns the model's own word, marked as not calibrated, where there are too few corrections.
 */
export function fitConfidence(cases: readonly SaidConfidence[]): ConfidenceScale {
  const right = cases.filter((one) => one.right).length
  if (cases.length < leastCorrections || right < leastOfEachKind || cases.length - right < leastOfEachKind) return asSaid
  let slope = 1
  let shift = 0
  // Newton's steps on a convex loss of two parameters: a handful is enough.
  for (let step = 0; step < 25; step++) {
    let slopeGradient = penalty * (slope - 1)
    let shiftGradient = penalty * shift
    let [slopeSlope, slopeShift, shiftShift] = [penalty, 0, penalty]
    for (const one of cases) {
      const said = logit(one.confidence)
      const fitted = sigmoid(slope * said + shift)
      const error = fitted - Number(one.right)
      const weight = fitted * (1 - fitted)
      slopeGradient += error * said
      shiftGradient += error
      slopeSlope += weight * said * said
      slopeShift += weight * said
      shiftShift += weight
    }
    const determinant = slopeSlope * shiftShift - slopeShift * slopeShift
    slope -= (shiftShift * slopeGradient - slopeShift * shiftGradient) / determinant
    shift -= (slopeSlope * shiftGradient - slopeShift * slopeGradient) / determinant
  }
  // A model that is the surer the more it errs would turn the order round: then only the mean is trusted.
  const fittedSlope = Math.max(0, slope)
  return { calibrated: true, of: (said) => sigmoid(fittedSlope * logit(said) + shift) }
}

const penalty = 2.5
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
/** A model that says 0 or 1 is not to be taken at its word. */
function logit(probability: number): number {
  const bounded = Math.min(0.99, Math.max(0.01, probability))
  return Math.log(bounded / (1 - bounded))
}
