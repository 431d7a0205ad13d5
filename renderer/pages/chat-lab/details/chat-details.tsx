import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChatDetail, ChatMessage } from '../../../../engine/contract/chat.ts'
import { IconButton } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { useFormat } from '../../../i18n/format.ts'
import { groupSources } from '../thread/mark-sources.ts'
import { CustomerFacts } from './customer-facts.tsx'
import { FoldingSection } from './folding-section.tsx'
import { OrderFacts } from './order-facts.tsx'
import { SourceList } from './source-list.tsx'
import { summaryText } from './summary-text.ts'
import { TraceView } from './trace-view.tsx'

/** What lies behind a chat: its order, its customer, and how the chosen answer (the last one, unless one was chosen) came about. */
export function ChatDetails({ chat, answer, overlaid, onClose }: { chat: ChatDetail, answer: ChatMessage | null, overlaid: boolean, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sources = groupSources(answer?.sources ?? [])
  return (
    <aside aria-label={t('chatLab.details')} className={classNames('flex w-80 shrink-0 flex-col border-l border-line bg-surface', overlaid && 'absolute inset-y-0 right-0 z-10 shadow-popover')}>
      {overlaid && <div className="flex h-11 shrink-0 items-center justify-between border-b border-line px-4"><h3 className="font-semibold">{t('chatLab.details')}</h3><IconButton icon={X} label={t('common.close')} onClick={onClose} /></div>}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <FoldingSection name="order" title={t('chatLab.section.order')}><OrderFacts chat={chat} /></FoldingSection>
        <FoldingSection name="customer" title={t('chatLab.section.customer')}><CustomerFacts customer={chat.customer} /></FoldingSection>
        <FoldingSection name="sources" title={t('chatLab.section.sources')} count={sources.length}><SourceList groups={sources} /></FoldingSection>
        <FoldingSection name="trace" title={t('chatLab.trace.title')}>
          {answer?.trace ? <TraceView trace={answer.trace} at={answer.at} /> : <p className="text-ink-soft">{t('chatLab.trace.none')}</p>}
        </FoldingSection>
        <FoldingSection name="summary" title={t('chatLab.section.summary')}>
          {chat.summary.length === 0 && <p className="text-ink-soft">{t('chatLab.noSummary')}</p>}
          <ul className="list-disc pl-4">{chat.summary.map(line => <li key={line}>{summaryText(t, line)}</li>)}</ul>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 text-sm text-ink-soft">
            <dt>{t('chatLab.language')}</dt><dd>{t(`chatLab.languages.${chat.language}`)}</dd>
            <dt>{t('chatLab.tone')}</dt><dd>{t(`chatLab.tones.${chat.tone}`)}</dd>
            <dt>{t('chatLab.begun')}</dt><dd>{format.dateTime(chat.createdAt)}</dd>
            {chat.channelChatId !== null && <><dt>{t('chatLab.channelChatId')}</dt><dd className="min-w-0 break-all">{chat.channelChatId}</dd></>}
          </dl>
        </FoldingSection>
      </div>
    </aside>
  )
}
