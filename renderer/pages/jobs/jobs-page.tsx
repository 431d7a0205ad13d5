import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { setQuery, useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { DeadLetters } from './dead-letters.tsx'
import { readView } from './job-address.ts'
import { JobList } from './job-list.tsx'
import { JobPanel } from './job-panel.tsx'
import { QueueCards } from './queue-cards.tsx'
import { Schedules } from './schedules.tsx'

const Load = lazy(async () => ({ default: (await import('./load.tsx')).Load }))

/** What the engine is doing, did and will do. */
export function JobsPage() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const view = readView(query)
  const items = [
    { value: 'list', label: t('jobs.viewList') },
    { value: 'load', label: t('jobs.viewLoad') },
    { value: 'failures', label: t('jobs.viewFailures') },
    { value: 'schedules', label: t('jobs.viewSchedules') },
  ] as const
  return (
    <>
      <PageHeader title={t('frame.jobs')} />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <QueueCards />
          <Tabs value={view} onChange={chosen => setQuery({ view: chosen === 'list' ? null : chosen }, { replace: false })} items={items} label={t('jobs.views')} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:mt-1 [&>[role=tablist]]:px-4">
            <TabContent value="list" className="flex min-h-0 flex-1 flex-col"><JobList /></TabContent>
            <TabContent value="load" className="min-h-0 flex-1 overflow-y-auto p-4">
              <Suspense fallback={<SkeletonLines lines={6} />}><Load /></Suspense>
            </TabContent>
            <TabContent value="failures" className="min-h-0 flex-1 overflow-y-auto p-4"><DeadLetters /></TabContent>
            <TabContent value="schedules" className="min-h-0 flex-1 overflow-y-auto p-4"><Schedules /></TabContent>
          </Tabs>
        </div>
        {item !== null && <JobPanel key={item} id={item} />}
      </div>
    </>
  )
}
