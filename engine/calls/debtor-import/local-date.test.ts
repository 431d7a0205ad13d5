import { describe, expect, test } from 'vitest'
import { dateOrderOf, readLocalDate, yearsBefore } from './local-date.ts'

describe('days', () => {
  test.each([
    ['05/09/2025', 'dmy', '2025-09-05'],
    ['05/09/2025', 'mdy', '2025-05-09'],
    ['2025-09-05', 'dmy', '2025-09-05'],
    ['2025-09-05', 'mdy', '2025-09-05'],
    ['2025-09-05T03:00:00.000Z', 'dmy', '2025-09-05'],
    ['5-9-25', 'dmy', '2025-09-05'],
    ['5.9.1998', 'dmy', '1998-09-05'],
    ['45905', 'dmy', '2025-09-05'],
    ['45905.5', 'dmy', '2025-09-05'],
    ['5-sep-25', 'dmy', '2025-09-05'],
    ['5-ene-26', 'dmy', '2026-01-05'],
    ['5 de diciembre de 2025', 'dmy', '2025-12-05'],
    ['Dec 5, 2025', 'mdy', '2025-12-05'],
    ['20250905', 'dmy', '2025-09-05'],
    ['29/02/2024', 'dmy', '2024-02-29'],
  ] as const)('%s as %s is %s', (text, order, day) => {
    expect(readLocalDate(text, order)).toBe(day)
  })

  test.each([
    ['31/02/2025', 'dmy'], ['29/02/2025', 'dmy'], ['31/04/2025', 'dmy'], ['2025-13-01', 'dmy'], ['09/25/2025', 'dmy'], ['25/09/2025', 'mdy'], ['00/09/2025', 'dmy'], ['mañana', 'dmy'], ['5', 'dmy'],
  ] as const)('refuses %s as %s', (text, order) => {
    expect(readLocalDate(text, order)).toBeNull()
  })

  test('the order of a column is what its cells prove, else that of the country', () => {
    expect(dateOrderOf(['01/02/2025', '09/25/2025'], 'CL')).toBe('mdy')
    expect(dateOrderOf(['01/02/2025', '25/09/2025'], 'US')).toBe('dmy')
    expect(dateOrderOf(['01/02/2025', ''], 'CL')).toBe('dmy')
    expect(dateOrderOf(['01/02/2025'], 'US')).toBe('mdy')
    expect(dateOrderOf(['09/25/2025', '25/09/2025'], 'CL')).toBe('dmy')
  })

  test('years before', () => {
    expect(yearsBefore('2026-11-21', 5)).toBe('2021-11-21')
  })
})
