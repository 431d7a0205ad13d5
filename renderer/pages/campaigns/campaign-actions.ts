import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { currentAddress, navigate } from '../../app/address.ts'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { receiveCampaign, refreshCampaigns } from './use-campaigns.ts'

const onSuccess = (changed: Campaign) => {
  receiveCampaign(changed)
  return refreshCampaigns()
}

/** Pause, resume, stop and remove. What cannot be undone asks first, with the number of people it touches. */
export function useCampaignActions() {
  const { t } = useTranslation()
  const format = useFormat()
  const pause = useMutation(api.campaigns.pause.mutationOptions({ onSuccess }))
  const resume = useMutation(api.campaigns.resume.mutationOptions({ onSuccess }))
  const stop = useMutation(api.campaigns.stop.mutationOptions({ onSuccess }))
  const remove = useMutation(api.campaigns.remove.mutationOptions({
    onSuccess: (_result, { campaignId }) => {
      notify.success(t('campaigns.removed'))
      if (currentAddress().item === campaignId) navigate({ page: 'campaigns' }, { replace: true })
      return refreshCampaigns()
    },
  }))
  const askStop = async (campaign: Campaign) => {
    const left = (campaign.counts.pending ?? 0) + (campaign.counts.scheduled ?? 0) + (campaign.counts.suspended ?? 0)
    const yes = await confirm({ title: t('campaigns.stopTitle', { name: campaign.name }), body: t('campaigns.stopBody', { count: left, number: format.number(left) }), confirmLabel: t('campaigns.stop'), dismissLabel: t('campaigns.keepRunning'), danger: true })
    if (yes) stop.mutate({ campaignId: campaign.id })
  }
  const askRemove = async (campaign: Campaign) => {
    const yes = await confirm({ title: t('campaigns.removeTitle', { name: campaign.name }), body: t('campaigns.removeBody'), confirmLabel: t('common.remove'), danger: true })
    if (yes) remove.mutate({ campaignId: campaign.id })
  }
  return {
    pause: (campaign: Campaign) => pause.mutate({ campaignId: campaign.id }),
    resume: (campaign: Campaign) => resume.mutate({ campaignId: campaign.id }),
    askStop, askRemove,
    busy: pause.isPending || resume.isPending || stop.isPending || remove.isPending,
  }
}
