import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoNotCallEntry } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { phoneText } from '../../../components/calls/phone.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, TextArea } from '../../../components/input.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { refreshDebtors } from '../person/use-debtor-changes.ts'

const shortestReason = 3

/** Allows calling again, only with a written reason. The entry stays in the list with it. */
export function LiftDialog({ entry, onClose }: { entry: DoNotCallEntry, onClose: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const lift = useMutation(api.debtors.liftDoNotCall.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      onClose()
      return refreshDebtors()
    },
  }))
  return (
    <Dialog
      open size="sm" title={t('debtors.doNotCall.liftTitle', { subject: entry.scope === 'number' ? phoneText(entry.subject) : entry.name ?? entry.subject })} description={t('debtors.doNotCall.liftBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {lift.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(lift.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="danger" type="submit" form="lift" busy={lift.isPending} disabled={reason.trim().length < shortestReason}>{t('debtors.doNotCall.lift')}</Button>
        </>
      )}
    >
      <form id="lift" onSubmit={event => { event.preventDefault(); lift.mutate({ id: entry.id, reason: reason.trim() }) }}>
        <Field label={t('debtors.doNotCall.reason')} hint={t('debtors.doNotCall.liftHint')}>{control => <TextArea {...control} autoFocus rows={3} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
