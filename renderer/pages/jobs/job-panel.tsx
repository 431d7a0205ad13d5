import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { RotateCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openItem } from '../../app/address.ts'
import { endedJobStates, type JobState } from '../../../db/values.ts'
import type { JobDetail } from '../../../engine/contract/jobs.ts'
import { Button } from '../../components/button.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { actOnJobs } from './job-actions.ts'
import { JobAttempts } from './job-attempts.tsx'
import { JobFacts } from './job-facts.tsx'
import { JobStateLabel, useKindName } from './job-state.tsx'
import { JobTimeline } from './job-timeline.tsx'
import { JsonBlock } from './json-block.tsx'

const retryable: ReadonlySet<JobState> = new Set(['failed', 'cancelled', 'needs_operator'])
const ended: ReadonlySet<JobState> = new Set(endedJobStates)

/** Everything about one job, beside the list. */
export function JobPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const kindName = useKindName()
  const { data: job, error, refetch } = useQuery(api.jobs.get.queryOptions({ input: { id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel
      label={t('jobs.panel')}
      title={job ? kindName(job.kind) : t('common.loading')}
      subtitle={<code className="font-mono">{id}</code>}
      onClose={() => openItem(null)}
      actions={job && (
        <>
          {retryable.has(job.state) && <Button icon={RotateCw} onClick={() => { void actOnJobs('retry', { ids: [id] }, t) }}>{t('jobs.retry')}</Button>}
          {!ended.has(job.state) && <Button icon={X} onClick={() => { void actOnJobs('cancel', { ids: [id] }, t) }}>{t('jobs.cancel')}</Button>}
        </>
      )}
    >
      {job ? <JobDetailView job={job} /> : error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
    </DetailPanel>
  )
}

function JobDetailView({ job }: { job: JobDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const measured = job.progressDone !== null
  const share = job.progressDone !== null && job.progressTotal ? job.progressDone / job.progressTotal : null
  return (
    <>
      <section className="flex flex-col gap-2 border-b border-line px-4 py-3" aria-live="polite">
        <div className="flex items-center gap-3">
          <JobStateLabel state={job.state} />
          {measured && (
            <span className="ml-auto text-ink-soft">
              {format.number(job.progressDone ?? 0)}{job.progressTotal !== null && ` / ${format.number(job.progressTotal)}`}{share !== null && ` · ${format.percent(share)}`}
            </span>
          )}
        </div>
        {measured && <ProgressBar value={share} label={t('jobs.progress')} tone={job.state === 'failed' ? 'danger' : job.state === 'done' ? 'positive' : 'accent'} />}
        {job.progressNote && <p className="text-ink-soft">{job.progressNote}</p>}
        {job.lastError && job.state !== 'done' && <p className="rounded-md bg-danger-soft px-2.5 py-1.5 break-words text-ink">{errorText(job.lastError)}</p>}
      </section>
      <PanelSection title={t('jobs.facts')}><JobFacts job={job} /></PanelSection>
      <PanelSection title={t('jobs.timeline')}><JobTimeline job={job} /></PanelSection>
      <PanelSection title={t('jobs.failedAttempts')}><JobAttempts attempts={job.failedAttempts} /></PanelSection>
      <PanelSection title={t('jobs.payload')}><JsonBlock value={job.payload} /></PanelSection>
      <PanelSection title={t('jobs.result')}>
        {job.result === null || job.result === undefined ? <p className="text-ink-soft">{t('jobs.noResult')}</p> : <JsonBlock value={job.result} />}
      </PanelSection>
    </>
  )
}

function PanelSection({ title, children }: { title: string, children: React.ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-3 last:border-0">
      <h3 className="mb-1.5 text-sm font-medium text-ink-faint">{title}</h3>
      {children}
    </section>
  )
}
