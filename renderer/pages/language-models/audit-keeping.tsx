import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditKeeping as Keeping } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { NumberField } from '../calling-settings/number-field.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'

/** How long single requests to models are kept. */
export function AuditKeeping() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.llm.auditKeeping.queryOptions())
  return (
    <SettingsSection title={t('languageModels.auditKeeping')} body={t('languageModels.auditKeepingBody')}>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={2} />)}
      {data && <KeepingForm key={data.keptDays} keeping={data} />}
    </SettingsSection>
  )
}

function KeepingForm({ keeping }: { keeping: Keeping }) {
  const { t } = useTranslation()
  const [keptDays, setKeptDays] = useState(keeping.keptDays)
  const save = useMutation(api.llm.setAuditKeeping.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      queryClient.setQueryData(api.llm.auditKeeping.queryKey(), changed)
      notify.success(t('settings.saved'))
    },
  }))
  const changed = keptDays !== keeping.keptDays
  return (
    <form className="flex items-start gap-4" onSubmit={event => { event.preventDefault(); if (changed) save.mutate({ keptDays }) }}>
      <div className="w-56"><NumberField label={t('languageModels.keptDays')} hint={t('languageModels.keptDaysHint')} value={keptDays} min={0} max={3_650} onChange={value => { if (value !== null) setKeptDays(value) }} /></div>
      <Button type="submit" className="mt-[1.375rem]" disabled={!changed} busy={save.isPending}>{t('common.save')}</Button>
      {save.error && <p role="alert" className="mt-6 text-danger">{problemText(save.error).title}</p>}
    </form>
  )
}
