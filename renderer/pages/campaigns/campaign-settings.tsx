import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { Button } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { CampaignTerms } from './campaign-terms.tsx'
import { Conflicts } from './conflicts.tsx'
import { LimitFields, type Limits } from './limit-fields.tsx'
import { useRegionName } from './place-fields.tsx'
import { countryName } from './places.ts'
import { receiveCampaign } from './use-campaigns.ts'

/** What may still change once a campaign was started, and by what it lives. */
export function CampaignSettings({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const [changes, setChanges] = useState<Partial<Limits & { name: string }>>({})
  const over = campaign.state === 'done' || campaign.state === 'stopped'
  const save = useMutation(api.campaigns.update.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      setChanges({})
      receiveCampaign(changed)
      notify.success(t('settings.saved'))
    },
  }))
  const limits = { ...campaign, ...changes }
  const name = changes.name ?? campaign.name
  const ready = Object.keys(changes).length > 0 && name.trim() !== ''
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <PolicyOfCampaign campaign={campaign} />
      <form className="flex flex-col gap-5" onSubmit={event => { event.preventDefault(); if (ready) save.mutate({ campaignId: campaign.id, settings: changes }) }}>
        <div className="max-w-sm"><Field label={t('campaigns.name')}>{control => <Input {...control} value={name} maxLength={200} onChange={event => setChanges({ ...changes, name: event.target.value })} />}</Field></div>
        {!over && <LimitFields limits={limits} started onChange={part => setChanges({ ...changes, ...part })} />}
        <div className="flex items-center gap-3">
          <Button variant="primary" type="submit" disabled={!ready} busy={save.isPending}>{t('common.save')}</Button>
          {save.error && <p role="alert" className="text-danger">{problemText(save.error).title}</p>}
        </div>
      </form>
    </div>
  )
}

function PolicyOfCampaign({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: presets } = useQuery(api.callCatalogue.presets.queryOptions())
  const preset = presets?.find(one => one.id === campaign.preset)
  const region = useRegionName(campaign.country, campaign.region)
  return (
    <section className="flex flex-col gap-3">
      <dl className="grid max-w-xl grid-cols-[auto_1fr] gap-x-8 gap-y-1.5">
        <dt className="text-ink-soft">{t('campaigns.policy')}</dt>
        <dd>{campaign.policyName} · {t('campaigns.policyVersion', { version: campaign.policyVersion })}</dd>
        <dt className="text-ink-soft">{t('callingSettings.preset')}</dt>
        <dd>{preset?.label[format.language] ?? campaign.preset} · {t('campaigns.policyVersion', { version: campaign.presetVersion })}</dd>
        <dt className="text-ink-soft">{t('campaigns.agent')}</dt><dd>{campaign.agentName}</dd>
        <dt className="text-ink-soft">{t('campaigns.country')}</dt><dd>{[countryName(format.locale, campaign.country), region, campaign.timeZone].filter(Boolean).join(' · ')}</dd>
        <dt className="text-ink-soft">{t('campaigns.createdAt')}</dt><dd><ZonedTime at={campaign.createdAt} zone={campaign.timeZone} /></dd>
        {campaign.batchId !== null && <><dt className="text-ink-soft">{t('campaigns.batchId')}</dt><dd className="font-mono text-sm">{campaign.batchId}</dd></>}
      </dl>
      <CampaignTerms campaign={campaign} />
      <Conflicts campaign={campaign} canLoosen={false} />
    </section>
  )
}
