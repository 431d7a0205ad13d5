import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setQuery } from '../../app/address.ts'
import type { JobState } from '../../../db/values.ts'
import type { QueueStatus } from '../../../engine/contract/jobs.ts'
import { classNames } from '../../components/class-names.ts'
import { Skeleton } from '../../components/skeleton.tsx'
import { Tooltip } from '../../components/tooltip.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { jobStateLooks } from './job-state.tsx'

/** One card a queue: how much waits, runs and failed, and how fast it goes. A number opens the list of those jobs. */
export function QueueCards() {
  const { data } = useQuery(api.jobs.overview.queryOptions({ placeholderData: keepPreviousData }))
  return (
    <div className="grid shrink-0 grid-cols-1 gap-3 px-4 pt-3 sm:grid-cols-2 lg:grid-cols-3">
      {data ? data.queues.map(queue => <QueueCard key={queue.queue} status={queue} />) : [0, 1, 2].map(index => <Skeleton key={index} className="h-[88px]" />)}
    </div>
  )
}

function QueueCard({ status }: { status: QueueStatus }) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts: [state: keyof typeof jobStateLooks & JobState, count: number][] = [
    ['running', status.running], ['waiting', status.waiting], ['scheduled', status.scheduled], ['failed', status.failed],
    ...(status.paused ? [['paused', status.paused] satisfies [JobState, number]] : []),
    ...(status.needsOperator ? [['needs_operator', status.needsOperator] satisfies [JobState, number]] : []),
  ]
  return (
    <section aria-label={t(`jobs.queues.${status.queue}`)} className="flex min-w-0 flex-col rounded-lg border border-line bg-surface">
      <header className="flex h-8 items-center gap-2 px-3">
        <Tooltip content={t(`jobs.queueHints.${status.queue}`)}><h2 className="font-semibold">{t(`jobs.queues.${status.queue}`)}</h2></Tooltip>
        <span className="text-sm text-ink-faint">{t('jobs.slots', { count: status.slots })}</span>
        <Tooltip content={t('jobs.perMinuteHint')}>
          <span className="ml-auto text-sm text-ink-soft">{format.number(status.doneLastMinute)}/min</span>
        </Tooltip>
      </header>
      <div className="flex gap-px border-t border-line">
        {counts.map(([state, count]) => {
          const { icon: Icon, tone } = jobStateLooks[state]
          const alarming = count > 0 && tone === 'danger'
          return (
            <button
              key={state}
              type="button"
              data-focus="inset"
              onClick={() => setQuery({ view: null, queue: status.queue, state, kind: null, parent: null }, { replace: false })}
              className="flex min-w-0 flex-1 flex-col px-3 py-1.5 text-left first:rounded-bl-lg last:rounded-br-lg hover:bg-hover"
            >
              <span className={classNames('text-lg font-semibold', alarming ? 'text-danger' : count === 0 && 'text-ink-faint')}>{format.number(count)}</span>
              <span className="flex max-w-full items-center gap-1 text-sm text-ink-soft">
                <Icon aria-hidden size={12} className={classNames('shrink-0', alarming ? 'text-danger' : count > 0 && state === 'running' ? 'animate-spin text-accent [animation-duration:2s] motion-reduce:animate-none' : 'text-ink-faint')} />
                <span className="truncate">{t(`jobs.counts.${state}`)}</span>
              </span>
            </button>
          )
        })}
      </div>
      {status.heldUntil !== null && (
        <p className="flex items-center gap-1.5 rounded-b-lg border-t border-line bg-caution-soft px-3 py-1 text-sm text-ink">
          <Hourglass aria-hidden size={12} className="text-caution" />{t('jobs.heldUntil', { time: format.time(status.heldUntil) })}
        </p>
      )}
    </section>
  )
}
