import { useQuery } from '@tanstack/react-query'
import { useBusinessId } from '../../../app/business.ts'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'

/** How a conversation is called in the reader's language, as far as its suite says so. */
export function useConversationName(): (conversation: { suiteId: string, name: string }) => string {
  const { language } = useFormat()
  const businessId = useBusinessId()
  const { data: suites } = useQuery(api.chatBench.suites.queryOptions({ input: { businessId } }))
  return ({ suiteId, name }) => (language === 'es' ? suites?.find(suite => suite.id === suiteId)?.spanishNames[name] : undefined) ?? name
}
