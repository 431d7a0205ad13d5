import { useMutation } from '@tanstack/react-query'
import { CircleAlert, KeyRound, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../../engine/contract/actions.ts'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Field, Input } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { useNow } from '../../components/use-now.ts'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { refreshActions } from './use-actions.ts'

type Secret = Action['secrets'][number]

/** Which secrets the action needs and which are set. They go to the engine and never come back. */
export function ActionSecrets({ action }: { action: Action }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(60_000)
  if (action.secrets.length === 0) return <p className="text-ink-soft">{t('actions.noSecrets')}</p>
  const bothSign = action.previousSecretUntil !== null && action.previousSecretUntil > now
  return (
    <div className="flex flex-col gap-3">
      {action.secrets.map(secret => <SecretRow key={`${secret.slot} ${secret.key}`} action={action} secret={secret} />)}
      {bothSign && action.previousSecretUntil !== null && <p className="text-sm text-ink-soft">{t('actions.bothSign', { time: format.dateTime(action.previousSecretUntil) })}</p>}
    </div>
  )
}

function SecretRow({ action, secret }: { action: Action, secret: Secret }) {
  const { t } = useTranslation()
  const [entering, setEntering] = useState(false)
  const name = t(`actions.secretSlots.${secret.slot}`, { name: secret.key })
  const state = secret.last4 === null ? t('actions.secretMissing') : secret.last4 === '' ? t('actions.secretSetShort') : t('actions.secretSet', { last4: secret.last4 })
  return (
    <div>
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <IconState icon={secret.last4 === null ? CircleAlert : KeyRound} tone={secret.last4 === null ? 'caution' : 'positive'} label={state} className="text-sm text-ink-soft" />
        </span>
        {!entering && <Button onClick={() => setEntering(true)}>{t(secret.last4 === null ? 'actions.setSecret' : 'actions.changeSecret')}</Button>}
      </div>
      {entering && <SecretForm action={action} secret={secret} name={name} onDone={() => setEntering(false)} />}
    </div>
  )
}

function SecretForm({ action, secret, name, onDone }: { action: Action, secret: Secret, name: string, onDone: () => void }) {
  const { t } = useTranslation()
  const [value, setValue] = useState('')
  const [generated, setGenerated] = useState(false)
  const save = useMutation(api.actions.setSecret.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      notify.success(t('actions.secretSaved'))
      onDone()
      return refreshActions()
    },
  }))
  const generate = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32))
    setValue(Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(''))
    setGenerated(true)
  }
  const hint = generated ? t('actions.generated') : secret.slot === 'signing' && secret.last4 !== null ? t('actions.rotateHint') : undefined
  return (
    <form
      className="mt-2 flex flex-col gap-2 rounded-md border border-line bg-canvas p-2.5"
      onSubmit={event => {
        event.preventDefault()
        if (value.length >= 8) save.mutate({ actionId: action.id, secret: { slot: secret.slot, key: secret.key }, value })
      }}
    >
      <Field label={`${name} · ${t('actions.secretValue')}`} hint={hint} error={save.error ? problemText(save.error).title : undefined}>
        {/* Shown only when it was made here, to be copied to the receiver. */}
        {control => <Input {...control} autoFocus type={generated ? 'text' : 'password'} autoComplete="off" spellCheck={false} value={value} minLength={8} maxLength={4000} className="font-mono" onChange={event => { setValue(event.target.value); setGenerated(false) }} />}
      </Field>
      <div className="flex gap-2">
        <Button variant="primary" type="submit" busy={save.isPending} disabled={value.length < 8}>{t('common.save')}</Button>
        {secret.slot === 'signing' && <Button icon={WandSparkles} onClick={generate}>{t('actions.generate')}</Button>}
        <Button variant="ghost" onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
