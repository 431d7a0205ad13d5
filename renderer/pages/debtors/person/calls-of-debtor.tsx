import { useQuery } from '@tanstack/react-query'
import { ListFilter, PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow } from '../../../../engine/contract/calls.ts'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { formatAddress, navigate } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Cost } from '../../../components/calls/money.tsx'
import { Phone } from '../../../components/calls/phone.tsx'
import { AttemptStateLabel, DispositionState, OutcomeState } from '../../../components/calls/states.tsx'
import { ZonedTime } from '../../../components/calls/zoned-time.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'

/** A person's calls fit on a screen; who was called oftener is looked at in the list of calls. */
const mostShown = 200

/** Every attempt at reaching the person, newest first. */
export function CallsOfDebtor({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.calls.list.queryOptions({ input: { filter: { businessId, simulated: debtor.simulated, debtorId: debtor.id }, limit: mostShown } }))
  if (!data) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>
  if (data.total === 0) return <EmptyState icon={PhoneOff} title={t('debtors.calls.none')} body={t('debtors.calls.noneBody')} />
  return (
    <>
      <div className="flex min-h-10 items-center px-4 text-ink-soft">
        {t('debtors.calls.count', { count: data.total })}
        <Button variant="ghost" icon={ListFilter} className="ml-auto" onClick={() => navigate({ page: 'calls', query: { debtor: debtor.id } })}>{t('debtors.calls.openList')}</Button>
      </div>
      <ul className="border-t border-line">{data.rows.map(row => <AttemptLine key={row.id} row={row} />)}</ul>
    </>
  )
}

function AttemptLine({ row }: { row: AttemptRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className="border-b border-line">
      <a
        href={formatAddress({ page: 'calls', item: row.id })} data-focus="inset" className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 px-4 py-1.5 hover:bg-hover"
        onClick={event => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          navigate({ page: 'calls', item: row.id })
        }}
      >
        <ZonedTime at={row.intentAt} zone={row.timeZone} className="font-medium" />
        {row.state === 'ended' ? <DispositionState group={row.disposition} reason={row.disconnectionReason} /> : <AttemptStateLabel state={row.state} callStatus={row.callStatus} />}
        <span className="text-right text-ink-soft">{!row.durationMs ? '–' : format.duration(Math.round(row.durationMs / 1_000) * 1_000)}</span>
        <span className="text-ink-soft"><Phone number={row.number} /></span>
        <span className="min-w-0">{row.outcome === null ? <span className="truncate text-ink-faint">{row.campaignName}</span> : <OutcomeState outcome={row.outcome} />}</span>
        <span className="text-right text-ink-soft"><Cost cents={row.costCents} /></span>
        {row.flags.length > 0 && <span className="col-span-3 text-sm text-caution">{row.flags.map(flag => t(`calls.flag.${flag}`, { defaultValue: flag })).join(' · ')}</span>}
      </a>
    </li>
  )
}
