import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Field, Input } from '../components/input.tsx'
import { problemText } from '../connection/problem.ts'

type BusinessNameDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  confirmLabel: string
  initialName: string
  busy: boolean
  error: unknown
  onSave: (name: string) => void
}

export function BusinessNameDialog({ open, onOpenChange, title, confirmLabel, initialName, busy, error, onSave }: BusinessNameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initialName)
  const formId = useId()
  useEffect(() => { if (open) setName(initialName) }, [open, initialName])
  return (
    <Dialog
      open={open} onOpenChange={onOpenChange} title={title} size="sm"
      footer={(
        <>
          <Button onClick={() => onOpenChange(false)}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={busy} disabled={!name.trim()}>{confirmLabel}</Button>
        </>
      )}
    >
      <form id={formId} className="pb-3" onSubmit={event => { event.preventDefault(); if (name.trim()) onSave(name.trim()) }}>
        <Field label={t('frame.businessName')} hint={t('frame.businessHint')} error={error ? problemText(error).title : undefined}>
          {control => <Input {...control} value={name} maxLength={120} autoFocus onChange={event => setName(event.target.value)} />}
        </Field>
      </form>
    </Dialog>
  )
}
