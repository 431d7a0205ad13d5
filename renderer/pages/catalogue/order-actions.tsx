import { useMutation } from '@tanstack/react-query'
import { Ban, ClipboardCheck, PackageCheck, Pencil, TriangleAlert, Wrench } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderDetail, OrderDraft, ShortLine } from '../../../engine/contract/catalogue.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { OrderDialog } from './order-dialog.tsx'
import { draftOf, fittingLines } from './order-draft.ts'

/** What can be done with an order from where it is. */
export function OrderActions({ order }: { order: OrderDetail }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState(false)
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
  const save = useMutation(api.catalogue.orders.save.mutationOptions({ onSuccess: refresh }))
  const change = (lines: OrderDraft['lines'], told: string) => save.mutate({ businessId, orderId: order.id, version: order.version, order: draftOf(order, order.customerId, lines, true) }, {
    onSuccess: () => {
      close.reset()
      notify.success(told)
    },
  })
  const askToCancel = async () => {
    const sure = await confirm({ title: t('catalogue.order.cancelTitle'), body: t('catalogue.order.cancelBody'), confirmLabel: t('catalogue.order.cancel'), dismissLabel: t('common.back'), danger: true })
    if (sure) cancel.mutate({ businessId, orderId: order.id })
  }
  if (order.saleId !== null) return <div className="border-b border-line px-4 py-3"><Button onClick={() => navigate({ page: 'catalogue', item: order.saleId, query: { view: 'sales' } })}>{t('catalogue.order.toSale', { number: order.saleNumber })}</Button></div>
  if (order.state === 'cancelada') return null
  const lines = order.lines.map(({ productId, quantity }) => ({ productId, quantity }))
  return (
    <div className="flex flex-col gap-3 border-b border-line px-4 py-3">
      <div className="flex flex-wrap gap-2">
        {order.state === 'listo_para_finalizar'
          ? <Button variant="primary" icon={PackageCheck} busy={close.isPending} onClick={() => close.mutate({ businessId, orderId: order.id })}>{t('catalogue.order.close')}</Button>
          : order.lines.length > 0 && <Button icon={ClipboardCheck} busy={save.isPending} onClick={() => change(lines, t('catalogue.order.readied'))}>{t('catalogue.order.ready')}</Button>}
        <Button icon={Pencil} onClick={() => setEditing(true)}>{t('catalogue.edit')}</Button>
        <Button icon={Ban} busy={cancel.isPending} onClick={() => void askToCancel()}>{t('catalogue.order.cancel')}</Button>
      </div>
      {close.data?.closed === false && <ShortLines order={order} short={close.data.short} busy={save.isPending} onFit={fitting => change(fitting, t('catalogue.order.fitted'))} />}
      {editing && (
        <OrderDialog
          order={order}
          onClose={() => {
            setEditing(false)
            // What fell short may be mended by now.
            close.reset()
          }}
        />
      )}
    </div>
  )
}

/** The lines for which there is not enough, and one click to take what there is. */
function ShortLines({ order, short, busy, onFit }: { order: OrderDetail, short: readonly ShortLine[], busy: boolean, onFit: (lines: OrderDraft['lines']) => void }) {
  const { t } = useTranslation()
  const fitting = fittingLines(order, short)
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-caution-soft px-3 py-2">
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-caution" />
      <div className="flex flex-col items-start gap-2">
        <div>
          <p className="font-medium">{t('catalogue.order.short')}</p>
          <ul>{short.map(line => <li key={line.productId}>{line.active ? t('catalogue.order.shortLine', { name: line.name, wanted: line.wanted, left: line.left }) : t('catalogue.order.shortInactive', { name: line.name })}</li>)}</ul>
        </div>
        {fitting.length > 0 ? <Button size="sm" icon={Wrench} busy={busy} onClick={() => onFit(fitting)}>{t('catalogue.order.fit')}</Button> : <p>{t('catalogue.order.nothingFits')}</p>}
      </div>
    </div>
  )
}
