import { CalendarDays, Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../components/class-names.ts'
import { Field, Input } from '../../components/input.tsx'
import { Popover } from '../../components/popover.tsx'
import { useFormat } from '../../i18n/format.ts'
import { periods, readPeriod, usualPeriod, type Period } from './usage-address.ts'
import { useUsageFilter } from './use-usage-filter.ts'

/** Of which days: one of the usual periods, or days of one's own. */
export function PeriodFilter() {
  const { t } = useTranslation()
  const format = useFormat()
  const { query, change } = useUsageFilter()
  const period = readPeriod(query)
  const from = query.from ?? ''
  const to = query.to ?? ''
  const shown = period !== null ? t(`usage.periods.${period}`) : from === to ? format.date(from) : [from, to].map(day => day ? format.date(day) : '…').join(' – ')
  const choose = (chosen: Period) => change({ period: chosen === usualPeriod ? null : chosen, from: null, to: null })
  return (
    <Popover
      label={t('usage.period')} className="w-60 p-1"
      trigger={<button type="button" className={classNames('inline-flex h-7 items-center gap-1.5 rounded-md border px-2 hover:border-ink-faint', period === usualPeriod ? 'border-line-control bg-surface text-ink-soft' : 'border-accent bg-accent-soft text-ink')}><CalendarDays aria-hidden size={14} className="text-ink-faint" /><span className="sr-only">{t('usage.period')}: </span>{shown}</button>}
    >
      <ul>
        {(Object.keys(periods) as Period[]).map(one => (
          <li key={one}>
            <button type="button" aria-pressed={one === period} onClick={() => choose(one)} className="flex h-7 w-full items-center gap-2 rounded px-2 text-left hover:bg-hover">
              <span className="flex-1">{t(`usage.periods.${one}`)}</span>{one === period && <Check aria-hidden size={14} />}
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-1 grid grid-cols-1 gap-2 border-t border-line p-2">
        <Field label={t('usage.from')}>{control => <Input {...control} type="date" value={from} max={to} onChange={event => change({ from: event.target.value })} />}</Field>
        <Field label={t('usage.to')}>{control => <Input {...control} type="date" value={to} min={from} onChange={event => change({ to: event.target.value })} />}</Field>
      </div>
    </Popover>
  )
}
