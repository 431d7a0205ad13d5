import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Budget } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { NumberField } from '../calling-settings/number-field.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'
import { BudgetBar } from './budget-bar.tsx'

/** What a day of language models may cost, and how much of it is gone. */
export function BudgetSettings() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.llm.budget.queryOptions())
  return (
    <SettingsSection title={t('languageModels.budget')} body={t('languageModels.budgetBody')}>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={3} />)}
      {data && (
        <div className="flex flex-col gap-4">
          <BudgetBar budget={data} />
          <BudgetForm key={`${data.dailyUsd} ${data.alertShare}`} budget={data} />
        </div>
      )}
    </SettingsSection>
  )
}

function BudgetForm({ budget }: { budget: Budget }) {
  const { t } = useTranslation()
  const [dailyUsd, setDailyUsd] = useState(budget.dailyUsd)
  const [alertPercent, setAlertPercent] = useState(Math.round(budget.alertShare * 100))
  const save = useMutation(api.llm.setBudget.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      queryClient.setQueryData(api.llm.budget.queryKey(), changed)
      notify.success(t('settings.saved'))
    },
  }))
  const changed = dailyUsd !== budget.dailyUsd || alertPercent !== Math.round(budget.alertShare * 100)
  return (
    <form className="flex items-start gap-4" onSubmit={event => { event.preventDefault(); if (changed) save.mutate({ dailyUsd, alertShare: alertPercent / 100 }) }}>
      <div className="w-56"><NumberField label={t('languageModels.dailyUsd')} hint={t('languageModels.dailyUsdHint')} value={dailyUsd} min={0} max={1_000_000} digits={2} optional onChange={setDailyUsd} /></div>
      <div className="w-56"><NumberField label={t('languageModels.alertPercent')} hint={t('languageModels.alertPercentHint')} value={alertPercent} min={10} max={100} onChange={value => { if (value !== null) setAlertPercent(value) }} /></div>
      <Button type="submit" className="mt-[1.375rem]" disabled={!changed} busy={save.isPending}>{t('common.save')}</Button>
      {save.error && <p role="alert" className="mt-6 text-danger">{problemText(save.error).title}</p>}
    </form>
  )
}
