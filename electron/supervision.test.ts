import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstStep, restartDelay, step } from './supervision.ts'
import type { SupervisionEvent } from './supervision.ts'

const event = fc.oneof(
  fc.constant<SupervisionEvent>({ type: 'ready' }),
  fc.nat(200_000).map<SupervisionEvent>((ranFor) => ({ type: 'exited', ranFor })),
  fc.constant<SupervisionEvent>({ type: 'due' }),
  fc.constant<SupervisionEvent>({ type: 'stop' }),
)

it('never runs two engines, never leaves a dead one without a next start, and stays stopped', () => {
  fc.assert(fc.property(fc.array(event, { maxLength: 60 }), (events) => {
    let state = firstStep.state
    let alive = 1
    let alarms = 0
    for (const happened of events) {
      // Only what can happen: a process that does not live cannot end, an alarm that was not set cannot ring.
      if (happened.type === 'exited' && alive === 0) continue
      if (happened.type === 'due' && alarms === 0) continue
      if (happened.type === 'exited') alive -= 1
      if (happened.type === 'due') alarms -= 1
      const wasStopped = state.phase === 'stopped'
      const next = step(state, happened)
      for (const action of next.actions) {
        if (action.do === 'fork') alive += 1
        if (action.do === 'wait') alarms += 1
      }
      state = next.state
      const wanted = state.phase === 'waiting' ? { alive: 0, alarms: 1 } : { alive: state.phase === 'stopped' ? 0 : 1, alarms: state.phase === 'stopped' ? alarms : 0 }
      expect({ alive, alarms }).toEqual(wanted)
      expect(wasStopped && (next.state.phase !== 'stopped' || next.actions.length > 0)).toBe(false)
    }
  }))
})

it('waits between half a second and half a minute, never less than after the failure before', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), (failures) => {
    expect(restartDelay(failures)).toBeGreaterThanOrEqual(500)
    expect(restartDelay(failures)).toBeLessThanOrEqual(30_000)
    expect(restartDelay(failures + 1)).toBeGreaterThanOrEqual(restartDelay(failures))
  }))
})
