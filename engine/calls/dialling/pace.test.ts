import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'

describe('the pace of a campaign', () => {
  it('never lets more through within any second than it may', () => {
    fc.assert(fc.property(fc.double({ min: 0.02, max: 50, noNaN: true }), fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 30, maxLength: 200 }), (perSecond, gaps) => {
      const pace = new Pace([])
      const dials: number[] = []
      let now = 1_000_000
      for (const gap of gaps) {
        now += gap
        for (let free = pace.free(perSecond, now); free > 0; free -= 1) {
          pace.dialled(now)
          dials.push(now)
        }
      }
      const many = Math.max(1, Math.floor(perSecond))
      const gapsOfMany = dials.slice(many).map((at, index) => at - (dials[index] ?? 0))
      expect(Math.min(...gapsOfMany)).toBeGreaterThanOrEqual(Math.max(1000, 1000 / perSecond))
    }))
  })

  it('says from when on it lets one through', () => {
    const pace = new Pace([])
    expect(pace.next(1)).toBe(Number.NEGATIVE_INFINITY)
    pace.dialled(5_000)
    expect([pace.free(1, 5_999), pace.free(1, 6_000), pace.next(1), pace.next(0.5), pace.free(3, 5_000)]).toEqual([0, 1, 6_000, 7_000, 2])
  })

  it('knows the dials before a restart', () => {
    expect(new Pace([9_500]).free(1, 10_000)).toBe(0)
  })
})
