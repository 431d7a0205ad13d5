import { useMutation, useQuery } from '@tanstack/react-query'
import { Ban, Download, ListTodo, Megaphone, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DebtorImport } from '../../../../engine/contract/debtors.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { useDownload } from '../../../components/calls/use-download.ts'
import { confirm } from '../../../components/confirm.tsx'
import { Problem } from '../../../components/problem.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useEngineEvent } from '../../../connection/events.ts'
import { errorText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { importShare, ImportState, isUnderWay } from './import-state.tsx'

/** One import, its progress written in as it is told. */
export function useDebtorImport(id: string) {
  const query = useQuery(api.debtors.importById.queryOptions({ input: { importId: id } }))
  useEngineEvent(event => {
    if (event.type !== 'debtor_import.progress' || event.importId !== id) return
    const { state, rowsRead, rowsApplied, total } = event
    const queryKey = api.debtors.importById.queryKey({ input: { importId: id } })
    // The end is shown together with its counts, which only the engine's answer has.
    if (isUnderWay(state)) queryClient.setQueryData(queryKey, imported => imported && { ...imported, state, rowsRead, rowsApplied, total })
    else void queryClient.invalidateQueries({ queryKey })
  })
  return query
}

/** How far an import is, what came of it in honest counts, and what can be done with it. Also shown by the setup of a campaign. */
export function ImportProgress({ importId }: { importId: string }) {
  const { data: imported, error, refetch } = useDebtorImport(importId)
  if (!imported) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={6} /></div>
  return <Progress imported={imported} />
}

function Progress({ imported }: { imported: DebtorImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, total } = imported
  const number = format.number
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-3" aria-live="polite"><ImportState state={state} /></div>
      {isUnderWay(state) && (
        <div className="flex flex-col gap-1.5">
          <ProgressBar value={state === 'undoing' ? null : importShare(imported)} label={t('batches.progressOf', { name: imported.fileName })} tone={state === 'undoing' ? 'caution' : 'accent'} />
          <p className="text-ink-soft">{t('debtors.import.progress', { read: number(imported.rowsRead), applied: number(imported.rowsApplied), total: number(total) })}</p>
          {state === 'reading' && <p className="text-sm text-ink-faint">{t('debtors.import.nothingYet')}</p>}
        </div>
      )}
      {imported.error !== null && <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">{t('debtors.import.stopped', { error: errorText(imported.error) })}</p>}
      {imported.kept > 0 && !isUnderWay(state) && <Kept imported={imported} />}
      {state === 'undone' && <p className="rounded-md bg-sunken px-3 py-2">{imported.kept > 0 ? t('debtors.import.undoneKept', { count: imported.kept, number: number(imported.kept) }) : t('debtors.import.undoneAll')}</p>}
      <ImportActions imported={imported} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        <Fact name={t('debtors.import.what')}>{t(`debtors.import.kind.${imported.kind}`)}</Fact>
        <Fact name={t('batches.fact.rows')}>{number(total)}</Fact>
        <Fact name={t(`debtors.import.fact.created.${imported.kind}`)}>{number(imported.created)}</Fact>
        {imported.kind !== 'payments' && <Fact name={t('debtors.import.fact.updated')}>{number(imported.updated)}</Fact>}
        <Fact name={t('debtors.import.fact.skipped')} hint={t('debtors.import.fact.skippedHint')}>{number(imported.skipped)}</Fact>
        <Fact name={t('debtors.import.fact.failed')} hint={imported.failedRows > 0 ? t('batches.fact.failedRowsHint') : undefined}><span className={imported.failedRows > 0 ? 'text-danger' : undefined}>{number(imported.failedRows)}</span></Fact>
        {imported.campaignId !== null && <Fact name={t('debtors.import.fact.joined')}>{number(imported.joined)}</Fact>}
        <Fact name={t('batches.fact.createdAt')}>{format.dateTime(imported.createdAt)}</Fact>
        {imported.finishedAt !== null && <Fact name={t('batches.fact.finishedAt')}>{format.dateTime(imported.finishedAt)} · {format.duration(imported.finishedAt - imported.createdAt)}</Fact>}
        {imported.undoneAt !== null && <Fact name={t('debtors.import.fact.undoneAt')}>{format.dateTime(imported.undoneAt)}</Fact>}
      </dl>
    </div>
  )
}

function ImportActions({ imported }: { imported: DebtorImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { received, start } = useDownload()
  const onSuccess = (changed: DebtorImport) => {
    queryClient.setQueryData(api.debtors.importById.queryKey({ input: { importId: changed.id } }), changed)
    void queryClient.invalidateQueries({ queryKey: api.debtors.key() })
  }
  const cancel = useMutation(api.debtors.cancelImport.mutationOptions({ onSuccess }))
  const undo = useMutation(api.debtors.undoImport.mutationOptions({ onSuccess }))
  const { state, jobId, campaignId } = imported
  const askCancel = async () => {
    if (await confirm({ title: t('debtors.import.cancelTitle', { name: imported.fileName }), body: t('debtors.import.cancelBody'), confirmLabel: t('batches.cancel'), dismissLabel: t('batches.keepImporting'), danger: true })) cancel.mutate({ importId: imported.id })
  }
  const askUndo = async () => {
    const body = (
      <>
        <p>{t('debtors.import.undoBody', { created: format.number(imported.created), updated: format.number(imported.updated) })}</p>
        <p className="mt-2">{t('debtors.import.undoKeeps')}</p>
      </>
    )
    if (await confirm({ title: t('debtors.import.undoTitle', { name: imported.fileName }), body, confirmLabel: t('debtors.import.undo'), danger: true })) undo.mutate({ importId: imported.id })
  }
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {(state === 'reading' || state === 'applying') && <Button icon={Ban} busy={cancel.isPending} onClick={() => void askCancel()}>{t('batches.cancel')}</Button>}
      {imported.failedRows > 0 && (
        <Button icon={Download} busy={received !== null} onClick={() => void start(t('debtors.import.failedFileName', { name: imported.fileName.replaceAll(/[\\/:*?"<>|]/g, ' ') }), 'csv', (given, signal) => given.debtors.failedRows({ importId: imported.id, language: format.language }, { signal }))}>{t('batches.downloadFailed')}</Button>
      )}
      {state === 'done' && <Button icon={Undo2} busy={undo.isPending} onClick={() => void askUndo()}>{t('debtors.import.undo')}</Button>}
      {campaignId !== null && <Button icon={Megaphone} onClick={() => navigate({ page: 'campaigns', item: campaignId })}>{t('debtors.import.showCampaign')}</Button>}
      {jobId !== null && <Button variant="ghost" icon={ListTodo} onClick={() => navigate({ page: 'jobs', item: jobId })}>{t('batches.showJob')}</Button>}
    </div>
  )
}

function Fact({ name, hint, children }: { name: string, hint?: string | undefined, children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd>{children}{hint && <span className="block text-sm text-ink-faint">{hint}</span>}</dd>
    </>
  )
}

const mostNamed = 20

/** Whom undoing or cancelling left as they are, by name, and why. */
function Kept({ imported }: { imported: DebtorImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(api.debtors.keptByUndo.queryOptions({ input: { importId: imported.id, limit: mostNamed } }))
  if (!data) return null
  return (
    <section aria-label={t('debtors.import.kept')}>
      <h3 className="mb-1 text-sm font-medium text-ink-soft">{t('debtors.import.kept')}</h3>
      <ul>
        {data.map(({ debtorId, name, nationalId, why }) => (
          <li key={debtorId} className="flex gap-2 py-0.5">
            <button type="button" className="truncate rounded text-left font-medium hover:underline" onClick={() => navigate({ page: 'debtors', item: debtorId })}>{name}</button>
            <span className="shrink-0 text-ink-soft">{nationalId}</span>
            <span className="shrink-0 text-ink-faint">{t(`debtors.import.keptWhy.${why}`)}</span>
          </li>
        ))}
      </ul>
      {imported.kept > data.length && <p className="text-ink-faint">{t('debtors.import.keptMore', { number: format.number(imported.kept - data.length) })}</p>}
    </section>
  )
}
