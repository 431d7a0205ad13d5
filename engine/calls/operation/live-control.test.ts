import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callEventsOf } from '../../../db/queries/call-attempts.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { LiveCalls } from '../dialling/live-calls.ts'
import { callBodySchema } from '../retell/bodies.ts'
import type { CallLine, LineAnswer } from '../retell/call-line.ts'
import type { LineFailure } from '../retell/failures.ts'
import { liveControl } from './live-control.ts'

let calls: CallsFixture
beforeEach(() => {
  calls = openCallsFixture()
})
afterEach(() => calls.close())

/** A line that does what it is asked, or fails so. */
function control(problem: LineFailure | null = null, body: object = {}) {
  const asked: unknown[][] = []
  const answer = <Value>(value: Value) => (...request: unknown[]): Promise<LineAnswer<Value>> => {
    asked.push(request)
    return Promise.resolve(problem === null ? { ok: true, value } : { ok: false, problem })
  }
  const line = { stopCall: answer(null), whisper: answer(null), listen: answer({ access_token: 'secret', expires_at: 0, participant_id: 'p', room_name: 'r', transport: 'livekit', url: 'wss://live' }), takeOver: answer(null), getCall: answer({ call_id: 'call_1', call_status: 'ongoing', ...body }) }
  const live = new LiveCalls()
  return { asked, live, ...liveControl({ ...calls, live, lineOf: () => line as unknown as CallLine }) }
}

const liveCall = () => calls.attempt(calls.campaign(), thursdayNoon, { state: 'live', call_id: 'call_1', call_status: 'ongoing' })

describe('a person and a live call', () => {
  it('stops it, looks at it at once, and leaves a note in its timeline', async () => {
    const attempt = liveCall()
    const { live, stop, asked } = control()
    const looked = live.pause('call_1', AbortSignal.timeout(60_000), calls.clock, 15_000)
    await stop(attempt.id)
    await looked
    expect(asked).toEqual([['call_1']])
    expect(callEventsOf(calls.database, attempt.seq)).toEqual([{ at: thursdayNoon, kind: 'stop_asked', detail: null }])
  })

  it('is read while it goes on, by what the line says of it or told meanwhile', async () => {
    const attempt = liveCall()
    const said = [{ role: 'agent', content: 'Buenas tardes' }]
    expect(await control(null, { transcript_object: said }).words(attempt.id)).toMatchObject({ live: true, turns: [{ role: 'agent', text: 'Buenas tardes' }] })
    const { words, live } = control()
    expect(await words(attempt.id)).toEqual({ live: true, turns: [] })
    live.tell(callBodySchema.parse({ call_id: 'call_1', call_status: 'ongoing', transcript_object: said }))
    expect((await words(attempt.id)).turns).toMatchObject([{ text: 'Buenas tardes' }])
    live.forgetWords('call_1')
    expect((await words(attempt.id)).turns).toEqual([])
    const over = calls.attempt(attempt.campaign_id, thursdayNoon, { call_id: 'call_2' })
    expect(await words(over.id)).toEqual({ live: false, turns: [] })
  })

  it('is taken over by whoever listens, and the timeline says so', async () => {
    const attempt = liveCall()
    const { takeOver, asked } = control()
    await takeOver(attempt.id, 'listener_1')
    expect(asked).toEqual([['call_1', 'listener_1']])
    expect(callEventsOf(calls.database, attempt.seq).map(({ kind }) => kind)).toEqual(['taken_over'])
  })

  it('whispers and listens; what was whispered is kept, the key to listen is not', async () => {
    const attempt = liveCall()
    const { whisper, listen } = control()
    await whisper(attempt.id, 'Ofrece dos cuotas')
    expect(await listen(attempt.id)).toEqual({ transport: 'livekit', accessToken: 'secret', url: 'wss://live', participantId: 'p' })
    expect(callEventsOf(calls.database, attempt.seq).map(({ kind, detail }) => [kind, detail])).toEqual([['whispered', 'Ofrece dos cuotas'], ['listened', null]])
  })

  it.each<[LineFailure, string]>([
    [{ failure: 'unreachable', code: 'ECONNREFUSED' }, 'calls.error.line_unreachable'],
    [{ failure: 'unauthorised' }, 'calls.error.line_unauthorised'],
    [{ failure: 'refused', status: 422, reason: 'not supported' }, 'calls.error.line_refused'],
    [{ failure: 'not_found' }, 'calls.error.not_live'],
  ])('is told why the line did not do it, and nothing is noted: %o', async (problem, reason) => {
    const attempt = liveCall()
    await expect(control(problem).whisper(attempt.id, 'x')).rejects.toMatchObject({ reason })
    expect(callEventsOf(calls.database, attempt.seq)).toEqual([])
  })

  it('cannot reach one that has ended, is not placed yet, or is not there', async () => {
    const campaignId = calls.campaign()
    const ended = calls.attempt(campaignId, thursdayNoon, { call_id: 'call_1' })
    const intended = calls.attempt(campaignId, thursdayNoon, { state: 'intended' })
    const { stop, asked } = control()
    await expect(stop(ended.id)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'calls.error.not_live' })
    await expect(stop(intended.id)).rejects.toMatchObject({ code: 'CONFLICT', reason: 'calls.error.not_live' })
    await expect(stop('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'calls.error.not_found' })
    expect(asked).toEqual([])
  })
})
