import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { CircleAlert, CircleCheck, CircleDashed, Copy, Plug } from 'lucide-react'
import type { TelephonyStatus } from '../../../engine/contract/call-catalogue.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Switch } from '../../components/checkbox.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { isAddress } from '../actions/action-draft.ts'
import { SettingRow, SettingsSection } from '../settings/settings-section.tsx'
import { NumberField } from './number-field.tsx'
import { receiveTelephony } from './telephony-status.ts'

const shortestSecret = 16

/** The provider may tell of a call's end by itself, where it can reach this machine; without it the console asks every 15 seconds. */
export function WebhookSettings({ status: { webhooks, payments } }: { status: TelephonyStatus }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [port, setPort] = useState(webhooks.port)
  const [address, setAddress] = useState(webhooks.publicUrl ?? '')
  const [listenOn, setListenOn] = useState(webhooks.address)
  const save = useMutation(api.telephony.setWebhooks.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      receiveTelephony(changed)
      notify.success(t('settings.saved'))
    },
  }))
  const wrong = address.trim() !== '' && !isAddress(address.trim())
  const changed = port !== webhooks.port || address.trim() !== (webhooks.publicUrl ?? '') || listenOn !== webhooks.address
  const keep = (enabled: boolean) => { if (!wrong) save.mutate({ enabled, port, publicUrl: address.trim() || null, address: listenOn }) }
  // One that this machine had when it was chosen stays in the list.
  const choices = [...new Set([...webhooks.addresses, listenOn])]
  const base = webhooks.publicUrl?.replace(/\/$/, '') ?? null
  return (
    <SettingsSection title={t('callingSettings.webhooks')} body={t('callingSettings.webhooksBody')}>
      <SettingRow label={t('callingSettings.webhooksOn')} htmlFor="webhooks" hint={webhooks.problem?.[format.language]}>
        {webhooks.problem
          ? <IconState icon={CircleAlert} tone="danger" label={t('callingSettings.notListening')} />
          : <IconState icon={webhooks.listening ? CircleCheck : CircleDashed} tone={webhooks.listening ? 'positive' : 'neutral'} label={t(webhooks.listening ? 'callingSettings.listening' : 'callingSettings.notListening')} />}
        <Switch id="webhooks" label={t('callingSettings.webhooksOn')} checked={webhooks.enabled} disabled={save.isPending || wrong} onChange={keep} />
      </SettingRow>
      <form className="mt-3 flex flex-wrap items-start gap-3" onSubmit={event => { event.preventDefault(); keep(webhooks.enabled) }}>
        <div className="w-28"><NumberField label={t('callingSettings.port')} value={port} min={1024} max={65_535} onChange={value => { if (value !== null) setPort(value) }} /></div>
        <div className="w-60"><Field label={t('callingSettings.listenOn')}>{control => <Select id={control.id} label={t('callingSettings.listenOn')} className="w-full" value={listenOn} onChange={setListenOn} options={choices.map(value => ({ value, label: addressName(value, t) }))} />}</Field></div>
        <div className="min-w-60 flex-1"><Field label={t('callingSettings.publicUrl')} hint={t('callingSettings.publicUrlHint')} error={wrong ? t('callingSettings.noAddress') : save.error ? problemText(save.error).title : undefined}>{control => <Input {...control} type="url" spellCheck={false} placeholder="https://" value={address} onChange={event => setAddress(event.target.value)} />}</Field></div>
        <Button type="submit" className="mt-[1.375rem]" disabled={!changed || wrong} busy={save.isPending}>{t('common.save')}</Button>
      </form>
      {listenOn !== '127.0.0.1' && <p className="mt-2 flex items-center gap-2 rounded-md bg-caution-soft px-3 py-2 text-sm"><CircleAlert aria-hidden size={15} className="shrink-0 text-caution" />{t('callingSettings.listenOpenly')}</p>}
      {base !== null && webhooks.enabled && (
        <dl className="mt-3 flex flex-col gap-1 text-sm text-ink-soft">
          <HookAddress name={t('callingSettings.hookAddress')} address={`${base}/hooks/retell`} />
          {payments !== null && <HookAddress name={t('callingSettings.paymentAddress')} address={`${base}/hooks/payments`} />}
        </dl>
      )}
      {base !== null && webhooks.listening && <TryAddress key={base} />}
      <PaymentsSecret payments={payments} />
    </SettingsSection>
  )
}

function addressName(address: string, t: TFunction): string {
  if (address === '127.0.0.1') return t('callingSettings.listenHere')
  return address === '0.0.0.0' || address === '::' ? t('callingSettings.listenEverywhere', { address }) : address
}

/** Sends something to the public address, and tells whether it came in here. */
function TryAddress() {
  const { t } = useTranslation()
  const format = useFormat()
  const test = useMutation(api.telephony.testWebhooks.mutationOptions({ meta: { shownInPlace: true } }))
  const answer = test.data
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      <Button icon={Plug} busy={test.isPending} onClick={() => test.mutate()}>{t('callingSettings.tryAddress')}</Button>
      <div role="status" className="min-w-0 flex-1">
        {answer?.reached && <IconState icon={CircleCheck} tone="positive" label={t('callingSettings.addressReached')} />}
        {answer?.problem && <p className="flex items-start gap-2 text-danger"><CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />{answer.problem[format.language]}</p>}
        {test.error && <p className="text-danger">{problemText(test.error).title}</p>}
      </div>
    </div>
  )
}

function HookAddress({ name, address }: { name: string, address: string }) {
  const { t } = useTranslation()
  return (
    <div className="flex items-center gap-2">
      <dt>{name}</dt>
      <dd className="flex min-w-0 items-center gap-1"><code className="min-w-0 truncate font-mono">{address}</code><IconButton size="sm" icon={Copy} label={t('common.copy')} onClick={() => { void navigator.clipboard.writeText(address).then(() => notify.success(t('common.copied'))) }} /></dd>
    </div>
  )
}

/** What programs that tell of payments sign with; it never comes back from the engine. */
function PaymentsSecret({ payments }: { payments: TelephonyStatus['payments'] }) {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const set = useMutation(api.telephony.setPaymentsSecret.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: changed => {
      setSecret('')
      receiveTelephony(changed)
      notify.success(t('settings.saved'))
    },
  }))
  const ready = secret.trim().length >= shortestSecret
  return (
    <form className="mt-4 flex items-start gap-3 border-t border-line pt-4" onSubmit={event => { event.preventDefault(); if (ready) set.mutate({ secret: secret.trim() }) }}>
      <div className="min-w-0 flex-1">
        <Field label={<>{t('callingSettings.payments')} · <span className="font-normal">{payments ? t('callingSettings.paymentsIs', { last4: payments.last4 }) : t('callingSettings.noPayments')}</span></>} hint={t('callingSettings.paymentsHint')} error={set.error ? problemText(set.error).title : undefined}>
          {control => <Input {...control} type="password" autoComplete="off" spellCheck={false} disabled={payments?.from === 'environment'} value={secret} maxLength={400} onChange={event => setSecret(event.target.value)} />}
        </Field>
      </div>
      <Button type="submit" className="mt-[1.375rem]" disabled={!ready} busy={set.isPending}>{t('common.save')}</Button>
      {payments?.from === 'settings' && <Button className="mt-[1.375rem]" disabled={set.isPending} onClick={() => set.mutate({ secret: null })}>{t('common.remove')}</Button>}
    </form>
  )
}
