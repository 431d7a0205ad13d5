import { Download, FileInput, FlaskConical, Search, UsersRound, X } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { debtorSortColumns, type DebtorRow } from '../../../engine/contract/debtors.ts'
import { openItem, setQuery } from '../../app/address.ts'
import { showSimulated, useSimulated } from '../../app/practice-mode.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { useDownload, type FileKind } from '../../components/calls/use-download.ts'
import { DataTable, type TableSort } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { useFormat } from '../../i18n/format.ts'
import { buildDebtorColumns } from './debtor-columns.tsx'
import { DebtorFilterBar } from './debtor-filter-bar.tsx'
import { useDebtorFilter } from './use-debtor-filter.ts'

const rowKey = (row: DebtorRow) => row.id

/** Every debtor of the business, practice or real. */
export function DebtorList({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { sort, fetchPage, queryKey, filtered, clear, setSort } = useDebtorFilter()
  const columns = useMemo(() => buildDebtorColumns(t, format), [t, format])
  const changeSort = useCallback((next: TableSort | null) => {
    const column = debtorSortColumns.find(candidate => candidate === next?.column)
    setSort(next && column ? { column, descending: next.descending } : null)
  }, [setSort])
  return (
    <>
      <DebtorFilterBar />
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('frame.debtors')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey}
          selectedKey={openId}
          // Moving from one open person to the next is no step to go back to.
          onOpen={row => openItem(row.id, { replace: openId !== null })}
          sort={sort} onSortChange={changeSort} onTotalChange={onTotalChange}
          emptyState={filtered
            ? <EmptyState icon={Search} title={t('debtors.noMatch')} body={t('debtors.noMatchBody')}><Button onClick={clear}>{t('common.clearFilters')}</Button></EmptyState>
            : <NobodyYet />}
        />
      </div>
    </>
  )
}

/** Saves what the list shows as a file. */
export function DebtorExport({ total }: { total: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { input } = useDebtorFilter()
  const { received, start, stop } = useDownload()
  const save = (kind: FileKind) => void start(t('debtors.fileName'), kind, (given, signal) => given.debtors.export({ ...input, format: kind, language: format.language }, { signal }))
  return (
    <>
      {received !== null && <span role="status" className="flex items-center gap-1 text-ink-soft">{t('transcripts.export.running', { size: format.bytes(received) })}<IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} /></span>}
      <Menu align="end" label={t('debtors.export')} trigger={<IconButton icon={Download} label={t('debtors.export')} disabled={!total || received !== null} />}>
        <MenuItem icon={Download} onSelect={() => save('csv')}>{t('debtors.exportCsv')}</MenuItem>
        <MenuItem icon={Download} onSelect={() => save('json')}>{t('debtors.exportJson')}</MenuItem>
      </Menu>
    </>
  )
}

/** Nobody here yet: bring a file, or look at the practice line. */
function NobodyYet() {
  const { t } = useTranslation()
  const simulated = useSimulated()
  return (
    <EmptyState icon={UsersRound} title={t(simulated ? 'debtors.emptyPractice' : 'debtors.emptyReal')} body={t(simulated ? 'debtors.emptyPracticeBody' : 'debtors.emptyRealBody')}>
      <Button variant="primary" icon={FileInput} onClick={() => setQuery({ import: 'new' }, { replace: false })}>{t('debtors.import.action')}</Button>
      {!simulated && <Button icon={FlaskConical} onClick={() => showSimulated(true)}>{t('debtors.toPractice')}</Button>}
    </EmptyState>
  )
}
