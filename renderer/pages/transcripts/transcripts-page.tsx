import { AudioLines, Download, Ellipsis, FileInput, RefreshCw, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sortColumns } from '../../../db/values.ts'
import type { TranscriptRow } from '../../../engine/contract/transcripts.ts'
import { navigate, openItem, useAddress } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { chosenColumns } from '../../components/data-table/column-definition.ts'
import { DataTable, type TableSort } from '../../components/data-table/data-table.tsx'
import { useTableLayout } from '../../components/data-table/table-layout.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SampleOffer } from '../batches/sample-offer.tsx'
import { FilterBar } from './filter-bar.tsx'
import { SavedViews } from './saved-views.tsx'
import { buildTranscriptColumns } from './transcript-columns.tsx'
import { TranscriptFullPage, TranscriptPanel } from './transcript-detail.tsx'
import { useExport } from './use-export.ts'
import { useTaxonomy } from './use-taxonomy.ts'
import { useTranscriptFilter } from './use-transcript-filter.ts'
import { useTranscriptList } from './use-transcript-list.ts'
import { useMutation } from '@tanstack/react-query'

const rowKey = (row: TranscriptRow) => row.id

export function TranscriptsPage() {
  const { item, query } = useAddress()
  return item !== null && query.full === 'yes' ? <TranscriptFullPage id={item} /> : <TranscriptList openId={item} />
}

function TranscriptList({ openId }: { openId: string | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const { filter, setFilter, sort, setSort, columns: addressColumns, setColumns, viewId } = useTranscriptFilter()
  const [total, setTotal] = useState<number | null>(null)
  const columns = useMemo(() => buildTranscriptColumns(words, t, format), [words, t, format])
  const { layout } = useTableLayout('transcripts.list')
  const visibleColumns = useMemo(() => chosenColumns(columns, addressColumns ?? layout.columns), [addressColumns, layout.columns, columns])
  const { fullFilter, queryKey, fetchPage } = useTranscriptList(filter, sort)
  const changeSort = useCallback((next: TableSort | null) => {
    const column = sortColumns.find(candidate => candidate === next?.column)
    setSort(next && column ? { column, descending: next.descending } : null)
  }, [setSort])

  const { received, start, stop } = useExport()
  const reclassify = useMutation(api.transcripts.reclassify.mutationOptions({
    onSuccess: ({ count }) => notify.success(t('transcripts.reclassify.started', { count })),
  }))
  const askReclassify = async () => {
    if (total === null) return
    const yes = await confirm({ title: t('transcripts.reclassify.title', { count: total }), body: t('transcripts.reclassify.body'), confirmLabel: t('transcripts.reclassify.confirm') })
    if (yes) reclassify.mutate({ filter: fullFilter })
  }
  const unfiltered = Object.keys(filter).length === 0

  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={t('frame.transcripts')} subtitle={total !== null && t('transcripts.count', { count: total, number: format.number(total) })}>
          <SavedViews shown={{ filter, columns: visibleColumns, sort }} viewId={viewId} />
          {received !== null && (
            <span role="status" className="flex items-center gap-1 text-ink-soft">
              {t('transcripts.export.running', { size: format.bytes(received) })}
              <IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} />
            </span>
          )}
          <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('common.more')} />}>
            <MenuItem icon={Download} disabled={!total || received !== null} onSelect={() => void start('csv', fullFilter, sort)}>{t('transcripts.export.csv')}</MenuItem>
            <MenuItem icon={Download} disabled={!total || received !== null} onSelect={() => void start('json', fullFilter, sort)}>{t('transcripts.export.json')}</MenuItem>
            <MenuItem icon={RefreshCw} disabled={!total} onSelect={() => void askReclassify()}>{t('transcripts.reclassify.action')}</MenuItem>
          </Menu>
          <Button icon={FileInput} variant="primary" onClick={() => navigate({ page: 'batches', query: { import: 'new' } })}>{t('batches.import')}</Button>
        </PageHeader>
        <FilterBar filter={filter} onChange={setFilter} />
        <div className="min-h-0 flex-1">
          <DataTable
            label={t('frame.transcripts')}
            queryKey={queryKey}
            columns={columns}
            fetchPage={fetchPage}
            rowKey={rowKey}
            selectedKey={openId}
            // Moving from one open transcript to the next is no step to go back to.
            onOpen={row => openItem(row.id, { replace: openId !== null })}
            sort={sort}
            onSortChange={changeSort}
            // A saved view has columns of its own; what is changed while it is shown belongs to it.
            {...(addressColumns && { visibleColumns, onVisibleColumnsChange: setColumns })}
            onTotalChange={setTotal}
            emptyState={unfiltered ? <SampleOffer /> : <EmptyState icon={AudioLines} title={t('transcripts.noMatch')} body={t('transcripts.noMatchBody')}><Button onClick={() => setFilter({})}>{t('common.clearFilters')}</Button></EmptyState>}
          />
        </div>
      </div>
      {openId !== null && <TranscriptPanel id={openId} />}
    </div>
  )
}
