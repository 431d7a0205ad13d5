import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BenchVariant } from '../../../../engine/contract/chat-bench.ts'
import { api } from '../../../connection/client.ts'

/** Who words the answers, in words: "Offline", or provider, model and version of the prompt. */
export function useVariantWords(): (variant: BenchVariant) => string {
  const { t } = useTranslation()
  const { data: providers } = useQuery(api.llm.providers.queryOptions())
  return ({ wording, providerId, model, promptVersion }) => {
    if (wording === 'offline') return t('chatBench.offline')
    const provider = providerId === null ? t('chatBench.chainModel') : providers?.find(one => one.id === providerId)?.name ?? t('chatBench.model')
    return [provider, ...(model === null ? [] : [model]), ...(promptVersion === null ? [] : [t('chatBench.promptNamed', { version: promptVersion })])].join(' · ')
  }
}
