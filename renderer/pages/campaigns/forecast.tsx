import { useTranslation } from 'react-i18next'
import type { VerdictName } from '../../../db/values.ts'
import { Verdict } from '../../components/calls/decision.tsx'
import { classNames } from '../../components/class-names.ts'
import { Problem } from '../../components/problem.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useForecast } from './use-forecast.ts'

/** Those of one rule; without a rule, all with that verdict. */
export interface ForecastChoice { verdict: VerdictName, rule: string | null }

interface ForecastProps {
  campaignId: string
  at: number | null
  /** The rule whose debtors are shown, if one is. */
  chosen: ForecastChoice | null
  onChoose: (choice: ForecastChoice) => void
}

/** "Will dial 40": how many would be called, and each rule with whom it holds back; a press shows those people. */
export function Forecast({ campaignId, at, chosen, onChoose }: ForecastProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch, isPlaceholderData } = useForecast(campaignId, at)
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <Skeleton className="h-14 w-96" />
  const rules = data.rules.filter(rule => rule.count > 0 && rule.verdict !== 'dial').toSorted((a, b) => b.count - a.count)
  return (
    <div className={classNames('flex flex-wrap items-stretch gap-2', isPlaceholderData && 'opacity-60')} aria-live="polite">
      <button
        type="button" aria-pressed={chosen?.verdict === 'dial'} onClick={() => onChoose({ verdict: 'dial', rule: null })}
        className={classNames('flex flex-col justify-center rounded-md border bg-positive-soft px-3 py-1 text-left hover:border-positive', chosen?.verdict === 'dial' ? 'border-positive' : 'border-transparent')}
      >
        <span className="text-sm text-positive">{t(at === null ? 'campaigns.wouldDial' : 'campaigns.wouldHaveDialled')}</span>
        <span className="text-xl font-semibold text-positive">{format.number(data.dial)}</span>
      </button>
      {rules.map(({ verdict, rule, count }) => {
        const active = chosen?.rule === rule && chosen.verdict === verdict
        return (
          <button
            key={`${verdict} ${rule}`} type="button" aria-pressed={active} onClick={() => onChoose({ verdict, rule })}
            className={classNames('flex flex-col justify-center rounded-md border px-3 py-1 text-left hover:border-ink-faint', active ? 'border-accent bg-accent-soft' : 'border-line bg-surface')}
          >
            <span className="text-sm text-ink-soft">{t(`calls.ruleName.${rule}`, { defaultValue: rule })}</span>
            <span className="flex items-center gap-2"><strong className="font-semibold">{format.number(count)}</strong><span className="text-sm"><Verdict verdict={verdict} /></span></span>
          </button>
        )
      })}
    </div>
  )
}
