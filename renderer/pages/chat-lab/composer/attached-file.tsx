import { AudioLines, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/button.tsx'
import { useFormat } from '../../../i18n/format.ts'

/** The file that goes along with the next message, as it will be seen or heard. */
export function AttachedFile({ file, onRemove }: { file: File, onRemove: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const media = useRef<HTMLImageElement & HTMLAudioElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(file)
    if (media.current) media.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [file])
  const isImage = file.type.startsWith('image/')
  return (
    <div className="flex items-center gap-2 self-start rounded-md border border-line bg-canvas p-1.5 pr-2">
      {isImage ? <img ref={media} alt="" className="size-10 rounded object-cover" /> : <AudioLines aria-hidden size={20} className="m-2.5 text-ink-faint" />}
      <span className="min-w-0"><span className="block max-w-60 truncate font-medium">{file.name}</span><span className="text-sm text-ink-soft">{format.bytes(file.size)}</span></span>
      {!isImage && <audio ref={media} controls aria-label={t('chatLab.recording')} className="h-8 w-56" />}
      <IconButton size="sm" icon={X} label={t('chatLab.attach.remove')} onClick={onRemove} />
    </div>
  )
}
