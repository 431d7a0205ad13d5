import { useMutation } from '@tanstack/react-query'
import { Ear, MessageSquareText, PhoneOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow, Listening } from '../../../engine/contract/calls.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, TextArea } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { LiveDialog } from './live/live-dialog.tsx'

/** What a person can do with a call while it lives; each is written down in its timeline. Whoever listens is told of its end. */
export function LiveControls({ attempt }: { attempt: AttemptRow }) {
  const { t } = useTranslation()
  const [whispering, setWhispering] = useState(false)
  const [listening, setListening] = useState<{ access: Listening | null } | null>(null)
  const stop = useMutation(api.calls.stop.mutationOptions({ onSuccess: () => notify.success(t('callPage.live.stopped')) }))
  const listen = useMutation(api.calls.listen.mutationOptions({ onSuccess: access => setListening({ access }) }))
  // The practice line has no sound, and says no to whoever asks for it.
  const open = () => attempt.simulated ? setListening({ access: null }) : listen.mutate({ attemptId: attempt.id })
  const askStop = async () => {
    if (await confirm({ title: t('callPage.live.stopTitle', { name: attempt.debtorName }), body: t('callPage.live.stopBody'), confirmLabel: t('callPage.live.stop'), danger: true })) stop.mutate({ attemptId: attempt.id })
  }
  return (
    <span className="flex items-center gap-1">
      {attempt.state === 'live' && (
        <>
          <Button size="sm" icon={PhoneOff} busy={stop.isPending} onClick={() => void askStop()}>{t('callPage.live.stop')}</Button>
          <Button size="sm" icon={MessageSquareText} onClick={() => setWhispering(true)}>{t('callPage.live.whisper')}</Button>
          <Button size="sm" icon={Ear} busy={listen.isPending} onClick={open}>{t('callPage.live.listen')}</Button>
        </>
      )}
      {whispering && <WhisperDialog attempt={attempt} onClose={() => setWhispering(false)} />}
      {listening && <LiveDialog attempt={attempt} access={listening.access} onClose={() => setListening(null)} />}
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
