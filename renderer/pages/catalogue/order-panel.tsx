import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OrderDetail } from '../../../engine/contract/catalogue.ts'
import { navigate, openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { Fact, Section } from '../debtors/person/section.tsx'
import { LineTable } from './line-table.tsx'
import { OrderActions } from './order-actions.tsx'
import { OrderStateLabel } from './states.tsx'

/** The open order at the right of the list. */
export function OrderPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data: order, error, refetch } = useQuery(api.catalogue.orders.get.queryOptions({ input: { businessId, orderId: id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel label={t('catalogue.panel')} title={order ? t('catalogue.order.title', { date: format.dateTime(order.createdAt) }) : t('catalogue.panel')} subtitle={order && <OrderStateLabel state={order.state} />} onClose={() => openItem(null)}>
      {order ? <OrderFacts key={order.id} order={order} /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
    </DetailPanel>
  )
}

function OrderFacts({ order }: { order: OrderDetail }) {
  const { t } = useTranslation()
  const collected = Object.entries(order.collected)
  return (
    <>
      <OrderActions order={order} />
      <Section title={t('catalogue.order.lines')}>
        {order.lines.length === 0 ? <p className="text-ink-soft">{t('catalogue.order.emptyCart')}</p> : <LineTable lines={order.lines} total={order.total} />}
      </Section>
      {(collected.length > 0 || order.customerId !== null) && (
        <Section title={t('catalogue.order.collected')}>
          <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-1">
            {order.customerId !== null && <Fact name={t('catalogue.field.customer')}><button type="button" className="rounded text-accent hover:underline" onClick={() => navigate({ page: 'catalogue', item: order.customerId, query: { view: 'customers' } })}>{order.customerName || t('catalogue.erased')}</button></Fact>}
            {collected.map(([field, value]) => <Fact key={field} name={field}>{value}</Fact>)}
          </dl>
        </Section>
      )}
    </>
  )
}
