import { expect, it } from 'vitest'
import { peaksOf, speakersOf } from './waveform-peaks.ts'

it('peaks take the loudest of both channels and are measured against the loudest moment', () => {
  const left = new Float32Array([0, 0.1, 0, 0, -0.5, 0, 0, 0])
  const right = new Float32Array([0, 0, 0.25, 0, 0, 0, 0, 0])
  expect(peaksOf([left, right], 4).map(peak => Math.round(peak * 100))).toEqual([20, 50, 100, 0])
  expect(peaksOf([new Float32Array(4)], 2)).toEqual([0, 0])
})

it('parts belong to whoever speaks in their middle', () => {
  const turns = [{ role: 'agent' as const, text: '', start: 0, end: 2 }, { role: 'user' as const, text: '', start: 3, end: 4 }]
  expect(speakersOf(turns, 4, 4)).toEqual(['agent', 'agent', null, 'user'])
})
