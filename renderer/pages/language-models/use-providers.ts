import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** The chain of providers, first asked first. */
export function useProviders() {
  return useQuery(api.llm.providers.queryOptions())
}

/** Shows at once what a change of one provider came to. */
export function receiveProvider(changed: ModelProviderSetting): void {
  queryClient.setQueryData(api.llm.providers.queryKey(), providers => {
    if (!providers) return providers
    return providers.some(one => one.id === changed.id) ? providers.map(one => one.id === changed.id ? changed : one) : [...providers, changed]
  })
}

/** Names of providers by their id; one that was removed since keeps its id as its name. */
export function useProviderName(): (id: string) => string {
  const { data } = useProviders()
  return useCallback(id => data?.find(one => one.id === id)?.name ?? id, [data])
}
