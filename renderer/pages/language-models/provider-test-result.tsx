import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ModelFailureCode } from '../../../db/values.ts'
import { usdText } from '../../components/usd.ts'
import { useFormat } from '../../i18n/format.ts'
import { useFailureText } from './use-failure-text.ts'

interface TestAnswer {
  text: { ok: boolean, answer: string, responseTimeMs: number, costUsd: number, failure: ModelFailureCode | null, message: string | null }
  embedding: { ok: boolean, dimensions: number | null, failure: ModelFailureCode | null, message: string | null } | null
  models: readonly string[]
}

/** What a provider answered when it was tried: text, and an embedding where it has a model for one. */
export function ProviderTestResult({ result: { text, embedding, models } }: { result: TestAnswer }) {
  const { t } = useTranslation()
  const format = useFormat()
  // What keeps it from answering at all need not be told twice.
  const sameFailure = !text.ok && embedding?.failure === text.failure
  return (
    <div className="mt-2 flex flex-col gap-1 rounded-md bg-sunken/60 px-3 py-2">
      {text.ok
        ? <Passed>{[t('languageModels.testText', { answer: text.answer.slice(0, 80) }), format.duration(text.responseTimeMs), usdText(format, text.costUsd)].join(' · ')}</Passed>
        : <Failed what={t('languageModels.testTextFailed')} code={text.failure} message={text.message} />}
      {embedding && !sameFailure && (embedding.ok
        ? <Passed>{t('languageModels.testEmbedding', { dimensions: format.number(embedding.dimensions ?? 0) })}</Passed>
        : <Failed what={t('languageModels.testEmbeddingFailed')} code={embedding.failure} message={embedding.message} />)}
      {models.length > 0 && (
        <details className="text-sm text-ink-soft">
          <summary className="rounded">{t('languageModels.models', { count: models.length })}</summary>
          <p className="mt-1 max-h-40 overflow-y-auto font-mono break-words">{models.join(' · ')}</p>
        </details>
      )}
    </div>
  )
}

function Passed({ children }: { children: string }) {
  return <p className="flex items-start gap-2"><CircleCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-positive" />{children}</p>
}

function Failed({ what, code, message }: { what: string, code: ModelFailureCode | null, message: string | null }) {
  const failureText = useFailureText()
  const failure = failureText(code ?? 'unreadable')
  return (
    <div className="flex items-start gap-2">
      <CircleX aria-hidden size={15} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0">
        <p><span className="font-medium">{what}: {failure.title}.</span> {failure.todo}</p>
        {message && <p className="text-sm break-words text-ink-soft">{message}</p>}
      </div>
    </div>
  )
}
