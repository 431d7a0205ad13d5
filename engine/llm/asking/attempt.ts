import type { ModelFailureCode } from '../../../db/values.ts'
import type { Log } from '../../observe/log.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Audit } from '../audit.ts'
import type { Budget } from '../budget.ts'
import type { Candidate } from '../chain.ts'
import { costOf } from '../costing.ts'
import { ModelFailure, type ModelProvider, type TokenUsage } from '../ports.ts'
import { asFailure, type Question } from './question.ts'
import { orAborted, watch, type Watch } from './patience.ts'

export interface AskingNeeds {
  readonly clock: Clock
  readonly log: Log
  readonly budget: Budget
  readonly audit: Audit
  /** Waits for a turn of the event loop that is not full of other questions. */
  readonly turn: () => Promise<void>
  /** Times that one provider is asked before the next. */
  readonly tries: number
  /** 0 to 1, for the jitter of waits. */
  readonly random: () => number
}

/** What an attempt can come to at most. */
export interface Worst { readonly tokensIn: number; readonly tokensOut: number }

/** One request on the wire. Must be ended exactly once, whatever happens. */
export interface Attempt {
  readonly provider: ModelProvider
  readonly watch: Watch
  /** @param usage what the provider counted, or what is believed where it counted nothing. */
  answered(usage: TokenUsage, estimated: boolean): void
  /** @returns the failure that the error stands for. */
  failed(error: unknown): ModelFailure
}

/** Failures after which nobody knows whether the provider counted something: then the worst is taken for true. */
const countedByNobodyKnows: ReadonlySet<ModelFailureCode> = new Set(['timeout', 'cut_off', 'unreadable', 'cancelled'])

/**
 * Waits for everything that must be had before something may be sent: the breaker, a place, the minute's tokens, the
 * day's money. @throws ModelFailure when it cannot be had; nothing is held then.
 */
export async function beginAttempt(needs: AskingNeeds, question: Question, candidate: Candidate, worst: Worst): Promise<Attempt> {
  const { breaker, gate, model } = candidate
  question.providerId = candidate.id
  question.model = model
  // Before the wait too: nobody should stand in line for a provider that is not asked.
  const closedFor = breaker.wait
  if (closedFor > 0) throw broken(candidate, closedFor)
  const place = await gate.enter(model, worst.tokensIn + worst.tokensOut, question.person, question.signal)
  const passage = breaker.enter()
  if (passage.wait > 0) {
    place.leave(0)
    throw broken(candidate, passage.wait)
  }
  const worstUsage: TokenUsage = { in: worst.tokensIn, out: worst.tokensOut, cachedIn: 0 }
  const reserved = costOf(candidate.price, worstUsage)
  if (!needs.budget.reserve(reserved)) {
    passage.leave('cancelled')
    place.leave(0)
    throw new ModelFailure('budget_spent', 'What may be spent today is spent, or held for calls under way.')
  }

  const settle = (usage: TokenUsage, estimated: boolean, failure: ModelFailureCode | null) => {
    const cost = costOf(candidate.price, usage)
    needs.budget.release(reserved - cost)
    question.costNanoUsd += cost
    question.tokens = { in: question.tokens.in + usage.in, out: question.tokens.out + usage.out, cachedIn: question.tokens.cachedIn + usage.cachedIn }
    question.tokensEstimated ||= estimated
    passage.leave(failure)
    place.leave(usage.in + usage.out)
  }

  const attemptWatch = watch(needs.clock, question.signal)
  let sent = false
  const failed = (error: unknown): ModelFailure => {
    attemptWatch.end()
    const failure = attemptWatch.failureOf(asFailure(error))
    const unknown = sent && countedByNobodyKnows.has(failure.code)
    settle(unknown ? worstUsage : { in: 0, out: 0, cachedIn: 0 }, unknown, failure.code)
    if (failure.code !== 'cancelled') candidate.lastFailure = { code: failure.code, message: needs.audit.clean(failure.message, 500), at: needs.clock.now() }
    // Others need not find out for themselves.
    if (failure.code === 'rate_limited' && failure.retryAfterMs !== null) gate.rest(model, failure.retryAfterMs)
    return failure
  }
  try {
    needs.audit.open(question, { ...worst, nanoUsd: reserved })
    const provider = await orAborted(candidate.open(), attemptWatch.signal)
    question.attempts += 1
    sent = true
    return {
      provider, watch: attemptWatch, failed,
      answered(usage, estimated) {
        attemptWatch.end()
        settle(usage, estimated, null)
      },
    }
  } catch (error) {
    throw failed(error)
  }
}

function broken(candidate: Candidate, wait: number): ModelFailure {
  return new ModelFailure('breaker_open', `${candidate.name} has failed too often; it is tried again in ${Math.ceil(wait / 1000)} s.`, { retryAfterMs: wait })
}
