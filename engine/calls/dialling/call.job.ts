import { z } from 'zod'
import { attemptById, changeAttemptTx, insertCallEventTx, type AttemptRow } from '../../../db/queries/call-attempts.ts'
import { callJobBySeq, changeCallJobTx } from '../../../db/queries/call-jobs.ts'
import { campaignById, type CampaignRow } from '../../../db/queries/campaigns.ts'
import { debtorFacts } from '../../../db/queries/debtor-facts.ts'
import type { Tx } from '../../../db/tx.ts'
import { callStatuses } from '../../../db/values.ts'
import { defineJob, done, retry, type JobDefinition, type Outcome } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { decide } from '../decide.ts'
import { callBodySchema, type CallBody } from '../retell/bodies.ts'
import type { CallLine } from '../retell/call-line.ts'
import { provesNoCall, type LineFailure } from '../retell/failures.ts'
import type { CampaignSetup, CampaignSetups } from './campaign-setup.ts'
import { followCall } from './follow-call.ts'
import type { LiveCalls } from './live-calls.ts'
import { mayRing, personOf, type Person } from './person-facts.ts'
import { scriptFor } from './script-variables.ts'

const payloadSchema = z.object({ attemptId: z.string() })

const failureSchema = z.custom<LineFailure>((value) => typeof value === 'object' && value !== null && 'failure' in value)

/** How an attempt ended: with the provider's word on the call, proven unplaced, or so that nobody can know. */
const resultSchema = z.discriminatedUnion('end', [
  z.object({ end: z.literal('known'), body: callBodySchema }),
  // `problem` is the line's, where it was the line that did not place it; `reason` says it in a word.
  z.object({ end: z.literal('not_placed'), problem: failureSchema.nullable(), reason: z.string() }),
  z.object({ end: z.literal('unknown'), reason: z.string() }),
  z.object({ end: z.literal('over') }),
])
export type CallResult = z.infer<typeof resultSchema>

export interface CallWork {
  readonly attemptId: string
  readonly campaignId: string
  readonly simulated: boolean
  readonly from: string
  readonly to: string
  readonly agentId: string
  readonly variables: Record<string, string>
  readonly override: Readonly<Record<string, unknown>> | null
  readonly intentAt: number
  readonly callId: string | null
  readonly placedAt: number
}

export type CallJobDefinition = JobDefinition<z.infer<typeof payloadSchema>, CallWork, CallResult>

export interface CallJobNeeds {
  readonly events: EventBus
  readonly setups: CampaignSetups
  readonly live: LiveCalls
  lineOf(simulated: boolean): CallLine
  clockOf(simulated: boolean): Clock
  /** Stores what an ended attempt came to. */
  finishTx(tx: Tx, attempt: AttemptRow, result: Exclude<CallResult, { end: 'over' }>, now: number): void
  /** The line could not be asked. */
  troubled(simulated: boolean, problem: LineFailure): void
}

/** What is stored while the call goes on: its id the moment it is known, then each new status. */
const partSchema = z.object({ callId: z.string(), status: z.enum(callStatuses), startedAt: z.number().nullable(), at: z.number() })

/** A lookup that cannot be answered is tried again for so long; then a person must say. */
const lookupMs = 10 * 60_000
const lookupEveryMs = 15_000
/** A request that was cut off may still reach the line, and its call the line's lists, for so long after the first look. */
const settleMs = 2 * 60_000

