import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentPromise } from '../../../engine/contract/calls.ts'
import { Button } from '../../components/button.tsx'
import { minorOf } from '../../components/calls/amount-input.ts'
import { decimalsOf, moneyText } from '../../components/calls/money.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'

/** A payment written down by hand. It is counted on a debt, and settles the promise it fulfils. */
export function PaymentDialog({ promise, today, onClose }: { promise: PaymentPromise, today: string, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: debtor, error, refetch } = useQuery(api.debtors.get.queryOptions({ input: { debtorId: promise.debtorId } }))
  const debts = debtor?.debts ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const debt = debts.find(one => one.id === chosen) ?? debts.find(one => one.company === promise.company) ?? debts[0]
  const currency = debt?.paid.currency ?? promise.paid.currency
  const decimals = decimalsOf(currency)
  const [amount, setAmount] = useState(promise.amount === null ? '' : format.number((promise.amount.minor - promise.paid.minor) / 10 ** decimals, decimals))
  const [paidOn, setPaidOn] = useState(today)
  const [externalId, setExternalId] = useState('')
  const minor = minorOf(amount, decimals)
  const add = useMutation(api.calls.addPayment.mutationOptions({
    onSuccess: ({ promiseId }) => {
      notify.success(t(promiseId === null ? 'promises.paymentKept' : 'promises.paymentSettled'))
      onClose()
    },
  }))
  const save = () => {
    if (debt && minor !== null && paidOn) add.mutate({ debtorId: promise.debtorId, debtId: debt.id, amountMinor: minor, paidOn, ...(externalId.trim() && { externalId: externalId.trim() }) })
  }
  return (
    <Dialog
      open onOpenChange={isOpen => { if (!isOpen) onClose() }} size="sm" title={t('promises.paymentTitle', { name: promise.debtorName || t('callPage.noName') })} description={t('promises.paymentBody')}
      footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button variant="primary" disabled={!debt || minor === null || !paidOn} busy={add.isPending} onClick={save}>{t('common.save')}</Button></>}
    >
      {!debtor && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={3} />)}
      {debtor && (
        <div className="grid grid-cols-2 gap-3">
          <div className="col-span-2">
            <Field label={t('promises.debt')}>{control => <Select id={control.id} label={t('promises.debt')} className="w-full" value={debt?.id ?? null} onChange={setChosen} options={debts.map(one => ({ value: one.id, label: [one.company, one.reference, one.amount && moneyText(format, one.amount)].filter(Boolean).join(' · ') }))} />}</Field>
          </div>
          <Field label={`${t('promises.amount')} (${currency})`} error={amount !== '' && minor === null ? t('promises.badAmount') : undefined}>{control => <Input {...control} inputMode="decimal" value={amount} onChange={event => setAmount(event.target.value)} />}</Field>
          <Field label={t('promises.paidOn')}>{control => <Input {...control} type="date" value={paidOn} onChange={event => setPaidOn(event.target.value)} />}</Field>
          <div className="col-span-2"><Field label={t('promises.externalId')} hint={t('promises.externalIdHint')}>{control => <Input {...control} maxLength={100} value={externalId} onChange={event => setExternalId(event.target.value)} />}</Field></div>
        </div>
      )}
    </Dialog>
  )
}
