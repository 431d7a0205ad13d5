import { FileUp, TextCursorInput } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Field, TextArea } from '../../components/input.tsx'

const accepted = '.csv,.tsv,.xlsx,.json,.txt,.vtt,.srt'

/** The first step: a file dropped or picked, or a transcript pasted as it is. */
export function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [pasting, setPasting] = useState(false)
  const [text, setText] = useState('')
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  if (pasting) {
    return (
      <form
        className="flex flex-col gap-3"
        onSubmit={event => {
          event.preventDefault()
          onFile(new File([text], `${t('batches.pastedName')}.txt`, { type: 'text/plain' }))
        }}
      >
        <Field label={t('batches.pasteLabel')} hint={t('batches.pasteHint')}>
          {control => <TextArea {...control} autoFocus rows={14} value={text} onChange={event => setText(event.target.value)} />}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setPasting(false)}>{t('common.back')}</Button>
          <Button type="submit" variant="primary" disabled={text.trim() === ''}>{t('common.next')}</Button>
        </div>
      </form>
    )
  }
  return (
    <div
      onDragOver={event => { event.preventDefault(); setOver(true) }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames('flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-12 text-center transition-colors duration-100', over ? 'border-accent bg-accent-soft' : 'border-line-control')}
    >
      <FileUp aria-hidden size={28} strokeWidth={1.25} className="text-ink-faint" />
      <p className="text-lg font-medium">{t('batches.dropHere')}</p>
      <p className="text-ink-soft">{t('batches.formats')}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={() => picker.current?.click()}>{t('batches.pickFile')}</Button>
        <Button icon={TextCursorInput} onClick={() => setPasting(true)}>{t('batches.paste')}</Button>
      </div>
      <input
        ref={picker} type="file" accept={accepted} aria-label={t('batches.pickFile')} tabIndex={-1} className="sr-only"
        onChange={event => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
        }}
      />
    </div>
  )
}
