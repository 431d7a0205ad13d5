import { describe, expect, it } from 'vitest'
import { fitConfidence, leastCorrections, type SaidConfidence } from './confidence.ts'

const cases = (said: number, right: number, wrong: number): SaidConfidence[] => [
  ...Array.from({ length: right }, () => ({ confidence: said, right: true })),
  ...Array.from({ length: wrong }, () => ({ confidence: said, right: false })),
]

describe('the confidence of a model', () => {
  it('is taken as it is, and marked so, while people have corrected little, or have only confirmed', () => {
    for (const few of [[], cases(0.9, leastCorrections - 4, 3), cases(0.9, 100, 0)]) {
      const scale = fitConfidence(few)
      expect([scale.calibrated, scale.of(0.9), scale.of(0.3)]).toEqual([false, 0.9, 0.3])
    }
  })

  it('is brought to how often the model was right, and keeps its order', () => {
    // Says 0.95 and is right in 6 of 10; says 0.6 and is right in 3 of 10.
    const scale = fitConfidence([...cases(0.95, 120, 80), ...cases(0.6, 60, 140)])
    expect(scale.calibrated).toBe(true)
    expect(scale.of(0.95)).toBeCloseTo(0.6, 1)
    expect(scale.of(0.6)).toBeCloseTo(0.3, 1)
    expect(scale.of(0.8)).toBeGreaterThan(scale.of(0.6))
    for (const said of [0, 1]) expect(scale.of(said)).toBeGreaterThan(0)
    expect(scale.of(1)).toBeLessThan(1)
  })

  it('of a model that is the surer the more it errs says only how often it is right', () => {
    const scale = fitConfidence([...cases(0.9, 20, 80), ...cases(0.3, 80, 20)])
    expect(scale.of(0.9)).toBe(scale.of(0.3))
  })
})
