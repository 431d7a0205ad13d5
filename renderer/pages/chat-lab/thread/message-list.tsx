import { useQuery } from '@tanstack/react-query'
import { ArrowDown, History } from 'lucide-react'
import { Fragment, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatDetail, ChatMessage } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useMessageActions } from './message-actions.ts'
import { MessageView } from './message-view.tsx'
import { discard, resume, useOutbox } from './outbox.ts'
import { OutgoingView } from './outgoing-view.tsx'
import { isThinking, shownMessages } from './thread-state.ts'
import type { Thread } from './use-thread.ts'
import { WritingView } from './writing-view.tsx'

/** Closer to the end than this counts as being there: what comes next then stays in sight. */
const nearPixels = 48

interface MessageListProps { thread: Thread, chat: ChatDetail, explainedId: string | null, onExplain: (messageId: string) => void }

/** What was said, oldest first, with the answer being written and what is still on its way at the end. */
export function MessageList({ thread, chat, explainedId, onExplain }: MessageListProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: settings } = useQuery(api.chat.settings.get.queryOptions({ input: { businessId: useBusinessId() } }))
  const agentAnswers = chat.control === 'agent' && chat.state === 'open' && settings?.paused === false
  const { state, change, loadOlder, loadingOlder } = thread
  const messages = useMemo(() => shownMessages(state), [state])
  const outgoing = useOutgoing(chat.id, state.messages)
  const { scroller, content, away, toEnd, onScroll } = useStickyEnd(messages[0]?.id)
  // Whoever sends wants to see it, wherever they were reading.
  const sent = outgoing.at(-1)?.clientId
  useLayoutEffect(() => { if (sent !== undefined) toEnd() }, [sent, toEnd])
  const actions = useMessageActions(chat.id, change, onExplain)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div ref={scroller} onScroll={onScroll} tabIndex={0} role="region" aria-label={t('chatLab.messages')} data-focus="inset" className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]">
        <div ref={content} className="mx-auto flex w-full max-w-3xl flex-col gap-3 px-4 py-4">
          {state.more && <Button size="sm" variant="ghost" icon={History} busy={loadingOlder} className="self-center" onClick={loadOlder}>{t('chatLab.loadOlder')}</Button>}
          {!state.loaded && <SkeletonLines lines={6} />}
          {state.loaded && messages.length === 0 && outgoing.length === 0 && <p className="py-8 text-center text-ink-soft">{t(chat.channel === 'lab' ? 'chatLab.sayHello' : 'chatLab.nothingSaid')}</p>}
          {messages.map((message, index) => (
            <Fragment key={message.id}>
              {isNewDay(messages[index - 1], message) && <DaySeparator text={format.date(message.at)} />}
              <MessageView message={message} agentAnswers={agentAnswers} explained={message.id === explainedId} actions={actions} />
            </Fragment>
          ))}
          {outgoing.map(one => <OutgoingView key={one.clientId} outgoing={one} />)}
          {(state.writing !== null || isThinking(state)) && chat.control === 'agent' && <WritingView text={state.writing?.text ?? ''} />}
        </div>
      </div>
      {away && <Button icon={ArrowDown} className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-popover" onClick={toEnd}>{t('chatLab.toEnd')}</Button>}
    </div>
  )
}

/** What this chat has on its way, without what it shows already. */
function useOutgoing(chatId: string, messages: readonly ChatMessage[]) {
  const all = useOutbox(state => state.outgoing)
  const known = useMemo(() => new Set(messages.map(message => message.id)), [messages])
  const own = all.filter(one => one.chatId === chatId)
  const arrived = own.filter(one => one.messageId !== null && known.has(one.messageId))
  const done = arrived.filter(one => one.state === 'delivered').map(one => one.clientId).join(' ')
  useEffect(() => { discard(done.split(' ').filter(Boolean)) }, [done])
  useEffect(() => resume(chatId), [chatId])
  return own.filter(one => !arrived.includes(one))
}

/**
 * Keeps the end in sight while the person is there, and what is read where it is when older messages come above it.
 * `away` is true while the end is out of sight.
 */
function useStickyEnd(firstId: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const before = useRef({ firstId, height: 0, atEnd: true })
  const [away, setAway] = useState(false)
  const toEnd = useCallback(() => scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'instant' }), [])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const older = before.current.firstId !== firstId && before.current.firstId !== undefined
    if (before.current.atEnd) toEnd()
    else if (older) element.scrollTop += element.scrollHeight - before.current.height
    before.current = { ...before.current, firstId, height: element.scrollHeight }
  })
  useEffect(() => {
    // Pictures grow when they come, and the composer takes room when it does.
    const observer = new ResizeObserver(() => { if (before.current.atEnd) toEnd() })
    if (content.current) observer.observe(content.current)
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [toEnd])
  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPixels
    before.current = { ...before.current, atEnd }
    setAway(!atEnd)
  }
  return { scroller, content, away, toEnd, onScroll }
}

function isNewDay(previous: ChatMessage | undefined, message: ChatMessage): boolean {
  return previous === undefined || new Date(previous.at).toDateString() !== new Date(message.at).toDateString()
}

function DaySeparator({ text }: { text: string }) {
  return <div className="flex items-center gap-3 text-sm text-ink-faint"><span aria-hidden className="h-px flex-1 bg-line" />{text}<span aria-hidden className="h-px flex-1 bg-line" /></div>
}
