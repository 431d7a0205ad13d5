import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cannedPlaces, type CannedReply } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../../components/input.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { refreshCanned } from './refresh-canned.ts'

const goodShortcut = /^[\p{L}\p{N}_-]{1,30}$/u

/** Adds a canned reply, or changes the one given. `taken` are those there are, whose shortcuts are gone. */
export function CannedDialog({ reply, taken, onClose }: { reply: CannedReply | null, taken: readonly CannedReply[], onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const save = useMutation(api.chat.canned.save.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      onClose()
      return refreshCanned()
    },
  }))
  const isTaken = taken.some(one => one.id !== reply?.id && one.shortcut.toLocaleLowerCase() === shortcut.toLocaleLowerCase())
  const shortcutError = !tried ? undefined : !goodShortcut.test(shortcut) ? t('chatLab.canned.badShortcut') : isTaken ? t('chatLab.canned.taken') : undefined
  const put = (place: string) => {
    const at = field.current?.selectionStart ?? text.length
    setText(`${text.slice(0, at)}{{${place}}}${text.slice(field.current?.selectionEnd ?? at)}`)
    field.current?.focus()
  }
  const submit = () => {
    setTried(true)
    if (goodShortcut.test(shortcut) && !isTaken && text.trim() !== '') save.mutate({ businessId, id: reply?.id ?? null, shortcut, text: text.trim() })
  }
  return (
    <Dialog
      open title={reply === null ? t('chatLab.canned.add') : t('chatLab.canned.editNamed', { shortcut: reply.shortcut })} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="canned" busy={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="canned" noValidate className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); submit() }}>
        <Field label={t('chatLab.canned.shortcut')} hint={t('chatLab.canned.shortcutHint')} error={shortcutError}>{control => <Input {...control} autoFocus autoComplete="off" spellCheck={false} maxLength={30} value={shortcut} onChange={event => setShortcut(event.target.value.replace(/^\//, ''))} />}</Field>
        <Field label={t('chatLab.canned.text')} error={tried && text.trim() === '' ? t('chatLab.canned.textNeeded') : undefined}>{control => <TextArea {...control} ref={field} rows={4} maxLength={2_000} value={text} onChange={event => setText(event.target.value)} />}</Field>
        <div role="group" aria-label={t('chatLab.canned.places')}>
          <p className="mb-1 text-sm text-ink-soft">{t('chatLab.canned.places')}</p>
          <div className="flex flex-wrap gap-1">{cannedPlaces.map(place => <Button key={place} size="sm" onClick={() => put(place)}>{t(`chatLab.canned.place.${place}`)}</Button>)}</div>
        </div>
      </form>
    </Dialog>
  )
}
