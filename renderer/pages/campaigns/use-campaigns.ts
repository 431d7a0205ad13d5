import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** The campaigns of the business shown: those of the practice line or the real ones, never both. */
export function useCampaigns() {
  const businessId = useBusinessId()
  const simulated = useSimulated()
  return useQuery(api.campaigns.list.queryOptions({ input: { businessId, simulated } }))
}

/** One campaign; what the list already knows of it is shown until the answer is here. */
export function useCampaign(campaignId: string) {
  return useQuery(api.campaigns.get.queryOptions({ input: { campaignId }, placeholderData: () => knownCampaign(campaignId) }))
}

function knownCampaign(campaignId: string): Campaign | undefined {
  for (const [, list] of queryClient.getQueriesData<Campaign[]>({ queryKey: api.campaigns.list.key() })) {
    const found = list?.find(campaign => campaign.id === campaignId)
    if (found) return found
  }
  return undefined
}

/** Shows what a change came to at once, in the list and on its page. */
export function receiveCampaign(changed: Campaign): void {
  queryClient.setQueryData(api.campaigns.get.queryKey({ input: { campaignId: changed.id } }), changed)
  queryClient.setQueriesData<Campaign[]>({ queryKey: api.campaigns.list.key() }, list => list?.map(campaign => campaign.id === changed.id ? changed : campaign))
}

export function refreshCampaigns(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.campaigns.key() })
}
