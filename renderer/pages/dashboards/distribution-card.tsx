import { useTranslation } from 'react-i18next'
import type { Bar } from '../../../engine/contract/transcripts.ts'
import { BarList } from '../../components/charts/bar-list.tsx'
import { ChartCard } from '../../components/charts/chart-card.tsx'
import { useFormat } from '../../i18n/format.ts'
import { byCount, closingRate } from './dashboard-figures.ts'

interface DistributionCardProps {
  title: string
  bars: readonly Bar[]
  labelOf: (value: string) => string
  onOpen: (value: string) => void
  /** Bars of how many there are, or of how often they closed. */
  measure: 'count' | 'closingRate'
  empty?: string
}

/** Values of an enum, or sellers: how many transcripts each has, and how many of those with a known outcome closed. */
export function DistributionCard({ title, bars, labelOf, onOpen, measure, empty }: DistributionCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)
  const rateText = (bar: Bar) => {
    const rate = closingRate(bar)
    return rate === null ? '—' : format.percent(rate)
  }
  const shareText = (bar: Bar) => format.percent(total === 0 ? 0 : bar.count / total)
  const sorted = byCount(bars)
  const items = sorted.map(bar => ({
    key: bar.value,
    label: labelOf(bar.value),
    value: measure === 'count' ? bar.count : closingRate(bar) ?? 0,
    valueText: measure === 'count' ? format.number(bar.count) : rateText(bar),
    aside: measure === 'count' ? rateText(bar) : format.number(bar.count),
    description: t('dashboards.bar', { label: labelOf(bar.value), count: format.number(bar.count), share: shareText(bar), rate: rateText(bar) }),
  }))
  const table = {
    columns: [{ name: t('dashboards.value') }, ...(['count', 'share', 'known', 'won', 'closingRate'] as const).map(name => ({ name: t(`dashboards.${name}`), align: 'end' as const }))],
    rows: sorted.map(bar => ({ key: bar.value, cells: [labelOf(bar.value), format.number(bar.count), shareText(bar), format.number(bar.known), format.number(bar.won), rateText(bar)] })),
  }
  return (
    <ChartCard title={title} table={table} empty={empty}>
      <div aria-hidden className="flex justify-end gap-2 px-4 pt-2 text-xs text-ink-faint">{t(measure === 'count' ? 'dashboards.closingRate' : 'dashboards.count')}</div>
      <BarList items={items} onOpen={onOpen} colour={measure === 'count' ? 'var(--series-1)' : 'var(--series-2)'} />
    </ChartCard>
  )
}
