import { useQuery } from '@tanstack/react-query'
import { HandCoins, Handshake, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentPromise } from '../../../../engine/contract/calls.ts'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { zonedMoment } from '../../../components/calls/zoned-clock.ts'
import { Money } from '../../../components/calls/money.tsx'
import { FlagBadge, PromiseStateLabel } from '../../../components/calls/states.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { SettleDialog } from '../../promises/settle-dialog.tsx'
import { AddPaymentDialog } from './add-payment-dialog.tsx'
import { Section } from './section.tsx'

/** What the person promised and what they paid. */
export function MoneyOfDebtor({ debtor }: { debtor: Debtor }) {
  return (
    <>
      <Promises debtor={debtor} />
      <Payments debtor={debtor} />
    </>
  )
}

function Promises({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const [settling, setSettling] = useState<PaymentPromise | null>(null)
  const { data, error, refetch } = useQuery(api.calls.promisesOfDebtor.queryOptions({ input: { debtorId: debtor.id } }))
  const zoneOf = (campaignId: string) => debtor.campaigns.find(campaign => campaign.campaignId === campaignId)?.timeZone ?? debtor.timeZone
  return (
    <Section title={t('debtors.money.promises')}>
      {!data && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={3} />)}
      {data?.length === 0 && <p className="flex items-center gap-2 text-ink-faint"><Handshake aria-hidden size={14} />{t('debtors.money.noPromises')}</p>}
      <ul className="flex flex-col gap-2">{data?.map(promise => <PromiseCard key={promise.id} promise={promise} zone={zoneOf(promise.campaignId)} onSettle={() => setSettling(promise)} />)}</ul>
      {settling && <SettleDialog promise={settling} onClose={() => setSettling(null)} />}
    </Section>
  )
}

function PromiseCard({ promise, zone, onSettle }: { promise: PaymentPromise, zone: string, onSettle: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PromiseStateLabel state={promise.state} />
        <Money value={promise.amount} className="font-medium" />
        <span>{promise.promisedOn === null ? t('debtors.money.noDay') : t('debtors.money.forDay', { day: format.date(promise.promisedOn) })}</span>
        <span className="ml-auto flex gap-1">
          <Button size="sm" variant="ghost" onClick={() => navigate({ page: 'calls', item: promise.attemptId })}>{t('debtors.money.hear')}</Button>
          {(promise.state === 'open' || promise.state === 'review') && <Button size="sm" onClick={onSettle}>{t('debtors.money.settle')}</Button>}
        </span>
      </div>
      <p className="text-sm text-ink-soft">{[promise.company, t('debtors.money.saidOn', { time: zonedMoment(format.locale, promise.madeAt, zone) })].filter(Boolean).join(' · ')}</p>
      {promise.paid.minor > 0 && <p className="text-sm text-ink-soft">{t('debtors.debts.paid')}: <Money value={promise.paid} /></p>}
      {promise.flags.length > 0 && <p className="mt-1 flex flex-wrap gap-1">{promise.flags.map(flag => <FlagBadge key={flag} flag={flag} />)}</p>}
    </li>
  )
}

function Payments({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [adding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery(api.debtors.payments.queryOptions({ input: { debtorId: debtor.id } }))
  return (
    <Section title={t('debtors.money.payments')} actions={debtor.debts.length > 0 && debtor.erasedAt === null && <Button size="sm" variant="ghost" icon={Plus} onClick={() => setAdding(true)}>{t('debtors.money.addPayment')}</Button>}>
      {!data && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={3} />)}
      {data?.length === 0 && <p className="flex items-center gap-2 text-ink-faint"><HandCoins aria-hidden size={14} />{t('debtors.money.noPayments')}</p>}
      {data && data.length > 0 && (
        <table className="w-full border-collapse">
          <thead className="sr-only"><tr><th scope="col">{t('debtors.field.paidOn')}</th><th scope="col">{t('debtors.field.company')}</th><th scope="col">{t('debtors.field.externalId')}</th><th scope="col">{t('debtors.field.amount')}</th></tr></thead>
          <tbody>
            {data.map(payment => (
              <tr key={payment.id} className="h-8 border-b border-line last:border-0">
                <td className="pr-3 whitespace-nowrap">{format.date(payment.paidOn)}</td>
                <td className="pr-3">{[payment.company, payment.reference].filter(Boolean).join(' · ')}</td>
                <td className="pr-3 text-ink-faint">{payment.externalId}</td>
                <td className="text-right font-medium"><Money value={payment.amount} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {adding && <AddPaymentDialog debtor={debtor} onClose={() => setAdding(false)} />}
    </Section>
  )
}
