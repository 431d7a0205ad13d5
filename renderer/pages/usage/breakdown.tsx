import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Usage } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Card } from '../../components/panel.tsx'
import { Select } from '../../components/select.tsx'
import { usdText } from '../../components/usd.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Figures } from './figures.ts'
import { useEndpointName, useUserName } from './usage-names.ts'
import { useUsageFilter } from './use-usage-filter.ts'

const dimensions = ['endpoint', 'model', 'user', 'day'] as const
type Dimension = (typeof dimensions)[number]

/** More rows than this hide behind a button, so that a year of days does not push everything else away. */
const rowsAtFirst = 10

/** The same figures by who asked, for what, of which model and when; a row opens its calls. */
export function Breakdown({ usage }: { usage: Usage }) {
  const { t } = useTranslation()
  const [by, setBy] = useState<Dimension>('endpoint')
  const [all, setAll] = useState(false)
  const { open } = useUsageFilter()
  const endpointName = useEndpointName()
  const userName = useUserName()
  const format = useFormat()
  const groups = { endpoint: usage.byEndpoint, model: usage.byModel, user: usage.byUser, day: usage.byDay }[by]
  const sorted = by === 'day' ? groups.toSorted((a, b) => b.key.localeCompare(a.key)) : groups.toSorted((a, b) => b.costUsd - a.costUsd || b.calls - a.calls)
  const nameOf = { endpoint: endpointName, user: userName, model: (key: string) => key || t('usage.noModel'), day: (key: string) => format.date(key) }[by]
  const openGroup = (key: string) => open('calls', { endpoint: { endpoints: key }, model: { models: key }, user: { users: key }, day: { from: key, to: key, period: null } }[by])
  return (
    <Card title={t('usage.breakdown')} actions={<Select size="sm" label={t('usage.by')} value={by} onChange={setBy} options={dimensions.map(value => ({ value, label: t(`usage.byDimension.${value}`) }))} />}>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('usage.breakdown')}>
        <GroupTable groups={all ? sorted : sorted.slice(0, rowsAtFirst)} heading={t(`usage.${by}`)} nameOf={nameOf} onOpen={openGroup} />
      </div>
      {sorted.length > rowsAtFirst && <Button variant="ghost" className="m-2" onClick={() => setAll(!all)}>{all ? t('dashboards.showFewer') : t('dashboards.showAll', { count: sorted.length })}</Button>}
    </Card>
  )
}

function GroupTable({ groups, heading, nameOf, onOpen }: { groups: readonly Figures[], heading: string, nameOf: (key: string) => string, onOpen: (key: string) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: { name: string, text: (group: Figures) => string, tone?: (group: Figures) => boolean }[] = [
    { name: t('usage.calls'), text: group => format.number(group.calls) },
    { name: t('usage.errors'), text: group => format.number(group.errors), tone: group => group.errors > 0 },
    { name: t('usage.refused'), text: group => format.number(group.refused) },
    { name: t('usage.cacheHits'), text: group => format.number(group.cacheHits) },
    { name: t('usage.tokensIn'), text: group => format.number(group.tokensIn) },
    { name: t('usage.tokensOut'), text: group => format.number(group.tokensOut) },
    { name: t('usage.meanTime'), text: group => group.meanResponseTimeMs === null ? '–' : format.duration(Math.round(group.meanResponseTimeMs)) },
    { name: t('usage.savedColumn'), text: group => usdText(format, group.savedUsd) },
    { name: t('usage.cost'), text: group => usdText(format, group.costUsd) },
  ]
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="h-8 text-sm text-ink-soft">
          <th scope="col" className="px-4 text-left font-medium">{heading}</th>
          {columns.map(column => <th key={column.name} scope="col" className="px-3 text-right font-medium whitespace-nowrap last:pr-4">{column.name}</th>)}
        </tr>
      </thead>
      <tbody>
        {groups.map(group => (
          <tr key={group.key} onClick={() => onOpen(group.key)} className="h-8 border-t border-line hover:bg-hover">
            <th scope="row" className="px-4 text-left font-normal whitespace-nowrap"><button type="button" title={group.key} className="rounded underline decoration-line-strong underline-offset-4">{nameOf(group.key)}</button></th>
            {columns.map(column => <td key={column.name} className={classNames('px-3 text-right whitespace-nowrap last:pr-4', column.tone?.(group) && 'text-danger')}>{column.text(group)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
