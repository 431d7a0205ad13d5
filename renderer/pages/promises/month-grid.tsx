import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentPromise } from '../../../engine/contract/calls.ts'
import { openItem } from '../../app/address.ts'
import { moneysText } from '../../components/calls/money.tsx'
import { promiseLooks } from '../../components/calls/states.tsx'
import { classNames } from '../../components/class-names.ts'
import { useFormat } from '../../i18n/format.ts'
import { localDay } from './month.ts'
import { promisedSums, stateCounts } from './promise-sums.ts'

interface MonthGridProps {
  weeks: readonly (readonly string[])[]
  month: string
  today: string
  open: string | null
  promises: readonly PaymentPromise[]
}

const inks = { neutral: 'text-ink-faint', accent: 'text-accent', positive: 'text-positive', caution: 'text-caution', danger: 'text-danger' }
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** The days of a month, each a button to its promises; the arrows go from day to day. */
export function MonthGrid({ weeks, month, today, open, promises }: MonthGridProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const table = useRef<HTMLTableElement>(null)
  const days = weeks.flat()
  const ofDay = Map.groupBy(promises, promise => promise.promisedOn ?? localDay(promise.madeAt))
  // One day is reached by Tab, the arrows do the rest.
  const entry = open !== null && days.includes(open) ? open : days.includes(today) ? today : days.find(day => day.startsWith(month))
  const weekday = new Intl.DateTimeFormat(format.locale, { weekday: 'short', timeZone: 'UTC' })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const from = event.target instanceof HTMLElement ? event.target.dataset.day : undefined
    if (step === undefined || from === undefined) return
    const target = days[days.indexOf(from) + step]
    if (target === undefined) return
    event.preventDefault()
    table.current?.querySelector<HTMLElement>(`[data-day="${target}"]`)?.focus()
    if (open !== null) openItem(target, { replace: true })
  }
  return (
    <table ref={table} onKeyDown={onKeyDown} aria-label={t('promises.calendar')} className="w-full table-fixed border-collapse">
      <thead>
        <tr>{weeks[0]?.map(day => <th key={day} scope="col" className="h-7 border-b border-line px-2 text-left text-sm font-medium text-ink-soft">{weekday.format(Date.parse(day))}</th>)}</tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week[0]}>
            {week.map(day => (
              <td key={day} className="h-24 border border-line p-0 align-top">
                <Day day={day} promises={ofDay.get(day) ?? []} outside={!day.startsWith(month)} isToday={day === today} isOpen={day === open} tabIndex={day === entry ? 0 : -1} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day, promises, outside, isToday, isOpen, tabIndex }: { day: string, promises: readonly PaymentPromise[], outside: boolean, isToday: boolean, isOpen: boolean, tabIndex: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = stateCounts(promises)
  const sum = moneysText(format, promisedSums(promises))
  const described = [format.date(day), isToday && t('promises.today'), t('promises.count', { count: promises.length }), sum, ...counts.map(({ state, count }) => t(`calls.promiseCount.${state}`, { count }))].filter(Boolean).join(', ')
  return (
    <button
      type="button" data-day={day} data-focus="inset" tabIndex={tabIndex} aria-pressed={isOpen}
      onClick={() => openItem(day, { replace: isOpen })}
      className={classNames('flex h-24 w-full flex-col gap-0.5 overflow-hidden p-1.5 text-left hover:bg-hover', isOpen && 'bg-accent-soft', outside && !isOpen && 'bg-canvas')}
    >
      <span className="sr-only">{described}</span>
      <span aria-hidden className="flex w-full items-baseline gap-1">
        <span className={classNames('min-w-5 rounded px-1 text-sm', isToday ? 'bg-accent-fill font-semibold text-accent-ink' : outside ? 'text-ink-faint' : 'text-ink-soft')}>{Number(day.slice(8))}</span>
        <span className="ml-auto hidden truncate text-sm font-medium @2xl:inline">{sum}</span>
      </span>
      {counts.slice(0, 4).map(({ state, count }) => {
        const { icon: Icon, tone } = promiseLooks[state]
        return <span key={state} aria-hidden className="flex min-w-0 items-center gap-1 text-xs"><Icon aria-hidden size={11} strokeWidth={2.25} className={classNames('shrink-0', inks[tone])} /><span className="hidden truncate @2xl:inline">{t(`calls.promiseCount.${state}`, { count })}</span><span className="@2xl:hidden">{format.number(count)}</span></span>
      })}
    </button>
  )
}
