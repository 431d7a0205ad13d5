import { ArrowUpCircle, ChevronLeft, FlaskConical, Pause, Play } from 'lucide-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { navigate, useAddress } from '../../app/address.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { costText, moneysText } from '../../components/calls/money.tsx'
import { focusWhenLost } from '../../components/focus-when-lost.ts'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useCampaignActions } from './campaign-actions.ts'
import { CampaignMenu } from './campaign-list.tsx'
import { CampaignStateLabel, HoldSentence, settledCount, StatusBar } from './campaign-state.tsx'
import { CampaignSettings } from './campaign-settings.tsx'
import { JobPanel } from './job-panel.tsx'
import { JobTable } from './job-table.tsx'
import { RoundsTab } from './rounds-tab.tsx'
import { WhyTab } from './why-tab.tsx'

const ReportsTab = lazy(async () => ({ default: (await import('./reports-tab.tsx')).ReportsTab }))

const views = ['results', 'why', 'rounds', 'retries', 'reports', 'settings'] as const

/** A campaign that was started: how it goes, why each debtor is called or not, its rounds, retries, reports and settings. */
export function CampaignPage({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { query } = useAddress()
  const view = views.find(candidate => candidate === query.view) ?? 'results'
  // Filters belong to their view.
  const show = (chosen: (typeof views)[number]) => navigate({ page: 'campaigns', item: campaign.id, query: chosen === 'results' ? {} : { view: chosen } })
  return (
    <>
      <CampaignHeader campaign={campaign} />
      <div className="flex min-h-0 flex-1">
        <Tabs value={view} onChange={show} items={views.map(value => ({ value, label: t(`campaigns.view.${value}`) }))} label={t('campaigns.views')} className="flex min-h-0 min-w-0 flex-1 flex-col [&>[role=tablist]]:mt-1 [&>[role=tablist]]:px-4">
          <TabContent value="results" className="flex min-h-0 flex-1 flex-col"><JobTable key="results" campaign={campaign} variant="results" /></TabContent>
          <TabContent value="why" className="flex min-h-0 flex-1 flex-col"><WhyTab campaign={campaign} /></TabContent>
          <TabContent value="rounds" className="min-h-0 flex-1 overflow-y-auto p-4"><RoundsTab campaign={campaign} /></TabContent>
          <TabContent value="retries" className="flex min-h-0 flex-1 flex-col"><JobTable key="retries" campaign={campaign} variant="retries" /></TabContent>
          <TabContent value="reports" className="min-h-0 flex-1 overflow-y-auto p-4"><Suspense fallback={<SkeletonLines lines={6} />}><ReportsTab campaign={campaign} /></Suspense></TabContent>
          <TabContent value="settings" className="min-h-0 flex-1 overflow-y-auto p-4"><CampaignSettings key={campaign.id} campaign={campaign} /></TabContent>
        </Tabs>
        {query.job !== undefined && <JobPanel key={query.job} campaign={campaign} jobId={query.job} />}
      </div>
    </>
  )
}

function CampaignHeader({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const actions = useCampaignActions()
  const { state } = campaign
  const press = () => {
    if (actions.busy) return
    if (state === 'paused') actions.resume(campaign)
    else actions.pause(campaign)
  }
  return (
    <header className="flex shrink-0 flex-col gap-2 border-b border-line bg-surface px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <BackToCampaigns />
        <h1 ref={focusWhenLost} tabIndex={-1} className="max-w-[40ch] truncate text-lg font-semibold">{campaign.name}</h1>
        {campaign.simulated && <Badge tone="caution" icon={FlaskConical}>{t('calls.practice')}</Badge>}
        <CampaignStateLabel state={state} />
        {campaign.hold && <HoldSentence hold={campaign.hold} className="text-ink-soft" />}
        <div className="ml-auto flex items-center gap-2">
          {/* One button for both, so that the keyboard's focus stays on it from one press to the next. */}
          {(state === 'running' || state === 'paused') && <Button variant={state === 'paused' ? 'primary' : 'secondary'} icon={state === 'paused' ? Play : Pause} onClick={press}>{t(state === 'paused' ? 'campaigns.resume' : 'campaigns.pause')}</Button>}
          {campaign.newerTerms && <Button icon={ArrowUpCircle} onClick={() => navigate({ page: 'campaigns', item: campaign.id, query: { view: 'settings' } })}>{t('campaigns.newerTerms')}</Button>}
          <CampaignMenu campaign={campaign} />
        </div>
      </div>
      <Figures campaign={campaign} />
    </header>
  )
}

export function BackToCampaigns() {
  const { t } = useTranslation()
  return <IconButton icon={ChevronLeft} label={t('campaigns.back')} onClick={() => navigate({ page: 'campaigns' })} className="-ml-1.5" />
}

function Figures({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-2 pb-1">
      <div className="flex w-64 flex-col gap-1">
        <span className="text-sm text-ink-soft">{t('campaigns.settledOf', { settled: format.number(settledCount(campaign.counts)), total: format.number(campaign.debtors) })}</span>
        <StatusBar campaign={campaign} className="mb-1.5 w-full" />
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Figure name={t('campaigns.calls')} aside={campaign.liveCalls > 0 ? t('campaigns.live', { count: campaign.liveCalls }) : undefined}>{format.number(campaign.attempts)}</Figure>
        <Figure name={t('campaigns.contacts')}>{format.number(campaign.contacts)}</Figure>
        <Figure name={t('campaigns.promises')} aside={moneysText(format, campaign.promisedAmounts)}>{format.number(campaign.promises)}</Figure>
        <Figure name={t('campaigns.kept')}>{format.number(campaign.keptPromises)}</Figure>
        <Figure name={t('campaigns.cost')} aside={`${t('campaigns.today')} ${costText(format, campaign.costTodayCents)}`}>{costText(format, campaign.costCents)}</Figure>
        <Figure name={t('campaigns.nextRound')}>{campaign.nextRoundAt === null ? '–' : <ZonedTime at={campaign.nextRoundAt} zone={campaign.timeZone} />}</Figure>
      </dl>
    </div>
  )
}

function Figure({ name, aside, children }: { name: string, aside?: ReactNode, children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="font-medium whitespace-nowrap">{children}{aside && <span className="ml-1.5 text-sm font-normal text-ink-soft">{aside}</span>}</dd>
    </div>
  )
}
