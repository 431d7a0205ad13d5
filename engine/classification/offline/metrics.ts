/** One prediction that can be checked: classes by index, confidence 0..1. */
export interface ScoredPrediction {
  truth: number
  predicted: number
  confidence: number
}

/** A bin of the reliability curve: among `count` predictions of about `confidence`, the share `accuracy` was right. */
export interface ReliabilityBin {
  from: number
  to: number
  count: number
  confidence: number
  accuracy: number
}

export interface Scores {
  count: number
  accuracy: number
  macroF1: number
  /** Expected calibration error: mean gap between confidence and accuracy over ten bins, weighted by count (Naeini et al. 2015). */
  expectedCalibrationError: number
  reliability: ReliabilityBin[]
}

const BINS = 10

export function scorePredictions(predictions: ScoredPrediction[]): Scores {
  const right = predictions.filter((one) => one.truth === one.predicted).length
  const reliability = reliabilityBins(predictions)
  const gap = reliability.reduce((sum, bin) => sum + bin.count * Math.abs(bin.confidence - bin.accuracy), 0)
  const count = predictions.length
  return {
    count,
    accuracy: count === 0 ? 0 : right / count,
    macroF1: macroF1(predictions),
    expectedCalibrationError: count === 0 ? 0 : gap / count,
    reliability,
  }
}

/** Mean F1 of the classes that occur in the truth. */
export function macroF1(predictions: ScoredPrediction[]): number {
  const classes = new Set(predictions.map((one) => one.truth))
  let sum = 0
  for (const label of classes) {
    let hit = 0
    let truths = 0
    let guesses = 0
    for (const one of predictions) {
      if (one.truth === label) truths++
      if (one.predicted === label) guesses++
      if (one.truth === label && one.predicted === label) hit++
    }
    sum += (2 * hit) / (truths + guesses)
  }
  return classes.size === 0 ? 0 : sum / classes.size
}

export function reliabilityBins(predictions: ScoredPrediction[]): ReliabilityBin[] {
  const bins: ReliabilityBin[] = []
  for (let bin = 0; bin < BINS; bin++) {
    const inside = predictions.filter((one) => Math.min(BINS - 1, Math.floor(one.confidence * BINS)) === bin)
    if (inside.length === 0) continue
    bins.push({
      from: bin / BINS,
      to: (bin + 1) / BINS,
      count: inside.length,
      confidence: inside.reduce((sum, one) => sum + one.confidence, 0) / inside.length,
      accuracy: inside.filter((one) => one.truth === one.predicted).length / inside.length,
    })
  }
  return bins
}
