import { useTranslation } from 'react-i18next'

/** The whole draft as JSON: for what the forms do not show, such as amounts, frames and priors by language. */
export function RawContent({ text, onChange }: { text: string, onChange: (text: string) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="px-4 py-2 text-sm text-ink-soft">{t('taxonomy.rawHint')}</p>
      <textarea aria-label={t('taxonomy.view.raw')} spellCheck={false} value={text} data-focus="inset" onChange={event => onChange(event.target.value)} className="min-h-0 flex-1 resize-none border-t border-line bg-surface px-4 py-3 font-mono text-sm whitespace-pre text-ink" />
    </>
  )
}
