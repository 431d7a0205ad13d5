import { describe, expect, it } from 'vitest'
import { afterCall, type AfterCallFacts, type CallEnding } from './after-call.ts'

const noon = Date.parse('2026-03-02T15:00:00Z')
const facts: AfterCallFacts = { now: noon, zone: 'America/Santiago', attempts: 1, maxAttempts: 3, otherNumberLeft: true }
const ending = (change: Partial<CallEnding>): CallEnding => ({ group: 'conversation', outcome: 'no_outcome', successful: null, callback: null, retryMinutes: 30, ...change })

describe('what follows a call', () => {
  it('puts whoever asked not to be called on the list, though the call was called a success', () => {
    const after = afterCall(ending({ outcome: 'opt_out', successful: true }), facts)
    expect(after).toMatchObject({ optOut: true, job: { status: 'excluded', excluded_rule: 'do_not_call' } })
  })

  it('tries the next number after reaching the wrong person, though the call was called a success', () => {
    const after = afterCall(ending({ outcome: 'wrong_person', successful: true }), facts)
    expect(after).toMatchObject({ phone: 'wrong_person', job: { status: 'scheduled', next_try_at: noon } })
  })

  it('ends when the last number is bad', () => {
    const after = afterCall(ending({ group: 'bad_number', outcome: null, retryMinutes: 0 }), { ...facts, otherNumberLeft: false })
    expect(after).toMatchObject({ phone: 'bad', job: { status: 'failed', last_error: 'no_phones_left' } })
  })

  it('calls back at the time that was asked for', () => {
    const at = noon + 5 * 3_600_000
    expect(afterCall(ending({ outcome: 'callback', callback: { at, text: 'a las cinco' } }), facts).job).toMatchObject({ status: 'scheduled', next_try_at: at, callback_at: at, callback_asked_at: noon })
  })

  it('keeps the callback of a last attempt possible', () => {
    const callback = { at: noon + 3_600_000, text: 'en una hora' }
    expect(afterCall(ending({ outcome: 'callback', callback }), { ...facts, attempts: 3 }).job.attempts).toBe(2)
    expect(afterCall(ending({ outcome: 'callback', callback: { ...callback, at: noon + 86_400_000 } }), { ...facts, attempts: 3 }).job.attempts).toBe(0)
  })

  it.each(['promise', 'refusal', 'already_paid'] as const)('ends with %s', (outcome) => {
    expect(afterCall(ending({ outcome }), facts).job).toMatchObject({ status: 'done', outcome, next_try_at: null })
  })

  it('believes the analysis only where nothing else was heard', () => {
    expect(afterCall(ending({ successful: true }), facts).job.status).toBe('done')
    expect(afterCall(ending({ successful: false }), facts).job).toMatchObject({ status: 'scheduled', next_try_at: noon + 30 * 60_000 })
  })

  it('waits for another day when the attempts of the day are spent', () => {
    const { job } = afterCall(ending({ group: 'unanswered', outcome: null, retryMinutes: 60 }), { ...facts, attempts: 3 })
    expect(job).toMatchObject({ status: 'pending', round_id: null })
    expect(new Date(job.next_try_at ?? 0).toISOString()).toBe('2026-03-03T03:00:00.000Z')
  })

  it('waits for another day when the next try would fall into it', () => {
    const late = Date.parse('2026-03-03T02:30:00Z')
    expect(afterCall(ending({ group: 'unanswered', outcome: null, retryMinutes: 60 }), { ...facts, now: late }).job.status).toBe('pending')
  })
})
