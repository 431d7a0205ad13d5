import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stockAdjustments, type StockAdjustment } from '../../../db/values.ts'
import type { ProductRow, StockMovement } from '../../../engine/contract/catalogue.ts'
import { openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { Fact, Section } from '../debtors/person/section.tsx'
import { Price } from './price.tsx'
import { ProductDialog } from './product-dialog.tsx'

/** The open product at the right of the list. */
export function ProductPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState(false)
  const { data: product, error, refetch } = useQuery(api.catalogue.products.get.queryOptions({ input: { businessId, productId: id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel
      label={t('catalogue.panel')} title={product?.name ?? t('catalogue.panel')} onClose={() => openItem(null)}
      subtitle={product && <span className="flex items-center gap-2">{product.category}{!product.active && <Badge>{t('catalogue.inactive')}</Badge>}</span>}
      actions={product && <Button icon={Pencil} onClick={() => setEditing(true)}>{t('catalogue.edit')}</Button>}
    >
      {product ? <ProductFacts key={product.id} product={product} /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
      {editing && product && <ProductDialog product={product} onClose={() => setEditing(false)} />}
    </DetailPanel>
  )
}

function ProductFacts({ product }: { product: ProductRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <Section title={t('common.details')}>
        <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-1">
          <Fact name={t('catalogue.field.price')}><Price value={product.price} /></Fact>
          <Fact name={t('catalogue.field.externalId')}>{product.externalId ?? '–'}</Fact>
          <Fact name={t('catalogue.field.description')}>{product.description || '–'}</Fact>
          <Fact name={t('catalogue.field.synonyms')}>{product.synonyms.join(', ') || '–'}</Fact>
          <Fact name={t('catalogue.field.updatedAt')}>{format.dateTime(product.updatedAt)}</Fact>
        </dl>
      </Section>
      <Section title={t('catalogue.sells')}>
        <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-1">
          <Fact name={t('catalogue.field.sold')}>{format.number(product.sold)}</Fact>
          <Fact name={t('catalogue.field.revenue')}><Price value={product.revenue} /></Fact>
          <Fact name={t('catalogue.field.daysLeft')}>{product.daysLeft === null ? t('catalogue.sellsNothing') : t('catalogue.days', { count: product.daysLeft })}{product.lowStock && product.stock > 0 && <> <Badge tone="caution">{t('catalogue.low')}</Badge></>}</Fact>
        </dl>
      </Section>
      <Stock product={product} />
    </>
  )
}

function Stock({ product }: { product: ProductRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [change, setChange] = useState('')
  const [reason, setReason] = useState<StockAdjustment>('received')
  const [note, setNote] = useState('')
  const { data: movements } = useQuery(api.catalogue.products.movements.queryOptions({ input: { businessId, productId: product.id } }))
  const adjust = useMutation(api.catalogue.products.adjustStock.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      notify.success(t('catalogue.stock.done'))
      setChange('')
      setNote('')
      return queryClient.invalidateQueries({ queryKey: api.catalogue.products.key() })
    },
  }))
  const pieces = /^[+-]?\d{1,9}$/.test(change.trim()) ? Number(change) : 0
  return (
    <>
      <Section title={`${t('catalogue.stock.title')}: ${format.number(product.stock)}`}>
        <form
          className="grid grid-cols-[96px_1fr] items-start gap-2"
          onSubmit={event => {
            event.preventDefault()
            if (pieces !== 0) adjust.mutate({ businessId, productId: product.id, change: pieces, reason, note: note.trim() })
          }}
        >
          <Field label={t('catalogue.stock.change')} hint={t('catalogue.stock.changeHint')}>{control => <Input {...control} inputMode="text" autoComplete="off" value={change} onChange={event => setChange(event.target.value)} />}</Field>
          <Field label={t('catalogue.stock.reason')}>{({ id }) => <Select id={id} label={t('catalogue.stock.reason')} value={reason} onChange={setReason} options={stockAdjustments.map(value => ({ value, label: t(`catalogue.stockReason.${value}`) }))} />}</Field>
          <div className="col-span-2 flex items-end gap-2">
            <div className="flex-1"><Field label={t('catalogue.stock.note')}>{control => <Input {...control} value={note} maxLength={500} onChange={event => setNote(event.target.value)} />}</Field></div>
            <Button type="submit" busy={adjust.isPending} disabled={pieces === 0}>{t('catalogue.stock.apply')}</Button>
          </div>
          {adjust.error && <p role="alert" className="col-span-2 text-danger">{problemText(adjust.error).title}</p>}
        </form>
      </Section>
      <Section title={t('catalogue.stock.history')}>
        {movements?.length === 0 && <p className="text-ink-soft">{t('catalogue.stock.none')}</p>}
        <ul className="flex flex-col">{movements?.map(movement => <Movement key={`${movement.at} ${movement.stockAfter} ${movement.change}`} movement={movement} />)}</ul>
      </Section>
    </>
  )
}

function Movement({ movement: { at, change, stockAfter, reason, note, saleNumber } }: { movement: StockMovement }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className="flex items-baseline gap-3 border-b border-line py-1 last:border-0">
      <span className="w-14 text-right font-medium">{change > 0 ? '+' : ''}{format.number(change)}</span>
      <span className="min-w-0 flex-1">{t(`catalogue.stockReason.${reason}`)}{saleNumber !== null && reason === 'sale' && ` ${saleNumber}`}{note && <span className="block truncate text-sm text-ink-soft">{note}</span>}</span>
      <span className="text-sm text-ink-soft">{t('catalogue.stock.after', { count: stockAfter })}</span>
      <span className="text-sm whitespace-nowrap text-ink-faint">{format.dateTime(at)}</span>
    </li>
  )
}
