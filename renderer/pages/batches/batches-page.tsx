import { useQuery } from '@tanstack/react-query'
import { CircleAlert, FileInput } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../engine/contract/batches.ts'
import { navigate, openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { useListKeys } from '../../components/data-table/use-list-keys.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { api } from '../../connection/client.ts'
import { useEngineEvent } from '../../connection/events.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { BatchPanel } from './batch-panel.tsx'
import { BatchProgressLine, BatchState } from './batch-state.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { SampleOffer } from './sample-offer.tsx'
import { WatchedFolders } from './watched-folders.tsx'

/** Every import of the business, live while it runs; a file dropped anywhere on the page begins another one. */
export function BatchesPage() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { item, query } = useAddress()
  const { data: batches, error, refetch } = useQuery(api.batches.list.queryOptions({ input: { businessId } }))
  const [dropped, setDropped] = useState<File | null>(null)
  const importing = query.import !== undefined
  const view = query.view === 'folders' ? 'folders' : 'list'
  const views = [{ value: 'list', label: t('watched.viewImports') }, { value: 'folders', label: t('watched.viewFolders') }] as const
  const open = batches?.find(batch => batch.id === item)
  useListKeys(view === 'list' ? batches ?? [] : [], item)
  // Progress brings the new state at once; the times and counts that came with it are in the list alone.
  useEngineEvent(event => {
    if ((event.type === 'batch.progress' && event.progress.state !== 'running') || (event.type === 'notice' && event.key === 'notice.batch_removed')) void queryClient.invalidateQueries({ queryKey: api.batches.list.key() })
  })

  return (
    <div
      className="flex h-full min-h-0"
      onDragOver={event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault() }}
      onDrop={event => {
        const file = event.dataTransfer.files[0]
        if (!file || event.defaultPrevented) return
        event.preventDefault()
        setDropped(file)
        setQuery({ import: 'new' }, { replace: false })
      }}
    >
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={t('frame.batches')}>
          <Button icon={FileInput} variant="primary" onClick={() => setQuery({ import: 'new' }, { replace: false })}>{t('batches.import')}</Button>
        </PageHeader>
        <Tabs value={view} onChange={chosen => navigate({ page: 'batches', query: chosen === 'folders' ? { view: chosen } : {} })} items={views} label={t('watched.views')} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4">
          <TabContent value="list" className="min-h-0 flex-1 @container overflow-y-auto bg-surface">
            {!batches && !error && <div className="p-4"><SkeletonLines lines={6} /></div>}
            {!batches && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
            {batches?.length === 0 && <SampleOffer />}
            {batches && batches.length > 0 && <BatchTable batches={batches} openId={item} />}
          </TabContent>
          <TabContent value="folders" className="min-h-0 flex-1 overflow-y-auto"><WatchedFolders /></TabContent>
        </Tabs>
      </div>
      {view === 'list' && open && <BatchPanel batch={open} />}
      {importing && (
        <ImportDialog
          initialFile={dropped}
          onClose={() => {
            setDropped(null)
            navigate({ page: 'batches', item, query: view === 'folders' ? { view } : {} }, { replace: true })
          }}
        />
      )}
    </div>
  )
}

/** Beside the open panel there is room for the name, the state and the progress only. */
const wideOnly = 'hidden @4xl:table-cell'
/** On a small screen the open panel shows the progress, and the list has no room for it. */
const roomy = 'hidden @lg:table-cell'

function BatchTable({ batches, openId }: { batches: Batch[], openId: string | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const head = 'sticky top-0 h-8 whitespace-nowrap border-b border-line bg-surface px-3 text-left text-sm font-medium text-ink-soft'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('batches.name')}</th>
          <th scope="col" className={head}>{t('batches.stateTitle')}</th>
          <th scope="col" className={classNames(head, roomy)}>{t('batches.progress')}</th>
          <th scope="col" className={classNames(head, wideOnly, 'text-right')}>{t('batches.fact.failedRows')}</th>
          <th scope="col" className={classNames(head, wideOnly)}>{t('batches.fact.createdAt')}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map(batch => (
          <tr key={batch.id} onClick={() => openItem(batch.id, { replace: openId !== null })} className={classNames('border-b border-line', batch.id === openId ? 'bg-accent-soft' : 'hover:bg-hover')}>
            <td className="max-w-80 py-1.5 pr-3 pl-4">
              <button type="button" aria-current={batch.id === openId || undefined} className="block max-w-full truncate rounded text-left font-medium">{batch.name}</button>
              <span className="flex items-center gap-2 text-sm text-ink-faint">{batch.fileName && <span className="truncate">{batch.fileName}</span>}{batch.simulated && <Badge>{t('batches.sample')}</Badge>}</span>
            </td>
            <td className="px-3"><BatchState state={batch.state} /></td>
            <td className={classNames(roomy, 'px-3')}><BatchProgressLine batch={batch} /></td>
            <td className={classNames(wideOnly, 'px-3 text-right', batch.failedRows > 0 ? 'text-danger' : 'text-ink-faint')}>{format.number(batch.failedRows)}</td>
            <td className={classNames(wideOnly, 'px-3 whitespace-nowrap text-ink-soft')}>{format.dateTime(batch.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
