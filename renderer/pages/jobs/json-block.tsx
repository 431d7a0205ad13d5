import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/button.tsx'
import { notify } from '../../components/toast.tsx'

/** Longer than this it is cut on screen; the copy is always whole. */
const mostShown = 20_000

/** Indented, with lists of numbers on one line: a batch of ids would otherwise be pages long. */
function prettyJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? ''
  return text.replace(/\[\n\s+([-\d\s,.eE+]+?)\s+\]/g, (_, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`)
}

export function JsonBlock({ value }: { value: unknown }) {
  const { t } = useTranslation()
  const text = prettyJson(value)
  if (!text) return <p className="text-ink-soft">{t('jobs.emptyValue')}</p>
  return (
    <div className="relative rounded-md border border-line bg-canvas">
      <IconButton
        icon={Copy} size="sm" label={t('jobs.copyJson')} className="absolute top-1 right-1 bg-canvas"
        onClick={() => { void navigator.clipboard.writeText(text).then(() => notify.success(t('common.copied'))) }}
      />
      <pre tabIndex={0} className="max-h-80 overflow-auto p-2.5 pr-9 font-mono text-sm break-words whitespace-pre-wrap">{text.length > mostShown ? `${text.slice(0, mostShown)}…` : text}</pre>
    </div>
  )
}
