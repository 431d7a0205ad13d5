import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, CircleAlert, CircleCheck, CircleDashed, Flag, TrendingDown, TrendingUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchCompared, BenchRun } from '../../../../engine/contract/chat-bench.ts'
import { setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { Card } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { errorText, problemText } from '../../../connection/problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { nothing, openOverview, useBenchPlace } from './bench-address.ts'
import { ConversationPanel } from './conversation-panel.tsx'
import { ConversationTable } from './conversation-table.tsx'
import { FigureTable } from './figure-table.tsx'
import { RunActions } from './run-actions.tsx'
import { RunState } from './run-state.tsx'
import { shownRows, useRows } from './use-rows.ts'
import { useVariantWords } from './variant-words.ts'

/** A run: its figures and conversations, beside those of another run where one is compared with. */
export function RunView({ runId }: { runId: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { number, show, against } = useBenchPlace()
  const { data: run, error, refetch } = useQuery(api.chatBench.run.queryOptions({ input: { businessId, runId } }))
  const { data: runs = [] } = useQuery(api.chatBench.runs.queryOptions({ input: { businessId } }))
  const other = against === nothing ? null : runs.find(one => one.id === against && one.id !== runId) ?? (against === null ? runs.find(one => one.reference && one.id !== runId) : undefined) ?? null
  const { rows, figures, error: rowsError } = useRows(runId, other?.id ?? null)
  if (!run && error) return <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={openOverview}>{t('chatBench.back')}</Button><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>
  if (!run) return <div className="p-4"><SkeletonLines lines={8} /></div>
  const shown = shownRows(rows ?? [], show, other !== null)
  return (
    <div className="flex min-h-0 flex-1">
      <div className="@container flex min-w-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <RunHead run={run} />
        {run.error !== null && <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">{errorText(run.error)}</p>}
        <Card title={t('chatBench.figures')} actions={<CompareWith run={run} runs={runs} other={other} />}>
          <FigureTable now={figures?.after ?? run.figures} before={figures?.before ?? null} />
          {figures && figures.after.conversations < run.figures.conversations && <p className="border-t border-line px-4 py-2 text-sm text-ink-faint">{t('chatBench.inBoth', { count: figures.after.conversations })}</p>}
        </Card>
        {other && rows && <Changes rows={rows} other={other} />}
        {rowsError && !rows && <EmptyState icon={CircleAlert} {...problemText(rowsError)} />}
        {rows && <ConversationTable run={run} rows={shown} show={show} isCompared={other !== null} openNumber={number} />}
      </div>
      {number !== null && <ConversationPanel run={run} number={number} row={rows?.find(one => one.after?.number === number) ?? null} other={other} />}
    </div>
  )
}

function RunHead({ run }: { run: BenchRun }) {
  const { t } = useTranslation()
  const format = useFormat()
  const variantText = useVariantWords()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button variant="ghost" icon={ArrowLeft} onClick={openOverview}>{t('chatBench.back')}</Button>
      <h2 className="text-lg font-semibold whitespace-nowrap">{variantText(run.variant)}</h2>
      <span className="text-ink-soft">{format.moment(run.createdAt)}</span>
      <RunState run={run} />
      <span className="text-ink-soft">{t('chatBench.played', { played: format.number(run.played), count: run.total })}</span>
      {run.reference && <Badge tone="accent" icon={Flag}>{t('chatBench.reference')}</Badge>}
      <span className="ml-auto flex items-center gap-2"><RunActions run={run} /></span>
      <p className="w-full truncate text-sm text-ink-faint">{run.suites.map(suite => suite.name[format.language]).join(', ')}</p>
    </div>
  )
}

function CompareWith({ run, runs, other }: { run: BenchRun, runs: readonly BenchRun[], other: BenchRun | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const variantText = useVariantWords()
  const options = runs.filter(one => one.id !== run.id).map(one => ({ value: one.id, label: `${format.moment(one.createdAt)} · ${variantText(one.variant)}${one.reference ? ` · ${t('chatBench.reference')}` : ''}` }))
  if (options.length === 0) return null
  return (
    <span className="flex items-center gap-2">
      <span className="hidden text-sm whitespace-nowrap text-ink-soft @xl:inline">{t('chatBench.compareWith')}</span>
      <Select size="sm" label={t('chatBench.compareWith')} className="max-w-72" value={other?.id ?? nothing} options={[{ value: nothing, label: t('chatBench.nothing') }, ...options]} onChange={value => setQuery({ against: value, show: null })} />
    </span>
  )
}

/** What became better and worse, in numbers; each leads to its conversations. */
function Changes({ rows, other }: { rows: readonly BenchCompared[], other: BenchRun }) {
  const { t } = useTranslation()
  const format = useFormat()
  const count = (change: BenchCompared['change']) => rows.filter(row => row.change === change).length
  const [regressions, improvements, unplayed] = [count('regression'), count('improvement'), count('unplayed')]
  const compared = regressions + improvements + count('passes') + count('fails')
  // Only a comparison that is whole may say that all is well.
  const noRegression = compared === 0 ? <IconState icon={CircleDashed} label={t('chatBench.nothingCompared')} />
    : unplayed > 0 ? <IconState icon={CircleDashed} label={t('chatBench.noRegressionsIn', { count: compared })} />
      : <IconState icon={CircleCheck} tone="positive" label={t('chatBench.noRegressions')} />
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-6 gap-y-1 rounded-lg border border-line bg-surface px-4 py-2">
      {regressions === 0 ? noRegression : <button type="button" className="rounded font-medium text-danger hover:underline" onClick={() => setQuery({ show: 'regression' })}><IconState icon={TrendingDown} tone="danger" label={t('chatBench.regressions', { count: regressions })} /></button>}
      {improvements > 0 && <button type="button" className="rounded font-medium text-positive hover:underline" onClick={() => setQuery({ show: 'improvement' })}><IconState icon={TrendingUp} tone="positive" label={t('chatBench.improvements', { count: improvements })} /></button>}
      <span className="text-ink-soft">{t('chatBench.against', { run: format.moment(other.createdAt) })}</span>
    </div>
  )
}
