import { describe, expect, it } from 'vitest'
import { readNumber } from './number-field.tsx'

const whole = { min: 1, max: 500, digits: 0, optional: false }

describe('a number as people type it', () => {
  it('takes a comma or a point for decimals, where there are any', () => {
    expect(readNumber('0,5', { ...whole, min: 0, digits: 2 })).toBe(0.5)
    expect(readNumber('0.5', { ...whole, min: 0, digits: 2 })).toBe(0.5)
    expect(readNumber('1.5', whole)).toBeUndefined()
  })
  it('refuses what is out of bounds, half typed or no number', () => {
    expect(readNumber('0', whole)).toBeUndefined()
    expect(readNumber('501', whole)).toBeUndefined()
    expect(readNumber('-3', whole)).toBeUndefined()
    expect(readNumber('ten', whole)).toBeUndefined()
    expect(readNumber('1.000.000', { ...whole, max: 1e9 })).toBeUndefined()
  })
  it('tells an empty field that may be empty from one that may not', () => {
    expect(readNumber(' ', { ...whole, optional: true })).toBeNull()
    expect(readNumber('', whole)).toBeUndefined()
  })
})
