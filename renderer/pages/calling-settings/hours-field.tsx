import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OpenHours } from '../../../engine/contract/policies.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Input } from '../../components/input.tsx'
import { useFormat } from '../../i18n/format.ts'
import { weekdayName } from './policy-words.ts'

const week = [1, 2, 3, 4, 5, 6, 7]

/** When calls may be made: weekdays with a time to open and one to close, as many times as needed. */
export function HoursField({ hours, onChange }: { hours: readonly OpenHours[], onChange: (hours: OpenHours[]) => void }) {
  const { t } = useTranslation()
  const items = hours.map((one, position) => ({ key: `hours ${position}`, one, position }))
  return (
    <div className="flex flex-col gap-2">
      <span className="text-sm font-medium text-ink-soft">{t('callingSettings.hours')}</span>
      {items.map(({ key, one, position }) => (
        <HoursRow key={key} hours={one} number={position + 1} onChange={changed => onChange(hours.with(position, changed))} onRemove={hours.length > 1 ? () => onChange(hours.toSpliced(position, 1)) : null} />
      ))}
      <div><Button size="sm" icon={Plus} onClick={() => onChange([...hours, { days: [6], from: '09:00', to: '14:00' }])}>{t('callingSettings.addHours')}</Button></div>
    </div>
  )
}

function HoursRow({ hours, number, onChange, onRemove }: { hours: OpenHours, number: number, onChange: (hours: OpenHours) => void, onRemove: (() => void) | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const problem = hours.days.length === 0 ? 'callingSettings.noDays' : hours.from >= hours.to ? 'callingSettings.closesFirst' : null
  const toggle = (day: number) => onChange({ ...hours, days: hours.days.includes(day) ? hours.days.filter(one => one !== day) : [...hours.days, day].toSorted((a, b) => a - b) })
  return (
    <div role="group" aria-label={t('callingSettings.hoursNumber', { number })}>
      <div className="flex flex-wrap items-center gap-2">
        <span className="flex overflow-hidden rounded-md border border-line-control">
          {week.map(day => (
            <button
              key={day} type="button" data-focus="inset" aria-pressed={hours.days.includes(day)} title={weekdayName(day, format.locale, 'long')} onClick={() => toggle(day)}
              className={classNames('h-7 min-w-9 border-r border-line-control px-1.5 last:border-0', hours.days.includes(day) ? 'bg-accent-fill text-accent-ink' : 'bg-surface text-ink-soft hover:bg-hover')}
            >
              {weekdayName(day, format.locale)}
            </button>
          ))}
        </span>
        <Input type="time" required aria-label={t('callingSettings.opens')} className="!w-28" value={hours.from} onChange={event => { if (event.target.value) onChange({ ...hours, from: event.target.value }) }} />
        <span className="text-ink-soft">–</span>
        {/* A field of time has no 24:00: midnight, where the day ends, is 00:00 in it. */}
        <Input type="time" required aria-label={t('callingSettings.closes')} className="!w-28" value={hours.to === '24:00' ? '00:00' : hours.to} onChange={event => { if (event.target.value) onChange({ ...hours, to: event.target.value === '00:00' ? '24:00' : event.target.value }) }} />
        {onRemove && <IconButton size="sm" icon={X} label={t('callingSettings.removeHours')} onClick={onRemove} />}
      </div>
      {problem && <p role="alert" className="mt-1 text-sm text-danger">{t(problem)}</p>}
    </div>
  )
}
