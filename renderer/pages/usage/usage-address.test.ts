import { expect, test } from 'vitest'
import { filterOf, readPeriod } from './usage-address.ts'

const now = new Date(2026, 4, 20, 15, 30).getTime()
const day = (month: number, date: number) => new Date(2026, month - 1, date).getTime()

test('an address without a period means the last thirty days, today included', () => {
  expect(filterOf({}, now, 'b1')).toEqual({ from: day(4, 21) })
  expect(filterOf({ period: 'today' }, now, 'b1')).toEqual({ from: day(5, 20) })
  expect(filterOf({ period: 'all' }, now, 'b1')).toEqual({})
})

test('days of its own outrank a period, and the last of them is whole: it ends where the next begins', () => {
  const query = { period: 'today', from: '2026-03-01', to: '2026-03-02' }
  expect(filterOf(query, now, 'b1')).toEqual({ from: day(3, 1), to: day(3, 3) })
  expect(readPeriod(query)).toBeNull()
})

test('what is not understood restricts nothing', () => {
  expect(filterOf({ period: 'never', statuses: 'error,unheard-of', origins: 'elsewhere', endpoints: '' }, now, 'b1')).toEqual({ from: day(4, 21), statuses: ['error'] })
})

test('the business shown is asked for only when the address says so', () => {
  expect(filterOf({ period: 'all', business: 'this', users: 'operator,job' }, now, 'b1')).toEqual({ businessId: 'b1', users: ['operator', 'job'] })
})
