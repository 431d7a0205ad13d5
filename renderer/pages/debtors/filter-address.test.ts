import { expect, test } from 'vitest'
import { readFilter, readSort, writeFilter, writeSort, type Filter } from './filter-address.ts'

const written = (filter: Filter) => Object.fromEntries(Object.entries(writeFilter(filter)).filter((entry): entry is [string, string] => entry[1] !== null))

test('a filter comes back from the address as it went in', () => {
  const filter: Filter = { text: 'ríos', campaignId: 'c1', statuses: ['pending', 'done'], outcomes: ['promise'], companies: ['Tienda Faro, S.A.', 'Ñandú & Cía'], delinquencies: ['temprana'], doNotCall: false, promised: true }
  expect(readFilter(written(filter))).toEqual(filter)
  expect(written({})).toEqual({})
})

test('what an address says that is not known restricts nothing', () => {
  expect(readFilter({ statuses: 'asleep,done', outcomes: 'rain', doNotCall: 'perhaps', companies: '%E0%A4%A', view: 'imports' })).toEqual({ statuses: ['done'], companies: ['%E0%A4%A'] })
  expect(readSort('-owed')).toEqual({ column: 'owed', descending: true })
  expect(readSort('shoeSize')).toBeNull()
  expect(writeSort({ column: 'name', descending: false })).toBe('name')
})
