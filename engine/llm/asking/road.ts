import type { ModelFailureCode } from '../../../db/values.ts'
import type { Candidate } from '../chain.ts'
import { ModelFailure, type ModelProvider, type TokenUsage } from '../ports.ts'
import { beginAttempt, type AskingNeeds, type Worst } from './attempt.ts'
import { longestWaitMs } from './gate.ts'
import { backoffMs, orAborted, pause } from './patience.ts'
import { asFailure, type Question } from './question.ts'

/** This program's own refusals: trying again at once changes nothing. */
const ownRefusals: ReadonlySet<ModelFailureCode> = new Set(['no_provider', 'budget_spent', 'user_limit', 'busy', 'breaker_open'])

/** Whether the same provider is worth another try after so many, and after how long. Null: no. */
export function nextTryMs(needs: AskingNeeds, candidate: Candidate, failure: ModelFailure, tried: number): number | null {
  if (!failure.passing || ownRefusals.has(failure.code) || tried >= needs.tries || candidate.breaker.state === 'open') return null
  const wait = backoffMs(tried, failure.retryAfterMs, needs.random)
  // So long a wait is whoever asked's to decide about.
  return wait > longestWaitMs ? null : wait
}

/** Asks one provider until it answers or is not worth another try. @throws ModelFailure */
export async function askProvider<Answer>(
  needs: AskingNeeds, question: Question, candidate: Candidate, worst: Worst,
  send: (provider: ModelProvider, signal: AbortSignal) => Promise<Answer>,
  count: (answer: Answer) => { readonly usage: TokenUsage; readonly estimated: boolean },
): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    let failure: ModelFailure
    try {
      const attempt = await beginAttempt(needs, question, candidate, worst)
      try {
        const answer = await orAborted(send(attempt.provider, attempt.watch.signal), attempt.watch.signal)
        const { usage, estimated } = count(answer)
        attempt.answered(usage, estimated)
        return answer
      } catch (error) {
        failure = attempt.failed(error)
      }
    } catch (error) {
      failure = asFailure(error)
    }
    const wait = nextTryMs(needs, candidate, failure, tried)
    if (wait === null) throw failure
    await pause(needs.clock, wait, question.signal)
  }
}

/**
 * Goes down the chain until somebody answers; who failed before is kept in the question.
 * @throws ModelFailure the first one's, which is the one that was wished for; `cancelled` at once
 */
export async function downTheChain<Answer>(question: Question, candidates: readonly Candidate[], clean: (message: string) => string, ask: (candidate: Candidate) => Promise<Answer>): Promise<Answer> {
  let first: ModelFailure | null = null
  for (const [index, candidate] of candidates.entries()) {
    try {
      return await ask(candidate)
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code === 'cancelled' || question.heard !== '') throw failure
      first ??= failure
      if (index < candidates.length - 1) question.fellBackFrom.push({ providerId: candidate.id, model: candidate.model, code: failure.code, message: clean(failure.message) })
    }
  }
  throw first ?? new ModelFailure('no_provider', 'No language model is set up for this.')
}
