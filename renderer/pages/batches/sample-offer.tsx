import { useMutation } from '@tanstack/react-query'
import { FileInput, FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { api } from '../../connection/client.ts'

/** Nothing imported yet: import a file, or try with our own fictional meetings. */
export function SampleOffer() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const load = useMutation(api.system.loadSamples.mutationOptions({
    onSuccess: ({ batchId }) => navigate({ page: 'batches', item: batchId }),
  }))
  return (
    <EmptyState icon={FileInput} title={t('batches.emptyTitle')} body={t('batches.emptyBody')}>
      <Button variant="primary" icon={FileInput} onClick={() => navigate({ page: 'batches', query: { import: 'new' } })}>{t('batches.import')}</Button>
      <Button icon={FlaskConical} busy={load.isPending} onClick={() => load.mutate({ businessId })}>{t('batches.loadSamples')}</Button>
    </EmptyState>
  )
}
