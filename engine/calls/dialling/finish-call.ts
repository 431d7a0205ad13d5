import { newId } from '../../../db/id.ts'
import { changeAttemptTx, insertBodyTx, insertCallEventTx, recentDispositions, type AttemptRow } from '../../../db/queries/call-attempts.ts'
import { callJobBySeq, changeCallJobTx, openCallJobsOfDebtor, type CallJobChange, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { campaignById, moveCampaignTx, type CampaignRow } from '../../../db/queries/campaigns.ts'
import { debtorFacts, setPhoneStateTx } from '../../../db/queries/debtor-facts.ts'
import { insertDoNotCallTx } from '../../../db/queries/do-not-call.ts'
import { insertPromiseTx } from '../../../db/queries/promises.ts'
import { insertRecordingTx } from '../../../db/queries/recordings.ts'
import type { Tx } from '../../../db/tx.ts'
import type { AlertKind, DispositionGroup } from '../../../db/values.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { raiseAlertTx } from '../alerts.ts'
import type { ReadConversation } from '../conversation/types.ts'
import type { Disposition } from '../dispositions.ts'
import type { CallBody } from '../retell/bodies.ts'
import type { LineFailure } from '../retell/failures.ts'
import { afterCall } from './after-call.ts'
import { breakerOpens, breakerWindowMs } from './breaker.ts'
import type { CallResult } from './call.job.ts'
import type { CampaignSetups } from './campaign-setup.ts'
import { nextNumber, personOf, type Person } from './person-facts.ts'
import { readCall } from './read-call.ts'

/** Something that happened in a call and that others act upon: actions, classification, recordings. */
export interface CallOutcome {
  readonly attempt: AttemptRow
  readonly campaign: CampaignRow
  readonly job: CallJobRow
  readonly person: Person
  readonly body: CallBody
  readonly reading: ReadConversation | null
  readonly promiseId: string | null
  readonly now: number
}

export interface FinishNeeds {
  readonly events: EventBus
  readonly setups: CampaignSetups
  /** The line asked for patience: nobody is dialled over it until then. */
  rest(simulated: boolean, milliseconds: number): void
  /** Others' part in the same transaction. */
  outcomeTx(tx: Tx, outcome: CallOutcome): void
  /** A line came free. */
  freed(): void
}

/** Stores what an attempt came to and decides what follows, in one transaction: the result and its consequences are kept together or not at all. */
export function finishAttemptTx(tx: Tx, needs: FinishNeeds, attempt: AttemptRow, result: Exclude<CallResult, { end: 'over' }>, now: number): void {
  const campaign = campaignById(tx.database, attempt.campaign_id)
  const job = callJobBySeq(tx.database, attempt.call_job_seq)
  if (campaign === null || job === null) return
  if (result.end === 'known') finishKnownTx(tx, needs, { attempt, campaign, job, now }, result.body)
  else if (result.end === 'not_placed') notPlacedTx(tx, needs, { attempt, campaign, job, now }, result.problem, result.reason)
  else reviewTx(tx, needs, { attempt, campaign, job, now }, result.reason)
  const debtorId = debtorFacts(tx.database, attempt.debtor_seq)?.id ?? ''
  tx.afterCommit(() => {
    needs.events.publish({ type: 'call.updated', attemptId: attempt.id, campaignId: campaign.id, debtorId, state: result.end === 'known' ? 'ended' : result.end === 'not_placed' ? 'not_placed' : 'needs_review' })
    needs.events.publish({ type: 'campaign.updated', campaignId: campaign.id })
    needs.freed()
  })
}

interface Ending { readonly attempt: AttemptRow; readonly campaign: CampaignRow; readonly job: CallJobRow; readonly now: number }

function finishKnownTx(tx: Tx, needs: FinishNeeds, { attempt, campaign, job, now }: Ending, body: CallBody): void {
  const setup = needs.setups.of(campaign)
  const person = personOf(tx.database, job)
  const { disposition, reading, sentiment } = readCall(body, setup, person)
  const outcome = reading?.outcome ?? null
  const contact = disposition.contact && outcome !== 'wrong_person' && outcome !== 'third_party' && outcome !== 'voicemail'
  const group: DispositionGroup = outcome === 'voicemail' ? 'machine' : disposition.group
  const spent = disposition.attemptSpent
  const attempts = job.attempts - (spent ? 0 : 1)

  const after = afterCall(
    { group, outcome, successful: body.call_analysis?.call_successful ?? null, callback: reading?.callbackAt ?? null, retryMinutes: group === disposition.group ? disposition.retryMinutes : setup.policy.retryMinutes.machine },
    { now, zone: campaign.time_zone, attempts, maxAttempts: job.max_attempts, otherNumberLeft: person !== null && otherNumber(person, attempt.number) },
  )
  // Words that may have been a wish not to be called: nobody dials again before a person has listened.
  const doubtful = !after.optOut && reading?.flags.includes('possible_opt_out') === true
  const next: CallJobChange = doubtful ? { ...after.job, status: 'suspended', next_try_at: null, callback_at: null, last_error: 'possible_opt_out' } : after.job
  changeCallJobTx(tx, job.seq, { attempts, ...next, live_attempt_id: null }, now)
  // Nor does any other of the person's campaigns.
  if (doubtful) for (const other of openCallJobsOfDebtor(tx.database, job.debtor_seq)) {
    if (other.seq !== job.seq && other.status !== 'suspended') changeCallJobTx(tx, other.seq, { status: 'suspended', round_id: null, next_try_at: null, callback_at: null, last_error: 'possible_opt_out' }, now)
  }
  if (doubtful) alertTx(tx, needs, campaign, 'needs_review', { attemptId: attempt.id, debtorId: person?.debtor.id ?? '', why: 'possible_opt_out' }, now)
  if (after.phone !== null) setPhoneStateTx(tx, attempt.debtor_seq, attempt.number, after.phone, now)
  if (after.optOut && person !== null) barTx(tx, needs, { attempt, campaign, job, now }, person, reading)

  changeAttemptTx(tx, attempt.seq, {
    state: 'ended', call_id: body.call_id, call_status: body.call_status, placed_at: attempt.placed_at ?? now,
    started_at: body.start_timestamp ?? attempt.started_at, ended_at: body.end_timestamp ?? now, duration_ms: body.duration_ms ?? null,
    disconnection_reason: disposition.reason, disposition: group, rang: Number(disposition.rang), contact: Number(contact), unanswered: Number(disposition.unanswered), spent: Number(spent),
    outcome, call_successful: flag(body.call_analysis?.call_successful), sentiment,
    cost_millicents: Math.round((body.call_cost?.combined_cost ?? 0) * 1000), flags: JSON.stringify(reading?.flags ?? []),
  })
  insertBodyTx(tx, attempt.seq, JSON.stringify(body), now)
  insertCallEventTx(tx, attempt.seq, now, 'ended', disposition.reason)

  const promiseId = person === null ? null : keepPromiseTx(tx, { attempt, campaign, job, now }, person, reading)
  if (campaign.keep_recordings_days !== null && body.recording_url !== undefined) insertRecordingTx(tx, attempt.seq)
  effectsTx(tx, needs, campaign, disposition, now)
  if (person !== null) needs.outcomeTx(tx, { attempt, campaign, job, person, body, reading, promiseId, now })
}

/** Why an attempt came to nothing without anybody's fault. */
const isDecidedAnew: ReadonlySet<string> = new Set(['taken_back', 'not_found_on_line'])

/** Proven never placed: nothing counts, and the debtor is decided about anew. */
function notPlacedTx(tx: Tx, needs: FinishNeeds, { attempt, campaign, job, now }: Ending, problem: LineFailure | null, reason: string): void {
  const fault = problem === null ? null : faultOf(problem)
  changeAttemptTx(tx, attempt.seq, { state: 'not_placed', disposition: fault, rang: 0, contact: 0, unanswered: 0, spent: 0, ended_at: now, error: reason })
  insertCallEventTx(tx, attempt.seq, now, 'not_placed', reason)
  const again = { attempts: Math.max(0, job.attempts - 1), live_attempt_id: null, last_error: reason }
  // What the line refuses for good it would refuse again: the number, the agent, a variable. And what a person cancelled, or never could begin, is not dialled at once.
  const forPerson = problem === null ? !isDecidedAnew.has(reason) : problem.failure === 'refused' || problem.failure === 'not_found'
  changeCallJobTx(tx, job.seq, forPerson ? { ...again, status: 'suspended', next_try_at: null } : { ...again, status: 'scheduled', next_try_at: now + 1 }, now)
  if (problem?.failure === 'payment_required') pauseTx(tx, needs, campaign, 'payment_required', {}, now)
  else if (problem?.failure === 'unauthorised') pauseTx(tx, needs, campaign, 'unauthorised', {}, now)
  else if (problem?.failure === 'rate_limited') needs.rest(campaign.simulated === 1, problem.retryAfterMs)
  else if (problem?.failure === 'unreachable') needs.rest(campaign.simulated === 1, 30_000)
  if (fault !== null) breakTx(tx, needs, campaign, now)
}

/** How a call that the line did not place counts for the circuit breaker; what has a remedy of its own does not. */
function faultOf({ failure }: LineFailure): DispositionGroup | null {
  if (failure === 'refused' || failure === 'not_found') return 'caller_side'
  return failure === 'unknown' ? 'system' : null
}

/** Nobody can know whether the person was called: until somebody says, it counts as a call and nobody dials again. */
function reviewTx(tx: Tx, needs: FinishNeeds, { attempt, campaign, job, now }: Ending, reason: string): void {
  changeAttemptTx(tx, attempt.seq, { state: 'needs_review', review: reason })
  insertCallEventTx(tx, attempt.seq, now, 'needs_review', reason)
  changeCallJobTx(tx, job.seq, { status: 'needs_review', next_try_at: null, last_error: reason }, now)
  alertTx(tx, needs, campaign, 'needs_review', { attemptId: attempt.id, debtorId: debtorFacts(tx.database, attempt.debtor_seq)?.id ?? '', why: reason }, now)
}

function otherNumber(person: Person, called: string): boolean {
  return nextNumber(person, null, new Set([called])) !== null
}

function barTx(tx: Tx, needs: FinishNeeds, { attempt, campaign, now }: Ending, person: Person, reading: ReadConversation | null): void {
  const scope = reading?.doNotCallScope ?? 'person'
  insertDoNotCallTx(tx, {
    id: newId(), business_id: campaign.business_id, simulated: campaign.simulated, scope,
    subject: scope === 'person' ? person.debtor.person_key : attempt.number, name: person.debtor.name, source: 'call', reason: 'opt_out', attempt_id: attempt.id, created_at: now,
  })
  alertTx(tx, needs, campaign, 'opt_out', { attemptId: attempt.id, debtorId: person.debtor.id, name: person.debtor.name }, now)
}

/** Flags that leave a promise as it was said, but let a person look before it counts. */
export const doubtfulPromise: ReadonlySet<string> = new Set(['past_date', 'above_debt', 'date_missing', 'after_last_negotiable', 'only_agent_said_it'])

function keepPromiseTx(tx: Tx, { attempt, campaign, job, now }: Ending, person: Person, reading: ReadConversation | null): string | null {
  if (reading?.promise === null || reading === null) return null
  const { date, amountMinor, flags } = reading.promise
  const outranked = reading.outcome !== 'promise'
  const id = newId()
  insertPromiseTx(tx, {
    id, business_id: campaign.business_id, simulated: campaign.simulated, campaign_id: campaign.id, debtor_seq: job.debtor_seq, debt_seq: job.debt_seq, attempt_seq: attempt.seq,
    state: outranked || flags.some((each) => doubtfulPromise.has(each)) ? 'review' : 'open',
    promised_on: date, amount_minor: amountMinor, currency: person.debt.currency, flags: JSON.stringify(flags), made_at: now,
  })
  return id
}

/** What a call's end means for the whole campaign. */
function effectsTx(tx: Tx, needs: FinishNeeds, campaign: CampaignRow, disposition: Disposition, now: number): void {
  if (disposition.campaign === 'pause') return pauseTx(tx, needs, campaign, 'payment_required', {}, now)
  if (disposition.campaign === 'slow') needs.rest(campaign.simulated === 1, 60_000)
  if (disposition.breaker) breakTx(tx, needs, campaign, now)
}

function breakTx(tx: Tx, needs: FinishNeeds, campaign: CampaignRow, now: number): void {
  const recent = recentDispositions(tx.database, campaign.id, now - breakerWindowMs)
  if (breakerOpens(recent)) pauseTx(tx, needs, campaign, 'breaker', { calls: recent.length }, now)
}

function pauseTx(tx: Tx, needs: FinishNeeds, campaign: CampaignRow, kind: AlertKind, values: Record<string, string | number>, now: number): void {
  if (!moveCampaignTx(tx, campaign.id, ['running'], 'paused', { hold: JSON.stringify({ key: `campaigns.hold.${kind}`, values }), now })) return
  alertTx(tx, needs, campaign, kind, { campaign: campaign.name, ...values }, now)
}

function alertTx(tx: Tx, { events }: FinishNeeds, campaign: CampaignRow, kind: AlertKind, details: Record<string, string | number>, now: number): void {
  raiseAlertTx(tx, events, { kind, businessId: campaign.business_id, simulated: campaign.simulated === 1, campaignId: campaign.id, details, at: now })
}

function flag(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value)
}

