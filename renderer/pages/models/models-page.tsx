import { useTranslation } from 'react-i18next'
import { navigate, useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/panel.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { ClassifierChoiceForm } from '../classifier/classifier-choice.tsx'
import { GoldenSet } from '../classifier/golden-set.tsx'
import { LabelDiffPanel } from '../classifier/label-diff-panel.tsx'
import { LabelDiffs } from '../classifier/label-diffs.tsx'
import { TaxonomyView } from '../taxonomy/taxonomy-view.tsx'
import { OfflineModel } from './offline-model.tsx'

const views = ['classifier', 'offline', 'golden', 'diffs', 'taxonomy'] as const

/** Who classifies, how well, what a change of it would do, and the taxonomy it follows. */
export function ModelsPage() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const view = views.find(candidate => candidate === query.view) ?? 'classifier'
  return (
    <>
      <PageHeader title={t('frame.models')} />
      {/* What is open on one view is nothing on another. */}
      <Tabs
        value={view} onChange={chosen => navigate({ page: 'models', query: chosen === 'classifier' ? {} : { view: chosen } })}
        items={views.map(value => ({ value, label: t(`classifier.view.${value}`) }))} label={t('classifier.views')}
        className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4"
      >
        <TabContent value="classifier" className="min-h-0 flex-1 overflow-y-auto p-4"><ClassifierChoiceForm /></TabContent>
        <TabContent value="offline" className="min-h-0 flex-1 overflow-y-auto p-4"><OfflineModel /></TabContent>
        <TabContent value="golden" className="min-h-0 flex-1 overflow-y-auto p-4"><GoldenSet /></TabContent>
        <TabContent value="diffs" className="flex min-h-0 flex-1">
          <div className="@container min-w-0 flex-1 overflow-y-auto"><LabelDiffs openId={item} start={query.start} /></div>
          {item !== null && <LabelDiffPanel key={item} id={item} />}
        </TabContent>
        <TabContent value="taxonomy" className="flex min-h-0 flex-1 flex-col"><TaxonomyView draftId={item} /></TabContent>
      </Tabs>
    </>
  )
}
