import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../../engine/contract/jobs.ts'
import type { ColumnDefinition } from '../../components/data-table/column-definition.ts'
import { ProgressBar } from '../../components/progress.tsx'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { JobStateLabel, useKindName } from './job-state.tsx'

/** The columns of the table of jobs, in the person's language. */
export function useJobColumns(): ColumnDefinition<JobSummary>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const kindName = useKindName()
  return useMemo<ColumnDefinition<JobSummary>[]>(() => [
    { id: 'state', header: t('jobs.state'), width: 152, cell: job => <JobStateLabel state={job.state} /> },
    { id: 'kind', header: t('jobs.kind'), width: 248, minWidth: 140, cell: job => <span title={job.kind}>{kindName(job.kind)}</span> },
    { id: 'queue', header: t('jobs.queue'), width: 96, cell: job => <span className="text-ink-soft">{t(`jobs.queues.${job.queue}`)}</span> },
    { id: 'progress', header: t('jobs.progress'), width: 136, cell: job => <JobProgress job={job} /> },
    { id: 'attempts', header: t('jobs.attempts'), width: 80, minWidth: 64, align: 'end', cell: job => <JobAttemptCount job={job} /> },
    { id: 'error', header: t('jobs.error'), width: 150, minWidth: 120, grow: true, cell: job => job.lastError && <span className="text-ink-soft" title={errorText(job.lastError)}>{errorText(job.lastError)}</span> },
    { id: 'created', header: t('jobs.created'), width: 116, cell: job => <time className="text-ink-soft" dateTime={new Date(job.createdAt).toISOString()} title={format.dateTime(job.createdAt)}>{format.moment(job.createdAt)}</time> },
    { id: 'duration', header: t('jobs.duration'), width: 88, align: 'end', cell: job => job.startedAt !== null && job.finishedAt !== null && <span className="text-ink-soft">{format.duration(job.finishedAt - job.startedAt)}</span> },
    { id: 'worker', header: t('jobs.worker'), width: 110, hiddenAtFirst: true, cell: job => job.worker },
    { id: 'priority', header: t('jobs.priority'), width: 84, align: 'end', hiddenAtFirst: true, cell: job => job.priority },
    { id: 'runAt', header: t('jobs.runAt'), width: 160, hiddenAtFirst: true, cell: job => job.runAt !== null && format.dateTime(job.runAt) },
    { id: 'id', header: t('jobs.id'), width: 290, hiddenAtFirst: true, cell: job => <code className="font-mono text-sm text-ink-soft">{job.id}</code> },
  ], [t, format, kindName])
}

/** Attempts made of those allowed; a small number beside it says how often the program ended under the job. */
function JobAttemptCount({ job }: { job: JobSummary }) {
  const { t } = useTranslation()
  const cutOff = job.lostLeases > 0 && t('jobs.cutOff', { count: job.lostLeases })
  return (
    <span className="text-ink-soft" title={cutOff || undefined}>
      {cutOff && <span className="mr-1.5 text-caution"><span aria-hidden>↯{job.lostLeases}</span><span className="sr-only">{cutOff}</span></span>}
      {job.attempts}/{job.maxAttempts}
    </span>
  )
}

function JobProgress({ job }: { job: JobSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (job.progressDone === null || job.progressTotal === null || job.progressTotal === 0) return job.progressNote
  const share = job.progressDone / job.progressTotal
  if (job.finishedAt !== null) return <span className="text-ink-soft">{format.percent(share)}</span>
  return (
    <span className="flex items-center gap-2">
      <ProgressBar value={share} label={t('jobs.progress')} className="w-20" />
      <span className="text-sm text-ink-soft">{format.percent(share)}</span>
    </span>
  )
}
