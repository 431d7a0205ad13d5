import { useMutation } from '@tanstack/react-query'
import { BrainCircuit, RotateCcw, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../engine/contract/batches.ts'
import type { BatchProgress } from '../../../engine/contract/events.ts'
import { Button } from '../../components/button.tsx'
import { notify } from '../../components/toast.tsx'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { showTranscripts } from '../transcripts/use-transcript-filter.ts'

/** What a language model does for a batch: answered, waiting, without an answer, and what it has cost. */
export function BatchLlm({ batch, llm }: { batch: Batch, llm: NonNullable<BatchProgress['llm']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const askAgain = useMutation(api.transcripts.reclassify.mutationOptions({
    onSuccess: ({ count }) => notify.success(t('transcripts.reclassify.started', { count })),
  }))
  const facts = [
    t('batches.llm.judged', { count: llm.judged }),
    ...(llm.waiting > 0 ? [t('batches.llm.waiting', { count: llm.waiting })] : []),
    t('batches.llm.cost', { cost: usdText(format, llm.costUsd) }),
  ]
  return (
    <section aria-label={t('batches.llm.title')} className="flex flex-col gap-2 rounded-md bg-sunken/60 px-3 py-2">
      <p className="flex items-start gap-2"><BrainCircuit aria-hidden size={14} className="mt-[3px] shrink-0 text-ink-faint" /><span><span className="font-medium">{t('batches.llm.title')}</span> <span className="text-ink-soft">{facts.join(' · ')}</span></span></p>
      {llm.fellBack > 0 && <p className="flex items-start gap-2 text-caution"><TriangleAlert aria-hidden size={14} className="mt-[3px] shrink-0" />{t('batches.llm.fellBack', { count: llm.fellBack })}</p>}
      <div className="flex flex-wrap gap-2">
        {llm.fellBack > 0 && <Button size="sm" onClick={() => showTranscripts({ batchId: batch.id, fellBack: true })}>{t('batches.llm.showFellBack')}</Button>}
        {llm.fellBack > 0 && <Button size="sm" icon={RotateCcw} busy={askAgain.isPending} onClick={() => askAgain.mutate({ filter: { businessId: batch.businessId, batchId: batch.id, fellBack: true } })}>{t('batches.llm.askAgain')}</Button>}
        {llm.judged > 0 && <Button size="sm" onClick={() => showTranscripts({ batchId: batch.id, disagree: true })}>{t('batches.llm.showDisagree')}</Button>}
      </div>
    </section>
  )
}
