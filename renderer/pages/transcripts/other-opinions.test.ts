import { expect, test } from 'vitest'
import type { Label, Opinion } from '../../../engine/contract/transcripts.ts'
import { differingOpinions } from './other-opinions.tsx'

const said = (source: Opinion['source'], value: string): Opinion => ({
  source, taxonomyVersion: 1, modelVersion: null, providerId: null, model: null, promptVersion: null, costUsd: 0, judgedAt: 0, calibrated: true, cutCharacters: 0, sentiment: 'neutral', tone: '', summary: '', confidence: 0.6,
  labels: { region: { value, confidence: 0.6, quote: null, analysis: '' } },
})
const stands = (source: Label['source'], value: string): Label => ({ value, confidence: 1, evidence: 'none', quote: null, analysis: '', stage: 'llm', source, predictedValue: null })

test('only who says otherwise is told, both of them where a person overruled both', () => {
  const opinions = [said('offline', 'europe'), said('llm', 'asia')]
  expect(differingOpinions(opinions, 'region', stands('llm', 'asia')).map(one => one.source)).toEqual(['offline'])
  expect(differingOpinions(opinions, 'region', stands('person', 'africa')).map(one => one.value)).toEqual(['europe', 'asia'])
  expect(differingOpinions([said('offline', 'asia'), said('llm', 'asia')], 'region', stands('llm', 'asia'))).toEqual([])
  expect(differingOpinions(opinions, 'urgency', stands('llm', 'short'))).toEqual([])
})
