import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attemptById, callEventsOf, historyOf } from '../../../db/queries/call-attempts.ts'
import { callJobBySeq, changeCallJobTx } from '../../../db/queries/call-jobs.ts'
import { writeTx } from '../../../db/tx.ts'
import { openCallsFixture, thursdayNoon, type CallsFixture } from '../../../tests/fixtures/calls.ts'
import { EventBus } from '../../observe/event-bus.ts'
import { resolveReview, type ReviewVerdict } from './resolve-review.ts'

let calls: CallsFixture
let woken: string[]
beforeEach(() => {
  calls = openCallsFixture()
  woken = []
})
afterEach(() => calls.close())

const resolve = (attemptId: string, verdict: ReviewVerdict) => resolveReview({ ...calls, events: new EventBus('boot'), wakeCampaign: (id) => woken.push(id) }, attemptId, verdict, 'Visto en el panel')

/** A dial nobody knows the end of, as the dialler leaves it. */
function unknown(attempts = 1) {
  const campaignId = calls.campaign()
  const attempt = calls.attempt(campaignId, thursdayNoon, { state: 'needs_review', review: 'failure' })
  writeTx(calls.database, (tx) => changeCallJobTx(tx, attempt.call_job_seq, { status: 'needs_review', attempts, live_attempt_id: attempt.id, last_error: 'failure' }, thursdayNoon))
  return { attempt, campaignId, job: () => callJobBySeq(calls.database, attempt.call_job_seq), now: () => attemptById(calls.database, attempt.id) }
}

describe('an attempt nobody could look up', () => {
  it('that a person knows was a call counts as one that rang, and is tried again after a while', () => {
    const { attempt, campaignId, job, now } = unknown()
    resolve(attempt.id, 'call_placed')
    expect(now()).toMatchObject({ state: 'ended', rang: 1, contact: 0, outcome: null, disposition: null, ended_at: thursdayNoon, review: 'failure' })
    expect(job()).toMatchObject({ status: 'scheduled', next_try_at: thursdayNoon + 30 * 60_000, attempts: 1, live_attempt_id: null, last_error: null })
    expect(historyOf(calls.database, attempt.debtor_seq)).toHaveLength(1)
    expect(callEventsOf(calls.database, attempt.seq)).toEqual([{ at: thursdayNoon, kind: 'reviewed_call_placed', detail: 'Visto en el panel' }])
    expect(woken).toEqual([campaignId])
  })

  it('whose tries of the day are used up waits for another day', () => {
    const { attempt, job } = unknown(3)
    resolve(attempt.id, 'call_placed')
    expect(job()).toMatchObject({ status: 'pending', round_id: null, live_attempt_id: null })
  })

  it('that a person knows was none counts nowhere, and the debtor is decided about at once', () => {
    const { attempt, job, now } = unknown()
    resolve(attempt.id, 'not_placed')
    expect(now()).toMatchObject({ state: 'not_placed', rang: 0, spent: 0 })
    expect(job()).toMatchObject({ status: 'scheduled', next_try_at: thursdayNoon + 1, attempts: 0, live_attempt_id: null })
    expect(historyOf(calls.database, attempt.debtor_seq)).toEqual([])
  })

  it('leaves a debtor alone whom somebody has cancelled meanwhile', () => {
    const { attempt, job } = unknown()
    writeTx(calls.database, (tx) => changeCallJobTx(tx, attempt.call_job_seq, { status: 'cancelled' }, thursdayNoon))
    resolve(attempt.id, 'not_placed')
    expect(job()).toMatchObject({ status: 'cancelled', live_attempt_id: null })
  })

  it('is resolved once', () => {
    const { attempt } = unknown()
    resolve(attempt.id, 'not_placed')
    expect(() => resolve(attempt.id, 'call_placed')).toThrow('calls.error.not_in_review')
    expect(() => resolve('nobody', 'call_placed')).toThrow('calls.error.not_found')
  })
})
