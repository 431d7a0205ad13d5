import { useTranslation } from 'react-i18next'
import type { EnumScore } from '../../../engine/contract/classification.ts'
import { Badge } from '../../components/badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { useFormat } from '../../i18n/format.ts'
import type { TaxonomyWords } from '../transcripts/use-taxonomy.ts'

interface ScoreTableProps { scores: readonly EnumScore[], words: TaxonomyWords, selected: string | null, onSelect: (enumName: string) => void }

const measures = ['accuracy', 'macroF1', 'calibrationError'] as const

/** Cross-validated scores of every enum: the cues alone beside the trained model, and which of them is used. */
export function ScoreTable({ scores, words, selected, onSelect }: ScoreTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const head = 'h-8 px-3 whitespace-nowrap text-sm font-medium text-ink-soft'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line">
          <th rowSpan={2} scope="col" className={classNames(head, 'pl-4 text-left')}>{t('models.enum')}</th>
          <th rowSpan={2} scope="col" className={classNames(head, 'text-right')}>{t('models.exampleCount')}</th>
          <th colSpan={3} scope="colgroup" className={classNames(head, 'border-l border-line text-center')}>{t('models.cues')}</th>
          <th colSpan={3} scope="colgroup" className={classNames(head, 'border-l border-line text-center')}>{t('models.model')}</th>
          <th rowSpan={2} scope="col" className={classNames(head, 'border-l border-line text-left')}>{t('models.chosen')}</th>
        </tr>
        <tr className="border-b border-line">
          {['zeroShot', 'trained'].flatMap(stage => measures.map((measure, position) => (
            <th key={`${stage} ${measure}`} scope="col" className={classNames(head, 'text-right font-normal', position === 0 && 'border-l border-line')}>{t(`models.${measure}`)}</th>
          )))}
        </tr>
      </thead>
      <tbody>
        {scores.map(score => (
          <tr key={score.enumName} onClick={() => onSelect(score.enumName)} className={classNames('h-8 border-b border-line whitespace-nowrap last:border-b-0', score.enumName === selected ? 'bg-accent-soft' : 'hover:bg-hover')}>
            <th scope="row" className="pr-3 pl-4 text-left font-normal">
              <button type="button" aria-pressed={score.enumName === selected} className="rounded text-left">{words.enumLabel(score.enumName)}</button>
            </th>
            <td className="px-3 text-right">{format.number(score.examples)}</td>
            {measures.map((measure, position) => <td key={measure} className={classNames('px-3 text-right', position === 0 && 'border-l border-line', score.chosen === 'zero_shot' && measure === 'accuracy' && 'font-semibold')}>{format.percent(score.zeroShot[measure], 1)}</td>)}
            {measures.map((measure, position) => (
              <td key={measure} className={classNames('px-3 text-right', position === 0 && 'border-l border-line', score.chosen === 'trained' && measure === 'accuracy' && 'font-semibold')}>
                {score.trained ? format.percent(score.trained[measure], 1) : position === 0 ? <span className="text-sm text-ink-faint">{t('models.notTrained')}</span> : null}
              </td>
            ))}
            <td className="border-l border-line px-3">{score.chosen === 'trained' ? <Badge tone="accent">{t('models.model')}</Badge> : <Badge>{t('models.cues')}</Badge>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
