import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, TextArea } from '../../components/input.tsx'
import { countSelection, suspendJobs, type JobSelection } from './job-actions.ts'

/** Takes debtors out of the calling until somebody puts them back, with a reason that stays with them. */
export function SuspendDialog({ selection, onClose, onDone }: { selection: JobSelection, onClose: () => void, onDone: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const { data: count } = useQuery({ queryKey: ['count-call-jobs', selection], queryFn: () => countSelection(selection), staleTime: 0, gcTime: 0 })
  const suspend = async () => {
    setBusy(true)
    const changed = await suspendJobs(selection, reason.trim(), t)
    setBusy(false)
    if (!changed) return
    onDone()
    onClose()
  }
  return (
    <Dialog
      open size="sm" title={count === undefined ? t('campaigns.suspend') : t('campaigns.confirm.suspend', { count })} description={t('campaigns.confirm.suspendBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="suspend" busy={busy} disabled={reason.trim() === '' || !count}>{t('campaigns.suspend')}</Button>
        </>
      )}
    >
      <form id="suspend" className="pb-2" onSubmit={event => { event.preventDefault(); void suspend() }}>
        <Field label={t('campaigns.reason')}>{control => <TextArea {...control} rows={3} value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
