import type { TFunction } from 'i18next'
import { ShoppingCart } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { orderStates } from '../../../db/values.ts'
import type { Order } from '../../../engine/contract/catalogue.ts'
import { openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { DataTable, type ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { api, client } from '../../connection/client.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import { Price } from './price.tsx'
import { OrderStateLabel } from './states.tsx'

const rowKey = (row: Order) => row.id

/** Every order of the business, last changed first. */
export function OrderList({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { query } = useAddress()
  const states = useMemo(() => orderStates.filter(state => (query.states ?? '').split(',').includes(state)), [query.states])
  const input = useMemo(() => ({ businessId, ...(states.length > 0 && { states }) }), [businessId, states])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.catalogue.orders.list({ ...input, offset, limit }, { signal }), [input])
  const queryKey = useMemo(() => api.catalogue.orders.list.queryKey({ input }), [input])
  const columns = useMemo(() => orderColumns(t, format), [t, format])
  return (
    <>
      <div role="search" aria-label={t('catalogue.filters')} className="flex shrink-0 items-center gap-1.5 border-b border-line bg-surface px-4 py-2">
        <MultiSelect label={t('catalogue.field.state')} values={states} onChange={chosen => setQuery({ states: chosen.join(',') || null })} options={orderStates.map(value => ({ value, label: t(`catalogue.orderState.${value}`) }))} />
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('catalogue.view.orders')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} selectedKey={openId}
          onOpen={row => openItem(row.id, { replace: openId !== null })} onTotalChange={onTotalChange}
          emptyState={<EmptyState icon={ShoppingCart} title={t(states.length > 0 ? 'catalogue.noMatch' : 'catalogue.empty.orders')} body={t(states.length > 0 ? 'catalogue.noMatchBody' : 'catalogue.empty.ordersBody')} />}
        />
      </div>
    </>
  )
}

/** What lists show of an order. */
function orderColumns(t: TFunction, format: Format): ColumnDefinition<Order>[] {
  return [
    { id: 'updatedAt', header: t('catalogue.field.updatedAt'), width: 184, cell: row => format.dateTime(row.updatedAt) },
    // Before the wider ones: beside an open order there is room for three.
    { id: 'total', header: t('catalogue.field.total'), width: 96, align: 'end', cell: row => <Price value={row.total} /> },
    { id: 'state', header: t('catalogue.field.state'), width: 144, cell: row => <OrderStateLabel state={row.state} /> },
    { id: 'customer', header: t('catalogue.field.customer'), width: 200, grow: true, cell: row => row.customerId === null ? <span className="text-ink-faint">{t('catalogue.nobody')}</span> : row.customerName || t('catalogue.erased') },
    { id: 'items', header: t('catalogue.field.items'), width: 88, align: 'end', cell: row => format.number(row.items) },
    { id: 'chat', header: t('catalogue.field.chat'), width: 140, hiddenAtFirst: true, cell: row => row.chatId ?? <span className="text-ink-faint">–</span> },
  ]
}
