import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoosenableRule } from '../../../engine/contract/policies.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../components/input.tsx'

/** Who sets a rule aside, and why: kept beside the rule for whoever asks later. */
export interface Words { reason: string, by: string }

const shortest = 10

/** A rule of the preset is set aside only with a written reason and a name. */
export function LoosenDialog({ rule, busy = false, onClose, onLoosen }: { rule: LoosenableRule, busy?: boolean, onClose: () => void, onLoosen: (words: Words) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [by, setBy] = useState('')
  const ready = reason.trim().length >= shortest && by.trim() !== ''
  return (
    <Dialog
      open size="sm" title={t('callingSettings.loosenTitle', { rule: t(`callingSettings.rule.${rule}`) })} description={t('callingSettings.loosenBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="danger" type="submit" form="loosen" disabled={!ready} busy={busy}>{t('callingSettings.loosen')}</Button>
        </>
      )}
    >
      {/* A dialog inside a form must not hand its submit on to that form. */}
      <form id="loosen" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); if (ready) onLoosen({ reason: reason.trim(), by: by.trim() }) }}>
        <Field label={t('callingSettings.loosenReason')} hint={t('callingSettings.loosenReasonHint', { count: shortest })}>{control => <TextArea {...control} rows={4} value={reason} maxLength={2000} onChange={event => setReason(event.target.value)} />}</Field>
        <Field label={t('callingSettings.loosenBy')}>{control => <Input {...control} value={by} maxLength={200} onChange={event => setBy(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
