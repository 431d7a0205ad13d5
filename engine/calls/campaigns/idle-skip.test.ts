import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { LiveCalls } from '../dialling/live-calls.ts'
import { IdleSkip } from './idle-skip.ts'
import { keepPracticeTime } from './practice-time.ts'

let calls: CallsFixture
beforeEach(() => {
  calls = openCallsFixture()
})
afterEach(() => calls.close())

const minute = 60_000

/** A practice campaign with one live call, whose dialler sleeps for ten minutes. */
function setUp(speed: number) {
  const campaignId = calls.campaign()
  calls.attempt(campaignId, thursdayNoon, { state: 'live', call_id: 'call_1' })
  const told: number[] = []
  const time = keepPracticeTime(calls.database, calls.clock, { publish: (event) => { if (event.type === 'practice.clock') told.push(event.now - thursdayNoon) } })
  time.clock.setSpeed(speed)
  const live = new LiveCalls()
  const sleepsUntil = thursdayNoon + 10 * minute
  const skip = new IdleSkip({ database: calls.database, clock: calls.clock, live, time, nextMoment: () => sleepsUntil })
  live.onPause(() => skip.look())
  const passed = () => time.clock.now() - thursdayNoon
  return { live, skip, time, told, passed, pause: () => void live.pause('call_1', new AbortController().signal, time.clock, minute) }
}

describe('while a call is live, practice time', () => {
  it('goes to the next look at it, where nobody watches, and not beyond', () => {
    const { pause, passed, skip } = setUp(1_000)
    pause()
    calls.clock.move(1)
    expect(passed()).toBeGreaterThanOrEqual(minute)
    expect(passed()).toBeLessThan(2 * minute)
    skip.close()
  })

  it('stops at whatever else is due before', () => {
    const { pause, passed, time, skip } = setUp(1_000)
    let rung = Number.NaN
    time.clock.after(minute / 2, () => { rung = passed() })
    pause()
    calls.clock.move(1)
    calls.clock.move(0)
    expect(rung).toBeLessThan(minute)
    skip.close()
  })

  it('runs on as it does while the call is being asked about', () => {
    const { passed, skip } = setUp(1_000)
    skip.look()
    calls.clock.move(1)
    expect(passed()).toBe(1_000)
    skip.close()
  })

  it('runs on as it does at a speed at which somebody may watch', () => {
    const { pause, passed, skip } = setUp(60)
    pause()
    calls.clock.move(50)
    expect(passed()).toBe(3_000)
    skip.close()
  })
})

it('tells jumps of the clock a few times a second, the last one too, and a change of speed at once', () => {
  const { time, told } = setUp(1_000)
  expect(told).toEqual([0])
  for (let jump = 1; jump <= 50; jump += 1) {
    calls.clock.move(1)
    time.clock.jumpTo(thursdayNoon + jump * minute)
  }
  expect(told).toEqual([0])
  calls.clock.move(250)
  expect(told).toHaveLength(2)
  expect(told[1]).toBeGreaterThanOrEqual(50 * minute)
  time.clock.setSpeed(20)
  expect(told).toHaveLength(3)
})
