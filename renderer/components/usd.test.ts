import { expect, test } from 'vitest'
import { usdRateText, usdText } from './usd.ts'

const english = { locale: 'en-US' }

test('sums are written like money, single answers with the digits that tell them apart', () => {
  expect(usdText(english, 1234.5)).toBe('$1,234.50')
  expect(usdText(english, 0)).toBe('$0.00')
  expect(usdText(english, 0.0125)).toBe('$0.0125')
  expect(usdText(english, 0.01)).toBe('$0.0100')
  expect(usdText(english, 0.000184)).toBe('$0.000184')
})

test('what is too small to be written never looks free', () => {
  expect(usdText(english, 0.0000000004)).toBe('< $0.000001')
})

test('a price has no more digits than it needs', () => {
  expect(usdRateText(english, 0.6)).toBe('$0.60')
  expect(usdRateText(english, 0.075)).toBe('$0.075')
})
