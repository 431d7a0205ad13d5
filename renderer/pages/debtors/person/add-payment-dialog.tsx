import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { minorOf } from '../../../components/calls/amount-input.ts'
import { useCampaignClock } from '../../../components/calls/campaign-clock.tsx'
import { decimalsOf, moneyText } from '../../../components/calls/money.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { wallText } from '../../campaigns/zone-moment.ts'
import { refreshDebtors } from './use-debtor-changes.ts'

/** A payment written down by hand, on one of the person's debts. */
export function AddPaymentDialog({ debtor, onClose }: { debtor: Debtor, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useCampaignClock(debtor.simulated)
  const [debtId, setDebtId] = useState(debtor.debts.find(debt => debt.state === 'open')?.id ?? debtor.debts[0]?.id ?? '')
  const [amount, setAmount] = useState('')
  // Today, by a clock that may still be on its way, until a person says another day.
  const [chosenDay, setPaidOn] = useState<string | null>(null)
  const paidOn = chosenDay ?? wallText(now(), debtor.timeZone).slice(0, 10)
  const [externalId, setExternalId] = useState('')
  const debt = debtor.debts.find(one => one.id === debtId)
  const currency = debt?.paid.currency ?? 'CLP'
  const minor = minorOf(amount, decimalsOf(currency))
  const add = useMutation(api.calls.addPayment.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: ({ promiseId }) => {
      notify.success(t(promiseId === null ? 'debtors.money.added' : 'debtors.money.addedToPromise'))
      onClose()
      void queryClient.invalidateQueries({ queryKey: api.calls.key() })
      return refreshDebtors()
    },
  }))
  return (
    <Dialog
      open size="sm" title={t('debtors.money.addPayment')} description={debtor.name} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {add.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(add.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="payment" busy={add.isPending} disabled={!debt || minor === null || paidOn === ''}>{t('common.save')}</Button>
        </>
      )}
    >
      <form
        id="payment" className="grid grid-cols-2 gap-3"
        onSubmit={event => {
          event.preventDefault()
          if (debt && minor !== null) add.mutate({ debtorId: debtor.id, debtId: debt.id, amountMinor: minor, paidOn, ...(externalId.trim() && { externalId: externalId.trim() }) })
        }}
      >
        <div className="col-span-2">
          <Field label={t('debtors.money.debt')}>
            {control => <Select id={control.id} label={t('debtors.money.debt')} className="w-full" value={debtId} onChange={setDebtId} options={debtor.debts.map(one => ({ value: one.id, label: [one.company, one.reference, one.amount && moneyText(format, one.amount)].filter(Boolean).join(' · ') }))} />}
          </Field>
        </div>
        <Field label={`${t('debtors.field.amount')} (${currency})`} error={amount !== '' && minor === null ? t('debtors.money.badAmount') : undefined}>{control => <Input {...control} autoFocus inputMode="decimal" value={amount} onChange={event => setAmount(event.target.value)} />}</Field>
        <Field label={t('debtors.field.paidOn')}>{control => <Input {...control} type="date" value={paidOn} onChange={event => setPaidOn(event.target.value)} />}</Field>
        <div className="col-span-2"><Field label={t('debtors.field.externalId')} hint={t('debtors.money.externalIdHint')}>{control => <Input {...control} maxLength={100} value={externalId} onChange={event => setExternalId(event.target.value)} />}</Field></div>
      </form>
    </Dialog>
  )
}
