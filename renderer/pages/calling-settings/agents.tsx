import { useMutation, useQuery } from '@tanstack/react-query'
import { Archive, AudioLines, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallAgent } from '../../../engine/contract/call-catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { phoneText } from '../../components/calls/phone.tsx'
import { confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { AgentEditor } from './agent-editor.tsx'

/** The agents that speak and their numbers: those of the practice line, or the real ones, as the top bar says. */
export function AgentsSettings() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const [editing, setEditing] = useState<CallAgent | 'new' | null>(null)
  const { data, error, refetch } = useQuery(api.callCatalogue.agents.queryOptions({ input: { businessId } }))
  const agents = data?.filter(agent => agent.simulated === simulated)
  return (
    <SettingsSection title={t('settings.agents')} body={t(simulated ? 'callingSettings.practiceAgentsBody' : 'callingSettings.agentsBody')} actions={<Button icon={Plus} onClick={() => setEditing('new')}>{t('callingSettings.newAgent')}</Button>}>
      {!agents && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines />)}
      {agents?.length === 0 && <EmptyState icon={AudioLines} title={t('callingSettings.noAgents')} body={t('callingSettings.noAgentsBody')}><Button variant="primary" icon={Plus} onClick={() => setEditing('new')}>{t('callingSettings.newAgent')}</Button></EmptyState>}
      <ul className="flex flex-col gap-2">{agents?.map(agent => <AgentRow key={agent.id} agent={agent} onEdit={() => setEditing(agent)} />)}</ul>
      {editing !== null && <AgentEditor agent={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </SettingsSection>
  )
}

function AgentRow({ agent, onEdit }: { agent: CallAgent, onEdit: () => void }) {
  const { t } = useTranslation()
  const archive = useMutation(api.callCatalogue.archiveAgent.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.callCatalogue.agents.key() }) }))
  const askArchive = async () => {
    if (await confirm({ title: t('callingSettings.archiveTitle', { name: agent.name }), body: t('callingSettings.archiveAgentBody'), confirmLabel: t('callingSettings.archive') })) archive.mutate({ id: agent.id })
  }
  return (
    <li className="flex items-start gap-3 rounded-md border border-line bg-surface px-4 py-3">
      <div className="min-w-0 flex-1">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">{agent.name}<Badge>{t(`callingSettings.language.${agent.language}`)}</Badge>{agent.allowOverride && <Badge tone="accent">{t('callingSettings.takesOverrides')}</Badge>}</h3>
        <p className="text-ink-soft">{t('campaigns.callsFrom', { number: phoneText(agent.fromNumber) })} · <code className="font-mono text-sm">{agent.agentId}</code></p>
        <p className="mt-1 flex flex-wrap items-center gap-1 text-sm text-ink-soft">
          {agent.variables.length === 0 ? t('campaigns.noVariables') : <>{t('campaigns.speaks')} {agent.variables.map(name => <code key={name} className="rounded bg-sunken px-1 font-mono text-xs">{name}</code>)}</>}
        </p>
      </div>
      <Button icon={Pencil} onClick={onEdit}>{t('callingSettings.edit')}</Button>
      <IconButton icon={Archive} label={t('callingSettings.archiveNamed', { name: agent.name })} onClick={() => { void askArchive() }} />
    </li>
  )
}
