import { useQuery } from '@tanstack/react-query'
import { useBusinessId } from '../../app/business.ts'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** The actions of the business shown. */
export function useActions() {
  const businessId = useBusinessId()
  return useQuery(api.actions.list.queryOptions({ input: { businessId } }))
}

export function refreshActions(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.actions.key() })
}
