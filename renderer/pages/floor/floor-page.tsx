import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { setQuery, useAddress } from '../../app/address.ts'
import { announce } from '../../app/announce.tsx'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { alertText } from '../../components/calls/alert-text.ts'
import { PracticeOffer } from '../../components/calls/practice-offer.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useEngineEvent } from '../../connection/events.ts'
import { useFormat } from '../../i18n/format.ts'
import { CallPanel } from '../calls/call-detail.tsx'
import { Alerts } from './alerts.tsx'
import { Caps } from './caps.tsx'
import { FloorFigures } from './floor-figures.tsx'
import { HourChart } from './hour-chart.tsx'
import { LiveCalls } from './live-calls.tsx'
import { NeedsReview } from './needs-review.tsx'
import { NextRounds } from './next-rounds.tsx'
import { PracticeClock } from './practice-clock.tsx'

/** Rates and the time by which things are due move even when no call does. */
const renewMs = 15_000
const every = 'every'

/** What happens on the floor now: live, of one kind of calls only, and of one campaign where the address says so. */
export function FloorPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { item, query } = useAddress()
  const campaignId = query.campaign
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { businessId, simulated } }))
  const { data: floor, error, refetch } = useQuery(api.calls.floor.queryOptions({
    input: { businessId, simulated, ...(campaignId && { campaignId }) },
    // The floor of another campaign follows this one without a blank between them; never real figures after practice ones.
    placeholderData: before => before?.simulated === simulated ? before : undefined,
    refetchInterval: renewMs,
  }))
  useEngineEvent(event => {
    if (event.type === 'alert.raised') void refetch().then(({ data }) => {
      const alert = data?.alerts.find(one => one.id === event.id)
      if (alert) announce(alertText(alert, t, format))
    })
  })
  // A floor of several zones is told by the person's own clock.
  const zones = new Set(campaigns.data?.filter(campaign => campaignId === undefined || campaign.id === campaignId).map(campaign => campaign.timeZone))
  const zone = zones.size === 1 ? [...zones][0] : undefined

  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={t('frame.floor')}>
          <Select
            label={t('callPage.column.campaign')} className="max-w-64" value={campaignId ?? every} onChange={value => setQuery({ campaign: value === every ? null : value })}
            options={[{ value: every, label: t('callPage.allCampaigns') }, ...(campaigns.data ?? []).filter(campaign => campaign.state !== 'draft').map(campaign => ({ value: campaign.id, label: campaign.name }))]}
          />
        </PageHeader>
        {simulated && <PracticeClock zone={zone} />}
        <div className="@container min-h-0 flex-1 overflow-y-auto">
          {!floor && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={10} /></div>)}
          {floor && (campaigns.data?.length === 0 && floor.live.length === 0 ? <PracticeOffer title={t('floor.empty')} /> : (
            <div className="flex flex-col gap-4 p-4">
              <FloorFigures floor={floor} />
              <div className="grid items-start gap-4 @5xl:grid-cols-[minmax(0,1fr)_minmax(320px,26rem)]">
                <div className="flex min-w-0 flex-col gap-4">
                  <LiveCalls floor={floor} openId={item} />
                  {floor.needsReview > 0 && <NeedsReview campaignId={campaignId} count={floor.needsReview} zone={zone} />}
                  <HourChart floor={floor} zone={zone} />
                </div>
                <div className="flex min-w-0 flex-col gap-4">
                  <NextRounds floor={floor} />
                  <Alerts floor={floor} zone={zone} />
                  <Caps floor={floor} />
                </div>
              </div>
            </div>
          ))}
        </div>
      </div>
      {item !== null && <CallPanel id={item} />}
    </div>
  )
}
