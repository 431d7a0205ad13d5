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
  let line: Line = { slope: 1, shift: 0 }
  for (let step = 0; step < mostSteps; step++) {
    const next = betterOf(line, newtonStep(line, cases), cases)
    if (next === null) break
    line = next
  }
  const { slope, shift } = line
  // A model that is the surer the more it errs would turn the order round: then only the mean is trusted.
  const fittedSlope = Math.max(0, slope)
  return { calibrated: true, of: (said) => sigmoid(fittedSlope * logit(said) + shift) }
}

interface Line { readonly slope: number; readonly shift: number }

const penalty = 2.5
const mostSteps = 50
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))

/** A model that says 0 or 1 is not to be taken at its word. */
function logit(probability: number): number {
  const bounded = Math.min(0.99, Math.max(0.01, probability))
  return Math.log(bounded / (1 - bounded))
}

/** How unlikely the corrections are by a line, and how far it is from the model's own word. Convex: it has one lowest point. */
function lossOf({ slope, shift }: Line, cases: readonly SaidConfidence[]): number {
  const fit = cases.reduce((sum, one) => {
    const value = slope * logit(one.confidence) + shift
    // The same as -log of the probability, without its overflow.
    return sum + Math.max(0, one.right ? -value : value) + Math.log1p(Math.exp(-Math.abs(value)))
  }, 0)
  return fit + (penalty / 2) * ((slope - 1) ** 2 + shift ** 2)
}

function newtonStep({ slope, shift }: Line, cases: readonly SaidConfidence[]): Line {
  let [slopeGradient, shiftGradient] = [penalty * (slope - 1), penalty * shift]
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
  return { slope: -(shiftShift * slopeGradient - slopeShift * shiftGradient) / determinant, shift: -(slopeSlope * shiftGradient - slopeShift * slopeGradient) / determinant }
}

/** Goes along a step as far as it leads down: a whole one may lead far beyond the lowest point. Null when nothing is gained any more. */
function betterOf(from: Line, step: Line, cases: readonly SaidConfidence[]): Line | null {
  const before = lossOf(from, cases)
  for (let share = 1; share > 1e-6; share /= 2) {
    const to = { slope: from.slope + share * step.slope, shift: from.shift + share * step.shift }
    const gained = before - lossOf(to, cases)
    if (gained > 1e-9) return to
    if (gained >= 0) return null
  }
  return null
}
