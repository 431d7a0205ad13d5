import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../../engine/contract/call-catalogue.ts'
import type { Campaign } from '../../../../engine/contract/campaigns.ts'
import { Button } from '../../../components/button.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { PolicyEditor } from '../../calling-settings/policy-editor.tsx'
import { hoursText } from '../../calling-settings/policy-words.ts'
import { PresetFacts } from '../../calling-settings/preset-facts.tsx'
import { Conflicts } from '../conflicts.tsx'
import { ChoiceCard } from './choice-card.tsx'
import { useChangeDraft } from './use-change-draft.ts'

/** Which rules the campaign lives by, beside what the law of its preset says, and where the two meet. */
export function PolicyStep({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<Policy | 'new' | null>(null)
  const policies = useQuery(api.callCatalogue.policies.queryOptions({ input: { businessId: campaign.businessId } }))
  const presets = useQuery(api.callCatalogue.presets.queryOptions())
  const change = useChangeDraft()
  const take = (policyId: string) => change.mutate({ campaignId: campaign.id, settings: { policyId } })
  if (!policies.data || !presets.data) {
    const error = policies.error ?? presets.error
    return error ? <Problem error={error} onRetry={() => { void policies.refetch(); void presets.refetch() }} /> : <SkeletonLines lines={6} />
  }
  const chosen = policies.data.find(policy => policy.id === campaign.policyId)
  const preset = presets.data.find(one => one.id === chosen?.preset)
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-2">
          <div role="radiogroup" aria-label={t('campaigns.policy')} className="flex flex-col gap-2">
            {policies.data.map(policy => <PolicyChoice key={policy.id} policy={policy} chosen={policy.id === campaign.policyId} onChoose={() => take(policy.id)} onEdit={() => setEditing(policy)} />)}
          </div>
          <div><Button icon={Plus} onClick={() => setEditing('new')}>{t('callingSettings.newPolicy')}</Button></div>
        </div>
        <aside aria-label={t('callingSettings.preset')} className="rounded-md border border-line bg-sunken/50 p-4">{preset && <PresetFacts preset={preset} />}</aside>
      </div>
      <Conflicts key={`${campaign.policyId} ${campaign.policyVersion}`} campaign={campaign} canLoosen />
      {editing !== null && <PolicyEditor policy={editing === 'new' ? null : editing} presets={presets.data} onClose={() => setEditing(null)} onSaved={saved => { if (editing === 'new' || saved.id === campaign.policyId) take(saved.id) }} />}
    </div>
  )
}

function PolicyChoice({ policy, chosen, onChoose, onEdit }: { policy: Policy, chosen: boolean, onChoose: () => void, onEdit: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { rules } = policy
  return (
    <div className="flex items-stretch gap-1">
      <div className="min-w-0 flex-1">
        <ChoiceCard
          name="policy" chosen={chosen} onChoose={onChoose} title={policy.name}
          subtitle={t('campaigns.policySummary', { rounds: rules.rounds.join(', '), perDay: format.number(rules.debtorsPerDay), calls: format.number(rules.callsPerDay), hours: hoursText(rules.hours, format.locale) })}
        />
      </div>
      <Button square variant="ghost" icon={Pencil} aria-label={t('callingSettings.editNamed', { name: policy.name })} title={t('callingSettings.edit')} onClick={onEdit} />
    </div>
  )
}
