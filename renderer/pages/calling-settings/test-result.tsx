import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'

type TestAnswer = { ok: boolean, problem: { es: string, en: string } | null, concurrency: { current: number, limit: number } | null, agents: readonly unknown[], numbers: readonly unknown[] }

/** What the line answered when it was tried. */
export function TestResult({ result }: { result: TestAnswer | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!result) return null
  if (!result.ok) return <p role="status" className="flex items-center gap-2 text-danger"><CircleX aria-hidden size={15} className="shrink-0" />{result.problem?.[format.language] ?? t('callingSettings.testFailed')}</p>
  return (
    <p role="status" className="flex items-center gap-2">
      <CircleCheck aria-hidden size={15} className="shrink-0 text-positive" />
      {[
        t('callingSettings.testOk'),
        result.concurrency ? t('callingSettings.testLines', { limit: format.number(result.concurrency.limit), current: format.number(result.concurrency.current) }) : '',
        t('callingSettings.testAgents', { count: result.agents.length }), t('callingSettings.testNumbers', { count: result.numbers.length }),
      ].filter(Boolean).join(' · ')}
    </p>
  )
}
