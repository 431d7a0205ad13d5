import { describe, expect, it } from 'vitest'
import { holidayCalendar, holidaysOfYear } from './holidays.ts'
import { parseDay } from './zone-time.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN

describe('holidays', () => {
  it.each([
    ['CL', '2026-09-18', true], ['CL', '2026-06-21', true], ['CL', '2026-09-17', false],
    // A holiday of banks is a working day for everybody else.
    ['CL', '2026-12-31', false],
    ['CO', '2026-01-12', true], ['CO', '2026-01-06', false], ['CO', '2025-07-20', true],
    ['US', '2026-07-04', true], ['US', '2026-07-03', true], ['US', '2026-02-14', false],
    ['MX', '2026-09-16', true], ['AR', '2026-07-09', true], ['AR', '2024-03-24', true],
  ])('%s %s: %s', (country, date, expected) => {
    expect(holidayCalendar(country).has(day(date))).toBe(expected)
  })

  it('regions have holidays of their own', () => {
    expect(holidayCalendar('CL').has(day('2026-06-07'))).toBe(false)
    expect(holidayCalendar('CL', 'CL-AP').has(day('2026-06-07'))).toBe(true)
    expect(holidayCalendar('CL', 'nowhere').has(day('2026-09-18'))).toBe(true)
  })

  it('have names in both languages', () => {
    expect(holidaysOfYear('CO', null, 2026, 'es')[0]).toEqual({ date: '2026-01-01', name: 'Año Nuevo' })
    expect(holidaysOfYear('CO', null, 2026, 'en')[0]?.name).toBe("New Year's Day")
  })

  it('what a business adds or removes wins', () => {
    const calendar = holidayCalendar('CL', null, { added: ['2026-03-03'], removed: ['2026-09-18'] })
    expect(calendar.has(day('2026-03-03'))).toBe(true)
    expect(calendar.has(day('2026-09-18'))).toBe(false)
    expect(calendar.has(day('2026-09-19'))).toBe(true)
    expect(holidayCalendar(null).has(day('2026-12-25'))).toBe(false)
  })
})
