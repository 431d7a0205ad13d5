import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { classNames } from '../../components/class-names.ts'
import { Problem } from '../../components/problem.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { Breakdown } from './breakdown.tsx'
import { EmptyUsage } from './empty-usage.tsx'
import { ErrorGroups } from './error-groups.tsx'
import { UsageFigures } from './usage-figures.tsx'
import { useUsageFilter } from './use-usage-filter.ts'

// The charting library is large and wanted on few pages.
const DayCharts = lazy(async () => ({ default: (await import('./day-charts.tsx')).DayCharts }))

/** What models were asked, cost and saved; every figure leads to the calls it is made of. */
export function Overview() {
  const { filter } = useUsageFilter()
  const { data, error, refetch, isPlaceholderData } = useQuery(api.llm.usage.queryOptions({ input: { filter }, placeholderData: keepPreviousData }))
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <Skeleton className="h-40 w-full" />)}
      {data?.total.calls === 0 && <EmptyUsage />}
      {data && data.total.calls > 0 && (
        <div aria-busy={isPlaceholderData} className={classNames('@container mx-auto flex max-w-[1600px] flex-col gap-4 transition-opacity duration-100', isPlaceholderData && 'opacity-60 delay-150')}>
          <UsageFigures total={data.total} />
          <Suspense fallback={<Skeleton className="h-64 w-full" />}><DayCharts byDay={data.byDay} /></Suspense>
          <Breakdown usage={data} />
          <ErrorGroups errors={data.errors} />
        </div>
      )}
    </div>
  )
}
