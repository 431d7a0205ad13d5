import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow } from '../../../engine/contract/calls.ts'
import { Button } from '../../components/button.tsx'
import { phoneText } from '../../components/calls/phone.tsx'
import { zonedMoment } from '../../components/calls/zoned-clock.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field, TextArea } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'

const verdicts = ['call_placed', 'not_placed'] as const
const shortestReason = 3

/** A person says what became of an attempt that nobody could look up; the reason is kept. */
export function ReviewDialog({ attempt, onClose }: { attempt: AttemptRow, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [verdict, setVerdict] = useState<typeof verdicts[number] | null>(null)
  const [reason, setReason] = useState('')
  const resolve = useMutation(api.calls.resolveReview.mutationOptions({
    onSuccess: () => {
      notify.success(t('callPage.review.done'))
      onClose()
    },
  }))
  const ready = verdict !== null && reason.trim().length >= shortestReason
  return (
    <Dialog
      open onOpenChange={open => { if (!open) onClose() }}
      title={t('callPage.review.title')}
      description={t('callPage.review.body', { name: attempt.debtorName || t('callPage.noName'), number: phoneText(attempt.number), time: zonedMoment(format.locale, attempt.intentAt, attempt.timeZone) })}
      footer={<>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" disabled={!ready} busy={resolve.isPending} onClick={() => { if (verdict) resolve.mutate({ attemptId: attempt.id, verdict, reason: reason.trim() }) }}>{t('callPage.review.save')}</Button>
      </>}
    >
      <fieldset className="mb-3 flex flex-col gap-1.5">
        <legend className="mb-1 text-sm font-medium text-ink-soft">{t('callPage.review.question')}</legend>
        {verdicts.map(value => (
          <label key={value} className="flex items-start gap-2 rounded-md border border-line p-2.5 has-checked:border-accent has-checked:bg-accent-soft">
            <input type="radio" name="verdict" className="mt-0.5 accent-(--accent-fill)" checked={verdict === value} onChange={() => setVerdict(value)} />
            <span><span className="font-medium">{t(`callPage.review.${value}`)}</span><span className="block text-sm text-ink-soft">{t(`callPage.review.${value}_help`)}</span></span>
          </label>
        ))}
      </fieldset>
      <Field label={t('callPage.review.reason')} hint={t('callPage.review.reasonHint')}>
        {control => <TextArea {...control} rows={2} maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />}
      </Field>
    </Dialog>
  )
}
