import { Download, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InferenceRow } from '../../../engine/contract/llm.ts'
import { openItem, useAddress } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { useDownload } from '../../components/calls/use-download.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { api, client } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { EmptyUsage } from './empty-usage.tsx'
import { useInferenceColumns } from './inference-columns.tsx'
import { useUsageFilter } from './use-usage-filter.ts'

const rowKey = (row: InferenceRow) => row.id

/** Every call to a model, newest first: answered, failed, held back or served from the cache. */
export function InferenceList() {
  const { t } = useTranslation()
  const format = useFormat()
  const { item } = useAddress()
  const { filter } = useUsageFilter()
  const [total, setTotal] = useState<number | null>(null)
  const columns = useInferenceColumns()
  const queryKey = useMemo(() => api.llm.inferences.queryKey({ input: { filter } }), [filter])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.llm.inferences({ filter, offset, limit }, { signal }), [filter])
  const { received, start, stop } = useDownload()
  const save = () => void start(t('usage.fileName'), 'csv', (given, signal) => given.llm.exportInferences({ filter, language: format.language }, { signal }))
  return (
    <>
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line bg-surface px-4 py-1">
        <span className="text-ink-soft">{total !== null && t('usage.count', { count: total })}</span>
        {received !== null && (
          <span role="status" className="ml-auto flex items-center gap-1 text-ink-soft">
            {t('transcripts.export.running', { size: format.bytes(received) })}
            <IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} />
          </span>
        )}
        <Button icon={Download} className={received === null ? 'ml-auto' : undefined} disabled={!total || received !== null} onClick={save}>{t('usage.exportCsv')}</Button>
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('usage.viewCalls')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey}
          selectedKey={item} onOpen={row => openItem(row.id, { replace: item !== null })} onTotalChange={setTotal}
          emptyState={<EmptyUsage />}
        />
      </div>
    </>
  )
}
