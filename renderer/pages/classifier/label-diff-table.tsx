import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabelDiff } from '../../../engine/contract/opinions.ts'
import { classNames } from '../../components/class-names.ts'
import { ProgressBar } from '../../components/progress.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'

type ByEnum = LabelDiff['byEnum'][number]

/** Moves told in the table itself; the rest is in the rows. */
const movesShown = 3

/** What would change of every enum, how the golden set takes it, and the most frequent moves. An enum chosen narrows the rows below. */
export function LabelDiffTable({ diff, selected, onSelect }: { diff: LabelDiff, selected: string | null, onSelect: (enumName: string | null) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const head = 'h-8 px-3 whitespace-nowrap text-sm font-medium text-ink-soft'
  return (
    <div className="overflow-x-auto border-y border-line">
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className={classNames(head, 'pl-4 text-left')}>{t('models.enum')}</th>
            <th scope="col" className={classNames(head, 'text-left')}>{t('classifier.diff.changed')}</th>
            <th scope="col" className={classNames(head, 'text-left')}>{t('classifier.diff.golden')}</th>
            <th scope="col" className={classNames(head, 'text-left')}>{t('classifier.diff.moves')}</th>
          </tr>
        </thead>
        <tbody>
          {diff.byEnum.map(one => (
            <tr key={one.enumName} onClick={() => onSelect(one.enumName === selected ? null : one.enumName)} className={classNames('border-b border-line align-top last:border-b-0', one.enumName === selected ? 'bg-accent-soft' : 'hover:bg-hover')}>
              <th scope="row" className="py-1.5 pr-3 pl-4 text-left font-normal"><button type="button" aria-pressed={one.enumName === selected} className="rounded text-left font-medium">{words.enumLabel(one.enumName)}</button></th>
              <td className="px-3 py-1.5 whitespace-nowrap">
                {t('classifier.diff.changedOf', { changed: format.number(one.changed), compared: format.number(one.compared) })}
                <ProgressBar value={one.compared === 0 ? 0 : one.changed / one.compared} tone="neutral" label={t('classifier.diff.changedShare', { label: words.enumLabel(one.enumName) })} className="mt-1 w-20" />
              </td>
              <td className="px-3 py-1.5 whitespace-nowrap"><GoldenChange golden={one.golden} /></td>
              <td className="px-3 py-1.5 text-sm text-ink-soft"><Moves one={one} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function GoldenChange({ golden }: { golden: ByEnum['golden'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!golden) return <span className="text-sm text-ink-faint">{t('classifier.diff.noGolden')}</span>
  const gain = golden.after.accuracy - golden.before.accuracy
  const Icon = gain > 0 ? ArrowUp : gain < 0 ? ArrowDown : ArrowRight
  return (
    <>
      <span className={classNames('flex items-center gap-1', gain > 0 ? 'text-positive' : gain < 0 ? 'text-danger' : 'text-ink-soft')}>
        <Icon aria-hidden size={13} />{t('classifier.diff.fromTo', { from: format.percent(golden.before.accuracy, 1), to: format.percent(golden.after.accuracy, 1) })}
      </span>
      <span className="block text-sm text-ink-faint">{t('classifier.diff.f1', { from: format.percent(golden.before.macroF1, 1), to: format.percent(golden.after.macroF1, 1) })} · {t('models.examples', { count: golden.examples, number: format.number(golden.examples) })}</span>
    </>
  )
}

function Moves({ one }: { one: ByEnum }) {
  const format = useFormat()
  const words = useTaxonomy()
  return (
    <ul>
      {one.moves.slice(0, movesShown).map(move => (
        <li key={`${move.from} ${move.to}`} className="flex flex-wrap items-center gap-x-1.5">
          <span>{words.valueLabel(one.enumName, move.from)}</span><ArrowRight aria-hidden size={11} className="text-ink-faint" /><span>{words.valueLabel(one.enumName, move.to)}</span>
          <span className="text-ink-faint">× {format.number(move.count)}</span>
        </li>
      ))}
    </ul>
  )
}
