import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn, Table2 } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { queues, type Queue } from '../../../db/values.ts'
import { IconButton } from '../../components/button.tsx'
import { Card } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useNow } from '../../components/use-now.ts'
import { api } from '../../connection/client.ts'
import { bucketsOf } from './history.ts'
import { HistoryTable } from './history-table.tsx'
import { LatencyChart, ThroughputChart } from './load-charts.tsx'
import { Threads } from './threads.tsx'

const spans = { '60': 60, '360': 360, '1440': 1440 } as const

/** How much is done and how long it takes, over time, and the threads that do it. */
export function Load() {
  const { t } = useTranslation()
  const [span, setSpan] = useState<keyof typeof spans>('60')
  const [queue, setQueue] = useState<Queue | 'all'>('all')
  const { data, error, refetch } = useQuery(api.jobs.history.queryOptions({ input: { minutes: spans[span] }, placeholderData: keepPreviousData, refetchInterval: 30_000 }))
  const now = useNow(15_000)
  const buckets = useMemo(() => bucketsOf(data ?? [], { queue: queue === 'all' ? null : queue, span: spans[span], now }), [data, queue, span, now])
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={6} />
  const isEmpty = buckets.every(bucket => bucket.done + bucket.failed === 0)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-2">
        <Select label={t('jobs.range')} value={span} onChange={setSpan} options={[{ value: '60', label: t('jobs.range60') }, { value: '360', label: t('jobs.range360') }, { value: '1440', label: t('jobs.range1440') }]} />
        <Select label={t('jobs.queue')} value={queue} onChange={setQueue} options={[{ value: 'all', label: t('jobs.allQueues') }, ...queues.map(name => ({ value: name, label: t(`jobs.queues.${name}`) }))]} />
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        <ChartCard title={t('jobs.throughput')} isEmpty={isEmpty} table={<HistoryTable buckets={buckets} columns={['done', 'failed']} label={t('jobs.throughput')} />}>
          <ThroughputChart buckets={buckets} />
        </ChartCard>
        <ChartCard title={t('jobs.latency')} note={span === '60' && queue !== 'all' ? undefined : t('jobs.latencyWorst')} isEmpty={isEmpty} table={<HistoryTable buckets={buckets} columns={['p50', 'p95', 'p99']} label={t('jobs.latency')} />}>
          <LatencyChart buckets={buckets} />
        </ChartCard>
      </div>
      <section>
        <h2 className="mb-2 font-semibold">{t('jobs.threads')}</h2>
        <Threads />
      </section>
    </div>
  )
}

function ChartCard({ title, note, isEmpty, table, children }: { title: string, note?: string | undefined, isEmpty: boolean, table: ReactNode, children: ReactNode }) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  return (
    <Card
      title={<>{title}{note && <span className="ml-2 font-normal text-ink-faint">{note}</span>}</>}
      actions={<IconButton size="sm" icon={asTable ? ChartNoAxesColumn : Table2} label={t(asTable ? 'common.showChart' : 'common.showTable')} aria-pressed={asTable} onClick={() => setAsTable(!asTable)} />}
    >
      <div className="h-56 overflow-y-auto p-3">
        {isEmpty ? <p className="flex h-full items-center justify-center text-ink-soft">{t('jobs.noHistory')}</p> : asTable ? table : children}
      </div>
    </Card>
  )
}
