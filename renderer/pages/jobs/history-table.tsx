import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import type { Bucket } from './history.ts'

type Column = 'done' | 'failed' | 'p50' | 'p95' | 'p99'

/** The figures of a chart, latest first, without the intervals in which nothing ended. */
export function HistoryTable({ buckets, columns, label }: { buckets: readonly Bucket[], columns: readonly Column[], label: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const names: Record<Column, string> = { done: t('jobs.doneSeries'), failed: t('jobs.failedSeries'), p50: 'p50', p95: 'p95', p99: 'p99' }
  const show = (column: Column, value: number | null) => value === null ? '–' : column === 'done' || column === 'failed' ? format.number(value) : format.duration(Math.round(value))
  return (
    <table aria-label={label} className="w-full text-right">
      <thead className="text-sm text-ink-soft"><tr><th scope="col" className="text-left font-medium">{t('jobs.minute')}</th>{columns.map(column => <th key={column} scope="col" className="font-medium">{names[column]}</th>)}</tr></thead>
      <tbody>
        {buckets.filter(bucket => bucket.done + bucket.failed > 0).toReversed().map(bucket => (
          <tr key={bucket.at} className="border-t border-line"><th scope="row" className="text-left font-normal">{format.moment(bucket.at)}</th>{columns.map(column => <td key={column}>{show(column, bucket[column])}</td>)}</tr>
        ))}
      </tbody>
    </table>
  )
}
