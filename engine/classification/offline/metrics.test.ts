import { describe, expect, it } from 'vitest'
import { fitTemperature, fitZeroShotCalibration, zeroShotProbabilities } from './calibration.ts'
import { scorePredictions } from './metrics.ts'

describe('scores', () => {
  it('of a small case match the figures worked out by hand', () => {
    const scores = scorePredictions([
      { truth: 0, predicted: 0, confidence: 0.95 },
      { truth: 0, predicted: 1, confidence: 0.95 },
      { truth: 1, predicted: 1, confidence: 0.55 },
      { truth: 1, predicted: 1, confidence: 0.55 },
    ])
    expect(scores.accuracy).toBe(0.75)
    // Class 0: precision 1, recall 1/2; class 1: precision 2/3, recall 1.
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 4 / 5) / 2, 10)
    // Two bins of two: |0.95 - 0.5| and |0.55 - 1|.
    expect(scores.expectedCalibrationError).toBeCloseTo(0.45, 10)
    expect(scores.reliability.map((bin) => [bin.from, bin.count, bin.accuracy])).toEqual([[0.5, 2, 1], [0.9, 2, 0.5]])
  })

  it('of nothing are zero, not NaN', () => {
    expect(scorePredictions([])).toEqual({ count: 0, accuracy: 0, macroF1: 0, expectedCalibrationError: 0, reliability: [] })
  })
})

/** A hundred cases of one logit, of which `right` were right. */
function sureCases(logit: number, right: number): { logits: Float32Array; label: number }[] {
  return Array.from({ length: 100 }, (_, index) => ({ logits: Float32Array.from([logit, 0]), label: index < right ? 0 : 1, weight: 1 }))
}

describe('calibration', () => {
  it('cools overconfident logits and sharpens timid ones', () => {
    expect(fitTemperature(sureCases(4, 70))).toBeGreaterThan(1)
    expect(fitTemperature(sureCases(0.5, 95))).toBeLessThan(1)
  })

  it('trusts cues more after they proved right and less after they proved wrong', () => {
    const priors = Float32Array.from([0.5, 0.5])
    const start = { scale: 2, priorWeight: 0.5 }
    const cases = (right: number): { scores: Float32Array; priors: Float32Array; label: number; weight: number }[] =>
      Array.from({ length: 80 }, (_, index) => ({ scores: Float32Array.from([1, 0]), priors, label: index < right ? 0 : 1, weight: 1 }))
    expect(fitZeroShotCalibration(cases(79), start).scale).toBeGreaterThan(start.scale)
    expect(fitZeroShotCalibration(cases(48), start).scale).toBeLessThan(start.scale)
  })

  it('gives the priors where there is no evidence', () => {
    const priors = Float32Array.from([0.7, 0.3])
    expect(zeroShotProbabilities(Float32Array.from([0, 0]), priors, { scale: 3, priorWeight: 0.1 })).toEqual(priors)
  })
})
