import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallAgent, DelinquencyType } from '../../../../engine/contract/call-catalogue.ts'
import type { Campaign } from '../../../../engine/contract/campaigns.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { phoneText } from '../../../components/calls/phone.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { AgentEditor } from '../../calling-settings/agent-editor.tsx'
import { byDays, daysPastDueText } from '../../calling-settings/delinquency-words.ts'
import { FlowEditor } from '../../calling-settings/flow-editor.tsx'
import { ChoiceCard } from './choice-card.tsx'
import { useChangeDraft } from './use-change-draft.ts'

/** Who speaks, and what is offered to whom. */
export function ScriptStep({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<CallAgent | 'new' | null>(null)
  const { data, error, refetch } = useQuery(api.callCatalogue.agents.queryOptions({ input: { businessId: campaign.businessId } }))
  const change = useChangeDraft()
  const take = (agentId: string) => change.mutate({ campaignId: campaign.id, settings: { agentId } })
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={6} />
  const agents = data.filter(agent => agent.simulated === campaign.simulated)
  return (
    <div className="flex flex-col gap-8">
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('campaigns.agent')}</h3>
        <div role="radiogroup" aria-label={t('campaigns.agent')} className="flex flex-col gap-2">
          {agents.map(agent => (
            <div key={agent.id} className="flex items-stretch gap-1">
              <div className="min-w-0 flex-1">
                <ChoiceCard name="agent" chosen={agent.id === campaign.agentId} onChoose={() => take(agent.id)} title={<>{agent.name}<Badge>{t(`callingSettings.language.${agent.language}`)}</Badge></>} subtitle={t('campaigns.callsFrom', { number: phoneText(agent.fromNumber) })}>
                  <span className="mt-1 flex flex-wrap items-center gap-1 text-sm text-ink-soft">
                    {agent.variables.length === 0 ? t('campaigns.noVariables') : <>{t('campaigns.speaks')} {agent.variables.map(name => <code key={name} className="rounded bg-sunken px-1 font-mono text-xs">{name}</code>)}</>}
                  </span>
                </ChoiceCard>
              </div>
              <Button square variant="ghost" icon={Pencil} aria-label={t('callingSettings.editNamed', { name: agent.name })} title={t('callingSettings.edit')} onClick={() => setEditing(agent)} />
            </div>
          ))}
        </div>
        <div><Button icon={Plus} onClick={() => setEditing('new')}>{t('callingSettings.newAgent')}</Button></div>
      </section>
      <Flows campaign={campaign} />
      {editing !== null && <AgentEditor agent={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSaved={saved => { if (editing === 'new') take(saved.id) }} />}
    </div>
  )
}

/** Every kind of delinquency has its negotiation: a debt gets the one for its days past due, or the one its file names. */
function Flows({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [editing, setEditing] = useState<DelinquencyType | null>(null)
  const { data, error, refetch } = useQuery(api.callCatalogue.delinquencyTypes.queryOptions({ input: { businessId: campaign.businessId } }))
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('campaigns.flows')}</h3>
      <p className="text-ink-soft">{t('campaigns.flowsBody')}</p>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines />)}
      {data?.toSorted(byDays).map(type => (
        <article key={type.id} className="flex items-start gap-3 rounded-md border border-line bg-surface px-3 py-2.5">
          <div className="min-w-0 flex-1">
            <h4 className="flex flex-wrap items-center gap-2 font-medium">{type.name}<Badge>{daysPastDueText(type, t, format)}</Badge></h4>
            <p className="truncate text-ink-soft">“{type.flow.opening[format.language]}”</p>
            <p className="text-sm text-ink-faint">{t('campaigns.flowSummary', { count: type.flow.offers.length, discount: format.number(type.flow.limits.discountPercent), instalments: format.number(type.flow.limits.instalments) })}</p>
          </div>
          <Button icon={Pencil} onClick={() => setEditing(type)}>{t('callingSettings.edit')}</Button>
        </article>
      ))}
      {editing && <FlowEditor type={editing} onClose={() => setEditing(null)} />}
    </section>
  )
}
