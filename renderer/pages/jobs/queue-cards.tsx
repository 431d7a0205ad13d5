import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setQuery } from '../../app/address.ts'
import type { QueueStatus } from '../../../engine/contract/jobs.ts'
import { classNames } from '../../components/class-names.ts'
import { Skeleton } from '../../components/skeleton.tsx'
import { Tooltip } from '../../components/tooltip.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { jobStateLooks } from './job-state.tsx'

type CountedState = 'running' | 'waiting' | 'scheduled' | 'failed' | 'paused' | 'needs_operator'

/** One card a queue: how much waits, runs and failed, and how fast it goes. A number opens the list of those jobs. */
export function QueueCards() {
  const { data } = useQuery(api.jobs.overview.queryOptions({ placeholderData: keepPreviousData }))
  return (
    <div className="@container shrink-0 px-4 pt-3">
      <div className="grid grid-cols-3 gap-3">
        {data ? data.queues.map(queue => <QueueCard key={queue.queue} status={queue} />) : [0, 1, 2].map(index => <Skeleton key={index} className="h-[84px]" />)}
      </div>
    </div>
  )
}

function QueueCard({ status }: { status: QueueStatus }) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts: [CountedState, number][] = [['running', status.running], ['waiting', status.waiting], ['scheduled', status.scheduled], ['failed', status.failed]]
  const held: [CountedState, number][] = [['paused', status.paused], ['needs_operator', status.needsOperator]]
  const show = (state: CountedState) => setQuery({ view: null, queue: status.queue, state, kind: null, parent: null }, { replace: false })
  return (
    <section aria-label={t(`jobs.queues.${status.queue}`)} className="flex min-w-0 flex-col rounded-lg border border-line bg-surface">
      <header className="flex h-8 items-center gap-2 px-3 whitespace-nowrap">
        <Tooltip content={t(`jobs.queueHints.${status.queue}`)}><h2 className="truncate font-semibold">{t(`jobs.queues.${status.queue}`)}</h2></Tooltip>
        <span className="hidden text-sm text-ink-faint @4xl:inline">{t('jobs.slots', { count: status.slots })}</span>
        <Tooltip content={t('jobs.perMinuteHint')}>
          <span className="ml-auto text-sm text-ink-soft">{t('jobs.perMinute', { count: status.doneLastMinute })}</span>
        </Tooltip>
      </header>
      <div className="flex border-t border-line px-1 py-1">
        {counts.map(([state, count]) => <Count key={state} state={state} count={count} onClick={() => show(state)} />)}
      </div>
      {(status.heldUntil !== null || status.paused + status.needsOperator > 0) && (
        <footer className="hidden flex-wrap items-center gap-x-4 border-t border-line px-3 py-1 text-sm text-ink-soft @2xl:flex">
          {held.filter(([, count]) => count > 0).map(([state, count]) => {
            const { icon: Icon } = jobStateLooks[state]
            return (
              <button key={state} type="button" onClick={() => show(state)} className="flex items-center gap-1.5 rounded hover:text-ink hover:underline">
                <Icon aria-hidden size={12} className="text-caution" />{format.number(count)} {t(`jobs.counts.${state}`).toLocaleLowerCase(format.language)}
              </button>
            )
          })}
          {status.heldUntil !== null && <span className="flex items-center gap-1.5"><Hourglass aria-hidden size={12} className="text-caution" />{t('jobs.heldUntil', { time: format.time(status.heldUntil) })}</span>}
        </footer>
      )}
    </section>
  )
}

/** In a narrow column the words (which stay in the tooltip and for screen readers) and the least urgent count make room. */
function Count({ state, count, onClick }: { state: CountedState, count: number, onClick: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { icon: Icon } = jobStateLooks[state]
  const ink = count === 0 ? 'text-ink-faint' : state === 'failed' ? 'text-danger' : state === 'running' ? 'text-accent' : 'text-ink-soft'
  const name = t(`jobs.counts.${state}`)
  return (
    <Tooltip content={name}>
      <button type="button" data-focus="inset" onClick={onClick} className={classNames('min-w-0 flex-1 flex-col rounded-md px-1 py-0.5 text-left hover:bg-hover @2xl:flex @2xl:px-2', state === 'scheduled' ? 'hidden' : 'flex')}>
        <span className="flex items-center gap-1 font-semibold @2xl:gap-1.5 @2xl:text-lg">
          <Icon aria-hidden size={13} className={classNames('shrink-0', ink)} />
          <span className={classNames('truncate', count === 0 ? 'text-ink-faint' : state === 'failed' && 'text-danger')}>{format.number(count)}</span>
        </span>
        <span className="sr-only truncate text-sm text-ink-soft @4xl:not-sr-only">{name}</span>
      </button>
    </Tooltip>
  )
}
