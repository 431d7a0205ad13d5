import { useQuery } from '@tanstack/react-query'
import type { ModelProviderSetting, PromptVersion } from '../../../engine/contract/llm.ts'
import { api } from '../../connection/client.ts'

const promptName = 'classify'

/** Providers that may be asked, in the order of the chain, and the versions of the prompt that classifies. */
export function useModelOptions(): { providers: ModelProviderSetting[] | undefined, promptVersions: PromptVersion[], error: Error | null } {
  const providers = useQuery(api.llm.providers.queryOptions())
  const prompts = useQuery(api.llm.prompts.queryOptions())
  return {
    providers: providers.data?.filter(provider => provider.enabled).toSorted((a, b) => a.position - b.position),
    promptVersions: prompts.data?.find(prompt => prompt.name === promptName)?.versions ?? [],
    error: providers.error ?? prompts.error,
  }
}
