import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { longestSuite } from '../../../../engine/contract/chat-bench.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { notify } from '../../../components/toast.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { beginSuite } from './open-draft.ts'

/** Reads a file into the editor, where it is looked over and saved. */
export function UploadSuite() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const input = useRef<HTMLInputElement>(null)
  const read = async (file: File) => {
    const text = await file.text()
    if (text.length > longestSuite) return notify.error(t('chatBench.tooLarge', { most: format.number(longestSuite) }))
    await beginSuite(businessId, file.name.replace(/\.ya?ml$/i, '').slice(0, 100), text)
  }
  return (
    <>
      <Button size="sm" icon={Upload} onClick={() => input.current?.click()}>{t('chatBench.upload')}</Button>
      <input
        ref={input} type="file" accept=".yaml,.yml" hidden aria-hidden tabIndex={-1}
        onChange={event => {
          const file = event.target.files?.[0]
          // Or the same file, mended, could not be chosen again.
          event.target.value = ''
          if (file) void read(file)
        }}
      />
    </>
  )
}
