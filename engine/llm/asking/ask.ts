import type { Candidate } from '../chain.ts'
import { ModelFailure, type ModelAnswer, type ModelRequest, type ProviderAnswer, type ProviderRequest, type TokenUsage } from '../ports.ts'
import { likelyTokens, worstTokensIn } from '../tokens.ts'
import type { AskingNeeds, Worst } from './attempt.ts'
import { checkOutput, repairTurn } from './output.ts'
import type { Question } from './question.ts'
import { askProvider } from './road.ts'

/** What a text request can come to at most. */
export function worstOf(request: Omit<ProviderRequest, 'model'>): Worst {
  return { tokensIn: worstTokensIn(request), tokensOut: request.maxTokens }
}

/** The provider's count, else what is believed. */
export function usageOf(answer: Pick<ProviderAnswer, 'usage' | 'text'>, worst: Worst): { usage: TokenUsage; estimated: boolean } {
  if (answer.usage !== null) return { usage: answer.usage, estimated: false }
  return { usage: { in: Math.ceil(worst.tokensIn / 2), out: likelyTokens(answer.text), cachedIn: 0 }, estimated: true }
}

/** Asks one provider for a whole answer, and once more where the answer has not the wished shape. @throws ModelFailure */
export async function askOne<Value>(needs: AskingNeeds, question: Question, candidate: Candidate, request: ModelRequest<Value>, base: Omit<ProviderRequest, 'model'>): Promise<ModelAnswer<Value>> {
  const { output } = request
  const say = (messages: ProviderRequest['messages']) => {
    const asked = { ...base, messages, model: candidate.model }
    const worst = worstOf(asked)
    return askProvider(needs, question, candidate, worst, (provider, signal) => provider.complete(asked, signal), (answer) => usageOf(answer, worst))
  }
  const first = await say(base.messages)
  // An answer that calls tools is no answer in the wished shape yet.
  if (output === undefined || first.finish === 'tool_calls') return answerOf<Value>(needs, question, candidate, first, null)
  const checked = checkOutput(first.text, output)
  if (checked.ok) return answerOf(needs, question, candidate, first, checked.value)
  const second = await say([...base.messages, ...repairTurn(first.text, checked.problem, first.finish === 'length')])
  const repaired = checkOutput(second.text, output)
  if (repaired.ok) return answerOf(needs, question, candidate, second, repaired.value)
  // The audit shows what could not be used; nobody has heard it.
  throw new InvalidOutput(second.text, repaired.problem)
}

/** An answer that has not the wished shape, also after it was asked for again. */
export class InvalidOutput extends ModelFailure {
  override name = 'ModelFailure'
  readonly text: string
  constructor(text: string, problem: string) {
    super('invalid_output', `The answer has not the wished shape. ${problem}`.slice(0, 500))
    this.text = text
  }
}

export function answerOf<Value>(needs: Pick<AskingNeeds, 'clock'>, question: Question, candidate: Candidate, answer: ProviderAnswer, value: Value | null): ModelAnswer<Value> {
  question.heard = heardOf(answer)
  return {
    text: answer.text, value, toolCalls: answer.toolCalls, finish: answer.finish,
    usage: question.tokens, costNanoUsd: question.costNanoUsd, responseTimeMs: needs.clock.now() - question.startedAt,
    providerId: candidate.id, model: candidate.model, origin: 'provider', fellBackFrom: question.fellBackFrom, auditId: question.id,
  }
}

function heardOf(answer: ProviderAnswer): string {
  return [answer.text, ...answer.toolCalls.map((call) => `${call.name}(${call.argumentsJson})`)].filter((part) => part !== '').join('\n')
}
