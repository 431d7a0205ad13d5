import { Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { CacheView } from './cache/cache-view.tsx'
import { HitPanel } from './cache/hit-panel.tsx'
import { InferenceList } from './inference-list.tsx'
import { InferencePanel } from './inference-panel.tsx'
import { Overview } from './overview.tsx'
import { PromptsView } from './prompts/prompts-view.tsx'
import { filterNames, readView, type UsageView } from './usage-address.ts'
import { UsageFilterBar } from './usage-filter-bar.tsx'

/** What was asked of language models, what it cost, what the cache saved, and which prompts do best. */
export function UsagePage() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const view = readView(query)
  const items = [
    { value: 'overview', label: t('usage.viewOverview') }, { value: 'calls', label: t('usage.viewCalls') },
    { value: 'cache', label: t('usage.viewCache') }, { value: 'prompts', label: t('usage.viewPrompts') },
  ] as const
  // The filter belongs to the first two views; what is open on one view is nothing on another.
  const show = (chosen: UsageView) => {
    const kept = chosen === 'overview' || chosen === 'calls' ? Object.fromEntries(filterNames.flatMap(name => query[name] ? [[name, query[name]]] : [])) : {}
    navigate({ page: 'usage', query: { ...kept, ...(chosen === 'overview' ? {} : { view: chosen }) } })
  }
  return (
    <>
      <PageHeader title={t('frame.usage')}>
        <Button icon={Settings} onClick={() => navigate({ page: 'settings', item: 'models' })}>{t('settings.models')}</Button>
      </PageHeader>
      <div className="flex min-h-0 flex-1">
        <Tabs value={view} onChange={show} items={items} label={t('usage.views')} className="flex min-h-0 min-w-0 flex-1 flex-col [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4">
          <TabContent value="overview" className="flex min-h-0 flex-1 flex-col"><UsageFilterBar /><Overview /></TabContent>
          <TabContent value="calls" className="flex min-h-0 flex-1 flex-col"><UsageFilterBar /><InferenceList /></TabContent>
          <TabContent value="cache" className="flex min-h-0 flex-1 flex-col"><CacheView /></TabContent>
          <TabContent value="prompts" className="flex min-h-0 flex-1 flex-col"><PromptsView /></TabContent>
        </Tabs>
        {item !== null && view === 'calls' && <InferencePanel id={item} />}
        {item !== null && view === 'cache' && <HitPanel id={item} />}
      </div>
    </>
  )
}
