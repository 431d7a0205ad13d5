import { expect, it } from 'vitest'
import { minorOf } from './amount-input.ts'

it('reads amounts by either habit of points and commas', () => {
  expect(['1.234,56', '1,234.56', '1234.5', '$ 1 234,56', '50'].map(text => minorOf(text, 2))).toEqual([123456, 123456, 123450, 123456, 5000])
  expect(['45.000', '45,000', '1.250.000', '45000'].map(text => minorOf(text, 0))).toEqual([45000, 45000, 1250000, 45000])
  expect(minorOf('45.000', 2)).toBe(4500000)
})

it('takes no nonsense, nothing negative and nothing of zero', () => {
  expect(['', 'abc', '-5', '0', '12x', '99999999999999999999'].map(text => minorOf(text, 2))).toEqual([null, null, null, null, null, null])
})
