import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportRow } from '../../../engine/contract/calls.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { costText } from '../../components/calls/money.tsx'
import { PartBars, PartColumns, type PartItem } from '../../components/calls/part-columns.tsx'
import { ChartCard } from '../../components/charts/chart-card.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { inOrder, measures, rowName, totalOf, type Measure, type ReportKind } from './report-words.ts'

const columnNames = ['attempts', 'answered', 'answerRate', 'contacts', 'successes', 'successRate', 'promises', 'kept', 'cost', 'costPerKept'] as const

export interface ReportChoice { from: string, to: string, campaignId?: string | undefined }

/** Calls of a stretch of days set apart by one thing: a chart of a chosen measure, and every figure as a table. */
export function ReportCard({ by, from, to, campaignId, actions }: ReportChoice & { by: ReportKind, actions?: ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const [measure, setMeasure] = useState<Measure>('contacts')
  const { data, error, refetch } = useQuery(api.calls.report.queryOptions({
    input: { businessId, simulated, from, to, by, ...(campaignId && { campaignId }) },
    placeholderData: before => before,
  }))
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { businessId, simulated }, enabled: by === 'campaign' }))
  const names = useMemo(() => new Map(campaigns.data?.map(campaign => [campaign.id, campaign.name])), [campaigns.data])
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={6} />

  const rows = inOrder(by, data)
  const nameOf = (row: ReportRow) => rowName(by, row.key, t, format, names)
  const items: PartItem[] = rows.map(row => ({
    key: row.key, label: nameOf(row), whole: row.attempts, part: row[measure],
    description: t('reports.describe', { name: nameOf(row), calls: format.number(row.attempts), part: format.number(row[measure]), measure: t(`reports.measure.${measure}`).toLowerCase() }),
  }))
  const open = (key: string) => navigate({ page: 'calls', query: { from, to, ...(campaignId && { campaign: campaignId }), ...filterFor(by, key) } })
  return (
    <ChartCard
      title={t(`reports.by.${by}`)} empty={t('reports.none')} table={tableOf(rows)}
      actions={<>
        <Select size="sm" label={t('reports.measureLabel')} value={measure} onChange={setMeasure} options={measures.map(value => ({ value, label: t(`reports.measure.${value}`) }))} />
        {actions}
      </>}
    >
      <p className="flex gap-4 px-4 pt-3 text-sm text-ink-soft">
        <span className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px] bg-series-1" />{t(`reports.measure.${measure}`)}</span>
        <span className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px]" style={{ backgroundColor: 'color-mix(in srgb, var(--series-1) 32%, transparent)' }} />{t('reports.otherCalls')}</span>
      </p>
      {by === 'hour' || by === 'weekday' || by === 'day' ? <PartColumns label={t(`reports.by.${by}`)} items={items} /> : <PartBars items={items} onOpen={by === 'region' ? undefined : open} />}
    </ChartCard>
  )

  function tableOf(shown: readonly ReportRow[]) {
    const rate = (part: number, whole: number) => whole === 0 ? '–' : format.percent(part / whole, 1)
    const cells = (name: string, row: ReportRow) => [
      name, format.number(row.attempts), format.number(row.answered), rate(row.answered, row.attempts), format.number(row.contacts), format.number(row.successes), rate(row.successes, row.contacts),
      format.number(row.promises), format.number(row.kept), costText(format, row.costCents), row.kept === 0 ? '–' : costText(format, row.costCents / row.kept),
    ]
    const columns = [t(`reports.key.${by}`), ...columnNames.map(name => t(`reports.column.${name}`))]
    return {
      columns: columns.map((name, index) => ({ name, ...(index > 0 && { align: 'end' as const }) })),
      rows: [...shown.map(row => ({ key: row.key || 'unknown', cells: cells(nameOf(row), row) })), ...(shown.length > 1 ? [{ key: 'all together', cells: cells(t('reports.total'), totalOf(shown)) }] : [])],
    }
  }
}

function filterFor(by: ReportKind, key: string): Record<string, string> {
  if (by === 'campaign') return { campaign: key }
  if (by === 'disposition' && key) return { groups: key }
  if (by === 'outcome' && key) return { outcomes: key }
  return {}
}
