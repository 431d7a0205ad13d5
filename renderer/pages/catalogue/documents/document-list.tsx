import type { TFunction } from 'i18next'
import { FileText, Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../../engine/contract/knowledge.ts'
import { openItem, setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { DataTable, type ColumnDefinition } from '../../../components/data-table/data-table.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { api, client } from '../../../connection/client.ts'
import { useFormat, type Format } from '../../../i18n/format.ts'
import { DocumentStateLabel } from './document-state.tsx'

const rowKey = (row: DocumentView) => row.id

/** Every document of the business, the last changed first, live while files are read. */
export function DocumentList({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.knowledge.documents.list({ businessId, offset, limit }, { signal }), [businessId])
  const queryKey = useMemo(() => api.knowledge.documents.list.queryKey({ input: { businessId } }), [businessId])
  const columns = useMemo(() => documentColumns(t, format), [t, format])
  return (
    <DataTable
      label={t('catalogue.view.documents')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} selectedKey={openId}
      onOpen={row => openItem(row.id, { replace: openId !== null })} onTotalChange={onTotalChange}
      emptyState={(
        <EmptyState icon={FileText} title={t('documents.empty')} body={t('documents.emptyBody')}>
          <Button variant="primary" icon={Plus} onClick={() => setQuery({ add: 'file' }, { replace: false })}>{t('documents.add')}</Button>
        </EmptyState>
      )}
    />
  )
}

/** Everything a document can show in a table. */
function documentColumns(t: TFunction, format: Format): ColumnDefinition<DocumentView>[] {
  const absent = <span className="text-ink-faint">–</span>
  return [
    { id: 'title', header: t('documents.field.title'), width: 260, grow: true, cell: row => <span className="font-medium">{row.title}</span> },
    { id: 'state', header: t('documents.field.state'), width: 190, cell: row => <DocumentStateLabel document={row} /> },
    { id: 'kind', header: t('documents.field.kind'), width: 100, cell: row => t(`documents.kind.${row.kind}`) },
    { id: 'chunks', header: t('documents.field.chunks'), width: 110, align: 'end', cell: row => format.number(row.chunks) },
    { id: 'language', header: t('documents.field.language'), width: 90, cell: row => row.language === null ? absent : t(`documents.language.${row.language}`) },
    { id: 'tags', header: t('documents.field.tags'), width: 160, cell: row => row.tags.length === 0 ? absent : <span className="flex gap-1 overflow-hidden">{row.tags.map(tag => <Badge key={tag}>{tag}</Badge>)}</span> },
    { id: 'updatedAt', header: t('documents.field.updatedAt'), width: 168, cell: row => format.dateTime(row.updatedAt) },
    { id: 'fileName', header: t('documents.field.fileName'), width: 180, hiddenAtFirst: true, cell: row => row.fileName },
    { id: 'bytes', header: t('documents.field.bytes'), width: 90, align: 'end', hiddenAtFirst: true, cell: row => format.bytes(row.bytes) },
    { id: 'pages', header: t('documents.field.pages'), width: 80, align: 'end', hiddenAtFirst: true, cell: row => row.pages === null ? absent : format.number(row.pages) },
  ]
}
