import { Ban, Download, ListTodo, Pause, Play, RotateCcw, TableOfContents, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../engine/contract/batches.ts'
import { navigate, openItem } from '../../app/address.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { showTranscripts } from '../transcripts/use-transcript-filter.ts'
import { useBatchActions } from './batch-actions.ts'
import { BatchProgressLine, BatchState } from './batch-state.tsx'

/** One import: how far it is, what came of it and what can be done with it. */
export function BatchPanel({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const format = useFormat()
  const actions = useBatchActions()
  const { progress, jobId } = batch
  // What was cut short goes on with everything left; otherwise only what could not be classified is tried again. Rows
  // that could not be read are not: trying again would not change the file.
  const cutShort = batch.state === 'cancelled' || batch.state === 'failed'
  return (
    <DetailPanel label={t('batches.detail')} title={batch.name} subtitle={batch.fileName} onClose={() => openItem(null)} width="w-[min(480px,50vw)]">
      <div className="flex flex-col gap-4 p-4">
        <div className="flex items-center gap-2"><BatchState state={batch.state} />{batch.simulated && <Badge>{t('batches.sample')}</Badge>}</div>
        <BatchProgressLine batch={batch} />
        {batch.error !== null && <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">{t('batches.stopped', { error: errorText(batch.error) })}</p>}
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" icon={TableOfContents} disabled={batch.created === 0} onClick={() => showTranscripts({ batchId: batch.id })}>{t('batches.showTranscripts')}</Button>
          {(batch.state === 'running' || batch.state === 'paused') && <PauseButton batch={batch} actions={actions} />}
          {(batch.state === 'running' || batch.state === 'paused') && <Button icon={Ban} disabled={actions.busy} onClick={() => void actions.askCancel(batch)}>{t('batches.cancel')}</Button>}
          {(cutShort || (progress.failed > batch.failedRows && batch.state !== 'removing')) && <Button icon={RotateCcw} disabled={actions.busy} onClick={() => actions.retryFailed(batch)}>{t(cutShort ? 'batches.continue' : 'batches.retryFailed')}</Button>}
          {batch.failedRows > 0 && <Button icon={Download} onClick={() => void actions.downloadFailedRows(batch)}>{t('batches.downloadFailed')}</Button>}
        </div>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
          <Fact name={t('batches.fact.rows')}>{format.number(progress.total)}</Fact>
          <Fact name={t('batches.fact.created')}>{format.number(batch.created)}</Fact>
          <Fact name={t('batches.fact.classified')}>{format.number(progress.classified)}</Fact>
          <Fact name={t('batches.fact.skipped')} hint={t('batches.fact.skippedHint')}>{format.number(batch.skipped)}</Fact>
          <Fact name={t('batches.fact.failedRows')} hint={batch.failedRows > 0 ? t('batches.fact.failedRowsHint') : undefined}>{format.number(batch.failedRows)}</Fact>
          <Fact name={t('batches.fact.createdAt')}>{format.dateTime(batch.createdAt)}</Fact>
          {batch.finishedAt !== null && <Fact name={t('batches.fact.finishedAt')}>{format.dateTime(batch.finishedAt)} · {format.duration(batch.finishedAt - batch.createdAt)}</Fact>}
        </dl>
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          {jobId !== null && <Button variant="ghost" icon={ListTodo} onClick={() => navigate({ page: 'jobs', item: jobId })}>{t('batches.showJob')}</Button>}
          <Button variant="ghost" icon={Trash2} disabled={actions.busy || batch.state === 'running' || batch.state === 'removing'} onClick={() => void actions.askRemove(batch)}>{t('batches.remove')}</Button>
        </div>
      </div>
    </DetailPanel>
  )
}

/** One button for both, never disabled, so that the keyboard's focus stays on it from one press to the next. */
function PauseButton({ batch, actions }: { batch: Batch, actions: ReturnType<typeof useBatchActions> }) {
  const { t } = useTranslation()
  const paused = batch.state === 'paused'
  const press = () => {
    if (actions.busy) return
    if (paused) actions.resume(batch)
    else actions.pause(batch)
  }
  return <Button icon={paused ? Play : Pause} onClick={press}>{t(paused ? 'batches.resume' : 'batches.pause')}</Button>
}

function Fact({ name, hint, children }: { name: string, hint?: string, children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd>{children}{hint && <span className="block text-sm text-ink-faint">{hint}</span>}</dd>
    </>
  )
}
