import { useTranslation } from 'react-i18next'
import type { DeliveryAttempt } from '../../../engine/contract/actions.ts'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'

/** Every try of a delivery, newest first. */
export function DeliveryAttempts({ attempts }: { attempts: readonly DeliveryAttempt[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (attempts.length === 0) return <p className="text-ink-soft">{t('actions.noAttempts')}</p>
  return (
    <ol className="flex flex-col gap-3">
      {attempts.toReversed().map(attempt => (
        <li key={attempt.attempt} className="rounded-md border border-line p-2.5">
          <div className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-medium">{t('actions.attempt', { number: attempt.attempt })}</span>
            <time className="text-ink-soft">{format.moment(attempt.at)}</time>
            <span className="text-ink-soft">{format.duration(attempt.durationMs)}</span>
            {attempt.status !== null && <span className="text-ink-soft">{t('actions.status', { status: attempt.status })}</span>}
          </div>
          {attempt.error && <p className="break-words text-danger">{errorText(attempt.error)}</p>}
          <AttemptTexts attempt={attempt} />
        </li>
      ))}
    </ol>
  )
}

/** Excerpts of what was sent and answered. */
export function AttemptTexts({ attempt }: { attempt: DeliveryAttempt }) {
  const { t } = useTranslation()
  return (
    <>
      {attempt.request !== null && <Excerpt label={t('actions.request')} text={attempt.request} />}
      {attempt.response !== null && <Excerpt label={t('actions.response')} text={attempt.response || t('actions.noResponse')} />}
    </>
  )
}

export function Excerpt({ label, text }: { label: string, text: string }) {
  return (
    <div className="mt-2">
      <div className="mb-0.5 text-sm text-ink-soft">{label}</div>
      <pre tabIndex={0} aria-label={label} className="max-h-56 overflow-auto rounded-md border border-line bg-canvas p-2 font-mono text-sm break-words whitespace-pre-wrap">{text}</pre>
    </div>
  )
}
