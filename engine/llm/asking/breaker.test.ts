import { expect, test } from 'vitest'
import type { ModelFailureCode } from '../../../db/values.ts'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { makeBreaker } from './breaker.ts'

function setUp() {
  const clock = new MovableClock()
  let openings = 0
  const breaker = makeBreaker(clock, () => { openings += 1 })
  const call = (failure: ModelFailureCode | null) => breaker.enter().leave(failure)
  return { clock, breaker, call, openings: () => openings }
}

test('five failures in a row open it, and one answer in between does not', () => {
  const { breaker, call, openings } = setUp()
  for (const failure of ['timeout', 'server_error', 'unreachable', 'cut_off', null, 'timeout', 'timeout', 'timeout', 'timeout'] as const) call(failure)
  expect(breaker.state).toBe('closed')
  call('unreadable')
  expect([breaker.state, openings()]).toEqual(['open', 1])
  expect(breaker.enter().wait).toBe(30_000)
})

test('half of ten within a minute open it; older ones are forgotten', () => {
  const { breaker, call, clock } = setUp()
  for (let index = 0; index < 4; index += 1) call('timeout')
  clock.move(60_001)
  for (let index = 0; index < 5; index += 1) { call(null); call(index < 4 ? 'timeout' : null) }
  expect(breaker.state).toBe('closed')
  call('timeout')
  call('timeout')
  expect(breaker.state).toBe('open')
})

test('what speaks of the question, of the key or of patience is no fault of the line', () => {
  const { breaker, call } = setUp()
  for (const failure of ['rate_limited', 'cancelled', 'filtered', 'unauthorised', 'too_long', 'bad_request'] as const) for (let index = 0; index < 6; index += 1) call(failure)
  expect(breaker.state).toBe('closed')
})

test('after its time one call probes: its failure opens it again without another notice, its answer closes it', () => {
  const { breaker, call, clock, openings } = setUp()
  const slow = breaker.enter()
  for (let index = 0; index < 5; index += 1) call('timeout')
  clock.move(30_000)
  expect(breaker.state).toBe('half_open')
  const probe = breaker.enter()
  expect(probe.wait).toBe(0)
  expect(breaker.enter().wait).toBe(30_000)
  // One that went before it opened tells nothing of now.
  slow.leave(null)
  expect(breaker.state).toBe('half_open')
  probe.leave('timeout')
  expect([breaker.state, openings()]).toEqual(['open', 1])
  clock.move(30_000)
  breaker.enter().leave('cancelled')
  expect(breaker.enter().wait).toBe(0)
  breaker.reset()
  expect(breaker.state).toBe('closed')
})
