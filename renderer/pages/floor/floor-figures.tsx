import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Floor } from '../../../engine/contract/calls.ts'
import { costText, moneysText } from '../../components/calls/money.tsx'
import { useFormat } from '../../i18n/format.ts'

/** The figures of the day: what they are made of stands under each, so that a rate is never without its whole. */
export function FloorFigures({ floor }: { floor: Floor }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { today, lines } = floor
  const rate = (part: number, whole: number) => whole === 0 ? '–' : format.percent(part / whole, part / whole < 0.1 ? 1 : 0)
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface @lg:grid-cols-4 @6xl:grid-cols-8 [&>div]:border-t [&>div]:border-l [&>div]:border-line [&>div]:-mt-px [&>div]:-ml-px">
      <Figure name={t('floor.figure.live')} value={t('floor.of', { part: format.number(lines.used), whole: format.number(lines.limit) })} detail={t('floor.figure.queued', { count: floor.queued })} />
      <Figure name={t('floor.figure.calls')} value={format.number(today.attempts)} detail={t('floor.figure.lastHour', { count: today.callsLastHour })} />
      <Figure name={t('floor.figure.answer')} value={rate(today.answered, today.attempts)} detail={t('floor.figure.answered', { count: today.answered })} hint={t('floor.hint.answer')} />
      <Figure name={t('floor.figure.success')} value={rate(today.successes, today.contacts)} detail={t('floor.figure.successes', { count: today.contacts, successes: format.number(today.successes) })} hint={t('floor.hint.success')} />
      <Figure name={t('floor.figure.promises')} value={format.number(today.promises)} detail={today.promisedAmounts.length > 0 ? moneysText(format, today.promisedAmounts) : t('floor.figure.noAmount')} />
      <Figure name={t('floor.figure.kept')} value={format.number(today.keptPromises)} detail={t('floor.figure.keptToday')} />
      <Figure name={t('floor.figure.cost')} value={costText(format, today.costCents)} detail={today.attempts === 0 ? '–' : t('floor.figure.perCall', { cost: costText(format, today.costCents / today.attempts) })} />
      <Figure name={t('floor.figure.costPerKept')} value={today.keptPromises === 0 ? '–' : costText(format, today.costCents / today.keptPromises)} detail={t('floor.figure.costPerKeptDetail')} hint={t('floor.hint.costPerKept')} />
    </dl>
  )
}

function Figure({ name, value, detail, hint }: { name: string, value: ReactNode, detail: ReactNode, hint?: string }) {
  return (
    <div className="min-w-0 px-3 py-2.5" title={hint}>
      <dt className="truncate text-sm text-ink-soft">{name}</dt>
      <dd className="truncate text-xl font-semibold">{value}</dd>
      <dd className="truncate text-sm text-ink-faint">{detail}</dd>
    </div>
  )
}
