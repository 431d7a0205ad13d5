import { useQuery } from '@tanstack/react-query'
import type { Business } from '../../engine/contract/system.ts'
import { api } from '../connection/client.ts'
import { usePreferences } from './preferences.ts'

/** All businesses of this machine and the one shown now; null until they are known or while there is none. */
export function useBusinesses(): { businesses: Business[], current: Business | null } {
  const { data } = useQuery(api.system.businesses.queryOptions())
  const currentId = usePreferences(preferences => preferences.currentBusinessId)
  const businesses = data ?? []
  return { businesses, current: businesses.find(business => business.id === currentId) ?? businesses[0] ?? null }
}

/** The id of the business whose data a page shows. Only inside the shell, which waits for there to be one. */
export function useBusinessId(): string {
  const { current } = useBusinesses()
  if (!current) throw new Error('A page was shown without a business.')
  return current.id
}
