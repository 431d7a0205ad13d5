import { useTranslation } from 'react-i18next'
import type { JobDetail } from '../../../engine/contract/jobs.ts'
import { classNames } from '../../components/class-names.ts'
import { useFormat } from '../../i18n/format.ts'

type Step = { at: number, name: string, note?: string, tone: string }

/** What happened to the job, in order. */
export function JobTimeline({ job }: { job: JobDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const steps: Step[] = [{ at: job.createdAt, name: t('jobs.created'), tone: 'bg-ink-faint' }]
  for (const attempt of job.failedAttempts) {
    steps.push({ at: attempt.finishedAt, name: `${t('jobs.attempt', { number: attempt.attempt })}: ${t(`jobs.outcomes.${attempt.outcome}`)}`, tone: attempt.outcome === 'retried' || attempt.outcome === 'rate_limited' ? 'bg-caution' : 'bg-danger' })
  }
  if (job.startedAt !== null) steps.push({ at: job.startedAt, name: t('jobs.started'), note: t('jobs.queuedFor', { time: format.duration(Math.max(0, job.startedAt - (job.runAt ?? job.createdAt))) }), tone: 'bg-accent' })
  if (job.finishedAt !== null) {
    steps.push({
      at: job.finishedAt, name: t(`jobs.states.${job.state}`), tone: job.state === 'done' ? 'bg-positive' : job.state === 'failed' ? 'bg-danger' : 'bg-ink-faint',
      ...(job.startedAt !== null ? { note: t('jobs.ranFor', { time: format.duration(job.finishedAt - job.startedAt) }) } : {}),
    })
  } else if (job.runAt !== null) {
    steps.push({ at: job.runAt, name: t(`jobs.states.${job.state}`), tone: 'bg-ink-faint' })
  }
  steps.sort((a, b) => a.at - b.at)
  return (
    <ol>
      {steps.map((step, index) => (
        <li key={`${step.at}-${step.name}`} className="relative flex items-baseline gap-3 pb-2 last:pb-0">
          {index < steps.length - 1 && <span aria-hidden className="absolute top-3 bottom-[-4px] left-[3.5px] w-px bg-line-strong" />}
          <span aria-hidden className={classNames('relative size-2 shrink-0 translate-y-[-1px] rounded-full', step.tone)} />
          <span>{step.name}</span>
          {step.note && <span className="text-ink-faint">{step.note}</span>}
          <time className="ml-auto text-ink-soft" dateTime={new Date(step.at).toISOString()} title={format.dateTime(step.at)}>{format.moment(step.at)}</time>
        </li>
      ))}
    </ol>
  )
}
