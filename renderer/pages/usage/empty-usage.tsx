import { BrainCircuit, Coins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useProviders } from '../language-models/use-providers.ts'
import { readPeriod } from './usage-address.ts'
import { useUsageFilter } from './use-usage-filter.ts'

/** No request to show: because of the filter, of the days, or because there is nobody to ask. */
export function EmptyUsage() {
  const { t } = useTranslation()
  const { query, filtered, change, clear } = useUsageFilter()
  const { data: providers } = useProviders()
  if (filtered) return <EmptyState icon={Coins} title={t('usage.noMatch')} body={t('usage.noMatchBody')}><Button onClick={clear}>{t('common.clearFilters')}</Button></EmptyState>
  if (providers?.length === 0) {
    return (
      <EmptyState icon={BrainCircuit} title={t('languageModels.empty')} body={t('languageModels.emptyBody')}>
        <Button variant="primary" onClick={() => navigate({ page: 'settings', item: 'models' })}>{t('languageModels.add')}</Button>
      </EmptyState>
    )
  }
  if (readPeriod(query) === 'all') return <EmptyState icon={Coins} title={t('usage.empty')} body={t('usage.emptyBody')} />
  return <EmptyState icon={Coins} title={t('usage.emptyPeriod')} body={t('usage.emptyBody')}><Button onClick={() => change({ period: 'all' })}>{t('usage.showEverything')}</Button></EmptyState>
}
