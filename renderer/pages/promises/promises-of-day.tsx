import { HandCoins, PencilLine } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentPromise } from '../../../engine/contract/calls.ts'
import { navigate, openItem } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { moneysText, moneyText } from '../../components/calls/money.tsx'
import { FlagBadge, PromiseStateLabel } from '../../components/calls/states.tsx'
import { classNames } from '../../components/class-names.ts'
import { DetailPanel } from '../../components/panel.tsx'
import { useFormat } from '../../i18n/format.ts'
import { PaymentDialog } from './payment-dialog.tsx'
import { promisedSums } from './promise-sums.ts'
import { SettleDialog } from './settle-dialog.tsx'

/** The promises of one day, those that wait for a person first. */
export function PromisesOfDay({ day, promises, highlighted, today }: { day: string, promises: readonly PaymentPromise[], highlighted: string | null, today: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [settling, setSettling] = useState<PaymentPromise | null>(null)
  const [paying, setPaying] = useState<PaymentPromise | null>(null)
  const sorted = promises.toSorted((one, other) => Number(other.state === 'review') - Number(one.state === 'review') || one.madeAt - other.madeAt)
  return (
    <DetailPanel
      label={t('promises.ofDay', { date: format.date(day) })} title={format.date(day)} width="w-[min(440px,44vw)]"
      subtitle={[t('promises.count', { count: promises.length }), moneysText(format, promisedSums(promises))].filter(Boolean).join(' · ')}
      onClose={() => openItem(null)}
    >
      {promises.length === 0 && <p className="px-4 py-6 text-ink-soft">{t('promises.none')}</p>}
      <ul>{sorted.map(promise => <OnePromise key={promise.id} promise={promise} highlighted={promise.id === highlighted} onSettle={() => setSettling(promise)} onPay={() => setPaying(promise)} />)}</ul>
      {settling && <SettleDialog promise={settling} onClose={() => setSettling(null)} />}
      {paying && <PaymentDialog promise={paying} today={today} onClose={() => setPaying(null)} />}
    </DetailPanel>
  )
}

function OnePromise({ promise, highlighted, onSettle, onPay }: { promise: PaymentPromise, highlighted: boolean, onSettle: () => void, onPay: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => { if (highlighted) row.current?.scrollIntoView({ block: 'nearest' }) }, [highlighted])
  return (
    <li ref={row} className={classNames('flex flex-col gap-1 border-b border-line px-4 py-2.5', highlighted && 'bg-accent-soft')}>
      <div className="flex items-baseline gap-3">
        <button type="button" onClick={() => navigate({ page: 'debtors', item: promise.debtorId })} className="min-w-0 flex-1 truncate rounded text-left font-medium hover:underline">{promise.debtorName || t('callPage.noName')}</button>
        <span className="shrink-0 font-medium">{promise.amount === null ? t('calls.flag.amount_missing') : moneyText(format, promise.amount)}</span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft">
        <PromiseStateLabel state={promise.state} />
        <span className="truncate">{promise.company}</span>
        {promise.paid.minor > 0 && <span>{t('promises.paid', { amount: moneyText(format, promise.paid) })}</span>}
        {promise.promisedOn === null && <span>{t('calls.flag.date_missing')}</span>}
      </div>
      {promise.flags.length > 0 && <div className="flex flex-wrap gap-1">{promise.flags.map(flag => <FlagBadge key={flag} flag={flag} />)}</div>}
      <div className="flex flex-wrap gap-1.5 pt-0.5">
        <Button size="sm" variant={promise.state === 'review' ? 'primary' : 'secondary'} icon={PencilLine} onClick={onSettle}>{t(promise.state === 'review' ? 'promises.review' : 'promises.settle')}</Button>
        <Button size="sm" icon={HandCoins} onClick={onPay}>{t('promises.addPayment')}</Button>
        <Button size="sm" variant="ghost" onClick={() => navigate({ page: 'calls', item: promise.attemptId })}>{t('promises.openCall')}</Button>
      </div>
    </li>
  )
}
