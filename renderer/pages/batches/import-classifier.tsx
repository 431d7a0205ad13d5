import { useQuery } from '@tanstack/react-query'
import { BrainCircuit, Cpu } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Mapping, Preview } from '../../../engine/contract/ingest.ts'
import { useBusinessId } from '../../app/business.ts'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useEstimate } from '../classifier/cost-estimate.tsx'
import { charactersOf } from './column-mapping.ts'

/** Which classifier will read the file that is being imported, and about what that costs. */
export function ImportClassifier({ preview, mapping }: { preview: Preview, mapping: Mapping }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data: choice } = useQuery(api.opinions.choice.queryOptions({ input: { businessId } }))
  const characters = charactersOf(preview, mapping)
  const { data: estimate } = useEstimate(choice?.mode === 'llm' && characters > 0 ? preview.rowCount : 0, characters)
  if (!choice) return null
  if (choice.mode === 'offline') return <p className="flex items-center gap-2 text-ink-soft"><Cpu aria-hidden size={14} className="shrink-0 text-ink-faint" />{t('batches.llm.offline')}</p>
  const cost = estimate?.costUsd ?? null
  return (
    <p className="flex items-center gap-2 text-ink-soft">
      <BrainCircuit aria-hidden size={14} className="shrink-0 text-ink-faint" />
      <span>{estimate?.model ? t('batches.llm.byModel', { model: estimate.model }) : t('batches.llm.byLlm')} {cost === null ? t('batches.llm.unpriced') : t('batches.llm.about', { cost: usdText(format, cost) })}</span>
    </p>
  )
}
