import type { BenchVariant } from '../../contract/chat-bench.ts'
import { renderPrompt, type ModelLayer, type Prompts } from '../../llm/index.ts'
import { languageNames, toneWords } from '../model-choice.ts'

/** Characters that make a token, in the mixture of Spanish and English that is usual here. */
const charactersPerToken = 3.8
/** An answer as it is decided, with the customer's message and the lines around both, characters; and the same worded, tokens. */
const typicalQuestion = 450
const typicalAnswer = 110

/** What so many replies would cost about, US dollars; null where no price is known, or nobody can be asked: then `model` is null too. */
export function estimateCost({ models, prompts }: { readonly models: ModelLayer; readonly prompts: Pick<Prompts, 'choose' | 'version'> }, { wording, providerId, model, promptVersion }: BenchVariant, replies: number): { costUsd: number | null; model: string | null } {
  if (wording === 'offline') return { costUsd: 0, model: null }
  const first = models.firstAsked(providerId === null ? undefined : { providerId, only: true, ...(model === null ? {} : { model }) })
  if (first === null) return { costUsd: null, model: null }
  if (first.price === null) return { costUsd: null, model: first.model }
  const prompt = (promptVersion === null ? null : prompts.version('chat-answer', promptVersion)) ?? prompts.choose('chat-answer', '')
  const tokensIn = (renderPrompt(prompt, { language: languageNames.es, tone: toneWords.amigable }).length + typicalQuestion) / charactersPerToken
  return { costUsd: (replies * (tokensIn * first.price.inPerMillion + typicalAnswer * first.price.outPerMillion)) / 1e6, model: first.model }
}
