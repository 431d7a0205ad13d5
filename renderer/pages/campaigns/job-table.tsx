import { Ban, Download, Ellipsis, Pause, PhoneOff, RotateCcw, Users, X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallJobRow, Campaign } from '../../../engine/contract/campaigns.ts'
import { setQuery, useAddress } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { useDownload, type FileKind } from '../../components/calls/use-download.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx'
import { client } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { actOnJobs, type JobSelection } from './job-actions.ts'
import { useJobColumns } from './job-columns.tsx'
import { isNarrowed, noFilter, readCallJobFilter, readMoment, type JobVariant } from './job-filter.ts'
import { JobFilters } from './job-filters.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'

const rowKey = (row: CallJobRow) => row.id

/** The debtors of a campaign with filters, and what can be done with many at once. A moment of the past can only be looked at. */
export function JobTable({ campaign, variant }: { campaign: Campaign, variant: JobVariant }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { query } = useAddress()
  const at = variant === 'why' ? readMoment(query) : null
  const filterText = JSON.stringify(readCallJobFilter(campaign.id, variant, query))
  const filter = useMemo((): ReturnType<typeof readCallJobFilter> => JSON.parse(filterText), [filterText])
  const columns = useJobColumns(variant, campaign.timeZone)
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [total, setTotal] = useState<number | null>(null)
  const [suspending, setSuspending] = useState<JobSelection | null>(null)
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.campaigns.jobs({ filter, ...(at !== null && { at }), offset, limit }, { signal }), [filter, at])
  const selection = (): JobSelection => selected.size ? { jobIds: [...selected] } : { filter }
  const act = async (action: 'reset' | 'cancel') => {
    if (await actOnJobs(action, selection(), t)) setSelected(new Set())
  }
  const { received, start, stop } = useDownload()
  const save = (kind: FileKind) => void start(campaign.name.replaceAll(/[\\/:*?"<>|]/g, ' '), kind, (given, signal) => given.campaigns.exportJobs({ filter, format: kind, language: format.language }, { signal }))
  const open = query.job ?? null
  return (
    <>
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        {selected.size === 0
          ? (
              <>
                <JobFilters variant={variant} />
                {received !== null && <span role="status" className="flex items-center gap-1 text-ink-soft">{t('transcripts.export.running', { size: format.bytes(received) })}<IconButton size="sm" icon={X} label={t('common.cancel')} onClick={stop} /></span>}
                <span className="ml-auto text-ink-soft">{total !== null && t('campaigns.people', { count: total })}</span>
                {at === null && (
                  <Menu align="end" trigger={<Button icon={Ellipsis} disabled={!total}>{t('campaigns.forAll')}</Button>}>
                    <MenuItem icon={RotateCcw} onSelect={() => { void act('reset') }}>{t('campaigns.reset')}</MenuItem>
                    <MenuItem icon={Pause} onSelect={() => setSuspending(selection())}>{t('campaigns.suspend')}</MenuItem>
                    <MenuItem icon={Ban} danger onSelect={() => { void act('cancel') }}>{t('campaigns.cancelJobs')}</MenuItem>
                    <MenuSeparator />
                    <MenuItem icon={Download} onSelect={() => save('csv')}>{t('campaigns.exportCsv')}</MenuItem>
                    <MenuItem icon={Download} onSelect={() => save('json')}>{t('campaigns.exportJson')}</MenuItem>
                  </Menu>
                )}
              </>
            )
          : (
              <>
                <strong className="font-semibold">{t('campaigns.selected', { count: selected.size })}</strong>
                <Button icon={RotateCcw} onClick={() => { void act('reset') }}>{t('campaigns.reset')}</Button>
                <Button icon={Pause} onClick={() => setSuspending(selection())}>{t('campaigns.suspend')}</Button>
                <Button icon={Ban} onClick={() => { void act('cancel') }}>{t('campaigns.cancelJobs')}</Button>
                <Button variant="ghost" onClick={() => setSelected(new Set())}>{t('campaigns.clearSelection')}</Button>
              </>
            )}
      </div>
      <div className="min-h-0 flex-1 border-t border-line">
        <DataTable
          label={t(`campaigns.view.${variant}`)}
          queryKey={[['campaigns', 'jobs', variant], { filter, at }]}
          columns={columns}
          fetchPage={fetchPage}
          rowKey={rowKey}
          selectedKey={open}
          onOpen={row => setQuery({ job: row.id }, { replace: open !== null })}
          {...(at === null && { selection: { keys: selected, onChange: setSelected } })}
          onTotalChange={setTotal}
          emptyState={isNarrowed(query)
            ? <EmptyState icon={Users} title={t('campaigns.nobodyFiltered')}><Button onClick={() => setQuery(noFilter)}>{t('common.clearFilters')}</Button></EmptyState>
            : variant === 'retries'
              ? <EmptyState icon={PhoneOff} title={t('campaigns.noRetries')} body={t('campaigns.noRetriesBody')} />
              : <EmptyState icon={Users} title={t('campaigns.noDebtors')} />}
        />
      </div>
      {suspending && <SuspendDialog selection={suspending} onClose={() => setSuspending(null)} onDone={() => setSelected(new Set())} />}
    </>
  )
}
