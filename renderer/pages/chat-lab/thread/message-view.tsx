import { CircleAlert, CirclePause, Clock, Info, RotateCw, Sparkles, ThumbsDown, ThumbsUp } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { intentText } from '../details/intent-text.ts'
import { HandoffBadge } from '../states.tsx'
import { Bubble } from './bubble.tsx'
import { groupSources, markSources } from './mark-sources.ts'
import { MediaView } from './media-view.tsx'
import type { MessageActions } from './message-actions.ts'
import { SourceMark } from './source-mark.tsx'
import { textOfSystem } from './system-text.ts'

interface MessageProps { message: ChatMessage, agentAnswers: boolean, explained: boolean, actions: MessageActions }

/** One message as it stands in the thread. */
export const MessageView = memo(function MessageView(props: MessageProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { message } = props
  if (message.author === 'system') {
    return <p className="flex items-center gap-1.5 self-center text-center text-sm text-ink-soft"><Info aria-hidden size={13} className="shrink-0 text-ink-faint" />{textOfSystem(t, message.text)} · {clock(format.locale, message.at)}</p>
  }
  return (
    <Bubble author={message.author} time={clock(format.locale, message.at)} marked={props.explained} foot={message.author === 'agent' ? <AnswerFoot {...props} /> : isUnanswered(message) && <CustomerFoot {...props} />}>
      {message.kind !== 'text' && message.fileId !== null && <MediaView message={message} />}
      {message.text !== '' && <MessageText message={message} />}
    </Bubble>
  )
})

function MessageText({ message }: { message: ChatMessage }) {
  const pieces = useMemo(() => markSources(message.text, groupSources(message.sources)), [message.text, message.sources])
  // Pieces have no identity of their own; another text is another list.
  return <p className="break-words whitespace-pre-wrap">{pieces.map((piece, index) => 'text' in piece ? piece.text : <SourceMark key={index} group={piece.mark} />)}</p>
}

/** How an answer came about, and whether it was a good one. */
function AnswerFoot({ message, explained, actions }: MessageProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { trace, rating } = message
  const rate = (value: 'up' | 'down') => actions.rate(message.id, rating === value ? null : value)
  return (
    <>
      {message.handoff && <HandoffBadge reason={message.handoff} />}
      {trace && (
        <Button size="sm" variant="ghost" icon={Sparkles} aria-pressed={explained} onClick={() => actions.explain(message.id)}>
          <span className="sr-only">{t('chatLab.trace.title')}: </span>{intentText(t, format, trace)} · {format.duration(Math.round(trace.timings.whole))}
        </Button>
      )}
      <IconButton size="sm" icon={ThumbsUp} label={t('chatLab.good')} aria-pressed={rating === 'up'} className={rating === 'up' ? '!text-positive' : undefined} onClick={() => rate('up')} />
      <IconButton size="sm" icon={ThumbsDown} label={t('chatLab.bad')} aria-pressed={rating === 'down'} className={rating === 'down' ? '!text-danger' : undefined} onClick={() => rate('down')} />
    </>
  )
}

function isUnanswered({ author, state }: ChatMessage): boolean {
  return author === 'customer' && (state === 'waiting' || state === 'held' || state === 'failed')
}

/** What became of a customer's message that has no answer. */
function CustomerFoot({ message, agentAnswers, actions }: MessageProps) {
  const { t } = useTranslation()
  if (message.state === 'waiting') return <IconState icon={Clock} label={t('chatLab.messageState.waiting')} />
  return (
    <>
      <IconState icon={message.state === 'held' ? CirclePause : CircleAlert} tone={message.state === 'held' ? 'caution' : 'danger'} label={t(`chatLab.messageState.${message.state}`)} />
      {agentAnswers && <Button size="sm" variant="ghost" icon={RotateCw} onClick={() => actions.answerAgain(message.id)}>{t(message.state === 'held' ? 'chatLab.answerNow' : 'chatLab.answerAgain')}</Button>}
    </>
  )
}

/** Hours and minutes: between the days there are separators. */
function clock(locale: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...(locale.startsWith('es') ? { hourCycle: 'h23' } : {}) }).format(at)
}
