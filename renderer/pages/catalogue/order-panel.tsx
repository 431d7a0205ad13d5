import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Ban, PackageCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderDetail, ShortLine } from '../../../engine/contract/catalogue.ts'
import { navigate, openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { Fact, Section } from '../debtors/person/section.tsx'
import { LineTable } from './line-table.tsx'
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

function OrderActions({ order }: { order: OrderDetail }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
  const close = useMutation(api.catalogue.orders.close.mutationOptions({
    onSuccess: closing => {
      if (closing.closed) notify.success(t('catalogue.order.closed', { number: closing.number }))
      return refresh()
    },
  }))
  const cancel = useMutation(api.catalogue.orders.cancel.mutationOptions({
    onSuccess: () => {
      notify.success(t('catalogue.order.cancelled'))
      return refresh()
    },
  }))
  const askToCancel = async () => {
    const sure = await confirm({ title: t('catalogue.order.cancelTitle'), body: t('catalogue.order.cancelBody'), confirmLabel: t('catalogue.order.cancel'), dismissLabel: t('common.back'), danger: true })
    if (sure) cancel.mutate({ businessId, orderId: order.id })
  }
  if (order.saleId !== null) return <div className="border-b border-line px-4 py-3"><Button onClick={() => navigate({ page: 'catalogue', item: order.saleId, query: { view: 'sales' } })}>{t('catalogue.order.toSale', { number: order.saleNumber })}</Button></div>
  if (order.state === 'cancelada') return null
  return (
    <div className="flex flex-col gap-3 border-b border-line px-4 py-3">
      <div className="flex gap-2">
        {order.state === 'listo_para_finalizar' && <Button variant="primary" icon={PackageCheck} busy={close.isPending} onClick={() => close.mutate({ businessId, orderId: order.id })}>{t('catalogue.order.close')}</Button>}
        <Button icon={Ban} busy={cancel.isPending} onClick={() => void askToCancel()}>{t('catalogue.order.cancel')}</Button>
      </div>
      {close.data?.closed === false && <ShortLines short={close.data.short} />}
    </div>
  )
}

function ShortLines({ short }: { short: readonly ShortLine[] }) {
  const { t } = useTranslation()
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-caution-soft px-3 py-2">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-caution" />
      <div>
        <p className="font-medium">{t('catalogue.order.short')}</p>
        <ul>{short.map(line => <li key={line.productId}>{line.active ? t('catalogue.order.shortLine', { name: line.name, wanted: line.wanted, left: line.left }) : t('catalogue.order.shortInactive', { name: line.name })}</li>)}</ul>
      </div>
    </div>
  )
}
