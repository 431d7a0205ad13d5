import { ChartNoAxesColumn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { navigate } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { useCampaignClock } from '../../components/calls/campaign-clock.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ReportCard } from '../reports/report-card.tsx'
import { wallText } from './zone-moment.ts'

const kinds = ['hour', 'region', 'outcome', 'disposition'] as const

/** The campaign from its first day to today: when people answer, where, and what came of it. */
export function ReportsTab({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useCampaignClock(campaign.simulated)()
  const dayOf = (at: number) => wallText(at, campaign.timeZone).slice(0, 10)
  const from = dayOf(campaign.startedAt ?? campaign.createdAt)
  const to = dayOf(campaign.finishedAt ?? now)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-3">
        <p className="text-ink-soft">{t('campaigns.reportSpan', { from: format.date(from), to: format.date(to) })}</p>
        <Button size="sm" icon={ChartNoAxesColumn} className="ml-auto" onClick={() => navigate({ page: 'reports', query: { campaign: campaign.id, from, to } })}>{t('campaigns.allReports')}</Button>
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        {kinds.map(by => <ReportCard key={by} by={by} from={from} to={to} campaignId={campaign.id} />)}
      </div>
    </div>
  )
}
