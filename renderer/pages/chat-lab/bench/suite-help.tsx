import { useTranslation } from 'react-i18next'

const fields = ['user', 'intent', 'state', 'cart', 'products', 'facts', 'lacks', 'handoff'] as const

/** What a new suite begins with: a conversation that says how they are written. */
export function useExample(): string {
  const { t } = useTranslation()
  return `conversations:\n  - name: ${t('chatBench.editor.exampleName')}\n    turns:\n      - { user: "${t('chatBench.editor.exampleUser')}", intent: venta }\n`
}

/** How conversations are written. */
export function SuiteHelp() {
  const { t } = useTranslation()
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h2 className="font-semibold">{t('chatBench.editor.help')}</h2>
      <p className="mt-1 text-ink-soft">{t('chatBench.editor.helpBody')}</p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {fields.map(field => (
          <div key={field} className="contents">
            <dt className="font-mono text-sm text-ink">{field}</dt>
            <dd className="text-sm text-ink-soft">{t(`chatBench.editor.fields.${field}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
