import type { TFunction } from 'i18next'
import { FileInput, Search, UsersRound } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { customerSortColumns, type CustomerRow } from '../../../engine/contract/catalogue.ts'
import { openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { DataTable, type ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { api, client } from '../../connection/client.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import { SettledSearch } from '../debtors/debtor-filter-bar.tsx'
import { readSort, writeSort } from './list-address.ts'

const rowKey = (row: CustomerRow) => row.id

/** Every customer of the business who was not erased. */
export function CustomerList({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { query: { text, sort: sorted } } = useAddress()
  const sort = useMemo(() => readSort(sorted, customerSortColumns), [sorted])
  const input = useMemo(() => ({ businessId, ...(text && { text }), ...(sort && { sort }) }), [businessId, text, sort])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.catalogue.customers.list({ ...input, offset, limit }, { signal }), [input])
  const queryKey = useMemo(() => api.catalogue.customers.list.queryKey({ input }), [input])
  const search = useCallback((typed: string) => setQuery({ text: typed || null }), [])
  const columns = useMemo(() => customerColumns(t, format), [t, format])
  return (
    <>
      <div role="search" aria-label={t('catalogue.filters')} className="flex shrink-0 items-center gap-1.5 border-b border-line bg-surface px-4 py-2">
        <SettledSearch label={t('catalogue.search.customers')} value={text ?? ''} onChange={search} />
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('catalogue.view.customers')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} selectedKey={openId}
          onOpen={row => openItem(row.id, { replace: openId !== null })} sort={sort} onSortChange={writeSort} onTotalChange={onTotalChange}
          emptyState={text
            ? <EmptyState icon={Search} title={t('catalogue.noMatch')} body={t('catalogue.noMatchBody')}><Button onClick={() => search('')}>{t('common.clearFilters')}</Button></EmptyState>
            : <EmptyState icon={UsersRound} title={t('catalogue.empty.customers')} body={t('catalogue.empty.customersBody')}><Button variant="primary" icon={FileInput} onClick={() => setQuery({ import: 'customers' }, { replace: false })}>{t('catalogue.import.action')}</Button></EmptyState>}
        />
      </div>
    </>
  )
}

/** Everything a customer can show in a table. */
function customerColumns(t: TFunction, format: Format): ColumnDefinition<CustomerRow>[] {
  const absent = <span className="text-ink-faint">–</span>
  return [
    { id: 'name', header: t('catalogue.field.name'), width: 200, grow: true, sortable: true, cell: row => <span className="font-medium">{row.name}</span> },
    { id: 'nationalId', header: t('catalogue.field.nationalId'), width: 120, cell: row => row.nationalId ?? absent },
    { id: 'phone', header: t('catalogue.field.phone'), width: 130, cell: row => row.phone || absent },
    { id: 'email', header: t('catalogue.field.email'), width: 190, cell: row => row.email || absent },
    { id: 'neighbourhood', header: t('catalogue.field.neighbourhood'), width: 130, cell: row => row.neighbourhood || absent },
    { id: 'sales', header: t('catalogue.field.sales'), width: 80, align: 'end', cell: row => format.number(row.sales) },
    { id: 'lastSaleAt', header: t('catalogue.field.lastSaleAt'), width: 168, cell: row => row.lastSaleAt === null ? absent : format.dateTime(row.lastSaleAt) },
    { id: 'updatedAt', header: t('catalogue.field.updatedAt'), width: 168, sortable: true, hiddenAtFirst: true, cell: row => format.dateTime(row.updatedAt) },
  ]
}
