import { implement } from '@orpc/server'
import { llmContract } from '../contract/llm.ts'
import { inferencesApi, type InferencesApiNeeds } from './inferences.api.ts'
import { promptsApi, type PromptsApiNeeds } from './prompts.api.ts'
import { providersApi, type ProvidersApiNeeds } from './providers.api.ts'

/** The routes of engine/contract/llm.ts. */
export function llmApi(needs: ProvidersApiNeeds & InferencesApiNeeds & PromptsApiNeeds) {
  const api = implement(llmContract)
  return { ...providersApi(api, needs), ...inferencesApi(api, needs), ...promptsApi(api, needs) }
}
