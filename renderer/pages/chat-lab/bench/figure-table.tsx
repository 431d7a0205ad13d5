import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchFigures } from '../../../../engine/contract/chat-bench.ts'
import { classNames } from '../../../components/class-names.ts'
import { usdText } from '../../../components/usd.ts'
import { useFormat, type Format } from '../../../i18n/format.ts'
import { differenceOf, figureRows, type FigureRow, type FigureValue } from './figure-rows.ts'

/** The figures of a run, and beside another one what became of each. */
export function FigureTable({ now, before }: { now: BenchFigures, before: BenchFigures | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = figureRows(now, before)
  const head = 'px-1 text-right text-sm font-medium text-ink-soft last:pr-4'
  // Beside the open panel the difference tells enough.
  const roomy = 'hidden @xl:table-cell'
  const text = (value: FigureValue | undefined) => valueText(value ?? null, format, shares => t('chatBench.shareOf', shares)) ?? <span className="text-ink-faint">{t('chatBench.notChecked')}</span>
  if (!before) {
    return (
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(180px,1fr))] gap-x-6 gap-y-3 px-4 py-3">
        {rows.map(row => (
          <div key={row.name}>
            <dt className="text-sm text-ink-soft">{t(`chatBench.figure.${row.name}`)}</dt>
            <dd className={classNames('text-lg font-semibold', row.name === 'uncovered' && now.uncovered > 0 && 'text-danger')}>{text(row.now)}</dd>
          </div>
        ))}
      </dl>
    )
  }
  return (
    <table className="w-full">
      <thead>
        <tr className="h-8">
          <th scope="col" className="px-4 text-left text-sm font-medium text-ink-soft">{t('chatBench.figures')}</th>
          <th scope="col" className={classNames(head, roomy)}>{t('chatBench.before')}</th>
          <th scope="col" className={head}>{t('chatBench.now')}</th>
          <th scope="col" className={head}>{t('chatBench.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.name} className="h-8 border-t border-line">
            <th scope="row" className="pr-1 pl-4 text-left font-normal">{t(`chatBench.figure.${row.name}`)}</th>
            <td className={classNames(roomy, 'px-2 text-right whitespace-nowrap text-ink-soft')}>{text(row.before)}</td>
            <td className="px-1 text-right font-medium @xl:px-2 @xl:whitespace-nowrap">{text(row.now)}</td>
            <td className="pr-4 pl-1 text-right @xl:whitespace-nowrap"><Difference row={row} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Less is not told apart in the figures beside it: it is neither better nor worse. */
const leastMs = 0.05
/** A smaller share would read as none with one decimal, and one wrong answer in thousands is one. */
const leastShare = 0.001

function Difference({ row }: { row: FigureRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const difference = differenceOf(row)
  if (difference === null || difference.value === 0 || (difference.kind === 'ms' && Math.abs(difference.value) < leastMs)) return <span className="text-ink-faint">–</span>
  const { kind, value } = difference
  const size = Math.abs(value)
  const text = kind === 'share' ? `${format.number(size * 100, size < leastShare ? 2 : 1)} pp` : kind === 'ms' ? `${format.number(size, 1)} ms` : kind === 'usd' ? usdText(format, size) : format.number(size)
  const isBetter = row.better === null ? null : row.better === (value > 0 ? 'more' : 'less')
  const Arrow = value > 0 ? ArrowUp : ArrowDown
  return (
    <span className={classNames('inline-flex flex-wrap items-center justify-end gap-x-1', isBetter === true && 'text-positive', isBetter === false && 'text-danger')}>
      <Arrow aria-hidden size={12} />
      {value > 0 ? '+' : '−'}{text}
      {isBetter !== null && <span className="text-sm">{t(isBetter ? 'chatBench.better' : 'chatBench.worse')}</span>}
    </span>
  )
}

function valueText(value: FigureValue, format: Format, shareText: (words: { right: string, checked: string }) => string): string | null {
  if (value === null) return null
  switch (value.kind) {
    case 'share': return `${format.percent(value.right / value.checked)} (${shareText({ right: format.number(value.right), checked: format.number(value.checked) })})`
    case 'count': return format.number(value.value)
    case 'ms': return `${format.number(value.value, 1)} ms`
    case 'usd': return usdText(format, value.value)
    case 'tokens': return `${format.number(value.in)} / ${format.number(value.out)}`
  }
}
