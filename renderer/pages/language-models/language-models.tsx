import { BrainCircuit, ChartColumnBig, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { navigate, setQuery, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { SettingsSection } from '../settings/settings-section.tsx'
import { AuditKeeping } from './audit-keeping.tsx'
import { BudgetSettings } from './budget-settings.tsx'
import { Prices } from './prices.tsx'
import { ProviderChain } from './provider-chain.tsx'
import { ProviderEditor } from './provider-editor.tsx'
import { useProviders } from './use-providers.ts'

/** Who answers questions to language models and in which order, what a day may cost, how long it is kept, and what models cost. */
export function LanguageModelsSettings() {
  const { t } = useTranslation()
  const { query } = useAddress()
  const { data, error, refetch } = useProviders()
  const [editing, setEditing] = useState<ModelProviderSetting | null>(null)
  // What each provider listed when it was tried, to suggest in the fields of its models.
  const [models, setModels] = useState<Readonly<Record<string, readonly string[]>>>({})
  const adding = query.add === 'provider'
  const add = () => setQuery({ add: 'provider' })
  const closeEditor = () => {
    setEditing(null)
    setQuery({ add: null })
  }
  return (
    <>
      <SettingsSection
        title={t('settings.models')} body={t('languageModels.body')}
        actions={(
          <div className="flex shrink-0 gap-2">
            <Button icon={ChartColumnBig} onClick={() => navigate({ page: 'usage' })}>{t('languageModels.seeUsage')}</Button>
            {data && data.length > 0 && <Button icon={Plus} onClick={add}>{t('languageModels.add')}</Button>}
          </div>
        )}
      >
        {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={6} />)}
        {data?.length === 0 && (
          <EmptyState icon={BrainCircuit} title={t('languageModels.empty')} body={t('languageModels.emptyBody')}>
            <Button variant="primary" icon={Plus} onClick={add}>{t('languageModels.add')}</Button>
          </EmptyState>
        )}
        {data && data.length > 0 && <ProviderChain providers={data} onEdit={setEditing} onModels={(id, names) => setModels(known => ({ ...known, [id]: names }))} />}
      </SettingsSection>
      <BudgetSettings />
      <AuditKeeping />
      <Prices />
      {(adding || editing !== null) && <ProviderEditor key={editing?.id ?? 'new'} provider={editing} models={editing ? models[editing.id] ?? [] : []} onClose={closeEditor} />}
    </>
  )
}
