import { useQuery } from '@tanstack/react-query'
import { Copy, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DelinquencyType } from '../../../engine/contract/call-catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { byDays, daysPastDueText } from './delinquency-words.ts'
import { FlowEditor } from './flow-editor.tsx'

/** The kinds of delinquency with their negotiation. */
export function DelinquencySettings() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState<{ type: DelinquencyType, copy: boolean } | null>(null)
  const { data, error, refetch } = useQuery(api.callCatalogue.delinquencyTypes.queryOptions({ input: { businessId } }))
  return (
    <SettingsSection title={t('settings.delinquency')} body={t('callingSettings.delinquencyBody')}>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={6} />)}
      <ul className="flex flex-col gap-2">
        {data?.toSorted(byDays).map(type => (
          <li key={type.id} className="flex items-start gap-3 rounded-md border border-line bg-surface px-4 py-3">
            <div className="min-w-0 flex-1">
              <h3 className="flex flex-wrap items-center gap-2 font-medium">{type.name}<Badge>{daysPastDueText(type, t, format)}</Badge><Badge>{t('callingSettings.version', { version: type.version })}</Badge></h3>
              <p className="truncate text-ink-soft">“{type.flow.opening[format.language]}”</p>
              <p className="text-sm text-ink-faint">{t('campaigns.flowSummary', { count: type.flow.offers.length, discount: format.number(type.flow.limits.discountPercent), instalments: format.number(type.flow.limits.instalments) })} · <code className="font-mono">{type.code}</code></p>
            </div>
            <Button icon={Pencil} onClick={() => setEditing({ type, copy: false })}>{t('callingSettings.edit')}</Button>
            <IconButton icon={Copy} label={t('callingSettings.duplicateNamed', { name: type.name })} onClick={() => setEditing({ type, copy: true })} />
          </li>
        ))}
      </ul>
      {editing && <FlowEditor type={editing.type} copy={editing.copy} onClose={() => setEditing(null)} />}
    </SettingsSection>
  )
}
