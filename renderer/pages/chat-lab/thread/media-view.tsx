import { Download } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { IconButton } from '../../../components/button.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { problemText } from '../../../connection/problem.ts'
import { downloadFile } from '../../batches/download-file.ts'
import { useMedia } from './use-media.ts'

/** The image or recording of a message, to be seen or heard, and saved. */
export function MediaView({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const element = useRef<HTMLImageElement & HTMLAudioElement>(null)
  const { file, error } = useMedia(message, element)
  if (error) return <p className="text-danger">{problemText(error).title}</p>
  if (!file) return <Skeleton className="mb-1 h-32 w-48" />
  const audio = message.kind === 'audio'
  return (
    <div className="mb-1 flex items-end gap-1">
      {audio ? <audio ref={element} controls preload="metadata" aria-label={t('chatLab.recording')} className="h-9 w-72 max-w-full" /> : <img ref={element} alt={message.text || t('chatLab.image')} className="max-h-72 max-w-full min-w-0 rounded object-contain" />}
      <IconButton size="sm" icon={Download} label={t('chatLab.saveFile')} onClick={() => downloadFile(file, `${t(audio ? 'chatLab.recording' : 'chatLab.image')}-${new Date(message.at).toISOString().slice(0, 10)}`)} />
    </div>
  )
}
