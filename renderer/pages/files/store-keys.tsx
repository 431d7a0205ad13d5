import { useMutation } from '@tanstack/react-query'
import { CircleAlert, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteSetting } from '../../../engine/contract/files.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Field, Input } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { receiveSettings } from './receive-settings.ts'

const shortest = 3

/** The keys of a remote store: they go to the engine and never come back. */
export function StoreKeys({ remote: { store, accessKey, secretKey } }: { remote: RemoteSetting }) {
  const { t } = useTranslation()
  const [entering, setEntering] = useState(false)
  const remove = useMutation(api.files.setKeys.mutationOptions({ onSuccess: receiveSettings }))
  const name = t(`files.store.${store}`)
  const isSet = accessKey !== null && secretKey !== null
  const fromEnvironment = accessKey?.from === 'environment' || secretKey?.from === 'environment'
  const askRemove = async () => {
    if (await confirm({ title: t('files.removeKeysTitle', { store: name }), body: t('files.removeKeysBody'), confirmLabel: t('files.removeKeys'), danger: true })) remove.mutate({ store, keys: null })
  }
  const summary = (key: NonNullable<RemoteSetting['accessKey']>) => key.from === 'environment' ? t('files.keyFromEnvironment') : key.last4 === '' ? t('files.keySet') : t('files.keyEnds', { last4: key.last4 })
  return (
    <section aria-label={t('files.keys', { store: name })} className="flex max-w-xl flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium">{t('files.keys', { store: name })}</h3>
          {accessKey && <p><IconState icon={KeyRound} tone="positive" className="text-sm text-ink-soft" label={`${t('files.accessKey')}: ${summary(accessKey)}`} /></p>}
          {secretKey && <p><IconState icon={KeyRound} tone="positive" className="text-sm text-ink-soft" label={`${t('files.secretKey')}: ${summary(secretKey)}`} /></p>}
          {!isSet && <p><IconState icon={CircleAlert} tone="caution" className="text-sm text-ink-soft" label={t('files.noKeys')} /></p>}
        </div>
        {!fromEnvironment && !entering && <Button onClick={() => setEntering(true)}>{t(isSet ? 'files.replaceKeys' : 'files.enterKeys')}</Button>}
        {!fromEnvironment && !entering && (accessKey || secretKey) && <Button disabled={remove.isPending} onClick={() => { void askRemove() }}>{t('files.removeKeys')}</Button>}
      </div>
      {entering && <KeysForm store={store} onDone={() => setEntering(false)} />}
    </section>
  )
}

function KeysForm({ store, onDone }: { store: RemoteSetting['store'], onDone: () => void }) {
  const { t } = useTranslation()
  const [access, setAccess] = useState('')
  const [secret, setSecret] = useState('')
  const save = useMutation(api.files.setKeys.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: settings => {
      receiveSettings(settings)
      notify.success(t('files.keysSaved'))
      onDone()
    },
  }))
  const complete = access.trim().length >= shortest && secret.trim().length >= shortest
  return (
    <form className="flex flex-col gap-3 rounded-md border border-line bg-canvas p-3" onSubmit={event => { event.preventDefault(); if (complete) save.mutate({ store, keys: { access, secret } }) }}>
      <Field label={t('files.accessKey')}>
        {control => <Input {...control} autoFocus autoComplete="off" spellCheck={false} className="font-mono" value={access} maxLength={400} onChange={event => setAccess(event.target.value)} />}
      </Field>
      <Field label={t('files.secretKey')} hint={t('files.keysHint')} error={save.error ? problemText(save.error).title : undefined}>
        {control => <Input {...control} type="password" autoComplete="off" spellCheck={false} className="font-mono" value={secret} maxLength={400} onChange={event => setSecret(event.target.value)} />}
      </Field>
      <div className="flex gap-2">
        <Button variant="primary" type="submit" busy={save.isPending} disabled={!complete}>{t('common.save')}</Button>
        <Button variant="ghost" onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
