import { expect, test } from 'vitest'
import { everyDay, type Figures } from './figures.ts'

const day = (key: string, calls: number): Figures => ({ key, calls, errors: 0, refused: 0, cacheHits: 0, tokensIn: 0, tokensOut: 0, tokensCached: 0, costUsd: 0, savedUsd: 0, savedMs: 0, meanResponseTimeMs: null })

test('days without calls stand in their place, also over the end of a month and a change of the clock', () => {
  const days = everyDay([day('2026-04-02', 5), day('2026-03-28', 7)])
  expect(days.map(one => one.key)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02'])
  expect(days.map(one => one.calls)).toEqual([7, 0, 0, 0, 0, 5])
})

test('no days are no days', () => {
  expect(everyDay([])).toEqual([])
})
