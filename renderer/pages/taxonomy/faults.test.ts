import { expect, test } from 'vitest'
import { readFault } from './fault-words.ts'
import { faultsAt, faultsWithin, locateFaults, placeOf } from './faults.ts'
import type { TaxonomyContent, ValueContent } from './taxonomy-content.ts'

const value = (name: string): ValueContent => ({ value: name, label: { es: '', en: '' }, description: { es: '', en: '' }, prior: 0.5, cues: { es: ['uno', 'dos'], en: [] } })
const content: TaxonomyContent = {
  name: { es: '', en: '' },
  enums: [{ name: 'sector', label: { es: '', en: '' }, values: [value('retail')] }, { name: 'region', label: { es: '', en: '' }, values: [value('asia'), value('europe')] }],
  signals: [{ name: 'pricing', label: { es: '', en: '' }, cues: { es: [], en: [] } }],
}

test('places named by the engine become places of the forms', () => {
  const faults = locateFaults([
    { path: 'enums.region.values.europe.label.en', message: 'empty' },
    { path: 'enums.region', message: 'sum' },
    { path: 'signals.pricing.cues.es.0', message: 'cue' },
  ], content)
  expect(faultsAt(faults, 'enums', 1, 'values', 1, 'label', 'en').map(fault => fault.message)).toEqual(['empty'])
  expect(faultsAt(faults, 'enums', 1).map(fault => fault.message)).toEqual(['sum'])
  expect(faultsWithin(faults, 'enums', 1)).toHaveLength(2)
  expect(faultsWithin(faults, 'enums', 0)).toHaveLength(0)
  expect(faults.map(placeOf)).toEqual([{ part: 'enums', position: 1, value: 1 }, { part: 'enums', position: 1, value: null }, { part: 'signals', position: 0, value: null }])
})

test('a place whose name was changed meanwhile is told at what is above it; places outside of the forms lead to the text', () => {
  const [renamed, outside] = locateFaults([{ path: 'enums.region.values.oceania.prior', message: 'x' }, { path: 'quantities.team.basis', message: 'y' }], content)
  expect(renamed?.path).toEqual(['enums', 1, 'values'])
  expect(outside && placeOf(outside)).toBeNull()
})

test('entries without a name are told by their position', () => {
  const [cue] = locateFaults([{ path: 'enums.sector.values.retail.cues.es.1', message: 'x' }], content)
  expect(cue?.path).toEqual(['enums', 0, 'values', 0, 'cues', 'es', 1])
})

test('the usual faults are known with their figures, others are left as they are', () => {
  expect(readFault('Too small: expected string to have >=1 characters')?.key).toBe('empty')
  expect(readFault('priors of urgency add up to 1.280, not 1')).toEqual({ key: 'priors', values: { sum: '1.280' } })
  expect(readFault('the priors of region for es add up to 0.900, not 1')).toEqual({ key: 'languagePriors', values: { language: 'es', sum: '0.900' } })
  expect(readFault('the cue "(a|b" has unbalanced parentheses')?.key).toBe('parentheses')
  expect(readFault('region.asia uses the unknown quantity shops')).toEqual({ key: 'quantity', values: { quantity: 'shops' } })
  expect(readFault('something new')).toBeNull()
})