/** One attempt, from its intent to the provider's last word. Never asks the line twice for the same call. */
export function callJob({ events, setups, live, lineOf, clockOf, finishTx, troubled }: CallJobNeeds): CallJobDefinition {
  return defineJob<z.infer<typeof payloadSchema>, CallWork, CallResult>({
    kind: 'calls.call',
    payload: payloadSchema,
    result: resultSchema,
    queue: 'calls',
    // A call lives ten minutes; beyond that only a line that cannot be asked keeps it here.
    timeoutMs: 2 * 60 * 60_000,
    retry: { maxAttempts: 20, firstDelayMs: 2_000, maxDelayMs: 60_000, maxLostLeases: 1_000 },
    onLostLease: 'look_up',

    prepare(tx, job): { work: CallWork } | { done: CallResult } {
      const attempt = attemptById(tx.database, job.payload.attemptId)
      const campaign = attempt === null ? null : campaignById(tx.database, attempt.campaign_id)
      const callJob = attempt === null ? null : callJobBySeq(tx.database, attempt.call_job_seq)
      if (attempt === null || campaign === null || callJob === null || isOver(attempt)) return { done: { end: 'over' } }
      const setup = setups.of(campaign)
      const person = personOf(tx.database, callJob, attempt)
      // It may have waited for its turn while the campaign was paused or the hours closed.
      if (live.isUnplaced(attempt.id) && !stillHolds(campaign, setup, person, attempt.number, clockOf(attempt.simulated === 1).now())) {
        tx.afterCommit(() => void live.mayPlace(attempt.id))
        return { done: { end: 'not_placed', problem: null, reason: 'taken_back' } }
      }
      return { work: {
        attemptId: attempt.id,
        campaignId: attempt.campaign_id,
        simulated: attempt.simulated === 1,
        from: attempt.from_number,
        to: attempt.number,
        agentId: setup.agent.agent_id,
        variables: z.record(z.string(), z.string()).parse(JSON.parse(attempt.variables)),
        override: person === null ? null : scriptFor(setup, person, campaign.time_zone, attempt.intent_at).override,
        intentAt: attempt.intent_at,
        callId: attempt.call_id,
        placedAt: attempt.placed_at ?? attempt.intent_at,
      } }
    },

    async execute(work: CallWork, context): Promise<Outcome<CallResult>> {
      const line = lineOf(work.simulated)
      const clock = clockOf(work.simulated)
      const tell = (body: CallBody) => context.emit({ callId: body.call_id, status: body.call_status, startedAt: body.start_timestamp ?? null, at: clock.now() })
      let { callId, placedAt } = work
      let status: CallBody['call_status'] | null = null
      try {
        if (callId === null) {
          // Asked only here: a turn in which the claim was undone must not count as having placed it.
          const asked = live.mayPlace(work.attemptId) ? await place(work, line) : { unsure: null }
          const placed = 'unsure' in asked ? await lookUp(work, asked.unsure, line, clock, context.signal, live) : asked
          if (placed.call === null) return done(placed.result)
          callId = placed.call.call_id
          placedAt = clock.now()
          status = placed.call.call_status
          await tell(placed.call)
        }
        const body = await followCall({
          callId, placedAt, status, line, clock, live, signal: context.signal, onStatus: tell,
          onTrouble: (problem) => troubled(work.simulated, problem),
        })
        return done(body === null ? { end: 'unknown', reason: 'not_found' } : { end: 'known', body })
      } catch (error) {
        return retry(error instanceof Error ? error.message : String(error))
      }
    },

    receive(tx, job, given) {
      const part = partSchema.parse(given)
      const attempt = attemptById(tx.database, job.payload.attemptId)
      if (attempt === null || isOver(attempt)) return
      // A person had it looked for again.
      if (attempt.state === 'needs_review') changeCallJobTx(tx, attempt.call_job_seq, { status: 'in_progress', last_error: null }, part.at)
      const startedAt = part.status === 'registered' ? null : part.startedAt
      changeAttemptTx(tx, attempt.seq, { state: 'live', review: null, call_id: part.callId, call_status: part.status, placed_at: attempt.placed_at ?? part.at, started_at: startedAt ?? attempt.started_at })
      if (attempt.call_id === null) insertCallEventTx(tx, attempt.seq, part.at, 'placed', part.callId)
      if (attempt.call_status !== part.status) insertCallEventTx(tx, attempt.seq, part.at, part.status)
      const debtor = debtorFacts(tx.database, attempt.debtor_seq)
      tx.afterCommit(() => events.publish({ type: 'call.updated', attemptId: attempt.id, campaignId: attempt.campaign_id, debtorId: debtor?.id ?? '', state: 'live' }))
    },

    apply(tx, job, result) {
      const attempt = attemptById(tx.database, job.payload.attemptId)
      if (attempt === null || result.end === 'over' || isOver(attempt)) return
      finishTx(tx, attempt, result, clockOf(attempt.simulated === 1).now())
    },

    ended(tx, job, state, error) {
      const attempt = attemptById(tx.database, job.payload.attemptId)
      if (state === 'done' || attempt === null || isOver(attempt)) return
      const reason = state === 'cancelled' ? 'cancelled' : error ?? 'failed'
      const never = live.isUnplaced(attempt.id)
      finishTx(tx, attempt, never ? { end: 'not_placed', problem: null, reason } : { end: 'unknown', reason }, clockOf(attempt.simulated === 1).now())
      tx.afterCommit(() => void live.mayPlace(attempt.id))
    },
  })
}

