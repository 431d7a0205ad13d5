import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PolicyVersion } from '../../../engine/contract/call-catalogue.ts'
import { setQuery } from '../../app/address.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { policyDifferences, type Difference } from './policy-differences.ts'

/** Every version of a policy: who wrote it and when, what it changed, and why rules of the preset were set aside. */
export function PolicyHistory({ policyId }: { policyId: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.callCatalogue.policyHistory.queryOptions({ input: { id: policyId } }))
  return (
    <SettingsSection
      title={data ? t('callingSettings.historyOf', { name: data.name }) : t('callingSettings.history')} body={t('callingSettings.historyBody')}
      actions={<Button icon={ChevronLeft} onClick={() => setQuery({ history: null }, { replace: false })}>{t('settings.policies')}</Button>}
    >
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={6} />)}
      <ol className="flex flex-col gap-3">
        {data?.versions.map((version, index) => <Version key={version.version} version={version} before={data.versions[index + 1]} />)}
      </ol>
    </SettingsSection>
  )
}

function Version({ version, before }: { version: PolicyVersion, before: PolicyVersion | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: presets } = useQuery(api.callCatalogue.presets.queryOptions())
  const presetText = (one: PolicyVersion) => {
    const name = presets?.find(preset => preset.id === one.preset)?.label[format.language] ?? one.preset
    return one.presetVersion === null ? name : `${name} · ${t('callingSettings.version', { version: one.presetVersion })}`
  }
  const differences: Difference[] = before === undefined ? [] : [
    ...(presetText(before) === presetText(version) ? [] : [{ what: t('callingSettings.preset'), before: presetText(before), after: presetText(version) }]),
    ...policyDifferences(before, version, t, format),
  ]
  return (
    <li className="rounded-md border border-line bg-surface px-4 py-3">
      <h3 className="flex flex-wrap items-center gap-2 font-medium">
        {t('callingSettings.versionNumber', { version: version.version })}
        {version.campaigns > 0 && <Badge tone="accent">{t('callingSettings.usedBy', { count: version.campaigns })}</Badge>}
      </h3>
      <p className="text-sm text-ink-soft">{[version.savedBy ?? t('callingSettings.savedByNobody'), format.dateTime(version.savedAt), presetText(version)].join(' · ')}</p>
      <div className="mt-2">
        {before === undefined ? <p className="text-sm text-ink-soft">{t('callingSettings.firstVersion')}</p>
          : differences.length === 0 ? <p className="text-sm text-ink-soft">{t('callingSettings.onlyName')}</p>
            : <DifferenceTable caption={t('callingSettings.versionNumber', { version: version.version })} differences={differences} />}
      </div>
      {version.loosened.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1 border-t border-line pt-2 text-sm">
          {version.loosened.map(one => (
            <li key={one.rule}>
              <span className="font-medium">{t('callingSettings.setAsideRule', { rule: t(`callingSettings.rule.${one.rule}`) })}</span>
              <span className="block text-ink-soft">{one.reason} — {t('campaigns.loosenedBy', { name: one.by, date: format.dateTime(one.at) })}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
