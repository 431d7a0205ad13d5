import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PaymentPromise } from '../../../engine/contract/calls.ts'
import { openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { useCampaignClock } from '../../components/calls/campaign-clock.tsx'
import { moneysText } from '../../components/calls/money.tsx'
import { promiseLooks } from '../../components/calls/states.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { localDay, monthAfter, weeksOf } from './month.ts'
import { MonthGrid } from './month-grid.tsx'
import { paidSums, promisedSums, stateCounts } from './promise-sums.ts'
import { PromisesOfDay } from './promises-of-day.tsx'

const every = 'every'

/** What was promised, on the days it was promised for. The month and the open day are in the address. */
export function PromisesPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { item, query } = useAddress()
  const today = localDay(useCampaignClock(simulated)())
  const month = /^\d{4}-\d{2}$/.test(query.month ?? '') ? query.month ?? '' : (item ?? today).slice(0, 7)
  const weeks = weeksOf(month)
  const campaignId = query.campaign
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { businessId, simulated } }))
  const { data, error, refetch } = useQuery(api.calls.promises.queryOptions({
    input: { businessId, simulated, from: weeks[0]?.[0] ?? month, to: weeks.at(-1)?.at(-1) ?? month, ...(campaignId && { campaignId }) },
    placeholderData: keepPreviousData,
  }))
  const show = (next: string) => setQuery({ month: next })
  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={t('frame.promises')}>
          <Select
            label={t('callPage.column.campaign')} className="max-w-56" value={campaignId ?? every} onChange={value => setQuery({ campaign: value === every ? null : value })}
            options={[{ value: every, label: t('callPage.allCampaigns') }, ...(campaigns.data ?? []).map(campaign => ({ value: campaign.id, label: campaign.name }))]}
          />
          <span className="flex items-center gap-1">
            <IconButton icon={ChevronLeft} label={t('promises.previousMonth')} onClick={() => show(monthAfter(month, -1))} />
            <span aria-live="polite" className="w-36 text-center font-semibold">{monthName(format.locale, month)}</span>
            <IconButton icon={ChevronRight} label={t('promises.nextMonth')} onClick={() => show(monthAfter(month, 1))} />
            <Button onClick={() => { setQuery({ month: null }); openItem(today) }}>{t('promises.today')}</Button>
          </span>
        </PageHeader>
        <div className="@container min-h-0 flex-1 overflow-y-auto bg-surface">
          {!data && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={10} /></div>)}
          {data && <MonthSums promises={data.filter(promise => promise.promisedOn?.startsWith(month))} />}
          {data && <MonthGrid weeks={weeks} month={month} today={today} open={item} promises={data} />}
        </div>
      </div>
      {item !== null && data && <PromisesOfDay day={item} highlighted={query.promise ?? null} promises={data.filter(promise => promise.promisedOn === item || (promise.promisedOn === null && localDay(promise.madeAt) === item))} today={today} />}
    </div>
  )
}

/** The month in figures: how many in each state, how much was promised and how much of it came. */
function MonthSums({ promises }: { promises: readonly PaymentPromise[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-4 py-2">
      <span className="font-medium">{t('promises.count', { count: promises.length })}</span>
      {stateCounts(promises).map(({ state, count }) => <IconState key={state} {...promiseLooks[state]} label={t(`calls.promiseCount.${state}`, { count })} />)}
      <span className="ml-auto text-ink-soft">{t('promises.sums', { promised: moneysText(format, promisedSums(promises)) || '–', paid: moneysText(format, paidSums(promises)) || '–' })}</span>
    </div>
  )
}

function monthName(locale: string, month: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${month}-01`))
}
