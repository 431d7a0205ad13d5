import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { sentiments, type Sentiment } from '../../../db/values.ts'
import type { Bar, Dashboard } from '../../../engine/contract/transcripts.ts'
import { ChartCard, FigureLink } from '../../components/charts/chart-card.tsx'
import { ColumnChart, SeriesKey } from '../../components/charts/column-chart.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Filter } from '../transcripts/filter-address.ts'
import { showTranscripts } from '../transcripts/use-transcript-filter.ts'
import { closingRate, monthFilter } from './dashboard-figures.ts'

/** Names of months given as YYYY-MM: in full, and for an axis where the year stands only where it begins. */
function useMonthNames() {
  const { language } = useFormat()
  return useMemo(() => {
    const full = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    const short = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' })
    const start = (month: string) => new Date(`${month}-01T00:00:00Z`)
    return {
      monthName: (month: string) => full.format(start(month)),
      axisLabel: (month: string, position: number) => ({ label: short.format(start(month)), sublabel: position === 0 || month.endsWith('-01') ? month.slice(0, 4) : undefined }),
    }
  }, [language])
}

export function ClosingByMonth({ months, filter }: { months: readonly Bar[], filter: Filter }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { monthName, axisLabel } = useMonthNames()
  const rateText = (bar: Bar) => {
    const rate = closingRate(bar)
    return rate === null ? '—' : format.percent(rate)
  }
  const table = {
    columns: [{ name: t('dashboards.month') }, ...(['count', 'known', 'won', 'closingRate'] as const).map(name => ({ name: t(`dashboards.${name}`), align: 'end' as const }))],
    rows: months.map(bar => ({ key: bar.value, cells: [monthName(bar.value), <FigureLink key="count" label={`${monthName(bar.value)}: ${format.number(bar.count)}`} onOpen={() => showTranscripts(monthFilter(filter, bar.value))}>{format.number(bar.count)}</FigureLink>, format.number(bar.known), format.number(bar.won), rateText(bar)] })),
  }
  const items = months.map((bar, position) => ({
    key: bar.value,
    ...axisLabel(bar.value, position),
    valueText: rateText(bar),
    parts: [{ key: 'won', value: closingRate(bar) ?? 0, colour: 'var(--series-2)' }],
    description: t('dashboards.monthBar', { month: monthName(bar.value), rate: rateText(bar), won: format.number(bar.won), known: format.number(bar.known) }),
  }))
  return (
    <ChartCard title={t('dashboards.byMonth')} table={table} empty={t('dashboards.noMonths')}>
      <ColumnChart items={items} top={Math.max(0.1, ...months.map(bar => closingRate(bar) ?? 0))} onOpen={month => showTranscripts(monthFilter(filter, month))} />
    </ChartCard>
  )
}

function totalOf(month: Dashboard['sentimentByMonth'][number]): number {
  return month.positive + month.neutral + month.negative
}

const sentimentColours = { negative: 'var(--series-3)', neutral: 'var(--series-6)', positive: 'var(--series-2)' }

export function SentimentByMonth({ months, filter }: { months: Dashboard['sentimentByMonth'], filter: Filter }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { monthName, axisLabel } = useMonthNames()
  const open = (month: string, part: string | null) => {
    const chosen = sentiments.filter(sentiment => sentiment === part)
    showTranscripts(chosen.length > 0 ? { ...monthFilter(filter, month), sentiments: chosen } : monthFilter(filter, month))
  }
  const describe = (month: Dashboard['sentimentByMonth'][number], sentiment: Sentiment) =>
    t('dashboards.segment', { month: monthName(month.month), sentiment: t(`transcripts.sentiment.${sentiment}`), count: format.number(month[sentiment]) })
  const series = sentiments.map(sentiment => ({ key: sentiment, label: t(`transcripts.sentiment.${sentiment}`), colour: sentimentColours[sentiment] }))
  const table = {
    columns: [{ name: t('dashboards.month') }, ...series.map(one => ({ name: one.label, align: 'end' as const }))],
    rows: months.map(month => ({
      key: month.month,
      cells: [monthName(month.month), ...sentiments.map(sentiment => <FigureLink key={sentiment} label={describe(month, sentiment)} onOpen={() => open(month.month, sentiment)}>{format.number(month[sentiment])}</FigureLink>)],
    })),
  }
  const items = months.map((month, position) => ({
    key: month.month,
    ...axisLabel(month.month, position),
    valueText: format.number(totalOf(month)),
    parts: sentiments.toReversed().map(sentiment => ({ key: sentiment, value: month[sentiment], colour: sentimentColours[sentiment] })),
    description: `${monthName(month.month)}: ${sentiments.map(sentiment => `${t(`transcripts.sentiment.${sentiment}`)} ${format.number(month[sentiment])}`).join(', ')}`,
  }))
  return (
    <ChartCard title={t('dashboards.sentimentByMonth')} table={table} empty={t('dashboards.noMonths')}>
      <SeriesKey series={series} />
      <ColumnChart
        items={items}
        top={Math.max(1, ...months.map(totalOf))}
        onOpen={open}
      />
    </ChartCard>
  )
}
