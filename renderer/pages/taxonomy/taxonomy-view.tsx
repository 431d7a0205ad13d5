import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openItem } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { TaxonomyEditor } from './taxonomy-editor.tsx'
import { TaxonomyVersions } from './taxonomy-versions.tsx'

/** The versions of the taxonomy and its drafts, or the draft that is open. */
export function TaxonomyView({ draftId }: { draftId: string | null }) {
  const { t } = useTranslation()
  const drafts = useQuery(api.taxonomies.drafts.queryOptions())
  const versions = useQuery(api.taxonomies.versions.queryOptions())
  const error = drafts.error ?? versions.error
  if (!drafts.data || !versions.data) {
    if (!error) return <div className="p-4"><SkeletonLines lines={8} /></div>
    return <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => { void drafts.refetch(); void versions.refetch() }}>{t('common.retry')}</Button></EmptyState>
  }
  if (draftId === null) return <TaxonomyVersions versions={versions.data} drafts={drafts.data} />
  const draft = drafts.data.find(one => one.id === draftId)
  const active = versions.data.find(version => version.active)
  if (!draft) return <EmptyState icon={CircleAlert} title={t('taxonomy.draftGone')} body={t('taxonomy.draftGoneBody')}><Button variant="primary" onClick={() => openItem(null)}>{t('taxonomy.backToVersions')}</Button></EmptyState>
  return <TaxonomyEditor key={draft.id} draft={draft} activeVersion={active?.version ?? draft.basedOn} />
}
