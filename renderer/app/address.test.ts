import { expect, test } from 'vitest'
import { formatAddress, parseAddress } from './address.ts'

test('an address keeps its page, its open item and its filters, whatever characters they hold', () => {
  const place = { page: 'transcripts', item: 'año/1?x#y', query: { text: 'precio & plazo = 30 % ¿ok?', sellers: 'Ana,José' } }
  expect(parseAddress(formatAddress(place))).toEqual(place)
})

test('a page without item or filters stays short', () => {
  expect(formatAddress({ page: 'jobs', item: null, query: {} })).toBe('#/jobs')
  expect(parseAddress('#/jobs')).toEqual({ page: 'jobs', item: null, query: {} })
})

test('a mangled address opens something instead of failing', () => {
  expect(parseAddress('#/jobs/%E0%A4%A?state=%')).toEqual({ page: 'jobs', item: '%E0%A4%A', query: { state: '%' } })
  expect(parseAddress('')).toEqual({ page: '', item: null, query: {} })
})
