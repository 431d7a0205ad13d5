import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, openItem } from '../../app/address.ts'
import { jobStates } from '../../../db/values.ts'
import type { JobDetail } from '../../../engine/contract/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { JobStateLabel } from './job-state.tsx'

const link = 'rounded text-accent underline-offset-2 hover:underline'

export function JobFacts({ job }: { job: JobDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { parentId } = job
  const showParts = (state?: string) => navigate({ page: 'jobs', item: job.id, query: { parent: job.id, ...(state ? { state } : {}) } })
  const children = jobStates.flatMap(state => {
    const count = job.children[state]
    return count ? [{ state, count }] : []
  })
  const facts: [string, ReactNode][] = [
    [t('jobs.kind'), <code key="kind" className="font-mono text-sm">{job.kind}</code>],
    [t('jobs.queue'), t(`jobs.queues.${job.queue}`)],
    [t('jobs.priority'), format.number(job.priority)],
    [t('jobs.attempts'), [`${job.attempts} / ${job.maxAttempts}`, ...(job.lostLeases > 0 ? [t('jobs.cutOff', { count: job.lostLeases })] : [])].join(' · ')],
    ...(job.worker ? [[t('jobs.worker'), job.worker] satisfies [string, ReactNode]] : []),
    ...(job.leaseUntil !== null ? [[t('jobs.leaseUntil'), format.time(job.leaseUntil)] satisfies [string, ReactNode]] : []),
    ...(job.uniqueKey ? [[t('jobs.uniqueKey'), <code key="key" className="font-mono text-sm break-all">{job.uniqueKey}</code>] satisfies [string, ReactNode]] : []),
    ...(parentId ? [[t('jobs.parent'), <button key="parent" type="button" className={link} onClick={() => openItem(parentId)}><code className="font-mono text-sm">{parentId}</code></button>] satisfies [string, ReactNode]] : []),
  ]
  return (
    <>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents"><dt className="text-ink-soft">{name}</dt><dd className="min-w-0">{value}</dd></div>
        ))}
        {children.length > 0 && (
          <div className="contents">
            <dt className="text-ink-soft">{t('jobs.children')}</dt>
            <dd className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
              {children.map(({ state, count }) => (
                <button key={state} type="button" onClick={() => showParts(state)} className="inline-flex items-center gap-1.5 rounded hover:underline">
                  <JobStateLabel state={state} /><span className="text-ink-soft">{format.number(count)}</span>
                </button>
              ))}
              <button type="button" className={link} onClick={() => showParts()}>{t('jobs.seeParts')}</button>
            </dd>
          </div>
        )}
      </dl>
    </>
  )
}
