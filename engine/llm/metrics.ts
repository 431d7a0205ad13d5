import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { InferenceStatus } from '../../db/values.ts'
import type { Question } from './asking/question.ts'
import type { Budget } from './budget.ts'
import { usd } from './costing.ts'
import type { ModelFailure } from './ports.ts'

export interface LlmMetrics {
  ended(question: Question, status: InferenceStatus, failure: ModelFailure | null, responseTimeMs: number): void
}

/** Counts inferences for Prometheus since the start of the program. */
export function llmMetrics(registry: Registry, budget: Pick<Budget, 'view'>): LlmMetrics {
  const registers = [registry]
  const labels = ['provider', 'model'] as const
  const requests = new Counter({ name: 'vocero_llm_requests_total', help: 'Inferences by how they ended and where the answer came from.', labelNames: [...labels, 'endpoint', 'status', 'origin'], registers })
  const errors = new Counter({ name: 'vocero_llm_errors_total', help: 'Inferences without an answer, by the reason.', labelNames: [...labels, 'code'], registers })
  const tokens = new Counter({ name: 'vocero_llm_tokens_total', help: 'Tokens by direction: in, of these cached by the provider, out.', labelNames: [...labels, 'direction'], registers })
  const cost = new Counter({ name: 'vocero_llm_cost_usd_total', help: 'What inferences cost, US dollars.', labelNames: labels, registers })
  const saved = new Counter({ name: 'vocero_llm_cache_saved_usd_total', help: 'What answers from the cache would have cost, US dollars.', registers })
  const seconds = new Histogram({ name: 'vocero_llm_response_seconds', help: 'From question to whole answer, waits and retries included.', labelNames: labels, buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120], registers })
  const limit = new Gauge({
    name: 'vocero_llm_budget_usd', help: 'The budget of the day: its limit (absent without one), spent, held for calls under way.', labelNames: ['part'], registers,
    collect() {
      const { dailyUsd, spentTodayUsd, reservedUsd } = budget.view()
      this.reset()
      if (dailyUsd !== null) limit.set({ part: 'limit' }, dailyUsd)
      limit.set({ part: 'spent' }, spentTodayUsd)
      limit.set({ part: 'reserved' }, reservedUsd)
    },
  })
  return {
    ended(question, status, failure, responseTimeMs) {
      const who = { provider: question.providerId ?? 'none', model: question.model }
      requests.inc({ ...who, endpoint: question.asker.endpoint, status, origin: question.origin })
      if (failure !== null) errors.inc({ ...who, code: failure.code })
      tokens.inc({ ...who, direction: 'in' }, question.tokens.in)
      tokens.inc({ ...who, direction: 'cached' }, question.tokens.cachedIn)
      tokens.inc({ ...who, direction: 'out' }, question.tokens.out)
      cost.inc(who, usd(question.costNanoUsd))
      saved.inc(usd(question.saved.nanoUsd))
      if (status === 'ok') seconds.observe(who, responseTimeMs / 1000)
    },
  }
}
