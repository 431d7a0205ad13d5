import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Budget } from '../../../engine/contract/llm.ts'
import { IconState } from '../../components/icon-state.tsx'
import { usdRateText, usdText } from '../../components/usd.ts'
import { useFormat } from '../../i18n/format.ts'

const looks = {
  ok: { icon: CircleCheck, tone: 'positive', fill: 'bg-accent-fill' },
  alert: { icon: TriangleAlert, tone: 'caution', fill: 'bg-caution' },
  spent: { icon: CircleSlash, tone: 'danger', fill: 'bg-danger-fill' },
} as const

/** Today's cost against the day's limit: what was spent, and paler what calls under way may still cost. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { dailyUsd, spentTodayUsd: spent, reservedUsd: reserved, alertShare, dayEndsAt } = budget
  const figures = [t('languageModels.spentToday', { amount: usdText(format, spent) }), ...(reserved > 0 ? [t('languageModels.reserved', { amount: usdText(format, reserved) })] : [])].join(' · ')
  if (dailyUsd === null) return <p className="text-ink-soft">{figures} · {t('languageModels.noLimit')}</p>
  const used = dailyUsd === 0 ? 1 : (spent + reserved) / dailyUsd
  const state = used >= 1 ? 'spent' : used >= alertShare ? 'alert' : 'ok'
  const { icon, tone, fill } = looks[state]
  const width = (amount: number) => `${dailyUsd === 0 ? 0 : Math.min(100, amount / dailyUsd * 100)}%`
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-4">
        <IconState icon={icon} tone={tone} label={t(`languageModels.budgetState.${state}`)} className="font-medium" />
        <span className="text-ink-soft">{figures} · {t('languageModels.ofDaily', { amount: usdRateText(format, dailyUsd) })}</span>
        <span className="ml-auto text-sm text-ink-faint">{t('languageModels.dayEnds', { when: format.relative(dayEndsAt) })}</span>
      </div>
      <div role="progressbar" aria-label={t('languageModels.budget')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.min(100, Math.round(used * 100))} className="relative flex h-2 overflow-hidden rounded-full bg-sunken">
        <span className={fill} style={{ width: width(spent) }} />
        <span className={`${fill} opacity-40`} style={{ width: width(reserved) }} />
        <span aria-hidden title={t('languageModels.alertAt', { share: format.percent(alertShare) })} className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `${alertShare * 100}%` }} />
      </div>
    </div>
  )
}
