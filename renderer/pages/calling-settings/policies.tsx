import { useMutation, useQuery } from '@tanstack/react-query'
import { Archive, Copy, Ellipsis, History, Pencil, Plus, Scale, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../engine/contract/call-catalogue.ts'
import type { CompliancePreset } from '../../../engine/contract/policies.ts'
import { setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { ConflictCard } from './conflict-card.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import { PolicyHistory } from './policy-history.tsx'
import { hoursText } from './policy-words.ts'
import { PresetFacts } from './preset-facts.tsx'

type Editing = { policy: Policy | null, copyOf?: Policy }

/** The rules campaigns live by, and the laws they are held against. */
export function PoliciesSettings() {
  const { query } = useAddress()
  return query.history === undefined ? <PolicyList /> : <PolicyHistory key={query.history} policyId={query.history} />
}

function PolicyList() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState<Editing | null>(null)
  const policies = useQuery(api.callCatalogue.policies.queryOptions({ input: { businessId } }))
  const presets = useQuery(api.callCatalogue.presets.queryOptions())
  const error = policies.error ?? presets.error
  return (
    <>
      <SettingsSection title={t('settings.policies')} body={t('callingSettings.policiesBody')} actions={<Button icon={Plus} onClick={() => setEditing({ policy: null })}>{t('callingSettings.newPolicy')}</Button>}>
        {(!policies.data || !presets.data) && (error ? <Problem error={error} onRetry={() => { void policies.refetch(); void presets.refetch() }} /> : <SkeletonLines lines={6} />)}
        {policies.data && presets.data && (
          <ul className="flex flex-col gap-2">
            {policies.data.map(policy => <PolicyRow key={policy.id} policy={policy} preset={presets.data.find(one => one.id === policy.preset)} onEdit={setEditing} />)}
          </ul>
        )}
      </SettingsSection>
      {presets.data && (
        <SettingsSection title={t('callingSettings.presets')} body={t('callingSettings.presetsBody')}>
          <div className="flex flex-col">
            {presets.data.filter(preset => preset.id !== 'none').map(preset => (
              <details key={preset.id} className="border-b border-line py-2 last:border-0">
                <summary className="rounded py-1 font-medium"><PresetName preset={preset} /></summary>
                <div className="pt-2 pb-3 pl-4"><PresetFacts preset={preset} /></div>
              </details>
            ))}
          </div>
        </SettingsSection>
      )}
      {editing && presets.data && <PolicyEditor policy={editing.policy} copyOf={editing.copyOf} presets={presets.data} onClose={() => setEditing(null)} />}
    </>
  )
}

function PresetName({ preset }: { preset: CompliancePreset }) {
  const format = useFormat()
  return <>{preset.label[format.language]}</>
}

function PolicyRow({ policy, preset, onEdit }: { policy: Policy, preset: CompliancePreset | undefined, onEdit: (editing: Editing) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const archive = useMutation(api.callCatalogue.archivePolicy.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.callCatalogue.policies.key() }) }))
  const askArchive = async () => {
    if (await confirm({ title: t('callingSettings.archiveTitle', { name: policy.name }), body: t('callingSettings.archivePolicyBody', { count: policy.campaigns }), confirmLabel: t('callingSettings.archive') })) archive.mutate({ id: policy.id })
  }
  const { rules } = policy
  // Where the operator's rule goes further and the preset's holds all the same.
  const held = policy.conflicts.filter(conflict => conflict.loosened === null)
  return (
    <li className="flex items-start gap-3 rounded-md border border-line bg-surface px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          {policy.name}<Badge>{t('callingSettings.version', { version: policy.version })}</Badge>
          {policy.loosened.length > 0 && <Badge tone="danger" icon={ShieldOff}>{t('callingSettings.loosenedCount', { count: policy.loosened.length })}</Badge>}
          {held.length > 0 && <Badge tone="caution" icon={Scale}>{t('callingSettings.heldCount', { count: held.length })}</Badge>}
        </h3>
        {preset && preset.label[format.language] !== policy.name && <p className="text-ink-soft">{preset.label[format.language]}</p>}
        <p className="text-sm text-ink-soft">{t('campaigns.policySummary', { rounds: rules.rounds.join(', '), perDay: format.number(rules.debtorsPerDay), calls: format.number(rules.callsPerDay), hours: hoursText(rules.hours, format.locale) })}</p>
        <p className="text-sm text-ink-faint">{t('callingSettings.usedBy', { count: policy.campaigns })} · {t('callingSettings.changedAt', { date: format.dateTime(policy.updatedAt) })}</p>
        {policy.conflicts.length > 0 && (
          <details>
            <summary className="rounded text-sm">{t('campaigns.conflictCount', { count: policy.conflicts.length })}</summary>
            <div className="flex flex-col gap-2 pt-2">
              <p className="text-sm text-ink-soft">{t('campaigns.conflictsBody')}</p>
              {policy.conflicts.map(conflict => <ConflictCard key={`${conflict.rule} ${JSON.stringify(conflict.preset)}`} conflict={conflict} />)}
            </div>
          </details>
        )}
      </div>
      <Button icon={Pencil} onClick={() => onEdit({ policy })}>{t('callingSettings.edit')}</Button>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('callingSettings.moreOf', { name: policy.name })} />}>
        <MenuItem icon={History} onSelect={() => setQuery({ history: policy.id }, { replace: false })}>{t('callingSettings.history')}</MenuItem>
        <MenuItem icon={Copy} onSelect={() => onEdit({ policy: null, copyOf: policy })}>{t('callingSettings.duplicate')}</MenuItem>
        <MenuItem icon={Archive} danger onSelect={() => { void askArchive() }}>{t('callingSettings.archive')}</MenuItem>
      </Menu>
    </li>
  )
}
