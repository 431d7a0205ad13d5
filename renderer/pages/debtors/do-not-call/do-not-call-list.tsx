import { Ban, CircleCheck, Download, FileInput, Search } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoNotCallEntry } from '../../../../engine/contract/debtors.ts'
import { navigate, setQuery, useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { useSimulated } from '../../../app/practice-mode.tsx'
import { Button } from '../../../components/button.tsx'
import { phoneText } from '../../../components/calls/phone.tsx'
import { useDownload } from '../../../components/calls/use-download.ts'
import { DataTable, type ColumnDefinition } from '../../../components/data-table/data-table.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { Select } from '../../../components/select.tsx'
import { api, client } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { SettledSearch } from '../debtor-filter-bar.tsx'
import { ImportNumbersDialog } from './import-numbers-dialog.tsx'
import { LiftDialog } from './lift-dialog.tsx'
import { reasonText, sourceText } from './source-text.ts'

const rowKey = (entry: DoNotCallEntry) => entry.id
const states = ['active', 'lifted', 'all'] as const

/** Who must not be called, and who must not have been once: lifted entries stay with their reason. */
export function DoNotCallList({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { query } = useAddress()
  const [total, setTotal] = useState<number | null>(null)
  const [lifting, setLifting] = useState<DoNotCallEntry | null>(null)
  const [importing, setImporting] = useState(false)
  const state = states.find(candidate => candidate === query.state) ?? 'active'
  const text = query.text ?? ''
  const input = useMemo(() => ({ businessId, simulated, ...(text && { text }), ...(state !== 'all' && { lifted: state === 'lifted' }) }), [businessId, simulated, text, state])
  const queryKey = useMemo(() => api.debtors.doNotCall.queryKey({ input }), [input])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.debtors.doNotCall({ ...input, offset, limit }, { signal }), [input])
  const columns = useColumns(setLifting)
  const { received, start } = useDownload()
  const filtered = text !== '' || state !== 'active'
  return (
    <>
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2">
        <SettledSearch label={t('debtors.doNotCall.search')} value={text} onChange={typed => setQuery({ text: typed })} />
        <Select label={t('debtors.doNotCall.state')} value={state} onChange={chosen => setQuery({ state: chosen === 'active' ? null : chosen })} options={states.map(value => ({ value, label: t(`debtors.doNotCall.states.${value}`) }))} />
        <span role="status" className="text-ink-soft">{total !== null && t('debtors.doNotCall.count', { count: total })}</span>
        <span className="ml-auto flex gap-1">
          <Button variant="ghost" icon={FileInput} onClick={() => setImporting(true)}>{t('debtors.doNotCall.import')}</Button>
          <Button variant="ghost" icon={Download} disabled={!total} busy={received !== null} onClick={() => void start(t('debtors.doNotCall.fileName'), 'csv', (given, signal) => given.debtors.exportDoNotCall({ ...input, language: format.language }, { signal }))}>{t('debtors.exportCsv')}</Button>
        </span>
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('debtors.doNotCall.title')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} onTotalChange={setTotal}
          onOpen={entry => { if (entry.liftedAt === null) setLifting(entry) }}
          emptyState={filtered
            ? <EmptyState icon={Search} title={t('debtors.doNotCall.noMatch')}><Button onClick={() => setQuery({ text: null, state: null })}>{t('common.clearFilters')}</Button></EmptyState>
            : <EmptyState icon={Ban} title={t('debtors.doNotCall.empty')} body={t('debtors.doNotCall.emptyBody')}><Button variant="primary" icon={Ban} onClick={onAdd}>{t('debtors.doNotCall.add')}</Button><Button icon={FileInput} onClick={() => setImporting(true)}>{t('debtors.doNotCall.import')}</Button></EmptyState>}
        />
      </div>
      {lifting && <LiftDialog entry={lifting} onClose={() => setLifting(null)} />}
      {importing && <ImportNumbersDialog onClose={() => setImporting(false)} />}
    </>
  )
}

function useColumns(onLift: (entry: DoNotCallEntry) => void): ColumnDefinition<DoNotCallEntry>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo((): ColumnDefinition<DoNotCallEntry>[] => {
    const active = <IconState icon={Ban} tone="danger" label={t('debtors.doNotCall.states.active')} />
    const lifted = <IconState icon={CircleCheck} label={t('debtors.doNotCall.states.lifted')} />
    const absent = <span className="text-ink-faint">–</span>
    return [
      { id: 'subject', header: t('debtors.doNotCall.subject'), width: 150, cell: entry => <span className="font-medium">{entry.scope === 'number' ? phoneText(entry.subject) : entry.subject}</span> },
      { id: 'scope', header: t('debtors.doNotCall.scope'), width: 84, cell: entry => t(`debtors.doNotCall.scopes.${entry.scope}`) },
      { id: 'name', header: t('debtors.field.name'), width: 180, cell: entry => entry.name ?? absent },
      { id: 'state', header: t('debtors.doNotCall.state'), width: 120, cell: entry => entry.liftedAt === null ? active : lifted },
      { id: 'reason', header: t('debtors.doNotCall.reason'), width: 200, grow: true, cell: entry => entry.liftedReason === null ? reasonText(entry, t) : `${reasonText(entry, t)} → ${entry.liftedReason}` },
      { id: 'source', header: t('debtors.doNotCall.from'), width: 176, cell: entry => <SourceCell entry={entry} /> },
      { id: 'createdAt', header: t('debtors.doNotCall.since'), width: 172, cell: entry => format.dateTime(entry.createdAt) },
      { id: 'liftedAt', header: t('debtors.doNotCall.liftedAt'), width: 172, hiddenAtFirst: true, cell: entry => entry.liftedAt === null ? absent : format.dateTime(entry.liftedAt) },
      {
        id: 'lift', header: t('debtors.doNotCall.lift'), width: 96,
        cell: entry => entry.liftedAt === null && <Button size="sm" variant="ghost" tabIndex={-1} onClick={event => { event.stopPropagation(); onLift(entry) }}>{t('debtors.doNotCall.lift')}</Button>,
      },
    ]
  }, [t, format, onLift])
}

function SourceCell({ entry }: { entry: DoNotCallEntry }) {
  const { t } = useTranslation()
  const { attemptId } = entry
  const text = sourceText(entry, t)
  if (attemptId === null) return text
  return <button type="button" tabIndex={-1} className="rounded underline decoration-line-strong underline-offset-2 hover:decoration-ink" onClick={event => { event.stopPropagation(); navigate({ page: 'calls', item: attemptId }) }}>{text}</button>
}
