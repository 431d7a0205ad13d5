import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentPromise } from '../../../engine/contract/calls.ts'
import { Button } from '../../components/button.tsx'
import { minorOf } from '../../components/calls/amount-input.ts'
import { decimalsOf } from '../../components/calls/money.tsx'
import { FlagBadge } from '../../components/calls/states.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'

const choices = ['open', 'kept', 'cancelled'] as const

/** A person's word on a promise: it counts (with the day and amount put right), it was kept, or it is given up. */
export function SettleDialog({ promise, onClose }: { promise: PaymentPromise, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const currency = promise.paid.currency
  const decimals = decimalsOf(currency)
  const [state, setState] = useState<typeof choices[number]>('open')
  const [day, setDay] = useState(promise.promisedOn ?? '')
  const [amount, setAmount] = useState(promise.amount === null ? '' : format.number(promise.amount.minor / 10 ** decimals, decimals))
  const minor = minorOf(amount, decimals)
  const settle = useMutation(api.calls.settlePromise.mutationOptions({
    onSuccess: () => {
      notify.success(t('promises.settled'))
      onClose()
    },
  }))
  const open = state === 'open'
  const ready = !open || (day !== '' && (amount === '' || minor !== null))
  const save = () => {
    if (!ready) return
    const changedDay = open && day !== promise.promisedOn
    const changedAmount = open && minor !== null && minor !== promise.amount?.minor
    settle.mutate({ promiseId: promise.id, state, ...(changedDay && { promisedOn: day }), ...(changedAmount && { amountMinor: minor }) })
  }
  return (
    <Dialog
      open onOpenChange={isOpen => { if (!isOpen) onClose() }} size="sm" title={t('promises.settleTitle', { name: promise.debtorName || t('callPage.noName') })} description={t('promises.settleBody')}
      footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button variant="primary" disabled={!ready} busy={settle.isPending} onClick={save}>{t('common.save')}</Button></>}
    >
      <div className="flex flex-col gap-3">
        {promise.flags.length > 0 && <div className="flex flex-wrap gap-1">{promise.flags.map(flag => <FlagBadge key={flag} flag={flag} />)}</div>}
        <fieldset className="flex flex-col gap-1.5">
          <legend className="sr-only">{t('callPage.promiseState')}</legend>
          {choices.map(value => (
            <label key={value} className="flex items-start gap-2 rounded-md border border-line p-2.5 has-checked:border-accent has-checked:bg-accent-soft">
              <input type="radio" name="state" className="mt-0.5 accent-(--accent-fill)" checked={state === value} onChange={() => setState(value)} />
              <span><span className="font-medium">{t(`promises.choice.${value}`)}</span><span className="block text-sm text-ink-soft">{t(`promises.choice.${value}_help`)}</span></span>
            </label>
          ))}
        </fieldset>
        {open && (
          <div className="grid grid-cols-2 gap-3">
            <Field label={t('callPage.promisedOn')}>{control => <Input {...control} type="date" value={day} onChange={event => setDay(event.target.value)} />}</Field>
            <Field label={`${t('callPage.promised')} (${currency})`} error={amount !== '' && minor === null ? t('promises.badAmount') : undefined}>{control => <Input {...control} inputMode="decimal" value={amount} onChange={event => setAmount(event.target.value)} />}</Field>
          </div>
        )}
      </div>
    </Dialog>
  )
}
