import { CircleCheck, ShoppingCart } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderState } from '../../../../db/values.ts'
import type { Chat } from '../../../../engine/contract/chat.ts'
import { formatAddress, currentAddress, openItem } from '../../../app/address.ts'
import { Badge } from '../../../components/badge.tsx'
import { classNames } from '../../../components/class-names.ts'
import { useFormat, type Format } from '../../../i18n/format.ts'
import { priceText } from '../../catalogue/price.tsx'
import { focusComposer, wishFocus } from '../composer/focus-wish.ts'
import { authorIcons, ChannelBadge, ControlBadge, HandoffBadge } from '../states.tsx'

/** Pixels; the list places its rows by it. */
export const chatRowHeight = 78

/** One chat in the list. `walking`: another one is open, so that opening this leaves no step in the history. */
export const ChatRow = memo(function ChatRow({ chat, open, walking }: { chat: Chat, open: boolean, walking: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const AuthorIcon = chat.lastAuthor === null ? null : authorIcons[chat.lastAuthor]
  const { query } = currentAddress()
  return (
    <a
      href={formatAddress({ page: 'chat-lab', item: chat.id, query })} aria-current={open || undefined} data-focus="inset"
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        if (open) return focusComposer()
        wishFocus(chat.id)
        openItem(chat.id, { replace: walking })
      }}
      className={classNames('flex h-full flex-col justify-center gap-0.5 border-b border-line px-3', open ? 'bg-pressed' : 'hover:bg-hover')}
    >
      <span className="flex items-baseline gap-2">
        <span className={classNames('min-w-0 flex-1 truncate', chat.unread > 0 ? 'font-semibold' : 'font-medium')}>{chat.title || t('chatLab.untitled')}</span>
        {chat.unread > 0 && <span className="rounded bg-accent-fill px-1 text-xs text-accent-ink">{format.number(chat.unread)}<span className="sr-only"> {t('chatLab.unread')}</span></span>}
        <time className="shrink-0 text-sm text-ink-faint">{shortMoment(format, chat.lastAt)}</time>
      </span>
      <span className={classNames('flex items-center gap-1.5 text-sm', chat.unread > 0 ? 'text-ink' : 'text-ink-soft')}>
        {AuthorIcon && chat.lastAuthor && <AuthorIcon aria-label={t(`chatLab.author.${chat.lastAuthor}`)} role="img" size={12} className="shrink-0 text-ink-faint" />}
        <span className="truncate">{chat.lastAuthor === 'system' ? t(chat.lastText) : chat.lastText || t('chatLab.nothingSaid')}</span>
      </span>
      <span className="flex h-5 items-center gap-1 overflow-hidden">
        {chat.handoff && <HandoffBadge reason={chat.handoff.reason} />}
        {!(chat.handoff && chat.control === 'agent') && <ControlBadge control={chat.control} />}
        {chat.state === 'closed' && <Badge>{t('chatLab.state.closed')}</Badge>}
        {chat.orderState !== null && chat.orderState !== 'iniciada' && <OrderBadge state={chat.orderState} total={chat.orderTotal} />}
        {chat.channel !== 'lab' && <ChannelBadge channel={chat.channel} />}
      </span>
    </a>
  )
})

function OrderBadge({ state, total }: { state: OrderState, total: Chat['orderTotal'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const price = total ? priceText(format, total) : t(`catalogue.orderState.${state}`)
  return state === 'cerrada' ? <Badge icon={CircleCheck} tone="positive">{t('chatLab.sold', { price })}</Badge> : <Badge icon={ShoppingCart}>{price}</Badge>
}

/** The hour when it was today, otherwise the day: a list has no room for both. */
function shortMoment({ locale, language }: Format, at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(locale, today ? { hour: '2-digit', minute: '2-digit', ...(language === 'es' ? { hourCycle: 'h23' } : {}) } : { day: 'numeric', month: 'short' }).format(at)
}
