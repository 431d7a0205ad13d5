import { Hand, Headset } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChatDetail } from '../../../../engine/contract/chat.ts'
import { Button } from '../../../components/button.tsx'
import { useNow } from '../../../components/use-now.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useChatActions } from './use-chat-actions.ts'
import type { Thread } from './use-thread.ts'

/** Why a person is wanted here, and since when. */
export function HandoffBanner({ chat, change }: { chat: ChatDetail, change: Thread['change'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(30_000)
  const { act } = useChatActions(chat, change)
  if (!chat.handoff || chat.state === 'closed') return null
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-caution-soft px-4 py-1">
      <Hand aria-hidden size={14} className="text-caution" />
      <strong className="font-semibold">{t('chatLab.personWanted')}</strong>
      <span className="min-w-0 flex-1 text-ink-soft">{t(`chatLab.handoffLong.${chat.handoff.reason}`)} · {format.relative(Math.min(chat.handoff.at, now), now)}</span>
      <Button size="sm" variant="primary" icon={Headset} busy={act.isPending} onClick={() => act.mutate('takeOver')}>{t('chatLab.act.takeOver')}</Button>
    </div>
  )
}