/** One that waits for a person is not over: its job, begun again by hand, looks for the call once more. */
function isOver(attempt: AttemptRow): boolean {
  return attempt.state === 'ended' || attempt.state === 'not_placed'
}

/** Whether what allowed the intent still does. @param person as before the intent. */
function stillHolds(campaign: CampaignRow, setup: CampaignSetup, person: Person | null, number: string, now: number): boolean {
  if (campaign.state !== 'running' || person === null || !mayRing(person, number)) return false
  return decide(person.facts, now, setup.policy, person.history).verdict === 'dial'
}

/** The call of an attempt, or how the attempt ended without one. */
type Placed = { readonly call: CallBody } | { readonly call: null; readonly result: CallResult }

/** Nobody knows whether there is a call; `unsure` is what the line answered, null where this process did not ask it. */
interface Unsure { readonly unsure: LineFailure | null }

/** Asks for the call, once. */
async function place(work: CallWork, line: CallLine): Promise<Placed | Unsure> {
  const answer = await line.createCall({
    attemptId: work.attemptId, from: work.from, to: work.to, agentId: work.agentId, variables: work.variables,
    metadata: { vocero_campaign_id: work.campaignId },
    ...(work.override === null ? {} : { agentOverride: work.override }),
  })
  if (answer.ok) return { call: answer.value }
  const { problem } = answer
  if (!provesNoCall(problem)) return { unsure: problem }
  return { call: null, result: { end: 'not_placed', problem, reason: problem.failure === 'refused' ? problem.reason : problem.failure } }
}

/**
 * Looks for the call of an attempt that may have been placed, until the line can say. That it is absent counts only some
 * time after the first look: the attempt may have been asked for long after its intent, by a process that is no more.
 */
async function lookUp(work: CallWork, problem: LineFailure | null, line: CallLine, clock: Clock, signal: AbortSignal, live: LiveCalls): Promise<Placed> {
  const since = clock.now()
  for (;;) {
    const lookup = await line.findByAttempt(work.attemptId, work.intentAt)
    if (lookup.answer === 'found') return { call: lookup.call }
    const settles = since + settleMs - clock.now()
    if (lookup.answer === 'absent' && settles <= 0) return { call: null, result: { end: 'not_placed', problem, reason: 'not_found_on_line' } }
    if (lookup.answer === 'unknown' && (lookup.why === 'too_many_calls' || clock.now() - since >= lookupMs)) return { call: null, result: { end: 'unknown', reason: lookup.why } }
    const wait = lookup.answer === 'absent' ? settles : lookup.why === 'too_early' ? lookup.retryAfterMs : lookupEveryMs
    await live.pause(work.attemptId, signal, clock, wait)
  }
}
