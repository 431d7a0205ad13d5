import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'

const pageSize = 50
const comeIntoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

/** The passages of a document in their order; the one that a search found is shown and marked. */
export function DocumentChunks({ documentId, version }: { documentId: string, version: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { query: { at } } = useAddress()
  const wanted = at === undefined ? null : Number(at)
  // The first page reaches to the passage that is wanted.
  const first = Math.max(pageSize, Math.min(500, (wanted ?? 0) + 10))
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(api.knowledge.documents.chunks.infiniteOptions({
    input: (offset: number) => ({ businessId, documentId, offset, limit: offset === 0 ? first : pageSize }),
    queryKey: [...api.knowledge.documents.chunks.key({ input: { businessId, documentId } }), version, first],
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length === 0 || last.length < (pages.length === 1 ? first : pageSize) ? undefined : pages.reduce((sum, page) => sum + page.length, 0)),
  }))
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={6} />
  const chunks = data.pages.flat()
  if (chunks.length === 0) return <p className="text-ink-soft">{t('documents.noContent')}</p>
  return (
    <>
      <ol className="flex flex-col gap-2">
        {chunks.map(chunk => (
          <li
            key={chunk.position} ref={chunk.position === wanted ? comeIntoView : undefined} aria-current={chunk.position === wanted || undefined} lang={chunk.language}
            className={classNames('rounded-md border px-3 py-2', chunk.position === wanted ? 'border-accent bg-accent-soft' : 'border-line')}
          >
            <p className="flex flex-wrap gap-x-2 text-sm text-ink-soft">
              <span className="tabular-nums">{t('documents.piece', { position: chunk.position + 1 })}</span>
              {chunk.headings.length > 0 && <span className="font-medium">{chunk.headings.join(' › ')}</span>}
              {chunk.page !== null && <span>{t('documents.page', { page: chunk.page })}</span>}
            </p>
            <p className="mt-1 leading-relaxed break-words whitespace-pre-line">{chunk.text}</p>
          </li>
        ))}
      </ol>
      {hasNextPage && <Button className="mt-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('documents.more')}</Button>}
    </>
  )
}
