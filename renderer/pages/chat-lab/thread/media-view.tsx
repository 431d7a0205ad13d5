import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Skeleton } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'

/** The address of a file is good for some minutes: it is asked for anew well before. */
const freshMs = 120_000

/** The image or recording of a message. */
export function MediaView({ chatId, message }: { chatId: string, message: ChatMessage }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error } = useQuery(api.chat.fileUrl.queryOptions({ input: { businessId, chatId, messageId: message.id }, staleTime: freshMs }))
  if (error) return <p className="text-danger">{problemText(error).title}</p>
  if (!data) return <Skeleton className="h-32 w-48" />
  if (message.kind === 'audio') return <audio controls preload="metadata" src={data.url} aria-label={t('chatLab.recording')} className="mb-1 h-9 w-72 max-w-full" />
  return <a href={data.url} target="_blank" rel="noreferrer"><img src={data.url} alt={message.text || t('chatLab.image')} className="mb-1 max-h-72 max-w-full rounded" /></a>
}
