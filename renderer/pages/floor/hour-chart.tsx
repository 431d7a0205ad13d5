import { useTranslation } from 'react-i18next'
import type { Floor } from '../../../engine/contract/calls.ts'
import { PartColumns } from '../../components/calls/part-columns.tsx'
import { zonedText } from '../../components/calls/zoned-clock.ts'
import { ChartCard } from '../../components/charts/chart-card.tsx'
import { useFormat } from '../../i18n/format.ts'

/** Calls of each hour of the day, those with a conversation in full colour. */
export function HourChart({ floor, zone }: { floor: Floor, zone: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const hours = floor.perHour.map(each => ({ ...each, key: String(each.hour), label: zonedText(format.locale, each.hour, 'time', zone) }))
  return (
    <ChartCard
      title={t('floor.hours.title')} empty={t('floor.hours.none')}
      table={{
        columns: [{ name: t('floor.hours.hour') }, { name: t('floor.hours.calls'), align: 'end' }, { name: t('floor.hours.contacts'), align: 'end' }],
        rows: hours.map(({ key, label, attempts, contacts }) => ({ key, cells: [label, format.number(attempts), format.number(contacts)] })),
      }}
    >
      <PartColumns
        label={t('floor.hours.title')} height="h-32"
        items={hours.map(({ key, label, attempts, contacts }) => ({ key, label, whole: attempts, part: contacts, description: t('floor.hours.describe', { hour: label, calls: format.number(attempts), contacts: format.number(contacts) }) }))}
      />
    </ChartCard>
  )
}
