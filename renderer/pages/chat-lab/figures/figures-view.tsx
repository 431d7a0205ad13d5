import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chatIntents } from '../../../../db/values.ts'
import type { ChatFigures } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { ChartCard } from '../../../components/charts/chart-card.tsx'
import { Problem } from '../../../components/problem.tsx'
import { Select } from '../../../components/select.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { useNow } from '../../../components/use-now.ts'
import { usdText } from '../../../components/usd.ts'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ShareBars } from './share-bars.tsx'
import { periodOf, periods, type Period } from './period.ts'

/** How the agent did in a time: how fast, how well by intent, what it sold, what it cost. */
export function FiguresView() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [period, setPeriod] = useState<Period>('week')
  // Until the end of the day, so that it stays the same question while it is shown.
  const now = useNow(60_000)
  const span = periodOf(period, new Date(now))
  const { data, error, refetch } = useQuery(api.chat.figures.queryOptions({ input: { businessId, ...span }, placeholderData: keepPreviousData }))
  return (
    <div className="@container mx-auto flex max-w-5xl flex-col gap-4">
      <Select label={t('chatLab.figures.period')} value={period} onChange={setPeriod} options={periods.map(value => ({ value, label: t(`usage.periods.${value}`) }))} className="self-start" />
      {!data && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={8} />)}
      {data && <Totals figures={data} />}
      {data && <div className="grid gap-4 @3xl:grid-cols-2"><ByIntent figures={data} /><Handoffs figures={data} /></div>}
    </div>
  )
}

function Totals({ figures }: { figures: ChatFigures }) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = (milliseconds: number | null) => milliseconds === null ? '–' : format.duration(Math.round(milliseconds))
  const { carts, sales } = figures.conversion
  return (
    <section aria-label={t('chatLab.view.figures')} className="rounded-lg border border-line bg-surface">
      <dl className="grid grid-cols-2 @2xl:grid-cols-3 [&>div]:border-b [&>div]:border-line">
        <Figure name={t('chatLab.figures.chats')} value={format.number(figures.chats)} detail={t('chatLab.figures.messages', { count: figures.messages })} />
        <Figure name={t('chatLab.figures.meanResponse')} value={time(figures.meanResponseMs)} detail={figures.firstChunkP50Ms === null ? t('chatLab.figures.nothingAnswered') : t('chatLab.figures.firstChunk', { time: time(figures.firstChunkP50Ms) })} />
        <Figure name={t('chatLab.figures.conversion')} value={carts === 0 ? '–' : format.percent(sales / carts)} detail={`${t('chatLab.figures.soldChats', { count: sales })}; ${t('chatLab.figures.cartChats', { count: carts })}`} />
        <Figure name={t('chatLab.figures.handoffs')} value={format.number(figures.handoffs.reduce((sum, one) => sum + one.count, 0))} detail={t('chatLab.figures.handoffsHint')} />
        <Figure name={t('chatLab.figures.cost')} value={usdText(format, figures.modelCostUsd)} detail={t('chatLab.figures.costHint')} />
        <Figure name={t('chatLab.figures.stored')} value={format.bytes(figures.storedBytes)} detail={t('chatLab.figures.storedHint')} />
      </dl>
    </section>
  )
}

function Figure({ name, value, detail }: { name: string, value: string, detail: string }) {
  return (
    <div className="min-w-0 px-4 py-3">
      <dt className="truncate text-sm text-ink-soft">{name}</dt>
      <dd className="truncate text-xl font-semibold">{value}</dd>
      <dd className="text-sm text-ink-faint">{detail}</dd>
    </div>
  )
}

function ByIntent({ figures }: { figures: ChatFigures }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = chatIntents.flatMap(intent => figures.byIntent.filter(one => one.intent === intent && one.messages > 0))
  const share = (part: number, whole: number) => format.percent(part / whole)
  const end = (name: string) => ({ name, align: 'end' as const })
  return (
    <ChartCard
      title={t('chatLab.figures.byIntent')} empty={t('chatLab.figures.nothing')}
      table={{
        columns: [{ name: t('chatLab.trace.intent') }, end(t('chatLab.figures.messagesColumn')), end(t('chatLab.figures.succeeded')), end(t('chatLab.figures.share'))],
        rows: rows.map(one => ({ key: one.intent, cells: [t(`chatLab.intent.${one.intent}`), format.number(one.messages), format.number(one.succeeded), share(one.succeeded, one.messages)] })),
      }}
    >
      <ShareBars
        label={t('chatLab.figures.byIntent')} note={t('chatLab.figures.succeededHint')}
        bars={rows.map(one => ({ key: one.intent, label: t(`chatLab.intent.${one.intent}`), value: one.messages, filled: one.succeeded, text: t('chatLab.figures.succeededOf', { succeeded: format.number(one.succeeded), messages: format.number(one.messages), share: share(one.succeeded, one.messages) }) }))}
      />
    </ChartCard>
  )
}

function Handoffs({ figures }: { figures: ChatFigures }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = figures.handoffs.filter(one => one.count > 0).toSorted((a, b) => b.count - a.count)
  return (
    <ChartCard
      title={t('chatLab.figures.handoffReasons')} empty={t('chatLab.figures.nobodyWanted')}
      table={{ columns: [{ name: t('chatLab.figures.reason') }, { name: t('chatLab.figures.times'), align: 'end' }], rows: rows.map(one => ({ key: one.reason, cells: [t(`chatLab.handoff.${one.reason}`), format.number(one.count)] })) }}
    >
      <ShareBars label={t('chatLab.figures.handoffReasons')} bars={rows.map(one => ({ key: one.reason, label: t(`chatLab.handoff.${one.reason}`), value: one.count, filled: one.count, text: format.number(one.count) }))} />
    </ChartCard>
  )
}
