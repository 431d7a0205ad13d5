import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Campaign, CampaignTerms } from '../../../engine/contract/campaigns.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { DifferenceTable } from '../calling-settings/difference-table.tsx'
import { policyDifferences, presetDifferences } from '../calling-settings/policy-differences.ts'
import { useWrittenBy } from '../calling-settings/written-by.ts'
import { receiveCampaign } from './use-campaigns.ts'

interface TakeTermsDialogProps { campaign: Campaign, current: CampaignTerms['current'], newest: NonNullable<CampaignTerms['newest']>, onClose: () => void }

/** Moves a campaign over to the newest rules and preset: what differs is read first, and who says so is kept. */
export function TakeTermsDialog({ campaign, current, newest, onClose }: TakeTermsDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [by, setBy, remember] = useWrittenBy()
  const take = useMutation(api.campaigns.updatePolicy.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async changed => {
      remember()
      receiveCampaign(changed)
      await queryClient.invalidateQueries({ queryKey: api.campaigns.key() })
      notify.success(t('campaigns.termsTaken'))
      onClose()
    },
  }))
  const parts = [
    { title: t('campaigns.policy'), differences: policyDifferences(current, newest, t, format) },
    { title: t('callingSettings.preset'), differences: presetDifferences(current.preset, newest.preset, t, format) },
  ].filter(part => part.differences.length > 0)
  const ready = by.trim() !== ''
  return (
    <Dialog
      open size="lg" title={t('campaigns.takeTermsTitle')} description={t('campaigns.takePolicyBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {take.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(take.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="take-terms" disabled={!ready} busy={take.isPending}>{t('campaigns.takeTerms')}</Button>
        </>
      )}
    >
      <form id="take-terms" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); if (ready) take.mutate({ campaignId: campaign.id, by: by.trim() }) }}>
        {parts.length === 0 && <p className="text-ink-soft">{t('campaigns.termsSame')}</p>}
        {parts.map(({ title, differences }) => <section key={title}><h3 className="mb-1 font-semibold">{title}</h3><DifferenceTable caption={title} differences={differences} /></section>)}
        <div className="max-w-sm"><Field label={t('callingSettings.loosenBy')} hint={t('campaigns.takenByHint')}>{control => <Input {...control} value={by} maxLength={200} onChange={event => setBy(event.target.value)} />}</Field></div>
      </form>
    </Dialog>
  )
}
