import { insertInferenceTx, openCalls, saveOpenCallTx } from '../../db/queries/inferences.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { InferenceStatus } from '../../db/values.ts'
import { atMostEvery } from '../observe/at-most-every.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Question } from './asking/question.ts'
import { dayOf, type Budget } from './budget.ts'
import type { LlmMetrics } from './metrics.ts'
import type { ModelFailure } from './ports.ts'
import { redact, withoutSecrets } from './redact.ts'

export const mostPromptCharacters = 5_000
export const mostResponseCharacters = 10_000
const mostMessageCharacters = 500
/** Consoles hear of new inferences at most this often, milliseconds. */
const tellEveryMs = 1_000

export interface AuditNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly budget: Budget
  readonly metrics: LlmMetrics
  /** Keys in use, word for word: a provider may repeat one in what it says. */
  secrets(): Iterable<string>
}

export interface Audit {
  /** Notes what a question on its way can cost at most: what a killed program leaves behind is counted by it. */
  open(question: Question, worst: { tokensIn: number; tokensOut: number; nanoUsd: number }): void
  /** Writes the one row of a question, and counts what it cost. */
  end(question: Question, failure: ModelFailure | null): void
  /** A text as it may be kept or shown. */
  clean(text: string, most: number): string
}

export function openAudit(needs: AuditNeeds): Audit {
  const { database, clock, budget, metrics } = needs
  const tell = atMostEvery(clock, tellEveryMs, () => needs.events.publish({ type: 'inferences.changed' }))
  const clean = (text: string, most: number) => cut(redact(withoutSecrets(cut(text, most + 1_000, true), needs.secrets())), most)

  return {
    clean,
    open(question, worst) {
      writeTx(database, (tx) => saveOpenCallTx(tx, {
        id: question.id, user_id: question.asker.userId, business_id: question.asker.businessId, endpoint: question.asker.endpoint,
        provider_id: question.providerId ?? '', model_name: question.model,
        tokens_in: question.tokens.in + worst.tokensIn, tokens_out: question.tokens.out + worst.tokensOut, cost_nano_usd: question.costNanoUsd + worst.nanoUsd,
        attempts: question.attempts, started_at: question.startedAt,
      }))
    },
    end(question, failure) {
      const now = clock.now()
      const responseTimeMs = Math.max(0, now - question.startedAt)
      const status = statusOf(question, failure)
      writeTx(database, (tx) => insertInferenceTx(tx, {
        id: question.id, user_id: question.asker.userId, business_id: question.asker.businessId, endpoint: question.asker.endpoint,
        provider_id: question.providerId, model_name: question.model,
        tokens_in: question.tokens.in, tokens_out: question.tokens.out, tokens_cached: question.tokens.cachedIn, tokens_estimated: Number(question.tokensEstimated),
        cost_nano_usd: question.costNanoUsd, saved_nano_usd: question.saved.nanoUsd, saved_ms: question.saved.ms,
        response_time_ms: responseTimeMs, first_chunk_ms: question.firstChunkMs,
        status, origin: question.origin, attempts: question.attempts,
        failure: failure?.code ?? null, error_message: failure === null ? null : clean(failure.message, mostMessageCharacters),
        prompt_name: question.prompt?.name ?? null, prompt_version: question.prompt?.version ?? null,
        timestamp: now,
        fell_back_from: JSON.stringify(question.fellBackFrom),
        prompt: clean(question.promptText(mostPromptCharacters + 1_000), mostPromptCharacters),
        response: clean(question.heard, mostResponseCharacters),
      }, dayOf(now)))
      budget.settle(question.costNanoUsd)
      metrics.ended(question, status, failure, responseTimeMs)
      tell()
    },
  }
}

/** `refused` never left this machine. */
function statusOf(question: Question, failure: ModelFailure | null): InferenceStatus {
  if (failure === null) return 'ok'
  if (failure.code === 'cancelled') return 'cancelled'
  return question.attempts === 0 ? 'refused' : 'error'
}

/**
 * Closes what a program that was killed left open, before anything else is asked: nobody knows what the provider has
 * counted, so the worst is. @returns how many there were.
 */
export function settleCutOff(database: Database): number {
  const left = openCalls(database)
  if (left.length === 0) return 0
  writeTx(database, (tx) => {
    for (const call of left) {
      insertInferenceTx(tx, {
        id: call.id, user_id: call.user_id, business_id: call.business_id, endpoint: call.endpoint, provider_id: call.provider_id, model_name: call.model_name,
        tokens_in: call.tokens_in, tokens_out: call.tokens_out, tokens_cached: 0, tokens_estimated: 1, cost_nano_usd: call.cost_nano_usd, saved_nano_usd: 0, saved_ms: 0,
        response_time_ms: 0, first_chunk_ms: null, status: 'error', origin: 'provider', attempts: call.attempts, failure: 'cut_off',
        error_message: 'Vocero ended while this was under way. Its cost is counted at its highest.', prompt_name: null, prompt_version: null,
        timestamp: call.started_at, fell_back_from: '[]', prompt: '', response: '',
      }, dayOf(call.started_at))
    }
  })
  return left.length
}

/** Shortened without leaving half a character; `atWord`: nor half a word, which no rule would know for a key or a number any more. */
function cut(text: string, most: number, atWord = false): string {
  if (text.length <= most) return text
  const head = text.slice(0, /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? most - 1 : most)
  return atWord ? head.replace(/\S*$/, '') : head
}
