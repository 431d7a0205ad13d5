import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallAgent, Policy } from '../../../engine/contract/call-catalogue.ts'
import { campaignDefaults } from './campaign-defaults.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../../components/button.tsx'
import { isZone } from '../../components/calls/zoned-clock.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { AgentEditor } from '../calling-settings/agent-editor.tsx'
import { CountryField, RegionField, ZoneField } from './place-fields.tsx'
import { likelyCountry, zoneOfCountry } from './places.ts'
import { refreshCampaigns } from './use-campaigns.ts'

/** A name and a place make a draft; everything else is chosen step by step on its page, and kept there from the start. */
export function NewCampaignDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const policies = useQuery(api.callCatalogue.policies.queryOptions({ input: { businessId } }))
  const agents = useQuery(api.callCatalogue.agents.queryOptions({ input: { businessId } }))
  // Once there is an agent its editor gives way to the form, instead of closing everything.
  const hasAgent = useRef(false)
  const usable = agents.data?.filter(agent => agent.simulated === simulated)
  const error = policies.error ?? agents.error
  if (policies.data && usable) {
    // A campaign cannot be without somebody who speaks: the first real one begins with its agent.
    if (usable.length === 0) return <AgentEditor agent={null} intro={t('campaigns.agentFirst')} onSaved={() => { hasAgent.current = true }} onClose={() => { if (!hasAgent.current) onClose() }} />
    return <DraftForm policies={policies.data} agents={usable} onClose={onClose} />
  }
  return (
    <Dialog open title={t('campaigns.createTitle')} onOpenChange={open => { if (!open) onClose() }}>
      {error ? <Problem error={error} onRetry={() => { void policies.refetch(); void agents.refetch() }} /> : <SkeletonLines lines={4} />}
    </Dialog>
  )
}

function DraftForm({ policies, agents, onClose }: { policies: readonly Policy[], agents: readonly CallAgent[], onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const [name, setName] = useState(() => t('campaigns.nameOf', { date: format.date(Date.now()) }))
  const [country, setCountry] = useState(likelyCountry)
  const [region, setRegion] = useState<string | null>(null)
  const [timeZone, setTimeZone] = useState(() => zoneOfCountry(likelyCountry()) ?? 'America/Santiago')
  const create = useMutation(api.campaigns.create.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async campaign => {
      await refreshCampaigns()
      navigate({ page: 'campaigns', item: campaign.id }, { replace: true })
    },
  }))
  // The law of the place where people are called, unless there is none of it.
  const policy = policies.find(one => one.preset === country.toLowerCase()) ?? policies.find(one => one.preset === 'none') ?? policies[0]
  const agent = agents[0]
  const ready = name.trim() !== '' && isZone(timeZone) && policy !== undefined && agent !== undefined
  const save = () => {
    if (ready) create.mutate({ ...campaignDefaults, businessId, simulated, name: name.trim(), country, region, timeZone, policyId: policy.id, agentId: agent.id })
  }
  return (
    <Dialog
      open title={t('campaigns.createTitle')} description={t(simulated ? 'campaigns.createPracticeBody' : 'campaigns.createBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {create.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(create.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="new-campaign" busy={create.isPending} disabled={!ready}>{t('common.next')}</Button>
        </>
      )}
    >
      <form id="new-campaign" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); save() }}>
        <Field label={t('campaigns.name')}>{control => <Input {...control} value={name} maxLength={200} onFocus={event => event.target.select()} onChange={event => setName(event.target.value)} />}</Field>
        <div className="grid grid-cols-2 gap-4">
          <CountryField label={t('campaigns.country')} value={country} onChange={chosen => { setCountry(chosen); setRegion(null); setTimeZone(zoneOfCountry(chosen) ?? timeZone) }} />
          <ZoneField label={t('campaigns.timeZone')} value={timeZone} onChange={setTimeZone} />
          <RegionField country={country} value={region} onChange={setRegion} />
        </div>
        {policy && <p className="text-ink-soft">{t('campaigns.startsWithPolicy', { name: policy.name })}</p>}
      </form>
    </Dialog>
  )
}
