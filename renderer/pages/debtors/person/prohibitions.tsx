import { useMutation } from '@tanstack/react-query'
import { Ban, CircleCheck, FileCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { useCampaignClock } from '../../../components/calls/campaign-clock.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { Field, Input, TextArea } from '../../../components/input.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { AddDoNotCallDialog } from '../do-not-call/add-dialog.tsx'
import { DoNotCallCard } from '../do-not-call/do-not-call-card.tsx'
import { wallMoment, wallText } from '../../campaigns/zone-moment.ts'
import { Section } from './section.tsx'
import { showChanged } from './use-debtor-changes.ts'

/** Whether the person may be called at all: their consent to an AI voice, and what forbids calling. */
export function ConsentAndProhibitions({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [forbidding, setForbidding] = useState(false)
  const [consenting, setConsenting] = useState(false)
  const withdraw = useMutation(api.debtors.update.mutationOptions({ onSuccess: showChanged }))
  const askWithdraw = async () => {
    if (await confirm({ title: t('debtors.consent.withdrawTitle'), body: t('debtors.consent.withdrawBody'), confirmLabel: t('debtors.consent.withdraw'), danger: true })) withdraw.mutate({ debtorId: debtor.id, consent: null })
  }
  const personForbidden = debtor.doNotCall.some(entry => entry.scope === 'person' && entry.liftedAt === null)
  const open = debtor.erasedAt === null
  return (
    <>
      <Section title={t('debtors.doNotCall.title')} actions={open && !personForbidden && <Button size="sm" variant="ghost" icon={Ban} onClick={() => setForbidding(true)}>{t('debtors.doNotCall.addPerson')}</Button>}>
        {debtor.doNotCall.length === 0 && <IconState icon={CircleCheck} tone="positive" label={t('debtors.doNotCall.free')} />}
        <ul className="flex flex-col gap-2">{debtor.doNotCall.map(entry => <DoNotCallCard key={entry.id} entry={entry} />)}</ul>
      </Section>
      <Section
        title={t('debtors.consent.title')}
        actions={open && (debtor.consentAt === null
          ? <Button size="sm" variant="ghost" icon={FileCheck} onClick={() => setConsenting(true)}>{t('debtors.consent.record')}</Button>
          : <Button size="sm" variant="ghost" busy={withdraw.isPending} onClick={() => void askWithdraw()}>{t('debtors.consent.withdraw')}</Button>)}
      >
        {debtor.consentAt === null
          ? <p className="text-ink-faint">{t('debtors.consent.none')}</p>
          : <p><IconState icon={FileCheck} tone="positive" label={t('debtors.consent.given', { day: format.date(debtor.consentAt) })} />{debtor.consentSource && <span className="block text-sm text-ink-soft">{debtor.consentSource}</span>}</p>}
      </Section>
      {forbidding && <AddDoNotCallDialog debtor={debtor} onClose={() => setForbidding(false)} />}
      {consenting && <ConsentDialog debtor={debtor} onClose={() => setConsenting(false)} />}
    </>
  )
}

function ConsentDialog({ debtor, onClose }: { debtor: Debtor, onClose: () => void }) {
  const { t } = useTranslation()
  const today = wallText(useCampaignClock(debtor.simulated)(), debtor.timeZone).slice(0, 10)
  // The clock may still be on its way when the dialog opens.
  const [chosenDay, setDay] = useState<string | null>(null)
  const day = chosenDay ?? today
  const [source, setSource] = useState('')
  const at = wallMoment(`${day}T00:00`, debtor.timeZone)
  const update = useMutation(api.debtors.update.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      showChanged(changed)
      onClose()
    },
  }))
  return (
    <Dialog
      open size="sm" title={t('debtors.consent.record')} description={t('debtors.consent.recordBody')} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={(
        <>
          {update.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(update.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="consent" busy={update.isPending} disabled={at === null || source.trim() === ''}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="consent" className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); if (at !== null) update.mutate({ debtorId: debtor.id, consent: { at, source: source.trim() } }) }}>
        <Field label={t('debtors.consent.day')}>{control => <Input {...control} type="date" max={today} value={day} onChange={event => setDay(event.target.value)} />}</Field>
        <Field label={t('debtors.consent.source')} hint={t('debtors.consent.sourceHint')}>{control => <TextArea {...control} rows={3} maxLength={500} value={source} onChange={event => setSource(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
