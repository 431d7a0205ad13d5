import { CircleCheck, CirclePause, CirclePlay, CircleStop, PencilRuler, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { callJobStatuses, type CallJobStatus, type CampaignState } from '../../../db/values.ts'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import type { Tone } from '../../components/badge.tsx'
import { costText } from '../../components/calls/money.tsx'
import { classNames } from '../../components/class-names.ts'
import { IconState } from '../../components/icon-state.tsx'
import { useFormat, type Format } from '../../i18n/format.ts'

const looks: Record<CampaignState, { icon: LucideIcon, tone: Tone }> = {
  draft: { icon: PencilRuler, tone: 'neutral' }, running: { icon: CirclePlay, tone: 'positive' }, paused: { icon: CirclePause, tone: 'caution' },
  stopped: { icon: CircleStop, tone: 'danger' }, done: { icon: CircleCheck, tone: 'positive' },
}

export function CampaignStateLabel({ state }: { state: CampaignState }) {
  const { t } = useTranslation()
  return <IconState {...looks[state]} label={t(`campaigns.state.${state}`)} />
}

type Told = NonNullable<Campaign['hold']>

/** Values of a hold as they are spoken: amounts of the provider in dollars, names as they are. */
function shownValues(values: Told['values'], format: Format): Record<string, string | number> {
  const money = new Set(['spent', 'limit'])
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, money.has(name) && typeof value === 'number' ? costText(format, value) : value]))
}

/** Why a campaign does not dial although it was started, or what keeps it from being started. */
export function HoldSentence({ hold, className }: { hold: Told, className?: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span className={classNames('inline-flex min-w-0 items-start gap-1.5', className)}>
      <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-caution" />
      <span className="min-w-0">{t(hold.key, { ...shownValues(hold.values, format), defaultValue: t('campaigns.hold.other') })}</span>
    </span>
  )
}

/** The order of the parts of the bar, what has ended first, and their colours. */
const parts: readonly { status: CallJobStatus, fill: string }[] = [
  { status: 'done', fill: 'bg-positive' }, { status: 'in_progress', fill: 'bg-accent-fill' }, { status: 'scheduled', fill: 'bg-accent-fill/55' }, { status: 'needs_review', fill: 'bg-danger' },
  { status: 'failed', fill: 'bg-danger/70' }, { status: 'excluded', fill: 'bg-caution' }, { status: 'suspended', fill: 'bg-caution/60' }, { status: 'cancelled', fill: 'bg-ink-faint' }, { status: 'pending', fill: 'bg-transparent' },
]

/** Those about whom nothing more will be done. */
const settled: readonly CallJobStatus[] = ['done', 'failed', 'cancelled', 'excluded']

export function settledCount(counts: Campaign['counts']): number {
  return settled.reduce((sum, status) => sum + (counts[status] ?? 0), 0)
}

/** How the debtors of a campaign stand, as one bar; the words beside it say the same. */
export function StatusBar({ campaign, className }: { campaign: Pick<Campaign, 'counts' | 'debtors'>, className?: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const total = Math.max(1, callJobStatuses.reduce((sum, status) => sum + (campaign.counts[status] ?? 0), 0))
  const words = parts.filter(({ status }) => (campaign.counts[status] ?? 0) > 0).map(({ status }) => `${t(`calls.jobStatus.${status}`)}: ${format.number(campaign.counts[status] ?? 0)}`).join(', ')
  return (
    <span role="img" aria-label={words || t('campaigns.noDebtors')} title={words} className={classNames('flex h-2 overflow-hidden rounded-full bg-sunken', className)}>
      {parts.map(({ status, fill }) => {
        const count = campaign.counts[status] ?? 0
        return count > 0 && <span key={status} className={fill} style={{ width: `${count / total * 100}%` }} />
      })}
    </span>
  )
}

/** The bar with its figure: how many are settled of how many. */
export function CampaignProgress({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (campaign.debtors === 0) return <span className="text-ink-faint">{t('campaigns.noDebtors')}</span>
  return (
    <span className="flex w-48 flex-col gap-1 max-[1180px]:w-28">
      <StatusBar campaign={campaign} className="w-full" />
      <span className="text-sm text-ink-soft">{t('campaigns.settledOf', { settled: format.number(settledCount(campaign.counts)), total: format.number(campaign.debtors) })}</span>
    </span>
  )
}
