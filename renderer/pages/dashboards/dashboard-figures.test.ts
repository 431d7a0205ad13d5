import { describe, expect, it } from 'vitest'
import { byCount, closingRate, monthFilter, valueFilter } from './dashboard-figures.ts'

describe('closing rate', () => {
  it('counts only meetings whose outcome is known', () => {
    expect(closingRate({ known: 8, won: 2 })).toBe(0.25)
    expect(closingRate({ known: 0, won: 0 })).toBeNull()
  })
})

describe('a click on a month', () => {
  it('opens that whole month, also February of a leap year', () => {
    expect(monthFilter({}, '2028-02')).toEqual({ metFrom: '2028-02-01', metTo: '2028-02-29' })
    expect(monthFilter({}, '2026-12')).toEqual({ metFrom: '2026-12-01', metTo: '2026-12-31' })
  })
  it('stays within the days already filtered, so that the list has as many as the bar', () => {
    expect(monthFilter({ metFrom: '2026-03-10', metTo: '2026-03-20', closed: true }, '2026-03')).toEqual({ metFrom: '2026-03-10', metTo: '2026-03-20', closed: true })
  })
})

describe('a click on a value', () => {
  it('keeps the rest of the filter', () => {
    expect(valueFilter({ closed: true, labels: { region: ['europe'], urgency: ['short', 'long'] } }, 'urgency', 'short'))
      .toEqual({ closed: true, labels: { region: ['europe'], urgency: ['short'] } })
  })
})

const bar = (value: string, count: number) => ({ value, count, known: 0, won: 0 })

describe('order of the bars', () => {
  it('does not swap bars of equal count', () => {
    expect(byCount([bar('b', 2), bar('a', 2), bar('c', 5)]).map(one => one.value)).toEqual(['c', 'a', 'b'])
  })
})
