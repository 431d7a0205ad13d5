import { useMutation } from '@tanstack/react-query'
import { api } from '../../../connection/client.ts'
import { receiveCampaign, refreshCampaigns } from '../use-campaigns.ts'

/** Keeps a choice of the draft in the engine at once. */
export function useChangeDraft() {
  return useMutation(api.campaigns.update.mutationOptions({
    onSuccess: changed => {
      receiveCampaign(changed)
      // What stands in the way, and where rules meet, hang on what was chosen.
      return refreshCampaigns()
    },
  }))
}
