import { attemptById, changeAttemptTx, insertCallEventTx, type AttemptRow } from '../../../db/queries/call-attempts.ts'
import { callJobBySeq, changeCallJobTx, type CallJobChange, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { campaignById, type CampaignRow } from '../../../db/queries/campaigns.ts'
import { debtorFacts } from '../../../db/queries/debtor-facts.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { afterCall } from '../dialling/after-call.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { CallProblem } from './call-problem.ts'

export interface ReviewNeeds {
  readonly database: Database
  readonly events: EventBus
  readonly setups: CampaignSetups
  clockOf(simulated: boolean): Clock
  /** The debtor may be called again. */
  wakeCampaign(campaignId: string): void
}

export type ReviewVerdict = 'call_placed' | 'not_placed'

/**
 * A person says what became of an attempt that nobody could look up. `call_placed`: it counts as a call that rang and whose
 * outcome is unknown, and the debtor's next try comes as after a technical failure. `not_placed`: it counts nowhere, and the
 * debtor is decided about anew at once. The reason stands in the call's timeline.
 * @throws CallProblem when there is no such attempt or it waits for nobody.
 */
export function resolveReview(needs: ReviewNeeds, attemptId: string, verdict: ReviewVerdict, reason: string): void {
  const { database, events } = needs
  const attempt = attemptById(database, attemptId)
  const campaign = attempt === null ? null : campaignById(database, attempt.campaign_id)
  const job = attempt === null ? null : callJobBySeq(database, attempt.call_job_seq)
  if (attempt === null || campaign === null || job === null) throw new CallProblem('NOT_FOUND', 'calls.error.not_found')
  if (attempt.state !== 'needs_review') throw new CallProblem('CONFLICT', 'calls.error.not_in_review')
  const now = needs.clockOf(attempt.simulated === 1).now()
  const state = verdict === 'call_placed' ? 'ended' : 'not_placed'
  writeTx(database, (tx) => {
    changeAttemptTx(tx, attempt.seq, state === 'ended' ? { state, ended_at: now } : { state, ended_at: now, rang: 0, contact: 0, unanswered: 0, spent: 0 })
    insertCallEventTx(tx, attempt.seq, now, `reviewed_${verdict}`, reason)
    changeCallJobTx(tx, job.seq, jobAfter(needs, { attempt, campaign, job }, verdict, now), now)
    tx.afterCommit(() => {
      events.publish({ type: 'call.updated', attemptId, campaignId: campaign.id, debtorId: debtorFacts(database, attempt.debtor_seq)?.id ?? '', state })
      events.publish({ type: 'campaign.updated', campaignId: campaign.id })
      needs.wakeCampaign(campaign.id)
    })
  })
}

function jobAfter({ setups }: ReviewNeeds, { attempt, campaign, job }: { attempt: AttemptRow; campaign: CampaignRow; job: CallJobRow }, verdict: ReviewVerdict, now: number): CallJobChange {
  const free: CallJobChange = job.live_attempt_id === attempt.id ? { live_attempt_id: null } : {}
  const attempts = verdict === 'not_placed' ? Math.max(0, job.attempts - 1) : job.attempts
  // Somebody has taken the debtor out of the campaign meanwhile: that stands.
  if (job.status !== 'needs_review') return { ...free, attempts }
  if (verdict === 'not_placed') return { ...free, attempts, status: 'scheduled', next_try_at: now + 1, last_error: null }
  const { retryMinutes } = setups.of(campaign).policy
  const after = afterCall(
    { group: 'system', outcome: null, successful: null, callback: null, retryMinutes: retryMinutes.system },
    { now, zone: campaign.time_zone, attempts, maxAttempts: job.max_attempts, otherNumberLeft: true },
  )
  return { ...after.job, ...free, attempts, last_error: null }
}
