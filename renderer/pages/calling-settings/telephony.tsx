import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound, Plug, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TelephonyStatus } from '../../../engine/contract/call-catalogue.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { PracticeLineSettings } from './practice-line.tsx'
import { receiveTelephony } from './telephony-status.ts'
import { TestResult } from './test-result.tsx'
import { WebhookSettings } from './webhooks.tsx'

/** The line to the provider, what it may tell by itself, and the line to practise on. */
export function TelephonySettings() {
  const { data, error, refetch } = useQuery(api.telephony.status.queryOptions())
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={8} />
  return (
    <>
      <KeySettings status={data} />
      <WebhookSettings key={JSON.stringify([data.webhooks.port, data.webhooks.publicUrl])} status={data} />
      <PracticeLineSettings status={data} />
    </>
  )
}

function KeySettings({ status: { key } }: { status: TelephonyStatus }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const test = useMutation(api.telephony.test.mutationOptions())
  const changed = (status: TelephonyStatus) => {
    receiveTelephony(status)
    test.reset()
    void queryClient.invalidateQueries({ queryKey: api.telephony.test.key() })
  }
  const set = useMutation(api.telephony.setKey.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: status => {
      setText('')
      changed(status)
      notify.success(t('callingSettings.keySaved'))
      test.mutate({ simulated: false })
    },
  }))
  const remove = useMutation(api.telephony.removeKey.mutationOptions({ onSuccess: changed }))
  const askRemove = async () => {
    if (await confirm({ title: t('callingSettings.removeKeyTitle'), body: t('callingSettings.removeKeyBody'), confirmLabel: t('common.remove'), danger: true })) remove.mutate({})
  }
  const fromEnvironment = key?.from === 'environment'
  return (
    <SettingsSection title={t('callingSettings.key')} body={t('callingSettings.keyBody')}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <KeyRound aria-hidden size={15} className="text-ink-faint" />
          {key ? <span>{t('callingSettings.keyIs')} <code className="font-mono">····{key.last4}</code></span> : <span className="text-ink-soft">{t('callingSettings.noKey')}</span>}
          {key && <Badge>{t(`callingSettings.keyFrom.${key.from}`)}</Badge>}
          {key && <span className="ml-auto flex gap-2"><Button icon={Plug} busy={test.isPending} onClick={() => test.mutate({ simulated: false })}>{t('callingSettings.test')}</Button>{!fromEnvironment && <Button icon={Trash2} disabled={remove.isPending} onClick={() => { void askRemove() }}>{t('common.remove')}</Button>}</span>}
        </div>
        <TestResult result={test.data} />
        {fromEnvironment
          ? <p className="text-sm text-ink-soft">{t('callingSettings.environmentHint')}</p>
          : (
              <form className="flex max-w-xl items-end gap-3" onSubmit={event => { event.preventDefault(); if (text.trim().length >= 8) set.mutate({ key: text.trim() }) }}>
                <div className="min-w-0 flex-1">
                  <Field label={t(key ? 'callingSettings.replaceKey' : 'callingSettings.enterKey')} hint={t('callingSettings.keyHint')} error={set.error ? problemText(set.error).title : undefined}>
                    {control => <Input {...control} type="password" autoComplete="off" spellCheck={false} value={text} maxLength={400} onChange={event => setText(event.target.value)} />}
                  </Field>
                </div>
                <Button type="submit" variant="primary" className="mb-[1.375rem]" busy={set.isPending} disabled={text.trim().length < 8}>{t('common.save')}</Button>
              </form>
            )}
      </div>
    </SettingsSection>
  )
}
