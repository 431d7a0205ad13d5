import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { setQuery, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { useCampaignClock } from '../../components/calls/campaign-clock.tsx'
import { Input } from '../../components/input.tsx'
import { zonedMoment } from '../../components/calls/zoned-clock.ts'
import { Forecast, type ForecastChoice } from './forecast.tsx'
import { readCallJobFilter, readMoment } from './job-filter.ts'
import { JobTable } from './job-table.tsx'
import { wallMoment, wallText } from './zone-moment.ts'
import { useFormat } from '../../i18n/format.ts'

/** Whom the campaign would call and whom not, with the rule, its figure and until when; now, or as it was at a moment of the past. */
export function WhyTab({ campaign }: { campaign: Campaign }) {
  const { query } = useAddress()
  const at = readMoment(query)
  const filter = readCallJobFilter(campaign.id, 'why', query)
  const [verdict, rule] = [filter.verdicts, filter.rules].map(values => values?.length === 1 ? values[0] : undefined)
  const chosen = filter.verdicts?.find(value => value === verdict)
  const choose = (choice: ForecastChoice) => {
    const again = chosen === choice.verdict && (rule ?? null) === choice.rule
    setQuery(again ? { verdict: null, rule: null } : { verdict: choice.verdict, rule: choice.rule })
  }
  return (
    <>
      <div className="flex shrink-0 flex-col gap-2 px-4 pt-3 pb-1">
        <MomentPicker campaign={campaign} at={at} />
        <Forecast campaignId={campaign.id} at={at} chosen={chosen ? { verdict: chosen, rule: rule ?? null } : null} onChoose={choose} />
      </div>
      <JobTable campaign={campaign} variant="why" />
    </>
  )
}

/** Now, or a moment of the past on the campaign's own wall clock. */
function MomentPicker({ campaign, at }: { campaign: Campaign, at: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const clock = useCampaignClock(campaign.simulated)
  const goTo = (moment: number | null) => setQuery({ at: moment === null ? null : String(moment), job: null })
  // Nothing was decided before the campaign began, and nothing is known of what is to come.
  const set = (text: string) => {
    const moment = wallMoment(text, campaign.timeZone)
    if (moment !== null) goTo(Math.min(Math.max(moment, campaign.startedAt ?? campaign.createdAt), clock()))
  }
  if (at === null) {
    return (
      <div className="flex items-center gap-3">
        <p className="text-ink-soft">{t('campaigns.whyNow')}</p>
        <Button size="sm" icon={History} onClick={() => goTo(clock())}>{t('campaigns.replay')}</Button>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-caution-soft px-3 py-1.5">
      <History aria-hidden size={14} className="text-caution" />
      <strong className="font-medium text-caution">{t('campaigns.asItWas', { time: zonedMoment(format.locale, at, campaign.timeZone) })}</strong>
      <Input type="datetime-local" aria-label={t('campaigns.moment')} className="!w-52" value={wallText(at, campaign.timeZone)} max={wallText(clock(), campaign.timeZone)} onChange={event => set(event.target.value)} />
      <span className="text-sm text-ink-soft">{campaign.timeZone}</span>
      <Button size="sm" className="ml-auto" onClick={() => goTo(null)}>{t('campaigns.backToNow')}</Button>
    </div>
  )
}
