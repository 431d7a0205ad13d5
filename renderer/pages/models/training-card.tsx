import { useMutation, useQuery } from '@tanstack/react-query'
import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelVersion } from '../../../engine/contract/classification.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'

interface TrainingCardProps { active: ModelVersion | null, correctedTranscripts: number, correctedSince: number, trainingJobId: string | null }

/** What is in service, how much has been corrected, and training from it. */
export function TrainingCard({ active, correctedTranscripts, correctedSince, trainingJobId }: TrainingCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const train = useMutation(api.classification.train.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.classification.models.key() }) }))
  return (
    <section className="flex flex-wrap items-center gap-x-10 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3">
      <dl className="flex flex-wrap gap-x-10 gap-y-2">
        <Figure name={t('models.inService')}>{active ? t('models.version', { version: active.version }) : t('models.cuesOnly')}</Figure>
        <Figure name={t('models.correctedTranscripts')}>{format.number(correctedTranscripts)}</Figure>
        <Figure name={t('models.correctedSince')}>{format.number(correctedSince)}</Figure>
      </dl>
      <div className="ml-auto flex items-center gap-3">
        {trainingJobId !== null && <TrainingProgress jobId={trainingJobId} />}
        {correctedTranscripts === 0 && <Button onClick={() => navigate({ page: 'transcripts', query: { sort: 'confidence' } })}>{t('models.openTranscripts')}</Button>}
        <Button variant="primary" icon={GraduationCap} busy={train.isPending || trainingJobId !== null} disabled={correctedTranscripts === 0} onClick={() => train.mutate({ businessId })}>
          {trainingJobId === null ? t('models.train') : t('models.training')}
        </Button>
      </div>
      <p className="w-full text-sm text-ink-faint">{correctedTranscripts === 0 ? t('models.notEnough') : t('models.intro')}</p>
    </section>
  )
}

function TrainingProgress({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const { data: job } = useQuery(api.jobs.get.queryOptions({ input: { id: jobId } }))
  const share = job?.progressTotal ? (job.progressDone ?? 0) / job.progressTotal : null
  return <ProgressBar value={share} label={t('models.trainingProgress')} className="w-40" />
}

function Figure({ name, children }: { name: string, children: ReactNode }) {
  return <div><dt className="text-sm text-ink-soft">{name}</dt><dd className="text-xl font-semibold">{children}</dd></div>
}
