import { expect, test } from 'vitest'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { atMostEvery } from './at-most-every.ts'

test('a crowd of changes is told at once, then now and then, and the last of them is never left out', () => {
  const clock = new MovableClock(0)
  const told: number[] = []
  const changed = atMostEvery(clock, 1_000, () => void told.push(clock.now()))
  for (let at = 0; at < 2_500; at += 100) {
    changed()
    clock.move(100)
  }
  expect(told).toEqual([0, 1_000, 2_000])
  clock.move(10_000)
  expect(told).toEqual([0, 1_000, 2_000, 3_000])
  changed()
  expect(told.at(-1)).toBe(12_500)
})
