import { expect, it } from 'vitest'
import { filterOf } from './call-filter.ts'

it('an address with known and unknown values filters by the known ones', () => {
  expect(filterOf({ outcomes: 'promise,from_the_future', groups: 'machine', contact: 'maybe', states: '', text: 'Rosa' }))
    .toEqual({ outcomes: ['promise'], dispositions: ['machine'], text: 'Rosa' })
})

it('a day is taken from its first to its last millisecond, the short day of a clock change too', () => {
  const { from, to } = filterOf({ from: '2026-09-05', to: '2026-09-06' })
  expect(new Date(from ?? 0).toLocaleString('sv')).toBe('2026-09-05 00:00:00')
  expect(new Date((to ?? 0) + 1).toLocaleString('sv')).toBe('2026-09-07 00:00:00')
  expect(filterOf({ from: 'soon' })).toEqual({})
})
