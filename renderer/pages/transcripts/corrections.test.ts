import { describe, expect, it } from 'vitest'
import type { Label } from '../../../engine/contract/transcripts.ts'
import { correctedLabel, undoOf } from './corrections.ts'

const predicted: Label = {
  value: 'retail', confidence: 0.6, evidence: 'quote', quote: { start: 3, end: 9 }, analysis: 'Mentions shops', stage: 'zero_shot', source: 'offline', predictedValue: null,
}

describe('a label corrected by a person', () => {
  it('remembers what the classifier said, also when corrected twice', () => {
    const once = correctedLabel(predicted, 'insurance', 'offline')
    expect(once).toMatchObject({ value: 'insurance', source: 'person', predictedValue: 'retail' })
    expect(correctedLabel(once, 'energy', 'offline')).toMatchObject({ value: 'energy', predictedValue: 'retail' })
  })
  it('goes back to the classifier\'s value when the correction is taken back', () => {
    expect(correctedLabel(correctedLabel(predicted, 'insurance', 'offline'), null, 'offline')).toMatchObject({ value: 'retail', source: 'offline', predictedValue: null })
    expect(correctedLabel(correctedLabel(predicted, 'insurance', 'llm'), null, 'llm')).toMatchObject({ value: 'retail', source: 'llm', stage: 'llm' })
  })
})

describe('undo', () => {
  it('of a first correction takes it back', () => {
    expect(undoOf('t1', 'business_sector', predicted)).toEqual({ transcriptId: 't1', enumName: 'business_sector', value: null })
  })
  it('of a second correction restores the first', () => {
    expect(undoOf('t1', 'business_sector', correctedLabel(predicted, 'insurance', 'offline')).value).toBe('insurance')
  })
})
