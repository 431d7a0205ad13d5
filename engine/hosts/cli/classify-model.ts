import type { ModelProviderKind } from '../../../db/values.ts'
import type { ClassifierChoice } from '../../contract/opinions.ts'
import { UsageProblem } from './usage-problem.ts'

/** A provider that can be asked now. */
export interface KnownProvider { readonly providerId: string; readonly kind: ModelProviderKind; readonly name: string }

/** No language model is asked. */
export const offlineChoice: ClassifierChoice = { mode: 'offline', providerId: null, model: null, promptVersion: null }

/** Whose models are named so; any other name goes to the first provider. */
const kindByName: readonly [RegExp, ModelProviderKind][] = [[/^(?:gpt-|chatgpt|o\d)/i, 'openai'], [/^gemini/i, 'gemini']]

/**
 * What `--model` asks for: a provider by its kind or name, one of its models behind a colon, or a model alone.
 * @param providers those that can be asked, in the order of the chain.
 * @throws UsageProblem when there is nobody to ask.
 */
export function choiceOf(given: string, providers: readonly KnownProvider[]): ClassifierChoice {
  const [first] = providers
  if (first === undefined) {
    throw new UsageProblem('--model needs a provider of language models, and none is set up. Set OPENAI_API_KEY or GOOGLE_API_KEY, or add a provider in the console and name its folder with --data. Nothing was classified.')
  }
  const named = (name: string) => providers.find((one) => one.kind === name.toLowerCase() || one.name.toLowerCase() === name.toLowerCase() || one.providerId === name)
  const chosen = (providerId: string, model: string | null): ClassifierChoice => ({ mode: 'llm', providerId, model, promptVersion: null })

  const whole = named(given)
  if (whole !== undefined) return chosen(whole.providerId, null)
  // Names of models may hold colons of their own, such as llama3:8b.
  const colon = given.indexOf(':')
  const before = colon < 0 ? undefined : named(given.slice(0, colon))
  if (before !== undefined) {
    const model = given.slice(colon + 1)
    if (model === '') throw new UsageProblem(`--model ${given}: name a model behind the colon, or leave the colon out.`)
    return chosen(before.providerId, model)
  }
  const kind = kindByName.find(([pattern]) => pattern.test(given))?.[1]
  const owner = kind === undefined ? first : providers.find((one) => one.kind === kind)
  if (owner === undefined) throw new UsageProblem(`--model ${given}: no ${kind} provider is set up. There is: ${providers.map((one) => one.name).join(', ')}. Nothing was classified.`)
  return chosen(owner.providerId, given)
}
