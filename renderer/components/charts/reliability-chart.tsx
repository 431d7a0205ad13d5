import { useTranslation } from 'react-i18next'
import type { ReliabilityBin } from '../../../engine/contract/classification.ts'
import { useFormat } from '../../i18n/format.ts'

const size = 260
const margin = { left: 40, right: 22, top: 20, bottom: 34 }
const ticks = [0, 0.25, 0.5, 0.75, 1]

interface Series { key: string, label: string, colour: string, bins: readonly ReliabilityBin[] }

/** How often answers given with a confidence were right. Points are larger where there were more answers. */
export function ReliabilityChart({ series }: { series: readonly Series[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const width = size - margin.left - margin.right
  const height = size - margin.top - margin.bottom
  const x = (confidence: number) => margin.left + confidence * width
  const y = (accuracy: number) => margin.top + (1 - accuracy) * height
  const most = Math.max(1, ...series.flatMap(one => one.bins.map(bin => bin.count)))
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('models.reliabilityHint')} className="w-full max-w-80 text-ink-soft" style={{ fontSize: 10 }}>
      {ticks.map(tick => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} stroke="var(--line)" />
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={x(tick)} y={y(0) + 13} textAnchor="middle" fill="currentColor">{format.percent(tick)}</text>
          <text x={x(0) - 5} y={y(tick) + 3} textAnchor="end" fill="currentColor">{format.percent(tick)}</text>
        </g>
      ))}
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--line-strong)" strokeDasharray="4 3" />
      <text x={x(0.5)} y={size - 4} textAnchor="middle" fill="currentColor">{t('models.confidence')}</text>
      {series.map((one, position) => {
        const points = one.bins.filter(bin => bin.count > 0)
        return (
          <g key={one.key} fill={one.colour} stroke={one.colour}>
            <polyline points={points.map(bin => `${x(bin.confidence)},${y(bin.accuracy)}`).join(' ')} fill="none" strokeWidth={1.5} strokeDasharray={position === 0 ? undefined : '5 3'} />
            {points.map(bin => (
              <circle key={bin.from} cx={x(bin.confidence)} cy={y(bin.accuracy)} r={2.5 + 4 * Math.sqrt(bin.count / most)} fillOpacity={0.75} strokeWidth={1}>
                <title>{`${one.label}. ${t('models.point', { confidence: format.percent(bin.confidence), accuracy: format.percent(bin.accuracy), count: bin.count })}`}</title>
              </circle>
            ))}
            <LastLabel points={points} label={one.label} x={x} y={y} above={position === 0} />
          </g>
        )
      })}
    </svg>
  )
}

/** The name of a curve at its end: the first above, the second below, so that equal curves keep both names. */
function LastLabel({ points, label, x, y, above }: { points: readonly ReliabilityBin[], label: string, x: (value: number) => number, y: (value: number) => number, above: boolean }) {
  const last = points.at(-1)
  if (!last) return null
  return <text x={Math.min(x(last.confidence), x(1) - 4)} y={y(last.accuracy) + (above ? -9 : 17)} textAnchor="end" stroke="none">{label}</text>
}
