import type { ModelProviderRow } from '../../db/queries/model-providers.ts'
import type { Database } from '../../db/open.ts'
import type { ModelFailureCode } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'
import { readPreferences } from '../settings/index.ts'
import { watch } from './asking/patience.ts'
import { asFailure } from './asking/question.ts'
import type { Chain } from './chain.ts'
import { usd } from './costing.ts'
import type { Asker, ModelLayer } from './ports.ts'
import { renderPrompt, type Prompts } from './prompts.ts'

export interface TrialNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly chain: Chain
  readonly prompts: Prompts
  readonly trial: (providerId: string) => ModelLayer
}

const asker: Asker = { endpoint: 'llm.test', businessId: null, userId: 'operator' }

interface TextTrial { ok: boolean; answer: string; responseTimeMs: number; costUsd: number; failure: ModelFailureCode | null; message: string | null }
interface EmbeddingTrial { ok: boolean; dimensions: number | null; failure: ModelFailureCode | null; message: string | null }

/** Really asks a provider: a sentence, the embedding of it where a model is named, and which models there are. */
export async function tryProvider(needs: TrialNeeds, row: ModelProviderRow, signal: AbortSignal): Promise<{ text: TextTrial; embedding: EmbeddingTrial | null; models: string[] }> {
  // A person who tries it has a reason to believe that it works again.
  needs.chain.members().find((member) => member.row.id === row.id)?.breaker.reset()
  const layer = needs.trial(row.id)
  const [text, embedding, models] = await Promise.all([tryText(needs, layer, signal), row.embedding_model === null ? null : tryEmbedding(layer, signal), modelNames(needs, row.id, signal)])
  return { text, embedding, models }
}

async function tryText(needs: TrialNeeds, layer: ModelLayer, signal: AbortSignal): Promise<TextTrial> {
  const startedAt = needs.clock.now()
  const spanish = readPreferences(needs.database).language !== 'en'
  const prompt = needs.prompts.choose('provider-test', asker.endpoint)
  try {
    const answer = await layer.ask({
      asker, signal, prompt, maxTokens: 200, temperature: 0,
      system: renderPrompt(prompt, { language: spanish ? 'Spanish' : 'English' }),
      messages: [{ role: 'user', content: spanish ? '¿Me oyes?' : 'Can you hear me?' }],
    })
    return { ok: true, answer: answer.text, responseTimeMs: answer.responseTimeMs, costUsd: usd(answer.costNanoUsd), failure: null, message: null }
  } catch (error) {
    const { code, message } = asFailure(error)
    return { ok: false, answer: '', responseTimeMs: needs.clock.now() - startedAt, costUsd: 0, failure: code, message }
  }
}

async function tryEmbedding(layer: ModelLayer, signal: AbortSignal): Promise<EmbeddingTrial> {
  try {
    const { vectors } = await layer.embed({ asker, signal, texts: ['¿Me oyes?'] })
    return { ok: true, dimensions: vectors[0]?.length ?? null, failure: null, message: null }
  } catch (error) {
    const { code, message } = asFailure(error)
    return { ok: false, dimensions: null, failure: code, message }
  }
}

/** None where the provider tells none: names can be typed as well. */
async function modelNames({ chain, clock }: TrialNeeds, id: string, signal: AbortSignal): Promise<string[]> {
  const waited = watch(clock, signal)
  try {
    const provider = await chain.one(id, 'text')?.open()
    return [...((await provider?.models(waited.signal)) ?? [])]
  } catch {
    return []
  } finally {
    waited.end()
  }
}
