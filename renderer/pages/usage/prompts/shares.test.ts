import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentsOf, withPercent } from './shares.ts'

const sum = (percents: Readonly<Record<string, number>>) => Object.values(percents).reduce((total, one) => total + one, 0)

test('what one version gets the others give up, in proportion', () => {
  expect(withPercent({ v1: 100, v2: 0 }, 'v2', 20)).toEqual({ v1: 80, v2: 20 })
  expect(withPercent({ v1: 60, v2: 30, v3: 10 }, 'v3', 40)).toEqual({ v1: 40, v2: 20, v3: 40 })
  expect(withPercent({ v1: 0, v2: 100, v3: 0 }, 'v2', 50)).toEqual({ v1: 25, v2: 50, v3: 25 })
})

test('the only version of a prompt keeps every call', () => {
  expect(withPercent({ v1: 100 }, 'v1', 30)).toEqual({ v1: 100 })
})

test('whatever is moved, whole percents add up to 100 and none is below 0', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }).filter(list => list.some(one => one > 0))
  fc.assert(fc.property(shares, fc.array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: -20, max: 120 })), { maxLength: 8 }), (list, moves) => {
    const whole = list.reduce((total, one) => total + one, 0)
    let percents = percentsOf(list.map((share, position) => ({ version: `v${position}`, share: share / whole })))
    expect(sum(percents)).toBe(100)
    for (const [position, wanted] of moves) {
      percents = withPercent(percents, `v${position % list.length}`, wanted)
      expect(sum(percents)).toBe(100)
      expect(Object.values(percents).every(one => Number.isInteger(one) && one >= 0)).toBe(true)
    }
  }))
})
