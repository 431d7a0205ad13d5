import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { useBusinessId } from '../../../app/business.ts'
import { useSimulated } from '../../../app/practice-mode.tsx'
import { Button } from '../../../components/button.tsx'
import { phoneText } from '../../../components/calls/phone.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../../components/input.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { refreshDebtors } from '../person/use-debtor-changes.ts'

/** Forbids calling a person, or a number whoever's it is; the reason is kept. */
export function AddDoNotCallDialog({ debtor, number, onClose }: { debtor?: Debtor, number?: string, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const [typed, setTyped] = useState(number ?? '')
  const [reason, setReason] = useState('')
  const add = useMutation(api.debtors.addDoNotCall.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      notify.success(t('debtors.doNotCall.added'))
      onClose()
      return refreshDebtors()
    },
  }))
  const save = () => {
    const common = { businessId, simulated: debtor?.simulated ?? simulated, reason: reason.trim() }
    add.mutate(debtor ? { ...common, scope: 'person', debtorId: debtor.id } : { ...common, scope: 'number', number: typed.trim() })
  }
  const title = debtor ? t('debtors.doNotCall.addPersonTitle', { name: debtor.name }) : number === undefined ? t('debtors.doNotCall.add') : t('debtors.doNotCall.addNumberTitle', { number: phoneText(number) })
  return (
    <Dialog
      open size="sm" title={title} description={t(debtor ? 'debtors.doNotCall.addPersonBody' : 'debtors.doNotCall.addNumberBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {add.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(add.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="do-not-call" busy={add.isPending} disabled={reason.trim() === '' || (!debtor && typed.trim().length < 3)}>{t('debtors.doNotCall.confirmAdd')}</Button>
        </>
      )}
    >
      <form id="do-not-call" className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); save() }}>
        {!debtor && number === undefined && <Field label={t('debtors.field.phone')}>{control => <Input {...control} autoFocus type="tel" maxLength={40} value={typed} onChange={event => setTyped(event.target.value)} />}</Field>}
        <Field label={t('debtors.doNotCall.reason')} hint={t('debtors.doNotCall.reasonHint')}>{control => <TextArea {...control} autoFocus={debtor !== undefined || number !== undefined} rows={3} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
