import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../engine/contract/call-catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, TextArea } from '../../components/input.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'

const shortest = 10

/** The business works on a holiday: never without a reason that can be read later. */
export function WorkdayDialog({ holiday, onDone, onClose }: { holiday: Holiday, onDone: () => Promise<void>, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [reason, setReason] = useState('')
  const work = useMutation(api.callCatalogue.workOnHoliday.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async () => {
      await onDone()
      onClose()
    },
  }))
  const ready = reason.trim().length >= shortest
  return (
    <Dialog
      open size="sm" title={t('callingSettings.workTitle', { date: format.date(holiday.date) })} description={t('callingSettings.workBody', { name: holiday.name })} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {work.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(work.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="workday" disabled={!ready} busy={work.isPending}>{t('callingSettings.work')}</Button>
        </>
      )}
    >
      <form id="workday" className="pb-2" onSubmit={event => { event.preventDefault(); if (ready) work.mutate({ businessId, date: holiday.date, name: holiday.name, reason: reason.trim() }) }}>
        <Field label={t('callingSettings.workReason')} hint={t('callingSettings.loosenReasonHint', { count: shortest })}>{control => <TextArea {...control} rows={3} value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
