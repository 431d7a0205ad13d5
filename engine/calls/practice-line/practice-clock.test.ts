import { describe, expect, it } from 'vitest'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { PracticeClock } from './practice-clock.ts'

const start = Date.UTC(2026, 4, 14, 16)

function setUp(speed: number) {
  const real = new MovableClock()
  const clock = new PracticeClock(real, { baseSim: start, baseReal: real.now(), speed })
  const rung: number[] = []
  return { real, clock, rung, ring: () => void rung.push(clock.now() - start) }
}

describe('practice clock', () => {
  it('runs at its speed', () => {
    const { real, clock } = setUp(60)
    real.move(1_500)
    expect(clock.now()).toBe(start + 90_000)
  })

  it('rings after so much practice time, not real time', () => {
    const { real, clock, rung, ring } = setUp(60)
    clock.after(60_000, ring)
    real.move(999)
    expect(rung).toEqual([])
    real.move(1)
    expect(rung).toEqual([60_000])
  })

  it('keeps an alarm at its practice moment when the speed changes on the way', () => {
    const { real, clock, rung, ring } = setUp(1)
    clock.after(10_000, ring)
    real.move(4_000)
    clock.setSpeed(100)
    real.move(60)
    expect(rung).toEqual([10_000])
  })

  it('does not ring while frozen, and does after', () => {
    const { real, clock, rung, ring } = setUp(1)
    clock.after(1_000, ring)
    clock.freeze()
    real.move(3_600_000)
    expect(clock.now()).toBe(start)
    expect(rung).toEqual([])
    clock.setSpeed(1)
    real.move(1_000)
    expect(rung).toEqual([1_000])
  })

  it('rings what a jump has passed, in order, and what lies beyond at its own moment', () => {
    const { real, clock } = setUp(1)
    const rung: string[] = []
    clock.after(20_000, () => rung.push('second'))
    clock.after(10_000, () => rung.push('first'))
    clock.after(40_000, () => rung.push('third'))
    clock.jumpTo(start + 30_000)
    real.move(0)
    expect(rung).toEqual(['first', 'second'])
    real.move(10_000)
    expect(rung).toEqual(['first', 'second', 'third'])
  })

  it('never goes back, nor at a speed that makes no sense', () => {
    const { clock } = setUp(1)
    clock.jumpTo(start - 1)
    expect(clock.now()).toBe(start)
    expect(() => clock.setSpeed(-1)).toThrow(RangeError)
    expect(() => clock.setSpeed(Number.NaN)).toThrow(RangeError)
  })

  it('forgets an alarm that was taken back, through changes of speed too', () => {
    const { real, clock, rung, ring } = setUp(1)
    const takeBack = clock.after(1_000, ring)
    clock.setSpeed(10)
    takeBack()
    clock.setSpeed(20)
    real.move(10_000)
    expect(rung).toEqual([])
  })

  it('goes on from what was stored, and tells each change as it is to be stored', () => {
    const { real, clock } = setUp(2)
    const told: unknown[] = []
    clock.onChange((time) => told.push(time))
    real.move(1_000)
    clock.setSpeed(5)
    expect(told).toEqual([clock.time])
    const again = new PracticeClock(real, clock.time)
    real.move(1_000)
    expect(again.now()).toBe(start + 2_000 + 5_000)
  })
})
