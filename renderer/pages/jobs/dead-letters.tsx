import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CircleCheck, ListFilter, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { actOnJobs } from './job-actions.ts'
import { useKindName } from './job-state.tsx'
import { Cell, SimpleTable } from './simple-table.tsx'

/** Failed jobs by cause; a cause opens the list of its jobs. */
export function DeadLetters() {
  const { t } = useTranslation()
  const format = useFormat()
  const kindName = useKindName()
  const { data, error, refetch } = useQuery(api.jobs.deadLetters.queryOptions({ placeholderData: keepPreviousData }))
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines />
  if (data.length === 0) return <EmptyState icon={CircleCheck} title={t('jobs.noCauses')} body={t('jobs.noCausesBody')} />
  return (
    <SimpleTable label={t('jobs.viewFailures')} columns={[t('jobs.count'), t('jobs.kind'), t('jobs.cause'), t('jobs.latest'), '']} endAligned={[0]}>
      {data.map(cause => {
        const text = cause.error.slice(0, 200)
        return (
          <tr key={`${cause.kind} ${cause.error}`}>
            <Cell end><strong className="font-semibold text-danger">{format.number(cause.count)}</strong></Cell>
            <Cell>{kindName(cause.kind)}</Cell>
            <Cell wide>{errorText(cause.error) || '–'}</Cell>
            <Cell><time title={format.dateTime(cause.latestAt)}>{format.relative(cause.latestAt)}</time></Cell>
            <Cell>
              <span className="flex justify-end gap-1">
                <Button size="sm" icon={ListFilter} onClick={() => navigate({ page: 'jobs', query: { state: 'failed', kind: cause.kind, text } })}>{t('jobs.showThese')}</Button>
                <IconButton size="sm" icon={RotateCw} label={t('jobs.retry')} onClick={() => { void actOnJobs('retry', { filter: { states: ['failed'], kinds: [cause.kind], text } }, t) }} />
              </span>
            </Cell>
          </tr>
        )
      })}
    </SimpleTable>
  )
}
