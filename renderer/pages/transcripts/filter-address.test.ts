import * as fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFilter, readSort, sameFilter, withoutFilter, writeFilter, writeSort, type Filter } from './filter-address.ts'

const name = fastCheck.string({ minLength: 1, maxLength: 12 })
const names = fastCheck.array(name, { minLength: 1, maxLength: 4 })
const filters: fastCheck.Arbitrary<Filter> = fastCheck.record({
  text: name,
  sellers: names,
  closed: fastCheck.boolean(),
  corrected: fastCheck.boolean(),
  outdated: fastCheck.boolean(),
  disagree: fastCheck.boolean(),
  fellBack: fastCheck.boolean(),
  sources: fastCheck.uniqueArray(fastCheck.constantFrom('offline' as const, 'llm' as const), { minLength: 1 }),
  metFrom: fastCheck.constantFrom('2026-01-31', '2025-12-01'),
  sentiments: fastCheck.uniqueArray(fastCheck.constantFrom('positive' as const, 'negative' as const), { minLength: 1 }),
  signals: names,
  confidenceBelow: fastCheck.constantFrom(0.5, 0.75, 1),
  labels: fastCheck.dictionary(fastCheck.stringMatching(/^[a-z_]{1,10}$/), names, { minKeys: 1, maxKeys: 3 }),
}, { requiredKeys: [] })

describe('a filter in the address', () => {
  it('comes back as it went in, through a real address, whatever the names contain', () => {
    fastCheck.assert(fastCheck.property(filters, filter => {
      const query = Object.fromEntries(new URLSearchParams(new URLSearchParams(writeFilter(filter)).toString()))
      expect(sameFilter(readFilter(query), filter)).toBe(true)
    }))
  })
  it('leaves out what it does not understand', () => {
    expect(readFilter({ below: 'much', from: 'yesterday', closed: 'maybe', sentiments: 'furious' })).toEqual({})
  })
  it('keeps the columns and the order apart from the filter', () => {
    expect(withoutFilter({ text: 'precio', 'is.region': 'europe', columns: 'seller', sort: '-metOn' })).toEqual({ columns: 'seller', sort: '-metOn' })
  })
})

describe('an order in the address', () => {
  it('marks downwards with a minus', () => {
    expect(readSort('-metOn')).toEqual({ column: 'metOn', descending: true })
    expect(writeSort({ column: 'metOn', descending: true })).toBe('-metOn')
    expect(writeSort(null)).toBeNull()
  })
  it('ignores columns the engine cannot sort by', () => {
    expect(readSort('transcript')).toBeNull()
    expect(readSort(undefined)).toBeNull()
  })
})
