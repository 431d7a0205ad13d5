import type { ModelLayer } from '../../llm/ports.ts'
import type { ClassifierChoice } from '../../contract/opinions.ts'
import { mostCharacters, promptVariables } from '../llm/prompt.ts'
import type { ClassifyPrompts } from '../llm/prompts.ts'
import type { Taxonomy } from '../taxonomy.ts'

/** Characters that make a token, in the mixture of Spanish and English that is usual here. */
const charactersPerToken = 3.8
/** Tokens of an answer for one label and for one signal, and for the rest of it, as models have written them. */
const answerTokens = { label: 85, signal: 30, rest: 220 }

/** What classifying so many transcripts would cost about, US dollars; null where nobody can be asked, or no price is known. */
export function estimateCost(
  { models, prompts, taxonomy, choice }: { readonly models: ModelLayer; readonly prompts: ClassifyPrompts; readonly taxonomy: Taxonomy; readonly choice: ClassifierChoice },
  { transcripts, characters }: { readonly transcripts: number; readonly characters: number },
): { costUsd: number | null; model: string | null } {
  const first = models.firstAsked(choice.providerId === null ? undefined : { providerId: choice.providerId, ...(choice.model === null ? {} : { model: choice.model }) })
  if (first === null) return { costUsd: null, model: null }
  if (first.price === null) return { costUsd: null, model: first.model }
  const system = prompts.choose(choice.promptVersion).render(promptVariables(taxonomy)).length
  const tokensIn = (transcripts * system + Math.min(characters, transcripts * mostCharacters)) / charactersPerToken
  const tokensOut = transcripts * (taxonomy.enums.length * answerTokens.label + taxonomy.signals.length * answerTokens.signal + answerTokens.rest)
  return { costUsd: (tokensIn * first.price.inPerMillion + tokensOut * first.price.outPerMillion) / 1e6, model: first.model }
}
