import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Search, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Passage, SearchFilter } from '../../../../engine/contract/knowledge.ts'
import { navigate, useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Badge } from '../../../components/badge.tsx'
import { classNames } from '../../../components/class-names.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { MarkedText } from './marked-text.tsx'

const shownAtMost = 20
const indexWaitMs = 3_000

/** The passages that fit a question, best first, each with why it was found. */
export function SearchResults({ question, filter }: { question: string, filter: SearchFilter }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.knowledge.search.queryOptions({
    input: { businessId, question, filter, limit: shownAtMost }, placeholderData: keepPreviousData,
    // The rest comes by itself once the index is there.
    refetchInterval: query => query.state.data?.meaning === 'not_ready' ? indexWaitMs : false,
  }))
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>
  return (
    <div className="h-full overflow-y-auto bg-surface">
      <p role="status" className="px-4 pt-3 text-ink-soft">{t('documents.results', { count: data.passages.length })}</p>
      {data.meaning !== 'searched' && <p className="mx-4 mt-2 flex items-center gap-2 rounded-md bg-caution-soft px-3 py-2"><TriangleAlert aria-hidden size={14} className="shrink-0 text-caution" />{t(`documents.wordsOnly.${data.meaning}`)}</p>}
      {data.passages.length === 0
        ? <EmptyState icon={Search} title={t('documents.noResults')} body={t('documents.noResultsBody')} />
        : <ol aria-label={t('documents.results', { count: data.passages.length })} className="divide-y divide-line px-4 py-1">{data.passages.map((passage, index) => <Found key={`${passage.documentId} ${passage.position}`} passage={passage} place={index + 1} compared={data.meaning === 'searched'} />)}</ol>}
    </div>
  )
}

function Found({ passage, place, compared }: { passage: Passage, place: number, /** Whether meaning was compared at all. */ compared: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { item, query } = useAddress()
  const open = item === passage.documentId && query.at === String(passage.position)
  const { words, meaning } = passage
  return (
    <li className="flex gap-3 py-3">
      <span className="w-6 shrink-0 text-right text-ink-faint tabular-nums">{place}</span>
      <article className="min-w-0 flex-1">
        <h2 className="flex flex-wrap items-baseline gap-x-2">
          <button
            type="button" aria-pressed={open} onClick={() => navigate({ page: 'catalogue', item: passage.documentId, query: { ...query, at: String(passage.position) } }, { replace: item !== null })}
            className={classNames('rounded-sm text-left font-medium hover:underline', open && 'text-accent')}
          >
            {passage.title}
          </button>
          {passage.headings.length > 0 && <span className="text-ink-soft" lang={passage.language}>{passage.headings.map((heading, at) => <span key={at}>{at > 0 && ' › '}<MarkedText text={heading} marks={passage.headingMarks[at] ?? []} /></span>)}</span>}
          {passage.page !== null && <span className="text-sm text-ink-faint">{t('documents.page', { page: passage.page })}</span>}
        </h2>
        <p className="mt-1 line-clamp-6 max-w-3xl leading-relaxed whitespace-pre-line" lang={passage.language}><MarkedText text={passage.text} marks={passage.marks} /></p>
        <p className="mt-1.5 flex flex-wrap gap-1.5">
          <span className="sr-only">{t('documents.whyTitle')}:</span>
          <Badge tone={words ? 'accent' : 'neutral'}>{words ? t('documents.byWords', { rank: format.number(words.rank), score: format.number(words.score, 2) }) : t('documents.notByWords')}</Badge>
          {compared && <Badge tone={meaning ? 'accent' : 'neutral'}>{meaning ? t('documents.byMeaning', { rank: format.number(meaning.rank), score: format.number(meaning.score, 2) }) : t('documents.notByMeaning')}</Badge>}
          <Badge>{t('documents.fused', { score: format.number(passage.fused, 4) })}</Badge>
        </p>
      </article>
    </li>
  )
}
