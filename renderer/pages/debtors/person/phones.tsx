import { useMutation } from '@tanstack/react-query'
import { Ban, Ellipsis, Phone as PhoneIcon, PhoneOff, Plus, UserRoundX, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneStates, type PhoneState } from '../../../../db/values.ts'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import type { Tone } from '../../../components/badge.tsx'
import { Button, IconButton } from '../../../components/button.tsx'
import { Phone, phoneText } from '../../../components/calls/phone.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { Input } from '../../../components/input.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../../components/menu.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { AddDoNotCallDialog } from '../do-not-call/add-dialog.tsx'
import { Section } from './section.tsx'
import { showChanged } from './use-debtor-changes.ts'

const looks: Record<PhoneState, { icon: LucideIcon, tone: Tone }> = { ok: { icon: PhoneIcon, tone: 'positive' }, bad: { icon: PhoneOff, tone: 'danger' }, wrong_person: { icon: UserRoundX, tone: 'caution' } }

/** The numbers in the order of trying, what is known of each, and another one. */
export function Phones({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [adding, setAdding] = useState(false)
  const [forbidding, setForbidding] = useState<string | null>(null)
  const setState = useMutation(api.debtors.setPhoneState.mutationOptions({ onSuccess: showChanged }))
  const forbidden = new Set(debtor.doNotCall.filter(entry => entry.scope === 'number' && entry.liftedAt === null).map(entry => entry.subject))
  return (
    <Section title={t('debtors.phones.title')} actions={debtor.erasedAt === null && <Button size="sm" variant="ghost" icon={Plus} onClick={() => setAdding(true)}>{t('debtors.phones.add')}</Button>}>
      {debtor.phones.length === 0 && <p className="text-ink-faint">{t('debtors.phones.none')}</p>}
      <ol className="flex flex-col">
        {debtor.phones.map(phone => (
          <li key={phone.number} className="grid h-8 grid-cols-[minmax(0,10rem)_minmax(0,1fr)_auto] items-center gap-2">
            <Phone number={phone.number} />
            <span className="flex min-w-0 items-center gap-2" title={phone.stateAt === null ? undefined : format.dateTime(phone.stateAt)}>
              {forbidden.has(phone.number) ? <IconState icon={Ban} tone="danger" label={t('debtors.doNotCallShort')} /> : <IconState {...looks[phone.state]} label={t(`debtors.phones.state.${phone.state}`)} />}
              {phone.stateAt !== null && phone.state !== 'ok' && <span className="truncate text-sm text-ink-faint">{format.date(phone.stateAt)}</span>}
            </span>
            <Menu align="end" trigger={<IconButton size="sm" icon={Ellipsis} label={t('debtors.phones.actions', { number: phoneText(phone.number) })} />}>
              {phoneStates.filter(state => state !== phone.state).map(state => (
                <MenuItem key={state} icon={looks[state].icon} onSelect={() => setState.mutate({ debtorId: debtor.id, number: phone.number, state })}>{t(`debtors.phones.mark.${state}`)}</MenuItem>
              ))}
              {!forbidden.has(phone.number) && <><MenuSeparator /><MenuItem danger icon={Ban} onSelect={() => setForbidding(phone.number)}>{t('debtors.phones.forbid')}</MenuItem></>}
            </Menu>
          </li>
        ))}
      </ol>
      {adding && <AddPhone debtor={debtor} onClose={() => setAdding(false)} />}
      {forbidding !== null && <AddDoNotCallDialog number={forbidding} onClose={() => setForbidding(null)} />}
    </Section>
  )
}

function AddPhone({ debtor, onClose }: { debtor: Debtor, onClose: () => void }) {
  const { t } = useTranslation()
  const [number, setNumber] = useState('')
  const add = useMutation(api.debtors.addPhone.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      showChanged(changed)
      onClose()
    },
  }))
  return (
    <form className="mt-2 flex flex-wrap items-center gap-2" onSubmit={event => { event.preventDefault(); add.mutate({ debtorId: debtor.id, number: number.trim() }) }}>
      <Input
        autoFocus type="tel" aria-label={t('debtors.phones.number')} placeholder={t('debtors.phones.number')} value={number} maxLength={40} className="!w-48" aria-invalid={add.isError || undefined}
        onChange={event => setNumber(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onClose()
        }}
      />
      <Button type="submit" variant="primary" busy={add.isPending} disabled={number.trim().length < 3}>{t('debtors.phones.add')}</Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      {add.error && <p role="alert" className="w-full text-danger">{problemText(add.error).title}</p>}
    </form>
  )
}
