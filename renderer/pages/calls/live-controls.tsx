import { useMutation } from '@tanstack/react-query'
import { Ear, MessageSquareText, PhoneOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow } from '../../../engine/contract/calls.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'

/** What a person can do with a call while it lives; each is written down in its timeline. */
export function LiveControls({ attempt }: { attempt: AttemptRow }) {
  const { t } = useTranslation()
  const [whispering, setWhispering] = useState(false)
  const [access, setAccess] = useState<{ accessToken: string, url: string | null } | null>(null)
  const stop = useMutation(api.calls.stop.mutationOptions({ onSuccess: () => notify.success(t('callPage.live.stopped')) }))
  const listen = useMutation(api.calls.listen.mutationOptions({ onSuccess: setAccess }))
  const askStop = async () => {
    if (await confirm({ title: t('callPage.live.stopTitle', { name: attempt.debtorName }), body: t('callPage.live.stopBody'), confirmLabel: t('callPage.live.stop'), danger: true })) stop.mutate({ attemptId: attempt.id })
  }
  return (
    <span className="flex items-center gap-1">
      <Button size="sm" icon={PhoneOff} busy={stop.isPending} onClick={() => void askStop()}>{t('callPage.live.stop')}</Button>
      <Button size="sm" icon={MessageSquareText} onClick={() => setWhispering(true)}>{t('callPage.live.whisper')}</Button>
      <Button size="sm" icon={Ear} busy={listen.isPending} onClick={() => listen.mutate({ attemptId: attempt.id })}>{t('callPage.live.listen')}</Button>
      {whispering && <WhisperDialog attempt={attempt} onClose={() => setWhispering(false)} />}
      {access && <ListenDialog access={access} onClose={() => setAccess(null)} />}
    </span>
  )
}

function WhisperDialog({ attempt, onClose }: { attempt: AttemptRow, onClose: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const whisper = useMutation(api.calls.whisper.mutationOptions({
    onSuccess: () => {
      notify.success(t('callPage.live.whispered'))
      onClose()
    },
  }))
  const send = () => { if (text.trim()) whisper.mutate({ attemptId: attempt.id, text: text.trim() }) }
  return (
    <Dialog
      open onOpenChange={open => { if (!open) onClose() }} title={t('callPage.live.whisperTitle')} description={t('callPage.live.whisperBody')}
      footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button variant="primary" disabled={!text.trim()} busy={whisper.isPending} onClick={send}>{t('callPage.live.send')}</Button></>}
    >
      <Field label={t('callPage.live.words')}>
        {control => <TextArea {...control} rows={4} maxLength={1000} value={text} onChange={event => setText(event.target.value)} onKeyDown={event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send() }} />}
      </Field>
    </Dialog>
  )
}

function ListenDialog({ access, onClose }: { access: { accessToken: string, url: string | null }, onClose: () => void }) {
  const { t } = useTranslation()
  const copy = (text: string) => { void navigator.clipboard.writeText(text).then(() => notify.success(t('common.copied'))) }
  const entries = [...(access.url === null ? [] : [[t('callPage.live.address'), access.url]]), [t('callPage.live.token'), access.accessToken]] as [string, string][]
  return (
    <Dialog open onOpenChange={open => { if (!open) onClose() }} title={t('callPage.live.listenTitle')} description={t('callPage.live.listenBody')} footer={<Button onClick={onClose}>{t('common.close')}</Button>}>
      <div className="flex flex-col gap-3">
        {entries.map(([label, value]) => (
          <Field key={label} label={label}>
            {control => <span className="flex gap-2"><Input {...control} readOnly value={value} className="font-mono" /><Button onClick={() => copy(value)}>{t('common.copy')}</Button></span>}
          </Field>
        ))}
      </div>
    </Dialog>
  )
}
