import { expect, test } from 'vitest'
import type { EnumContent, ValueContent } from './taxonomy-content.ts'
import { addValue, changeValue, moveEntry, priorSum, removeValue, scalePriors } from './taxonomy-edits.ts'

const value = (name: string, prior: number): ValueContent => ({ value: name, label: { es: name, en: name }, description: { es: '', en: '' }, prior, cues: { es: [], en: [] } })
const region: EnumContent = {
  name: 'region', label: { es: 'Región', en: 'Region' },
  values: [value('north', 0.5), value('south', 0.3), value('east', 0.2)],
  languagePriors: { es: { north: 0.1, south: 0.8, east: 0.1 } },
}

test('priors by language follow values that are renamed, taken out and added', () => {
  const renamed = changeValue(region, 1, value('far_south', 0.3))
  expect(renamed.languagePriors?.es).toEqual({ north: 0.1, far_south: 0.8, east: 0.1 })
  expect(removeValue(renamed, 0).languagePriors?.es).toEqual({ far_south: 0.8, east: 0.1 })
  expect(addValue(region).languagePriors?.es).toEqual({ north: 0.1, south: 0.8, east: 0.1, new_value: 0 })
})

test('a second new value gets a name of its own', () => {
  expect(addValue(addValue(region)).values.map(one => one.value)).toEqual(['north', 'south', 'east', 'new_value', 'new_value_2'])
})

test('scaled priors add up to 1 exactly and keep their proportions', () => {
  const scaled = scalePriors(removeValue(region, 1))
  expect(priorSum(scaled)).toBe(1)
  expect(scaled.values.map(one => one.prior)).toEqual([0.7143, 0.2857])
  expect(scaled.languagePriors?.es).toEqual({ north: 0.5, east: 0.5 })
})

test('priors that are all nothing are shared evenly', () => {
  const scaled = scalePriors({ ...region, values: [value('a', 0), value('b', 0), value('c', 0)] })
  expect(scaled.values.map(one => one.prior).reduce((sum, prior) => sum + prior, 0)).toBeCloseTo(1, 10)
  expect(scaled.values.every(one => one.prior > 0.333)).toBe(true)
})

test('an entry moves by one and stays at the ends', () => {
  expect(moveEntry(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moveEntry(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moveEntry(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
})
