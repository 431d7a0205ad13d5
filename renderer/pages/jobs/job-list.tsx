import { ListTodo, RotateCw, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, openItem, setQuery, useAddress } from '../../app/address.ts'
import type { JobSummary } from '../../../engine/contract/jobs.ts'
import { Button } from '../../components/button.tsx'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { api, client } from '../../connection/client.ts'
import { actOnJobs, type JobAction } from './job-actions.ts'
import { readJobFilter, useSinceChosenAt } from './job-address.ts'
import { useJobColumns } from './job-columns.tsx'
import { JobFilters } from './job-filters.tsx'

const rowKey = (job: JobSummary) => job.id

/** The table of jobs with its filters and what can be done with many at once. */
export function JobList() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const filterText = JSON.stringify({ ...query, view: undefined })
  const sinceChosenAt = useSinceChosenAt(state => state.at)
  const filter = useMemo(() => readJobFilter(JSON.parse(filterText), sinceChosenAt), [filterText, sinceChosenAt])
  const columns = useJobColumns()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [total, setTotal] = useState<number | null>(null)
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.jobs.list({ ...filter, offset, limit }, { signal }), [filter])
  const act = async (action: JobAction) => {
    if (await actOnJobs(action, selected.size ? { ids: [...selected] } : { filter }, t)) setSelected(new Set())
  }
  const filtered = Object.keys(filter).length > 0
  return (
    <>
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        {selected.size === 0
          ? <JobFilters total={total} onAct={action => { void act(action) }} />
          : (
              <>
                <strong className="font-semibold">{t('jobs.selected', { count: selected.size })}</strong>
                <Button icon={RotateCw} onClick={() => { void act('retry') }}>{t('jobs.retry')}</Button>
                <Button icon={X} onClick={() => { void act('cancel') }}>{t('jobs.cancel')}</Button>
                <Button variant="ghost" onClick={() => setSelected(new Set())}>{t('jobs.clearSelection')}</Button>
              </>
            )}
      </div>
      <div className="min-h-0 flex-1 border-t border-line">
        <DataTable
          label={t('jobs.table')}
          queryKey={[...api.jobs.list.key(), filter]}
          columns={columns}
          fetchPage={fetchPage}
          rowKey={rowKey}
          selectedKey={item}
          onOpen={job => openItem(job.id, { replace: item !== null })}
          selection={{ keys: selected, onChange: setSelected }}
          onTotalChange={setTotal}
          emptyState={filtered
            ? (
                <EmptyState icon={ListTodo} title={t('jobs.emptyFiltered')} body={t('jobs.emptyFilteredBody')}>
                  <Button onClick={() => setQuery({ state: null, kind: null, queue: null, text: null, parent: null, since: null })}>{t('common.clearFilters')}</Button>
                </EmptyState>
              )
            : (
                <EmptyState icon={ListTodo} title={t('jobs.empty')} body={t('jobs.emptyBody')}>
                  <Button variant="primary" onClick={() => navigate({ page: 'batches' })}>{t('jobs.goImport')}</Button>
                </EmptyState>
              )}
        />
      </div>
    </>
  )
}
