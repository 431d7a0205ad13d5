import { useQuery } from '@tanstack/react-query'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** The actions of the business shown, with the figures of real calls or of the practice line, whichever is shown. */
export function useActions() {
  const businessId = useBusinessId()
  const simulated = useSimulated()
  return useQuery(api.actions.list.queryOptions({ input: { businessId, simulated } }))
}

export function refreshActions(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.actions.key() })
}
