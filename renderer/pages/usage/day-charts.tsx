import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartCard, FigureLink } from '../../components/charts/chart-card.tsx'
import { usdRateText, usdText } from '../../components/usd.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import { answeredByProvider, everyDay, type Figures } from './figures.ts'
import { useUsageFilter } from './use-usage-filter.ts'

const axis = { stroke: 'var(--line-strong)', tick: { fill: 'var(--ink-faint)', fontSize: 11 }, tickLine: false } as const
const margin = { top: 20, right: 8, bottom: 0, left: 0 }
const tooltip = {
  isAnimationActive: false,
  cursor: { fill: 'var(--hover)' },
  contentStyle: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 6, padding: '6px 8px', boxShadow: 'var(--shadow-popover)', color: 'var(--ink)' },
  labelStyle: { color: 'var(--ink-soft)' },
  itemStyle: { padding: 0 },
} as const

/** Cost and calls of each day. A column opens the calls of its day; in the table the figures do. */
export function DayCharts({ byDay }: { byDay: readonly Figures[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { open } = useUsageFilter()
  const days = useMemo(() => everyDay(byDay).map(day => ({ ...day, answered: answeredByProvider(day) })), [byDay])
  const openDay = (day: string) => open('calls', { from: day, to: day, period: null })
  const series = [
    { key: 'answered', label: t('usage.answered'), colour: 'var(--series-1)' }, { key: 'cacheHits', label: t('usage.cacheHits'), colour: 'var(--series-2)' },
    { key: 'refused', label: t('usage.refused'), colour: 'var(--series-3)' }, { key: 'errors', label: t('usage.errors'), colour: 'var(--danger)' },
  ] as const
  const rows = days.filter(day => day.calls > 0).toReversed()
  const link = (day: Figures, text: string) => <FigureLink label={`${format.date(day.key)}: ${text}`} onOpen={() => openDay(day.key)}>{text}</FigureLink>
  const end = (name: string) => ({ name, align: 'end' as const })
  return (
    <div className="grid gap-4 @5xl:grid-cols-2">
      <ChartCard
        title={t('usage.costByDay')}
        table={{ columns: [{ name: t('usage.day') }, end(t('usage.cost')), end(t('usage.savedColumn'))], rows: rows.map(day => ({ key: day.key, cells: [format.date(day.key), link(day, usdText(format, day.costUsd)), usdText(format, day.savedUsd)] })) }}
      >
        <figure className="h-56 p-3" aria-label={t('usage.costByDay')}>
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={days} margin={margin} barCategoryGap={1}>
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis dataKey="key" tickFormatter={shortDay(format)} minTickGap={28} {...axis} />
              <YAxis width={72} tickFormatter={value => usdRateText(format, Number(value))} {...axis} axisLine={false} />
              <Tooltip {...tooltip} labelFormatter={day => format.date(String(day))} formatter={value => usdText(format, Number(value))} />
              <Bar dataKey="costUsd" name={t('usage.cost')} fill="var(--series-1)" maxBarSize={48} isAnimationActive={false} onClick={(_bar, index) => openAt(days, index, openDay)} />
            </BarChart>
          </ResponsiveContainer>
        </figure>
      </ChartCard>
      <ChartCard
        title={t('usage.callsByDay')}
        table={{ columns: [{ name: t('usage.day') }, end(t('usage.calls')), ...series.map(one => end(one.label))], rows: rows.map(day => ({ key: day.key, cells: [format.date(day.key), link(day, format.number(day.calls)), ...series.map(one => format.number(day[one.key]))] })) }}
      >
        <figure className="relative h-56 p-3" aria-label={t('usage.callsByDay')}>
          <figcaption className="absolute top-2 right-4 flex gap-3 text-sm">{series.map(one => <span key={one.key} className="font-medium" style={{ color: one.colour }}>{one.label}</span>)}</figcaption>
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={days} margin={margin} barCategoryGap={1}>
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis dataKey="key" tickFormatter={shortDay(format)} minTickGap={28} {...axis} />
              <YAxis width={44} allowDecimals={false} tickFormatter={value => format.number(Number(value))} {...axis} axisLine={false} />
              <Tooltip {...tooltip} labelFormatter={day => format.date(String(day))} formatter={value => format.number(Number(value))} />
              {series.map(one => <Bar key={one.key} dataKey={one.key} name={one.label} stackId="calls" fill={one.colour} maxBarSize={48} isAnimationActive={false} onClick={(_bar, index) => openAt(days, index, openDay)} />)}
            </BarChart>
          </ResponsiveContainer>
        </figure>
      </ChartCard>
    </div>
  )
}

function openAt(days: readonly Figures[], index: number, open: (day: string) => void): void {
  const day = days[index]
  if (day) open(day.key)
}

/** A calendar day as "3 nov"; the key is no moment and must not shift with the zone. */
function shortDay(format: Format): (key: unknown) => string {
  const shape = new Intl.DateTimeFormat(format.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return key => shape.format(new Date(String(key)))
}
