import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Candidate } from '../../../engine/contract/opinions.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'

export const candidateKinds = ['prompt', 'model', 'trained', 'taxonomy'] as const
export type CandidateKind = (typeof candidateKinds)[number]

/** A candidate in words: what would go live. */
export function useCandidateWords(): (candidate: Candidate) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: providers } = useQuery(api.llm.providers.queryOptions())
  const { data: drafts } = useQuery(api.taxonomies.drafts.queryOptions())
  return candidate => {
    switch (candidate.kind) {
      case 'prompt': return t('classifier.diff.promptNamed', { version: candidate.version })
      case 'model': {
        const provider = providers?.find(one => one.id === candidate.providerId)
        return t('classifier.diff.modelNamed', { provider: provider?.name ?? t('classifier.goneProvider'), model: candidate.model ?? provider?.textModel ?? '' })
      }
      case 'trained': return t('classifier.diff.trainedNamed', { version: candidate.version })
      case 'taxonomy': {
        const draft = drafts?.find(one => one.id === candidate.draftId)
        if (!draft) return t('classifier.diff.taxonomyGone')
        return t('classifier.diff.taxonomyNamed', { note: draft.note || t('taxonomy.draftOf', { version: draft.basedOn, date: format.dateTime(draft.updatedAt) }) })
      }
    }
  }
}
