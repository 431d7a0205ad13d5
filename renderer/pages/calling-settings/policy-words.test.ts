import { describe, expect, it } from 'vitest'
import { daysText, hoursText, readHours } from './policy-words.ts'

describe('hours in words', () => {
  it('joins days that follow each other', () => {
    expect(daysText([1, 2, 3, 4, 5], 'en')).toBe('Mon–Fri')
    expect(daysText([7, 1, 2], 'en')).toBe('Mon, Tue, Sun')
    expect(daysText([6], 'en')).toBe('Sat')
  })
  it('reads what the engine says of a conflict', () => {
    expect(hoursText(readHours('12345 09:00-19:00, 6 09:00-14:00'), 'en')).toBe('Mon–Fri 09:00–19:00 · Sat 09:00–14:00')
    expect(readHours('nonsense')).toEqual([])
  })
})
