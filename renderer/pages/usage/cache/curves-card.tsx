import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { ChartCard } from '../../../components/charts/chart-card.tsx'
import { Problem } from '../../../components/problem.tsx'
import { Select } from '../../../components/select.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { pointAt } from './curves.ts'
import { useWrongServed } from './wrong-served.ts'

/** The threshold that questions are compared by when nobody changed it. */
const usualThreshold = 0.8

const axis = { stroke: 'var(--line-strong)', tick: { fill: 'var(--ink-faint)', fontSize: 11 }, tickLine: false } as const

/** How right and how useful kept answers are by threshold, measured on labelled pairs, with guards and without. */
export function CurvesCard() {
  const { t } = useTranslation()
  const format = useFormat()
  const wrongServed = useWrongServed()
  const [language, setLanguage] = useState<'es' | 'en'>(format.language)
  const { data, error, refetch } = useQuery(api.answerCache.curves.queryOptions({ staleTime: Infinity }))
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <Skeleton className="h-64 w-full" />
  const curve = data.find(one => one.language === language) ?? data[0]
  if (!curve) return null
  const thresholds = [...new Set([...curve.bare, ...curve.guarded].map(point => point.threshold))].toSorted((a, b) => a - b)
  const points = thresholds.map(threshold => {
    const [bare, guarded] = [curve.bare.find(point => point.threshold === threshold), curve.guarded.find(point => point.threshold === threshold)]
    return { threshold, precisionGuarded: guarded?.precision, recallGuarded: guarded?.recall, precisionBare: bare?.precision, recallBare: bare?.recall, bare, guarded }
  })
  const lines = [
    { key: 'precisionGuarded', colour: 'var(--series-2)', dash: undefined }, { key: 'recallGuarded', colour: 'var(--series-1)', dash: undefined },
    { key: 'precisionBare', colour: 'var(--series-3)', dash: '5 3' }, { key: 'recallBare', colour: 'var(--series-6)', dash: '5 3' },
  ] as const
  const percent = (value: number | null | undefined) => value === null || value === undefined ? '–' : format.percent(value, 1)
  const [guarded, bare] = [pointAt(curve.guarded, usualThreshold), pointAt(curve.bare, usualThreshold)]
  const end = (name: string) => ({ name, align: 'end' as const })
  const table = {
    columns: [{ name: t('usage.cache.threshold') }, ...lines.map(line => end(t(`usage.cache.lines.${line.key}`))), end(t('usage.cache.falseGuarded')), end(t('usage.cache.falseBare'))],
    rows: points.map(point => ({ key: String(point.threshold), cells: [format.number(point.threshold, 2), ...lines.map(line => percent(point[line.key])), point.guarded ? wrongServed(point.guarded) : '–', point.bare ? wrongServed(point.bare) : '–'] })),
  }
  return (
    <ChartCard
      title={t('usage.cache.curves')} table={table}
      actions={<Select size="sm" label={t('frame.language')} value={curve.language} onChange={setLanguage} options={data.map(one => ({ value: one.language, label: t(`usage.cache.languages.${one.language}`) }))} />}
    >
      <div className="grid gap-4 p-4 @4xl:grid-cols-[1fr_20rem]">
        <figure aria-label={t('usage.cache.curves')}>
          <figcaption className="mb-1 flex flex-wrap gap-x-4 text-sm">
            {lines.map(line => (
              <span key={line.key} className="flex items-center gap-1.5">
                <svg aria-hidden width="20" height="6"><line x1="0" y1="3" x2="20" y2="3" stroke={line.colour} strokeWidth="2" strokeDasharray={line.dash} /></svg>{t(`usage.cache.lines.${line.key}`)}
              </span>
            ))}
          </figcaption>
          <div className="h-56">
            <ResponsiveContainer width="100%" height="100%">
              <LineChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
                <CartesianGrid stroke="var(--line)" />
                <XAxis dataKey="threshold" type="number" domain={['dataMin', 'dataMax']} ticks={thresholds.filter(value => Math.abs(value * 10 - Math.round(value * 10)) < 0.001)} tickFormatter={value => format.number(Number(value), 2)} {...axis} />
                <YAxis width={48} domain={[0, 1]} tickFormatter={value => format.percent(Number(value))} {...axis} axisLine={false} />
                <Tooltip
                  isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)' }} labelFormatter={value => `${t('usage.cache.threshold')} ${format.number(Number(value), 2)}`} formatter={value => percent(Number(value))}
                  contentStyle={{ background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 6, padding: '6px 8px', boxShadow: 'var(--shadow-popover)', color: 'var(--ink)' }} labelStyle={{ color: 'var(--ink-soft)' }} itemStyle={{ padding: 0 }}
                />
                <ReferenceLine x={usualThreshold} stroke="var(--ink-faint)" strokeDasharray="2 3" />
                {lines.map(line => <Line key={line.key} dataKey={line.key} name={t(`usage.cache.lines.${line.key}`)} stroke={line.colour} strokeWidth={1.75} strokeDasharray={line.dash} dot={false} activeDot={{ r: 3 }} isAnimationActive={false} />)}
              </LineChart>
            </ResponsiveContainer>
          </div>
        </figure>
        <div className="flex flex-col gap-2 text-ink-soft">
          <p>{t('usage.cache.curvesHint')}</p>
          {guarded && bare && <p className="text-ink">{t('usage.cache.curvesAt', { threshold: format.number(usualThreshold, 2), guarded: wrongServed(guarded), bare: wrongServed(bare) })}</p>}
          <p className="text-sm text-ink-faint">{t('usage.cache.curvesSource', { pairs: format.number(curve.pairs), source: curve.source, sameWords: format.number(curve.sameWords) })}</p>
        </div>
      </div>
    </ChartCard>
  )
}
