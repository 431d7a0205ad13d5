import { Download, Ellipsis, PhoneOff, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow } from '../../../engine/contract/calls.ts'
import { openItem, useAddress } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { PracticeOffer } from '../../components/calls/practice-offer.tsx'
import { useDownload, type FileKind } from '../../components/calls/use-download.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { useFormat } from '../../i18n/format.ts'
import { buildCallColumns } from './call-columns.tsx'
import { CallFullPage, CallPanel } from './call-detail.tsx'
import { CallFilterBar } from './call-filter-bar.tsx'
import { useCallFilter } from './call-filter.ts'
import { useCallList } from './use-call-list.ts'

const rowKey = (row: AttemptRow) => row.id

/** Every call, newest first; the open one beside the list or, on demand, as a page of its own. */
export function CallsPage() {
  const { item, query } = useAddress()
  return item !== null && query.full === 'yes' ? <CallFullPage id={item} /> : <CallList openId={item} />
}

function CallList({ openId }: { openId: string | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { filter, filtered, clear } = useCallFilter()
  const [total, setTotal] = useState<number | null>(null)
  const columns = useMemo(() => buildCallColumns(t), [t])
  const { queryKey, fetchPage } = useCallList(filter)
  const { received, start, stop } = useDownload()
  const save = (kind: FileKind) => void start(t('callPage.fileName'), kind, (given, signal) => given.calls.export({ filter, format: kind, language: format.language }, { signal }))
  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={t('frame.calls')} subtitle={total !== null && t('callPage.count', { count: total })}>
          {received !== null && (
            <span role="status" className="flex items-center gap-1 text-ink-soft">
              {t('transcripts.export.running', { size: format.bytes(received) })}
              <IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} />
            </span>
          )}
          <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('common.more')} />}>
            <MenuItem icon={Download} disabled={!total || received !== null} onSelect={() => save('csv')}>{t('callPage.exportCsv')}</MenuItem>
            <MenuItem icon={Download} disabled={!total || received !== null} onSelect={() => save('json')}>{t('callPage.exportJson')}</MenuItem>
          </Menu>
        </PageHeader>
        <CallFilterBar />
        <div className="min-h-0 flex-1">
          <DataTable
            label={t('frame.calls')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey}
            selectedKey={openId} onOpen={row => openItem(row.id, { replace: openId !== null })} onTotalChange={setTotal}
            emptyState={filtered
              ? <EmptyState icon={PhoneOff} title={t('callPage.noMatch')} body={t('callPage.noMatchBody')}><Button onClick={clear}>{t('common.clearFilters')}</Button></EmptyState>
              : <PracticeOffer title={t('callPage.empty')} />}
          />
        </div>
      </div>
      {openId !== null && <CallPanel id={openId} />}
    </div>
  )
}
