import type { TFunction } from 'i18next'
import { FileInput, Receipt } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fulfilmentStates, paymentStates } from '../../../db/values.ts'
import { saleSortColumns, type Sale } from '../../../engine/contract/catalogue.ts'
import { openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { DataTable, type ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { api, client } from '../../connection/client.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import { SettledSearch } from '../debtors/debtor-filter-bar.tsx'
import { readSort, writeSort } from './list-address.ts'
import { Price } from './price.tsx'
import { FulfilmentLabel, PaymentLabel } from './states.tsx'

const rowKey = (row: Sale) => row.id

/** Every sale of the business, newest first. */
export function SaleList({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { query: { text, customer, fulfilment: delivery, payment: paid, sort: sorted } } = useAddress()
  const sort = useMemo(() => readSort(sorted, saleSortColumns), [sorted])
  const fulfilment = useMemo(() => fulfilmentStates.filter(state => (delivery ?? '').split(',').includes(state)), [delivery])
  const payment = useMemo(() => paymentStates.filter(state => (paid ?? '').split(',').includes(state)), [paid])
  const input = useMemo(() => ({
    filter: { businessId, ...(text && { number: text }), ...(customer && { customerId: customer }), ...(fulfilment.length > 0 && { fulfilment }), ...(payment.length > 0 && { payment }) }, ...(sort && { sort }),
  }), [businessId, text, customer, fulfilment, payment, sort])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.catalogue.sales.list({ ...input, offset, limit }, { signal }), [input])
  const queryKey = useMemo(() => api.catalogue.sales.list.queryKey({ input }), [input])
  const search = useCallback((typed: string) => setQuery({ text: typed || null }), [])
  const filtered = Object.keys(input.filter).length > 1
  const clear = () => setQuery({ text: null, customer: null, fulfilment: null, payment: null })
  const columns = useMemo(() => saleColumns(t, format), [t, format])
  return (
    <>
      <div role="search" aria-label={t('catalogue.filters')} className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-4 py-2">
        <SettledSearch label={t('catalogue.search.sales')} value={text ?? ''} onChange={search} />
        <MultiSelect label={t('catalogue.field.fulfilment')} values={fulfilment} onChange={chosen => setQuery({ fulfilment: chosen.join(',') || null })} options={fulfilmentStates.map(value => ({ value, label: t(`catalogue.fulfilment.${value}`) }))} />
        <MultiSelect label={t('catalogue.field.payment')} values={payment} onChange={chosen => setQuery({ payment: chosen.join(',') || null })} options={paymentStates.map(value => ({ value, label: t(`catalogue.payment.${value}`) }))} />
        {customer && <span className="text-ink-soft">{t('catalogue.ofOneCustomer')}</span>}
        {filtered && <Button variant="ghost" onClick={clear}>{t('common.clearFilters')}</Button>}
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('catalogue.view.sales')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} selectedKey={openId}
          onOpen={row => openItem(row.id, { replace: openId !== null })} sort={sort} onSortChange={writeSort} onTotalChange={onTotalChange}
          emptyState={<EmptyState icon={Receipt} title={t(filtered ? 'catalogue.noMatch' : 'catalogue.empty.sales')} body={t(filtered ? 'catalogue.noMatchBody' : 'catalogue.empty.salesBody')}>{filtered ? <Button onClick={clear}>{t('common.clearFilters')}</Button> : <Button variant="primary" icon={FileInput} onClick={() => setQuery({ import: 'sales' }, { replace: false })}>{t('catalogue.import.action')}</Button>}</EmptyState>}
        />
      </div>
    </>
  )
}

/** What lists show of a sale. */
function saleColumns(t: TFunction, format: Format): ColumnDefinition<Sale>[] {
  return [
    { id: 'number', header: t('catalogue.field.number'), width: 96, align: 'end', sortable: true, cell: row => <span className="font-medium">{row.number}</span> },
    { id: 'externalNumber', header: t('catalogue.field.externalNumber'), width: 104, cell: row => row.externalNumber ?? <span className="text-ink-faint">–</span> },
    { id: 'soldAt', header: t('catalogue.field.soldAt'), width: 168, sortable: true, cell: row => format.dateTime(row.soldAt) },
    { id: 'customer', header: t('catalogue.field.customer'), width: 200, grow: true, cell: row => row.customerId === null ? <span className="text-ink-faint">{t('catalogue.nobody')}</span> : row.customerName || t('catalogue.erased') },
    { id: 'items', header: t('catalogue.field.items'), width: 88, align: 'end', cell: row => format.number(row.items) },
    { id: 'total', header: t('catalogue.field.total'), width: 120, align: 'end', sortable: true, cell: row => <Price value={row.total} /> },
    { id: 'fulfilment', header: t('catalogue.field.fulfilment'), width: 144, cell: row => <FulfilmentLabel state={row.fulfilment} /> },
    { id: 'payment', header: t('catalogue.field.payment'), width: 120, cell: row => <PaymentLabel state={row.payment} /> },
    { id: 'channel', header: t('catalogue.field.channel'), width: 96, cell: row => t(`catalogue.channel.${row.channel}`) },
  ]
}
