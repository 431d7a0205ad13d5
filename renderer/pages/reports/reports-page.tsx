import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../../components/button.tsx'
import { useCampaignClock } from '../../components/calls/campaign-clock.tsx'
import { useDownload } from '../../components/calls/use-download.ts'
import { Input } from '../../components/input.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { Select } from '../../components/select.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { dayAfter, localDay } from '../promises/month.ts'
import { ReportCard } from './report-card.tsx'
import { reportKinds, type ReportKind } from './report-words.ts'

const every = 'every'
/** A report begins with so many days, the present one included. */
const daysAtFirst = 30

/** Calls counted by hour, weekday, region, day, campaign, how they ended and what came of them. Real or practice, never both. */
export function ReportsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { query } = useAddress()
  const today = localDay(useCampaignClock(simulated)())
  const by: ReportKind = reportKinds.find(kind => kind === query.by) ?? 'hour'
  const to = query.to || today
  const from = query.from || dayAfter(to, 1 - daysAtFirst)
  const campaignId = query.campaign
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { businessId, simulated } }))
  const { received, start } = useDownload()
  const save = () => void start(`${t('reports.fileName')}-${by}`, 'csv', (given, signal) => given.calls.exportReport({ businessId, simulated, from, to, by, language: format.language, ...(campaignId && { campaignId }) }, { signal }))
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title={t('frame.reports')}>
        <Select
          label={t('callPage.column.campaign')} className="max-w-56" value={campaignId ?? every} onChange={value => setQuery({ campaign: value === every ? null : value })}
          options={[{ value: every, label: t('callPage.allCampaigns') }, ...(campaigns.data ?? []).map(campaign => ({ value: campaign.id, label: campaign.name }))]}
        />
        <span className="flex items-center gap-1 text-ink-soft">
          <Input type="date" aria-label={t('callPage.from')} className="!w-34" value={from} max={to} onChange={event => setQuery({ from: event.target.value })} />
          <span aria-hidden>–</span>
          <Input type="date" aria-label={t('callPage.to')} className="!w-34" value={to} min={from} onChange={event => setQuery({ to: event.target.value })} />
        </span>
        <Button icon={Download} busy={received !== null} onClick={save}>{t('callPage.exportCsv')}</Button>
      </PageHeader>
      <Tabs value={by} onChange={kind => setQuery({ by: kind })} items={reportKinds.map(value => ({ value, label: t(`reports.tab.${value}`) }))} label={t('frame.reports')} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4">
        <TabContent value={by} className="min-h-0 flex-1 overflow-y-auto p-4"><ReportCard key={by} by={by} from={from} to={to} campaignId={campaignId} /></TabContent>
      </Tabs>
    </div>
  )
}
