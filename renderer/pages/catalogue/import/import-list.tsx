import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleStop, Download, FileInput, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CatalogueImport } from '../../../../engine/contract/catalogue.ts'
import { setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { useDownload } from '../../../components/calls/use-download.ts'
import { confirm } from '../../../components/confirm.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { errorText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ImportStateLabel } from '../states.tsx'
import { KeptByUndo } from './kept-by-undo.tsx'

/** The files that were brought to the catalogue, newest first, live while they are read. */
export function CatalogueImportList() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data: imports, error, refetch } = useQuery(api.catalogue.imports.list.queryOptions({ input: { businessId } }))
  if (!imports) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={6} /></div>
  if (imports.length === 0) {
    return (
      <EmptyState icon={FileInput} title={t('catalogue.empty.imports')} body={t('catalogue.empty.importsBody')}>
        <Button variant="primary" icon={FileInput} onClick={() => setQuery({ import: 'products' }, { replace: false })}>{t('catalogue.import.action')}</Button>
      </EmptyState>
    )
  }
  const head = 'sticky top-0 z-10 h-8 whitespace-nowrap border-b border-line bg-surface px-3 text-left text-sm font-medium text-ink-soft first:pl-4'
  return (
    <table className="w-full border-collapse">
      <thead><tr>{(['file', 'what', 'state', 'result', 'at'] as const).map(column => <th key={column} scope="col" className={head}>{t(`catalogue.import.${column}`)}</th>)}</tr></thead>
      <tbody>{imports.map(imported => <ImportRow key={imported.id} imported={imported} />)}</tbody>
    </table>
  )
}

function ImportRow({ imported }: { imported: CatalogueImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <tr className="border-b border-line">
      <td className="max-w-80 truncate py-1.5 pr-3 pl-4 font-medium">{imported.fileName}</td>
      <td className="px-3 whitespace-nowrap text-ink-soft">{t(`catalogue.import.kind.${imported.kind}`)}</td>
      <td className="px-3 whitespace-nowrap"><ImportStateLabel state={imported.state} /></td>
      <td className="px-3 py-1"><Result imported={imported} /></td>
      <td className="px-3 whitespace-nowrap text-ink-soft">{format.dateTime(imported.createdAt)}{imported.undoneAt !== null && <span className="block text-sm">{t('catalogue.import.undoneAt', { at: format.dateTime(imported.undoneAt) })}</span>}</td>
    </tr>
  )
}

function Result({ imported }: { imported: CatalogueImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { received, start } = useDownload()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
  const cancel = useMutation(api.catalogue.imports.cancel.mutationOptions({ onSuccess }))
  const undo = useMutation(api.catalogue.imports.undo.mutationOptions({ onSuccess }))
  const input = { businessId, importId: imported.id }
  const save = () => void start(t('catalogue.import.fileName'), 'csv', (given, signal) => given.catalogue.imports.failedRows({ ...input, language: format.language }, { signal }))
  const number = (count: number) => format.number(count)
  const ended = imported.state === 'done' || imported.state === 'cancelled' || imported.state === 'failed'
  const askUndo = async () => {
    const body = (
      <>
        <p>{t('catalogue.import.undoBody', { created: number(imported.created), updated: number(imported.updated) })}</p>
        <p className="mt-2">{t('catalogue.import.undoKeeps')}</p>
      </>
    )
    if (await confirm({ title: t('catalogue.import.undoTitle', { name: imported.fileName }), body, confirmLabel: t('catalogue.import.undo'), danger: true })) undo.mutate(input)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {imported.state === 'running' && <ProgressBar value={imported.total === 0 ? null : imported.rowsRead / imported.total} label={t('catalogue.import.progress', { done: number(imported.rowsRead), total: number(imported.total) })} className="w-32" />}
      <span>{t('catalogue.import.counts', { created: number(imported.created), updated: number(imported.updated), skipped: number(imported.skipped) })}</span>
      {imported.failedRows > 0 && <span className="text-danger">{t('catalogue.import.failedRows', { count: imported.failedRows })}</span>}
      {imported.failedRows > 0 && <Button size="sm" icon={Download} busy={received !== null} onClick={save}>{t('catalogue.import.download')}</Button>}
      {imported.state === 'running' && <Button size="sm" icon={CircleStop} busy={cancel.isPending} onClick={() => cancel.mutate(input)}>{t('catalogue.import.cancel')}</Button>}
      {imported.error !== null && <span className="text-danger">{errorText(imported.error)}</span>}
      {imported.state === 'undone' && <span className="text-ink-soft">{t(imported.kept > 0 ? 'catalogue.import.undoneKept' : 'catalogue.import.undoneAll', { count: imported.kept })}</span>}
      {imported.state === 'undone' && imported.kept > 0 && <KeptByUndo imported={imported} />}
      {ended && imported.undoable && imported.created + imported.updated > 0 && <Button size="sm" icon={Undo2} busy={undo.isPending} onClick={() => void askUndo()}>{t('catalogue.import.undo')}</Button>}
      {ended && !imported.undoable && <span className="text-ink-soft">{t('catalogue.import_too_old')}</span>}
      {(imported.state === 'cancelled' || imported.state === 'failed') && <span className="text-ink-soft">{t('catalogue.import.kept')}</span>}
    </div>
  )
}
