import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClassifierChoice } from '../../../engine/contract/opinions.ts'
import { useBusinessId } from '../../app/business.ts'
import { Card } from '../../components/panel.tsx'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'

/** A call or meeting of some ten minutes. */
export const typicalCharacters = 4_000
const batchSizes = [1, 100, 1_000] as const

/** What batches of usual sizes would cost about with the classifier chosen on screen, before it is saved. */
export function CostEstimate({ choice }: { choice: ClassifierChoice }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t('classifier.cost')}>
      <table className="w-full">
        <thead className="text-left text-sm text-ink-soft">
          <tr className="h-8">
            <th scope="col" className="px-4 font-medium">{t('classifier.batchOf')}</th>
            <th scope="col" className="px-4 font-medium">{t('classifier.modelName')}</th>
            <th scope="col" className="px-4 text-right font-medium">{t('classifier.costAbout')}</th>
          </tr>
        </thead>
        <tbody>{batchSizes.map(size => <EstimateRow key={size} choice={choice} transcripts={size} />)}</tbody>
      </table>
      <p className="border-t border-line px-4 py-2 text-sm text-ink-faint">{t('classifier.costHint', { characters: format.number(typicalCharacters) })}</p>
    </Card>
  )
}

function EstimateRow({ choice, transcripts }: { choice: ClassifierChoice, transcripts: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error } = useEstimate(transcripts, transcripts * typicalCharacters, choice)
  const costUsd = data?.costUsd ?? null
  return (
    <tr className="h-8 border-t border-line">
      <th scope="row" className="px-4 text-left font-normal">{t('transcripts.count', { count: transcripts, number: format.number(transcripts) })}</th>
      <td className="px-4 text-ink-soft">{data?.model ?? '–'}</td>
      <td className="px-4 text-right">{costUsd !== null ? usdText(format, costUsd) : <span className="text-ink-faint">{data || error ? t('classifier.unknownCost') : '…'}</span>}</td>
    </tr>
  )
}

/** About what it costs to classify this much; without `choice` with what is in force. The figure shown before stays until the next has come. */
export function useEstimate(transcripts: number, characters: number, choice?: ClassifierChoice) {
  const businessId = useBusinessId()
  return useQuery(api.opinions.estimate.queryOptions({ input: { businessId, transcripts, characters, ...(choice && { choice }) }, enabled: transcripts > 0, placeholderData: before => before }))
}
