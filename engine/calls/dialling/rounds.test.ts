import { describe, expect, it } from 'vitest'
import { zoneTime } from '../zone-time.ts'
import { lateAfter, nextSlot, roundTarget, slotsOfDay } from './rounds.ts'

const slots = ['12:00', '09:00', '15:00']
const santiago = 'America/Santiago'
const dayOf = (iso: string) => zoneTime(santiago).dayAt(Date.parse(iso))

describe('rounds of a day', () => {
  it('come in the order of the clock, in the zone of the campaign', () => {
    const day = dayOf('2026-03-02T15:00:00Z')
    expect(slotsOfDay(slots, santiago, day).map(({ slot, dueAt }) => [slot, new Date(dueAt).toISOString()])).toEqual([
      ['09:00', '2026-03-02T12:00:00.000Z'], ['12:00', '2026-03-02T15:00:00.000Z'], ['15:00', '2026-03-02T18:00:00.000Z'],
    ])
  })

  it('keep their wall-clock time when the clocks change', () => {
    // Chile goes back an hour in the night to Sunday, 5 April 2026.
    const [first] = slotsOfDay(['09:00'], santiago, dayOf('2026-04-05T15:00:00Z'))
    expect(new Date(first?.dueAt ?? 0).toISOString()).toBe('2026-04-05T13:00:00.000Z')
  })

  it('follow the last one of a day with the first of the next', () => {
    const next = nextSlot(slots, santiago, Date.parse('2026-03-02T18:00:00Z'))
    expect([next.slot, new Date(next.dueAt).toISOString()]).toEqual(['09:00', '2026-03-03T12:00:00.000Z'])
  })
})

describe("a round's share of the day", () => {
  it('is even, and all shares together are the day', () => {
    const shares: number[] = []
    for (const roundsLeft of [3, 2, 1]) shares.push(roundTarget({ debtorsPerDay: 61, taken: shares.reduce((sum, share) => sum + share, 0), roundsLeft }))
    expect(shares).toEqual([21, 20, 20])
  })

  it('takes up what earlier rounds did not use', () => {
    expect(roundTarget({ debtorsPerDay: 60, taken: 5, roundsLeft: 2 })).toBe(28)
  })

  it('is nothing when callbacks have used the day up', () => {
    expect(roundTarget({ debtorsPerDay: 60, taken: 64, roundsLeft: 1 })).toBe(0)
  })
})

it('a round is missed after a quarter of an hour, and where time flies not before some seconds have really passed', () => {
  expect([1, 20, 60, 1_000].map((speed) => lateAfter(speed) / 60_000)).toEqual([15, 15, 15, 5_000 / 60])
})
