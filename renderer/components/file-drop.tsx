import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

/** A place for a file, dropped or picked. `accept` are the endings offered, `hint` says what it may hold. */
export function FileDrop({ accept, hint, onFile }: { accept: string, hint: string, onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div
      onDragOver={event => { event.preventDefault(); setOver(true) }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file) onFile(file)
      }}
      className={classNames('flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 py-10 text-center transition-colors duration-100', over ? 'border-accent bg-accent-soft' : 'border-line-control')}
    >
      <FileUp aria-hidden size={28} strokeWidth={1.25} className="text-ink-faint" />
      <p className="text-lg font-medium">{t('batches.dropHere')}</p>
      <p className="max-w-lg text-ink-soft">{hint}</p>
      <Button variant="primary" className="mt-2" onClick={() => picker.current?.click()}>{t('batches.pickFile')}</Button>
      <input
        ref={picker} type="file" accept={accept} aria-label={t('batches.pickFile')} tabIndex={-1} className="sr-only"
        onChange={event => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
        }}
      />
    </div>
  )
}
