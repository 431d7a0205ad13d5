import { Ban, CircleCheck, CirclePause, CircleX, LoaderCircle, Trash2, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BatchState as State } from '../../../db/values.ts'
import type { Batch } from '../../../engine/contract/batches.ts'
import type { Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { usdText } from '../../components/usd.ts'
import { useFormat } from '../../i18n/format.ts'

const looks: Record<State, { icon: LucideIcon, tone: Tone }> = {
  running: { icon: LoaderCircle, tone: 'accent' },
  paused: { icon: CirclePause, tone: 'caution' },
  done: { icon: CircleCheck, tone: 'positive' },
  cancelled: { icon: Ban, tone: 'neutral' },
  failed: { icon: CircleX, tone: 'danger' },
  removing: { icon: Trash2, tone: 'caution' },
}

export function BatchState({ state }: { state: State }) {
  const { t } = useTranslation()
  return <IconState {...looks[state]} spin={state === 'running'} label={t(`batches.state.${state}`)} />
}

/** Share of the batch's rows that are dealt with (rows left out as repeated are not among its total), or gone while it is removed, 0 to 1; null while it runs and the file's length is not known yet. */
export function batchShare(batch: Batch): number | null {
  if (batch.state === 'done') return 1
  const { total, classified, failed, imported } = batch.progress
  if (batch.state === 'removing') return total === 0 ? 1 : Math.max(0, 1 - imported / total)
  if (total === 0) return batch.state === 'running' ? null : 0
  return Math.min(1, (classified + failed) / total)
}

/** Bar, rows classified of all, and while it runs the speed and the time left; while it is removed, what is left of it. */
export function BatchProgressLine({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { classified, imported, total, perSecond, remainingMs, llm } = batch.progress
  const running = batch.state === 'running'
  const text = batch.state === 'removing' ? t('batches.leftToRemove', { count: imported, number: format.number(imported) })
    : running && total === 0 ? t('batches.reading') : t('batches.classifiedOf', { classified: format.number(classified), total: format.number(total) })
  // Of a file of which nothing came in, no bar says that all went well.
  const nothingCame = batch.state === 'done' && classified === 0 && batch.failedRows > 0
  const tones = { running: 'accent', paused: 'caution', done: 'positive', cancelled: 'neutral', failed: 'danger', removing: 'caution' } as const
  return (
    <span className="flex min-w-0 flex-col gap-1 py-1 @4xl:flex-row @4xl:items-center @4xl:gap-3">
      <ProgressBar value={batchShare(batch)} label={t('batches.progressOf', { name: batch.name })} tone={nothingCame ? 'danger' : tones[batch.state]} className="w-full shrink-0 @4xl:w-28" />
      <span className="min-w-0 truncate text-ink-soft">
        <span className="text-ink">{text}</span>
        {running && perSecond !== null && ` · ${t('batches.perSecond', { rate: format.number(perSecond, perSecond < 10 ? 1 : 0) })}`}
        {running && remainingMs !== null && ` · ${t('batches.remaining', { time: format.duration(Math.max(1_000, remainingMs)) })}`}
        {batch.failedRows > 0 && <span className="text-danger @4xl:hidden"> · {t('batches.rowsFailed', { count: batch.failedRows })}</span>}
        {llm !== null && llm.costUsd > 0 && ` · ${usdText(format, llm.costUsd)}`}
      </span>
    </span>
  )
}
