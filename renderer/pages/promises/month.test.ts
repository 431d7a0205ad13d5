import { expect, it } from 'vitest'
import { dayAfter, monthAfter, weeksOf } from './month.ts'

it('a month is shown in whole weeks from Monday to Sunday', () => {
  const weeks = weeksOf('2026-03')
  expect(weeks[0]).toEqual(['2026-02-23', '2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01'])
  expect(weeks.at(-1)?.slice(0, 2)).toEqual(['2026-03-30', '2026-03-31'])
  expect(weeks).toHaveLength(6)
  expect(weeksOf('2027-02')).toHaveLength(4)
})

it('months and days go over the end of a year', () => {
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28'])
})
