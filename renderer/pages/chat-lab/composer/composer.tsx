import { Headset, Paperclip, SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { longestChatMessage, type ChatDetail } from '../../../../engine/contract/chat.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { focusWhenLost } from '../../../components/focus-when-lost.ts'
import { Keys } from '../../../components/kbd.tsx'
import { send, setAttached, setDraft, useOutbox } from '../thread/outbox.ts'
import { useChatActions } from '../thread/use-chat-actions.ts'
import type { Thread } from '../thread/use-thread.ts'
import { AttachedFile } from './attached-file.tsx'
import { attachFile, playsCustomer } from './attach-file.ts'
import { CannedMenu } from './canned-menu.tsx'
import { openPlaces } from './canned-places.ts'
import { takeFocusWish } from './focus-wish.ts'
import { useCannedMenu } from './use-canned-menu.ts'

type Speaker = 'customer' | 'person'
interface ComposerProps { businessId: string, chat: ChatDetail, change: Thread['change'] }

/** Where a person writes: as the customer of a chat of the lab, or for the shop after taking over. */
export function Composer(props: ComposerProps) {
  const { chat } = props
  if (chat.state === 'closed') return <NotHere {...props} words="chatLab.closedNote" act="reopen" />
  if (chat.control !== 'person' && !playsCustomer(chat)) return <NotHere {...props} words="chatLab.takeOverToWrite" act="takeOver" />
  return <Writer {...props} />
}

function NotHere({ chat, change, words, act: what }: ComposerProps & { words: 'chatLab.closedNote' | 'chatLab.takeOverToWrite', act: 'reopen' | 'takeOver' }) {
  const { t } = useTranslation()
  const { act } = useChatActions(chat, change)
  return (
    <div ref={focusWhenLost} tabIndex={-1} className="flex shrink-0 items-center justify-center gap-3 border-t border-line px-4 py-3 text-ink-soft">
      {t(words)}<Button size="sm" icon={what === 'takeOver' ? Headset : undefined} busy={act.isPending} onClick={() => act.mutate(what)}>{t(`chatLab.act.${what}`)}</Button>
    </div>
  )
}

/** Enter sends, Shift+Enter begins a line, and for the shop a slash at the beginning offers canned replies. */
function Writer({ businessId, chat }: ComposerProps) {
  const { t } = useTranslation()
  const draft = useOutbox(state => state.drafts[chat.id] ?? '')
  const file = useOutbox(state => state.attached[chat.id] ?? null)
  const [speaker, setSpeaker] = useState<Speaker>(chat.control === 'person' ? 'person' : 'customer')
  const author = file === null ? speaker : 'customer'
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [fillProblem, setFillProblem] = useState<string | null>(null)
  const write = (text: string) => {
    setFillProblem(null)
    setDraft(chat.id, text)
  }
  const canned = useCannedMenu({ businessId, chatId: chat.id, draft, enabled: author === 'person', onTake: write, onProblem: setFillProblem })
  const open = author === 'person' ? openPlaces(draft) : []
  const ready = (draft.trim() !== '' || file !== null) && open.length === 0 && !canned.shown
  useEffect(() => { if (takeFocusWish(chat.id)) field.current?.focus({ preventScroll: true }) }, [chat.id])

  const submit = () => {
    if (!ready) return
    send({ businessId, chatId: chat.id, author, text: draft.trim(), file })
    setDraft(chat.id, '')
    setAttached(chat.id, null)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends a composed character (accents, other scripts) is not meant for us.
    if (event.nativeEvent.isComposing || canned.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      field.current?.blur()
    }
  }
  return (
    <form className="relative flex shrink-0 flex-col gap-1.5 border-t border-line px-4 py-3" onSubmit={event => { event.preventDefault(); submit() }}>
      {canned.shown && <CannedMenu menu={canned} />}
      {file && <AttachedFile file={file} onRemove={() => setAttached(chat.id, null)} />}
      <div className="flex items-end gap-2">
        {playsCustomer(chat) && (
          <>
            <IconButton icon={Paperclip} label={t('chatLab.attach.action')} onClick={() => picker.current?.click()} />
            <input
              ref={picker} type="file" accept="image/*,audio/*" tabIndex={-1} aria-label={t('chatLab.attach.action')} className="sr-only"
              onChange={event => {
                const picked = event.target.files?.[0]
                if (picked) attachFile(chat, picked)
                event.target.value = ''
              }}
            />
          </>
        )}
        <textarea
          ref={field} data-composer rows={1} value={draft} maxLength={longestChatMessage} autoComplete="off"
          aria-label={t(`chatLab.writeAs.${author}`)} placeholder={t(`chatLab.writeAs.${author}`)}
          {...canned.fieldProps}
          aria-invalid={open.length > 0 || undefined} aria-describedby={open.length > 0 ? 'open-places' : undefined}
          onChange={event => write(event.target.value)} onKeyDown={onKeyDown}
          onPaste={event => {
            const pasted = event.clipboardData.files[0]
            if (!pasted) return
            event.preventDefault()
            attachFile(chat, pasted)
          }}
          className="field-sizing-content max-h-40 min-h-9 flex-1 resize-none rounded-md border border-line-control bg-surface px-2.5 py-2 hover:border-ink-faint focus-visible:border-accent"
        />
        <Button size="lg" type="submit" variant="primary" icon={SendHorizontal} square aria-label={t('chatLab.send')} disabled={!ready} />
      </div>
      {open.length > 0 && <p id="open-places" className="text-sm text-caution">{t('chatLab.canned.openPlaces', { places: open.map(place => t(`chatLab.canned.place.${place}`, { defaultValue: place })).join(', ') })}</p>}
      {fillProblem !== null && <p role="alert" className="text-sm text-danger">{fillProblem}</p>}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-ink-faint">
        {chat.control === 'person' && playsCustomer(chat) ? <SpeakerSwitch speaker={author} onChange={setSpeaker} /> : <span>{t(`chatLab.asNote.${author}`)}</span>}
        <span className="ml-auto flex items-center gap-1"><Keys keys="enter" />{t('chatLab.keySend')}</span>
        <span className="flex items-center gap-1"><Keys keys="shift+enter" />{t('chatLab.keyLine')}</span>
        {author === 'person' && <span className="flex items-center gap-1"><Keys keys="/" />{t('chatLab.canned.title')}</span>}
      </p>
    </form>
  )
}

/** In a chat of the lab that a person has taken over, whoever tries it out speaks for both sides. */
function SpeakerSwitch({ speaker, onChange }: { speaker: Speaker, onChange: (speaker: Speaker) => void }) {
  const { t } = useTranslation()
  return (
    <span role="group" aria-label={t('chatLab.speakAs')} className="flex items-center gap-0.5">
      {(['person', 'customer'] as const).map(value => (
        <button key={value} type="button" aria-pressed={value === speaker} onClick={() => onChange(value)} className={classNames('h-6 rounded px-1.5 font-medium', value === speaker ? 'bg-pressed text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink')}>
          {t(`chatLab.asNote.${value}`)}
        </button>
      ))}
    </span>
  )
}
