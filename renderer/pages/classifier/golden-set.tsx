import { useQuery } from '@tanstack/react-query'
import { CircleAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GoldenScore } from '../../../engine/contract/opinions.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'

const sources = ['offline', 'llm'] as const
const measures = ['accuracy', 'macroF1'] as const

/** How each classifier does on what people have said. */
export function GoldenSet() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.opinions.golden.queryOptions({ input: { businessId } }))
  if (!data && error) return <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>
  if (!data) return <SkeletonLines lines={8} />
  if (data.labels === 0) {
    return (
      <EmptyState icon={ShieldCheck} title={t('classifier.golden.empty')} body={t('classifier.golden.emptyBody')}>
        <Button variant="primary" onClick={() => navigate({ page: 'disagreements' })}>{t('classifier.golden.toQueue')}</Button>
        <Button onClick={() => navigate({ page: 'transcripts', query: { sort: 'confidence' } })}>{t('models.openTranscripts')}</Button>
      </EmptyState>
    )
  }
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4">
      <section className="rounded-lg border border-line bg-surface px-4 py-3">
        <dl className="flex flex-wrap gap-x-10 gap-y-2">
          <Figure name={t('classifier.golden.transcripts')}>{format.number(data.transcripts)}</Figure>
          <Figure name={t('classifier.golden.labels')}>{format.number(data.labels)}</Figure>
        </dl>
        <p className="mt-2 text-sm text-ink-faint">{t('classifier.golden.body')}</p>
      </section>
      <section className="overflow-x-auto rounded-lg border border-line bg-surface"><Scores scores={data.scores} /></section>
      {data.scores.some(score => score.offlineHasSeenThem) && <p className="text-sm text-ink-faint">{t('classifier.golden.seen')}</p>}
    </div>
  )
}

function Figure({ name, children }: { name: string, children: ReactNode }) {
  return <div><dt className="text-sm text-ink-soft">{name}</dt><dd className="text-xl font-semibold">{children}</dd></div>
}

function Scores({ scores }: { scores: readonly GoldenScore[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const head = 'h-8 px-3 whitespace-nowrap text-sm font-medium text-ink-soft'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line">
          <th rowSpan={2} scope="col" className={classNames(head, 'pl-4 text-left')}>{t('models.enum')}</th>
          <th rowSpan={2} scope="col" className={classNames(head, 'text-right')}>{t('models.exampleCount')}</th>
          {sources.map(source => <th key={source} colSpan={2} scope="colgroup" className={classNames(head, 'border-l border-line text-center')}>{t(`classifier.mode.${source}`)}</th>)}
        </tr>
        <tr className="border-b border-line">
          {sources.flatMap(source => measures.map((measure, position) => <th key={`${source} ${measure}`} scope="col" className={classNames(head, 'text-right font-normal', position === 0 && 'border-l border-line')}>{t(`models.${measure}`)}</th>))}
        </tr>
      </thead>
      <tbody>
        {scores.map(score => (
          <tr key={score.enumName} className="h-8 border-b border-line whitespace-nowrap last:border-b-0 hover:bg-hover">
            <th scope="row" className="pr-3 pl-4 text-left font-normal">{words.enumLabel(score.enumName)}</th>
            <td className="px-3 text-right">{format.number(score.examples)}</td>
            {sources.flatMap(source => measures.map((measure, position) => (
              <td key={`${source} ${measure}`} className={classNames('px-3 text-right', position === 0 && 'border-l border-line', isBetter(score, source, measure) && 'font-semibold text-positive')}>
                {score[source] ? `${format.percent(score[source][measure], 1)}${source === 'offline' && score.offlineHasSeenThem ? ' *' : ''}` : position === 0 && <span className="text-sm text-ink-faint">{t('classifier.golden.noOpinion')}</span>}
              </td>
            )))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** True where both were measured and this one did better; the weight of the figure says it too, not the colour alone. */
function isBetter(score: GoldenScore, source: 'offline' | 'llm', measure: 'accuracy' | 'macroF1'): boolean {
  const [own, other] = source === 'offline' ? [score.offline, score.llm] : [score.llm, score.offline]
  return own !== null && other !== null && own[measure] > other[measure]
}
