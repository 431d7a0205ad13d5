import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatDetail, ChatMessage } from '../../../../engine/contract/chat.ts'
import { useFormat } from '../../../i18n/format.ts'
import { groupSources } from '../thread/mark-sources.ts'
import { CustomerFacts } from './customer-facts.tsx'
import { FoldingSection, unfold } from './folding-section.tsx'
import { OrderFacts } from './order-facts.tsx'
import { SourceList } from './source-list.tsx'
import { summaryText } from './summary-text.ts'
import { TraceView } from './trace-view.tsx'

/** What lies behind a chat: its order, its customer, and how the chosen answer (the last one, unless one was chosen) came about. A choice brings its trace into sight. */
export function ChatDetails({ chat, answer, chosen }: { chat: ChatDetail, answer: ChatMessage | null, chosen: { id: string } | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const aside = useRef<HTMLElement>(null)
  useEffect(() => {
    if (chosen === null) return
    unfold('trace')
    aside.current?.querySelector('[data-section=trace]')?.scrollIntoView({ block: 'start' })
  }, [chosen])
  const sources = groupSources(answer?.sources ?? [])
  return (
    <aside ref={aside} aria-label={t('chatLab.details')} className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface">
      <FoldingSection name="order" title={t('chatLab.section.order')}><OrderFacts chat={chat} /></FoldingSection>
      <FoldingSection name="customer" title={t('chatLab.section.customer')}><CustomerFacts customer={chat.customer} /></FoldingSection>
      <FoldingSection name="sources" title={t('chatLab.section.sources')} count={sources.length}>{answer ? <SourceList groups={sources} /> : <p className="text-ink-soft">{t('chatLab.noAnswer')}</p>}</FoldingSection>
      <FoldingSection name="trace" title={t('chatLab.trace.title')}>
        {answer?.trace ? <TraceView trace={answer.trace} at={answer.at} /> : <p className="text-ink-soft">{t('chatLab.noAnswer')}</p>}
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
    </aside>
  )
}
