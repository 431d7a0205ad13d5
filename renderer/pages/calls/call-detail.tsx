import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChevronDown, ChevronUp, Maximize2, UserRound } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallDetail } from '../../../engine/contract/calls.ts'
import { currentAddress, navigate, openItem, setQuery } from '../../app/address.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Elapsed, stopwatchText } from '../../components/calls/campaign-clock.tsx'
import { Phone } from '../../components/calls/phone.tsx'
import { AttemptStateLabel } from '../../components/calls/states.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { useListWalk } from '../../components/data-table/use-list-walk.ts'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useCallFilter } from './call-filter.ts'
import { CallView } from './call-view.tsx'
import { LiveControls } from './live-controls.tsx'
import { useCallList } from './use-call-list.ts'

function useCall(attemptId: string) {
  // The one shown before stays until the next has come: moving with j/k does not flicker.
  return useQuery(api.calls.get.queryOptions({ input: { attemptId }, placeholderData: (before: CallDetail | undefined) => before }))
}

/** The open call beside a list. */
export function CallPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data: call, error, refetch } = useCall(id)
  return (
    <DetailPanel
      label={t('callPage.detail')} width="w-[min(640px,54vw)]"
      title={call ? call.attempt.debtorName || t('callPage.noName') : t('callPage.detail')}
      subtitle={call && <CallFacts call={call} />}
      actions={<>
        {call && <PersonLink call={call} />}
        <IconButton icon={Maximize2} label={t('callPage.openPage')} onClick={() => navigate({ page: 'calls', item: id, query: { ...(currentAddress().page === 'calls' && currentAddress().query), full: 'yes' } })} />
      </>}
      onClose={() => openItem(null)}
    >
      {call ? <CallView key={call.attempt.id} call={call} layout="panel" /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={12} /></div>}
    </DetailPanel>
  )
}

/** The call as a page of its own: what was said at the left, what became of it at the right; j and k go on through the list it came from. */
export function CallFullPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { filter } = useCallFilter()
  const { position, total, move } = useListWalk(id, useCallList(filter))
  const { data: call, error, refetch } = useCall(id)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape' && !keyBelongsElsewhere(event)) leaveFullPage() }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex min-h-11 items-center gap-3 border-b border-line px-4 py-1.5">
        <IconButton icon={ArrowLeft} label={t('callPage.back')} keys="escape" onClick={leaveFullPage} />
        <h1 className="truncate text-lg font-semibold">{call ? call.attempt.debtorName || t('callPage.noName') : t('callPage.detail')}</h1>
        {call && <CallFacts call={call} />}
        <span className="ml-auto flex shrink-0 items-center gap-1 text-ink-soft">
          {call && <PersonLink call={call} />}
          {position !== null && (
            <>
              {t('callPage.placeInList', { position: format.number(position + 1), total: format.number(total) })}
              <IconButton icon={ChevronUp} label={t('callPage.previous')} keys="k" disabled={position === 0} onClick={() => move(-1)} />
              <IconButton icon={ChevronDown} label={t('callPage.next')} keys="j" disabled={position + 1 >= total} onClick={() => move(1)} />
            </>
          )}
        </span>
      </header>
      <div className="min-h-0 flex-1">
        {call ? <CallView key={call.attempt.id} call={call} layout="page" /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-6"><SkeletonLines lines={12} /></div>}
      </div>
    </div>
  )
}

function leaveFullPage(): void {
  setQuery({ full: null }, { replace: false })
}

function PersonLink({ call }: { call: CallDetail }) {
  const { t } = useTranslation()
  return <Button variant="ghost" icon={UserRound} onClick={() => navigate({ page: 'debtors', item: call.attempt.debtorId })}>{t('callPage.person')}</Button>
}

function CallFacts({ call: { attempt } }: { call: CallDetail }) {
  const { t } = useTranslation()
  return (
    <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-ink-soft">
      {attempt.simulated && <Badge tone="caution">{t('calls.practice')}</Badge>}
      <AttemptStateLabel state={attempt.state} callStatus={attempt.callStatus} />
      <Phone number={attempt.number} />
      <ZonedTime at={attempt.intentAt} zone={attempt.timeZone} />
      {attempt.state === 'live' ? <Elapsed since={attempt.startedAt ?? attempt.intentAt} simulated={attempt.simulated} /> : attempt.durationMs !== null && <span>{stopwatchText(attempt.durationMs)}</span>}
      <span className="max-w-56 truncate">{attempt.campaignName}</span>
      <LiveControls key={attempt.id} attempt={attempt} />
    </span>
  )
}
