import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck, Play, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../engine/contract/campaigns.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { costText } from '../../../components/calls/money.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api, client } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Forecast, type ForecastChoice } from '../forecast.tsx'
import { HoldSentence } from '../campaign-state.tsx'
import { Conflicts } from '../conflicts.tsx'
import { useRegionName } from '../place-fields.tsx'
import { countryName } from '../places.ts'
import { receiveCampaign, refreshCampaigns } from '../use-campaigns.ts'
import type { SetupStep } from './steps.ts'
import { WhyDialog } from './why-dialog.tsx'

/** Everything at a glance: what was chosen, what stands in the way, whom it would call and whom not; then the start. */
export function ReviewStep({ campaign, onStep }: { campaign: Campaign, onStep: (step: SetupStep) => void }) {
  const { t } = useTranslation()
  const [looking, setLooking] = useState<ForecastChoice | null>(null)
  const obstacles = useQuery(api.campaigns.obstacles.queryOptions({ input: { campaignId: campaign.id }, staleTime: 0 }))
  const start = useMutation({
    mutationFn: async () => {
      if (!campaign.simulated && !await confirm({ title: t('campaigns.startTitle', { name: campaign.name }), body: t('campaigns.startBody', { count: campaign.debtors }), confirmLabel: t('campaigns.start') })) return null
      return client.campaigns.start({ campaignId: campaign.id })
    },
    onSuccess: started => {
      if (!started) return undefined
      receiveCampaign(started)
      return refreshCampaigns()
    },
  })
  const clear = obstacles.data?.length === 0
  return (
    <div className="flex flex-col gap-6">
      <Summary campaign={campaign} onStep={onStep} />
      <section aria-live="polite" className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('campaigns.obstacles')}</h3>
        {!obstacles.data && (obstacles.error ? <Problem error={obstacles.error} onRetry={() => { void obstacles.refetch() }} /> : <SkeletonLines lines={2} />)}
        {clear && <p className="flex items-center gap-2"><CircleCheck aria-hidden size={15} className="text-positive" />{t('campaigns.noObstacles')}</p>}
        {obstacles.data?.map(obstacle => (
          <p key={obstacle.key} className="flex items-center gap-3 rounded-md bg-caution-soft px-3 py-2"><HoldSentence hold={obstacle} className="flex-1" /><Button size="sm" onClick={() => { if (obstacle.key.endsWith('no_key')) navigate({ page: 'settings', item: 'telephony' }); else onStep(stepOf(obstacle.key)) }}>{t('campaigns.putRight')}</Button></p>
        ))}
      </section>
      {campaign.debtors > 0 && (
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('campaigns.forecast')}</h3>
          <p className="text-ink-soft">{t('campaigns.forecastBody')}</p>
          <Forecast campaignId={campaign.id} at={null} chosen={null} onChoose={setLooking} />
        </section>
      )}
      <Conflicts campaign={campaign} canLoosen={false} />
      <div className="flex items-center gap-3 border-t border-line pt-5">
        <Button size="lg" variant="primary" icon={Play} disabled={!clear} busy={start.isPending} onClick={() => start.mutate()}>{t('campaigns.start')}</Button>
        <span className="text-ink-soft">{clear ? t(campaign.simulated ? 'campaigns.startPracticeHint' : 'campaigns.startHint') : <span className="inline-flex items-center gap-1.5"><TriangleAlert aria-hidden size={14} className="text-caution" />{t('campaigns.notYet')}</span>}</span>
      </div>
      {looking && <WhyDialog campaign={campaign} choice={looking} onClose={() => setLooking(null)} />}
    </div>
  )
}

/** The step on which an obstacle is put right. */
function stepOf(key: string): SetupStep {
  if (key.endsWith('no_debtors')) return 'debtors'
  if (key.endsWith('policy_archived')) return 'policy'
  return key.endsWith('already_over') ? 'limits' : 'script'
}

function Summary({ campaign, onStep }: { campaign: Campaign, onStep: (step: SetupStep) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const region = useRegionName(campaign.country, campaign.region)
  const money = (cents: number | null) => cents === null ? t('campaigns.limit.none') : costText(format, cents)
  const days = [campaign.startsOn, campaign.endsOn].map(day => day === null ? '…' : format.date(day)).join(' – ')
  return (
    <dl className="grid grid-cols-[minmax(8rem,auto)_1fr_auto] items-center gap-x-6 gap-y-1 rounded-md border border-line bg-surface px-4 py-2">
      <Line name={t('campaigns.step.debtors')} onEdit={() => onStep('debtors')}>{t('campaigns.people', { count: campaign.debtors })}</Line>
      <Line name={t('campaigns.policy')} onEdit={() => onStep('policy')}>{campaign.policyName} · {t('campaigns.policyVersion', { version: campaign.policyVersion })}</Line>
      <Line name={t('campaigns.agent')} onEdit={() => onStep('script')}>{campaign.agentName}</Line>
      <Line name={t('campaigns.place')} onEdit={() => onStep('limits')}>{[countryName(format.locale, campaign.country), region, campaign.timeZone].filter(Boolean).join(' · ')}</Line>
      <Line name={t('campaigns.limit.dates')} onEdit={() => onStep('limits')}>{campaign.startsOn === null && campaign.endsOn === null ? t('campaigns.limit.untilDone') : days}</Line>
      <Line name={t('campaigns.limit.pace')} onEdit={() => onStep('limits')}>{t('campaigns.limit.paceSummary', { lines: format.number(campaign.concurrency), perSecond: format.number(campaign.callsPerSecond, campaign.callsPerSecond % 1 ? 2 : 0) })}</Line>
      <Line name={t('campaigns.limit.cost')} onEdit={() => onStep('limits')}>{t('campaigns.limit.costSummary', { day: money(campaign.costLimitDayCents), total: money(campaign.costLimitTotalCents) })}</Line>
      <Line name={t('campaigns.limit.recordings')} onEdit={() => onStep('limits')}>{campaign.keepRecordingsDays === null ? t('campaigns.limit.noRecordings') : t('campaigns.limit.recordingsFor', { count: campaign.keepRecordingsDays })}</Line>
    </dl>
  )
}

function Line({ name, onEdit, children }: { name: string, onEdit: () => void, children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd>{children}</dd>
      <dd><Button size="sm" variant="ghost" aria-label={t('campaigns.changeNamed', { name })} onClick={onEdit}>{t('campaigns.change')}</Button></dd>
    </>
  )
}
