import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Usage } from '../../../engine/contract/llm.ts'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { BudgetBar } from '../language-models/budget-bar.tsx'
import { answeredByProvider, shareOf } from './figures.ts'
import { useUsageFilter } from './use-usage-filter.ts'

/** The figures of the filter: what each is made of stands under it. A figure of calls opens those calls. */
export function UsageFigures({ total }: { total: Usage['total'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { open } = useUsageFilter()
  const { data: budget } = useQuery(api.llm.budget.queryOptions())
  const percent = (part: number, whole: number) => {
    const share = shareOf(part, whole)
    return share === null ? '–' : format.percent(share, share < 0.1 ? 1 : 0)
  }
  const perAnswer = shareOf(total.costUsd, answeredByProvider(total))
  const time = (milliseconds: number | null) => milliseconds === null ? '–' : format.duration(Math.round(milliseconds))
  return (
    <section aria-label={t('usage.figures')} className="rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 @3xl:grid-cols-3 @6xl:grid-cols-6 [&>div]:border-b [&>div]:border-line">
        <Figure name={t('usage.cost')} value={usdText(format, total.costUsd)} detail={perAnswer === null ? '–' : t('usage.perAnswer', { cost: usdText(format, perAnswer) })} />
        <Figure name={t('usage.calls')} value={format.number(total.calls)} detail={t('usage.tokensShort', { in: format.number(total.tokensIn), out: format.number(total.tokensOut) })} onOpen={() => open('calls', {})} />
        <Figure name={t('usage.errors')} value={format.number(total.errors)} detail={t('usage.ofCalls', { share: percent(total.errors, total.calls) })} onOpen={total.errors > 0 ? () => open('calls', { statuses: 'error' }) : undefined} />
        <Figure name={t('usage.refused')} value={format.number(total.refused)} detail={t('usage.refusedHint')} onOpen={total.refused > 0 ? () => open('calls', { statuses: 'refused' }) : undefined} />
        <Figure name={t('usage.cacheHits')} value={format.number(total.cacheHits)} detail={t('usage.saved', { share: percent(total.cacheHits, total.calls), cost: usdText(format, total.savedUsd), time: time(total.savedMs) })} onOpen={total.cacheHits > 0 ? () => open('calls', { origins: 'exact_cache,near_cache' }) : undefined} />
        <Figure name={t('usage.responseTime')} value={time(total.p50ResponseTimeMs)} detail={t('usage.p95', { time: time(total.p95ResponseTimeMs) })} />
      </dl>
      {budget && <div className="px-4 py-3"><BudgetBar budget={budget} /></div>}
    </section>
  )
}

function Figure({ name, value, detail, onOpen }: { name: string, value: ReactNode, detail: ReactNode, onOpen?: (() => void) | undefined }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="truncate text-sm text-ink-soft">{name}</dt>
      <dd className="truncate text-xl font-semibold">{onOpen ? <button type="button" onClick={onOpen} className="rounded underline decoration-line-strong underline-offset-4 hover:decoration-ink">{value}</button> : value}</dd>
      <dd className="text-sm text-ink-faint">{detail}</dd>
    </div>
  )
}
