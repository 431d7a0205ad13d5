import { useTranslation } from 'react-i18next'
import type { EnumScore } from '../../../engine/contract/classification.ts'
import { ChartCard } from '../../components/charts/chart-card.tsx'
import { ReliabilityChart } from '../../components/charts/reliability-chart.tsx'
import { useFormat } from '../../i18n/format.ts'

/** How far the confidences of an enum can be believed, for the cues and for the trained model. */
export function ReliabilityCard({ score, label }: { score: EnumScore, label: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const series = [
    { key: 'zero_shot', label: t('models.cues'), colour: 'var(--series-6)', bins: score.zeroShot.reliability },
    ...(score.trained ? [{ key: 'trained', label: t('models.model'), colour: 'var(--series-1)', bins: score.trained.reliability }] : []),
  ]
  const table = {
    columns: [{ name: t('models.model') }, ...(['confidence', 'accuracy', 'answers'] as const).map(name => ({ name: t(`models.${name}`), align: 'end' as const }))],
    rows: series.flatMap(one => one.bins.filter(bin => bin.count > 0).map(bin => ({
      key: `${one.key} ${bin.from}`, cells: [one.label, format.percent(bin.confidence), format.percent(bin.accuracy), format.number(bin.count)],
    }))),
  }
  return (
    <ChartCard title={t('models.reliability')} table={table}>
      <div className="flex flex-col items-center gap-2 p-4">
        <p className="w-full font-medium">{label}</p>
        <ReliabilityChart series={series} />
        <p className="max-w-80 text-sm text-ink-faint">{t('models.reliabilityHint')}</p>
      </div>
    </ChartCard>
  )
}
