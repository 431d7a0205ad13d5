import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Field, Input } from '../components/input.tsx'
import { problemText } from '../connection/problem.ts'

type NameFormProps = { confirmLabel: string, initialName: string, busy: boolean, error: unknown, onSave: (name: string) => void, onCancel: () => void }

type BusinessNameDialogProps = Omit<NameFormProps, 'onCancel'> & { open: boolean, onOpenChange: (open: boolean) => void, title: string }

export function BusinessNameDialog({ open, onOpenChange, title, ...form }: BusinessNameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} size="sm">
      <NameForm {...form} onCancel={() => onOpenChange(false)} />
    </Dialog>
  )
}

/** Lives while the dialog is open, so that each opening starts from the initial name. */
function NameForm({ confirmLabel, initialName, busy, error, onSave, onCancel }: NameFormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initialName)
  return (
    <form className="flex flex-col gap-4 pb-3" onSubmit={event => { event.preventDefault(); if (name.trim()) onSave(name.trim()) }}>
      <Field label={t('frame.businessName')} hint={t('frame.businessHint')} error={error ? problemText(error).title : undefined}>
        {control => <Input {...control} value={name} maxLength={120} onChange={event => setName(event.target.value)} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button variant="primary" type="submit" busy={busy} disabled={!name.trim()}>{confirmLabel}</Button>
      </div>
    </form>
  )
}
