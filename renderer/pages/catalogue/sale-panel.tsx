import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { fulfilmentTransitions, paymentTransitions, type FulfilmentState } from '../../../db/values.ts'
import type { SaleDetail } from '../../../engine/contract/catalogue.ts'
import { navigate, openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { Fact, Section } from '../debtors/person/section.tsx'
import { LineTable } from './line-table.tsx'
import { FulfilmentLabel, PaymentLabel } from './states.tsx'

/** The open sale at the right of the list. */
export function SalePanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data: sale, error, refetch } = useQuery(api.catalogue.sales.get.queryOptions({ input: { businessId, saleId: id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel label={t('catalogue.panel')} title={sale ? t('catalogue.sale.title', { number: sale.number }) : t('catalogue.panel')} subtitle={sale && format.dateTime(sale.soldAt)} onClose={() => openItem(null)}>
      {sale ? <SaleFacts sale={sale} /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
    </DetailPanel>
  )
}

function SaleFacts({ sale }: { sale: SaleDetail }) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('common.details')}>
        <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-1">
          <Fact name={t('catalogue.field.fulfilment')}><FulfilmentLabel state={sale.fulfilment} /></Fact>
          <Fact name={t('catalogue.field.payment')}><PaymentLabel state={sale.payment} /></Fact>
          {sale.externalNumber !== null && <Fact name={t('catalogue.field.externalNumber')}>{sale.externalNumber}</Fact>}
          <Fact name={t('catalogue.field.channel')}>{t(`catalogue.channel.${sale.channel}`)}</Fact>
          <Fact name={t('catalogue.field.customer')}>
            {sale.customerId === null ? t('catalogue.nobody') : <button type="button" className="rounded text-accent hover:underline" onClick={() => navigate({ page: 'catalogue', item: sale.customerId, query: { view: 'customers' } })}>{sale.customerName || t('catalogue.erased')}</button>}
          </Fact>
        </dl>
        <NextSteps sale={sale} />
      </Section>
      <Section title={t('catalogue.sale.lines')}><LineTable lines={sale.lines} total={sale.total} /></Section>
    </>
  )
}

/** Only the steps that the sale can take from where it is. */
function NextSteps({ sale }: { sale: SaleDetail }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
  const setFulfilment = useMutation(api.catalogue.sales.setFulfilment.mutationOptions({ onSuccess }))
  const setPayment = useMutation(api.catalogue.sales.setPayment.mutationOptions({ onSuccess }))
  const busy = setFulfilment.isPending || setPayment.isPending
  const go = async (fulfilment: FulfilmentState) => {
    const sure = fulfilment !== 'cancelled' || await confirm({ title: t('catalogue.sale.cancelTitle', { number: sale.number }), body: t('catalogue.sale.cancelBody'), confirmLabel: t('catalogue.fulfilmentAct.cancelled'), dismissLabel: t('common.back'), danger: true })
    if (sure) setFulfilment.mutate({ businessId, saleId: sale.id, fulfilment })
  }
  const steps = fulfilmentTransitions[sale.fulfilment]
  const payments = paymentTransitions[sale.payment]
  if (steps.length + payments.length === 0) return null
  return (
    <div role="group" aria-label={t('catalogue.sale.next')} className="mt-3 flex flex-wrap gap-2">
      {steps.map(step => <Button key={step} disabled={busy} onClick={() => void go(step)}>{t(`catalogue.fulfilmentAct.${step}`)}</Button>)}
      {payments.map(step => <Button key={step} disabled={busy} onClick={() => setPayment.mutate({ businessId, saleId: sale.id, payment: step })}>{t(`catalogue.paymentAct.${step}`)}</Button>)}
    </div>
  )
}
