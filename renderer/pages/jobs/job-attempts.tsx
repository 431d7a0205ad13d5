import { useTranslation } from 'react-i18next'
import type { JobAttempt } from '../../../engine/contract/jobs.ts'
import { Badge } from '../../components/badge.tsx'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'

/** The attempts that did not succeed, latest first, as the engine gives them. */
export function JobAttempts({ attempts }: { attempts: readonly JobAttempt[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (attempts.length === 0) return <p className="text-ink-soft">{t('jobs.noFailures')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {attempts.map(attempt => (
        <li key={`${attempt.attempt}-${attempt.finishedAt}`} className="rounded-md border border-line px-2.5 py-2">
          <div className="flex flex-wrap items-center gap-2">
            <strong className="font-medium">{t('jobs.attempt', { number: attempt.attempt })}</strong>
            <Badge tone={attempt.outcome === 'retried' || attempt.outcome === 'rate_limited' ? 'caution' : 'danger'}>{t(`jobs.outcomes.${attempt.outcome}`)}</Badge>
            {attempt.worker && <span className="text-ink-faint">{attempt.worker}</span>}
            <time className="ml-auto text-sm text-ink-soft">{format.moment(attempt.finishedAt)}</time>
          </div>
          {attempt.error && <p className="mt-1 break-words text-ink-soft">{errorText(attempt.error)}</p>}
        </li>
      ))}
    </ul>
  )
}
