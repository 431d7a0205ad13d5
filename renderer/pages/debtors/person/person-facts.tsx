import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../../db/values.ts'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { isZone } from '../../../components/calls/zoned-clock.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ZoneField } from '../../campaigns/place-fields.tsx'
import { Fact, Section } from './section.tsx'
import { showChanged } from './use-debtor-changes.ts'

/** What is known of the person besides debts and phones, and the variables the script may speak. */
export function PersonFacts({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [editing, setEditing] = useState(false)
  const variables = Object.entries(debtor.variables)
  const country = new Intl.DisplayNames(format.locale, { type: 'region' }).of(debtor.country) ?? debtor.country
  return (
    <>
      <Section title={t('debtors.person')} actions={debtor.erasedAt === null && <Button size="sm" variant="ghost" icon={Pencil} onClick={() => setEditing(true)}>{t('debtors.edit')}</Button>}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          <Fact name={t('debtors.field.country')}>{[country, debtor.region].filter(Boolean).join(' · ')}</Fact>
          <Fact name={t('debtors.field.timeZone')}>{debtor.timeZone}</Fact>
          <Fact name={t('debtors.field.language')}>{t(`debtors.language.${debtor.language}`)}</Fact>
          <Fact name={t('debtors.createdAt')}>{format.dateTime(debtor.createdAt)}</Fact>
          <Fact name={t('debtors.updatedAt')}>{format.dateTime(debtor.updatedAt)}</Fact>
          {debtor.erasedAt !== null && <Fact name={t('debtors.erasedAt')}>{format.dateTime(debtor.erasedAt)}</Fact>}
        </dl>
      </Section>
      {variables.length > 0 && (
        <Section title={t('debtors.variables')}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
            {variables.map(([name, value]) => (
              <div key={name} className="contents"><dt className="font-mono text-sm text-ink-soft">{name}</dt><dd className="min-w-0 break-words">{value}</dd></div>
            ))}
          </dl>
        </Section>
      )}
      {editing && <EditDialog debtor={debtor} onClose={() => setEditing(false)} />}
    </>
  )
}

function EditDialog({ debtor, onClose }: { debtor: Debtor, onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(debtor.name)
  const [language, setLanguage] = useState(debtor.language)
  const [timeZone, setTimeZone] = useState(debtor.timeZone)
  const update = useMutation(api.debtors.update.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      showChanged(changed)
      onClose()
    },
  }))
  return (
    <Dialog
      open size="sm" title={t('debtors.editTitle')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {update.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(update.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="debtor" busy={update.isPending} disabled={name.trim() === '' || !isZone(timeZone)}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="debtor" className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); update.mutate({ debtorId: debtor.id, name: name.trim(), language, timeZone }) }}>
        <Field label={t('debtors.field.name')}>{control => <Input {...control} autoFocus value={name} maxLength={200} onChange={event => setName(event.target.value)} />}</Field>
        <Field label={t('debtors.field.language')}>{control => <Select id={control.id} label={t('debtors.field.language')} value={language} onChange={setLanguage} options={languages.map(value => ({ value, label: t(`debtors.language.${value}`) }))} className="w-full" />}</Field>
        <ZoneField label={t('debtors.field.timeZone')} hint={t('debtors.zoneHint')} value={timeZone} onChange={setTimeZone} />
      </form>
    </Dialog>
  )
}
