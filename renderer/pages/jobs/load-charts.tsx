import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useFormat, type Format } from '../../i18n/format.ts'
import type { Bucket } from './history.ts'

type Props = { buckets: readonly Bucket[] }

const axis = { stroke: 'var(--line-strong)', tick: { fill: 'var(--ink-faint)', fontSize: 11 }, tickLine: false } as const
const margin = { top: 20, right: 8, bottom: 0, left: 0 }

/** Jobs that ended in each interval, the failed ones on top. */
export function ThroughputChart({ buckets }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <figure className="relative h-full" aria-label={t('jobs.throughput')}>
      <Names entries={[[t('jobs.doneSeries'), 'var(--series-1)'], [t('jobs.failedSeries'), 'var(--danger)']]} />
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={[...buckets]} margin={margin} barCategoryGap={1}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="at" tickFormatter={clock(format)} minTickGap={48} {...axis} />
          <YAxis width={44} allowDecimals={false} tickFormatter={value => format.number(Number(value))} {...axis} axisLine={false} />
          <Tooltip {...tooltip} labelFormatter={at => format.moment(Number(at))} formatter={value => format.number(Number(value))} />
          <Bar dataKey="done" name={t('jobs.doneSeries')} stackId="ended" fill="var(--series-1)" isAnimationActive={false} />
          <Bar dataKey="failed" name={t('jobs.failedSeries')} stackId="ended" fill="var(--danger)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** From start to end of the jobs that ended in each interval: the middle one, and the slowest 5 and 1 of a hundred. */
export function LatencyChart({ buckets }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const duration = (value: unknown) => format.duration(Math.round(Number(value)))
  const lines = [['p50', 'var(--series-2)'], ['p95', 'var(--series-1)'], ['p99', 'var(--series-3)']] as const
  return (
    <figure className="relative h-full" aria-label={t('jobs.latency')}>
      <Names entries={lines} />
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...buckets]} margin={margin}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="at" tickFormatter={clock(format)} minTickGap={48} {...axis} />
          <YAxis width={56} tickFormatter={duration} {...axis} axisLine={false} />
          <Tooltip {...tooltip} labelFormatter={at => format.moment(Number(at))} formatter={duration} />
          {lines.map(([key, colour]) => <Line key={key} dataKey={key} name={key} stroke={colour} strokeWidth={1.5} dot={{ r: 1.5, fill: colour, strokeWidth: 0 }} activeDot={{ r: 3 }} isAnimationActive={false} />)}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** The series by name in their colour, above the drawing: short enough to need no legend with keys. */
function Names({ entries }: { entries: readonly (readonly [string, string])[] }) {
  return (
    <figcaption className="absolute top-0 right-2 flex gap-3 text-sm">
      {entries.map(([name, colour]) => <span key={name} className="font-medium" style={{ color: colour }}>{name}</span>)}
    </figcaption>
  )
}

const tooltip = {
  isAnimationActive: false,
  cursor: { fill: 'var(--hover)', stroke: 'var(--line-strong)' },
  contentStyle: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 6, padding: '6px 8px', boxShadow: 'var(--shadow-popover)', color: 'var(--ink)' },
  labelStyle: { color: 'var(--ink-soft)' },
  itemStyle: { padding: 0 },
} as const

function clock(format: Format): (at: unknown) => string {
  const shape = new Intl.DateTimeFormat(format.locale, { hour: '2-digit', minute: '2-digit' })
  return at => shape.format(Number(at))
}
