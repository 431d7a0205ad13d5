import { Ban, CaseSensitive, CircleCheck, CircleX, Clock, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DocumentState } from '../../../../db/values.ts'
import type { DocumentView } from '../../../../engine/contract/knowledge.ts'
import type { Tone } from '../../../components/badge.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { useFormat } from '../../../i18n/format.ts'

const looks: Record<DocumentState, { icon: LucideIcon, tone: Tone, spin?: boolean }> = {
  waiting: { icon: Clock, tone: 'neutral' }, reading: { icon: LoaderCircle, tone: 'accent', spin: true }, indexing: { icon: LoaderCircle, tone: 'accent', spin: true },
  ready: { icon: CircleCheck, tone: 'positive' }, failed: { icon: CircleX, tone: 'danger' }, cancelled: { icon: Ban, tone: 'neutral' },
}

/** Whether a document's newest file is still on its way. */
export const underWay = (state: DocumentState): boolean => state === 'waiting' || state === 'reading' || state === 'indexing'

/** Where a document stands, with how far it is while it is being prepared. */
export function DocumentStateLabel({ document: { state, error, chunks, embedded } }: { document: Pick<DocumentView, 'state' | 'error' | 'chunks' | 'embedded'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (state === 'ready' && error !== null) return <IconState icon={CaseSensitive} tone="caution" label={t('documents.readyWords')} />
  return (
    <span className="flex min-w-0 items-center gap-2">
      <IconState {...looks[state]} label={t(`documents.state.${state}`)} />
      {state === 'indexing' && <ProgressBar value={chunks === 0 ? null : embedded / chunks} label={t('documents.progress', { done: format.number(embedded), total: format.number(chunks) })} className="w-16" />}
    </span>
  )
}
