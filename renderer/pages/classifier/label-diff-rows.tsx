import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowRight, CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api, client } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'

const rowsAtOnce = 50

/** The labels that would change one by one, each leading to its transcript. */
export function LabelDiffRows({ id, enumName, onShowAll }: { id: string, enumName: string | null, onShowAll: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const input = { id, ...(enumName !== null && { enumName }) }
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...api.opinions.diffRows.key({ input }), 'parts'],
    queryFn: ({ pageParam, signal }) => client.opinions.diffRows({ ...input, offset: pageParam, limit: rowsAtOnce }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return read < last.total && last.rows.length > 0 ? read : undefined
    },
  })
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  const total = data?.pages[0]?.total ?? 0
  return (
    <section className="px-4">
      <div className="flex min-h-8 items-center gap-2">
        <h3 className="font-semibold">{enumName === null ? t('classifier.diff.rows') : t('classifier.diff.rowsOf', { label: words.enumLabel(enumName) })}</h3>
        {data && <span className="text-ink-soft">{format.number(total)}</span>}
        {enumName !== null && <Button size="sm" variant="ghost" onClick={onShowAll}>{t('classifier.diff.showAll')}</Button>}
      </div>
      {!data && !error && <SkeletonLines lines={4} />}
      {!data && error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <p className="py-2 text-ink-faint">{t('classifier.diff.noRows')}</p>}
      <ul>
        {rows.map(row => (
          <li key={`${row.transcriptId} ${row.enumName}`} className="flex min-h-8 flex-wrap items-center gap-x-3 border-t border-line py-1">
            <a href={formatAddress({ page: 'transcripts', item: row.transcriptId })} className="w-44 shrink-0 truncate rounded font-medium text-accent hover:underline">{row.clientName ?? t('transcripts.noName')}</a>
            {enumName === null && <span className="w-36 shrink-0 truncate text-ink-soft">{words.enumLabel(row.enumName)}</span>}
            <span className="flex min-w-0 flex-1 items-center gap-1.5"><span className="truncate">{words.valueLabel(row.enumName, row.before)}</span><ArrowRight aria-hidden size={12} className="shrink-0 text-ink-faint" /><span className="truncate font-medium">{words.valueLabel(row.enumName, row.after)}</span></span>
            {row.person !== null && (row.person === row.after
              ? <IconState icon={CircleCheck} tone="positive" label={t('classifier.diff.becomesRight')} className="text-sm" />
              : <IconState icon={CircleX} tone="danger" label={t('classifier.diff.personSaid', { value: words.valueLabel(row.enumName, row.person) })} className="text-sm" />)}
          </li>
        ))}
      </ul>
      {hasNextPage && <Button className="mt-2" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('classifier.diff.moreRows')}</Button>}
    </section>
  )
}
