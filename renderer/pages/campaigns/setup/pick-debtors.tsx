import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../engine/contract/campaigns.ts'
import type { DebtorRow } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { DataTable } from '../../../components/data-table/data-table.tsx'
import { SearchInput } from '../../../components/input.tsx'
import { client } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { buildDebtorColumns } from '../../debtors/debtor-columns.tsx'

const rowKey = (row: DebtorRow) => row.id

/** Some people of the floor, ticked one by one. */
export function PickDebtors({ campaign, busy, onAdd }: { campaign: Campaign, busy: boolean, onAdd: (debtorIds: string[]) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const [keys, setKeys] = useState<Set<string>>(new Set())
  const columns = useMemo(() => buildDebtorColumns(t, format), [t, format])
  const { businessId, simulated } = campaign
  const filter = useMemo(() => ({ businessId, simulated, ...(text && { text }) }), [businessId, simulated, text])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.debtors.list({ filter, offset, limit }, { signal }), [filter])
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <SearchInput filterTarget label={t('campaigns.filterText')} value={typed} onChange={setTyped} />
        <span className="ml-auto text-ink-soft">{t('campaigns.selected', { count: keys.size })}</span>
        <Button variant="primary" busy={busy} disabled={keys.size === 0} onClick={() => { onAdd([...keys]); setKeys(new Set()) }}>{t('campaigns.add')}</Button>
      </div>
      <div className="overflow-hidden rounded-md border border-line">
        <DataTable label={t('campaigns.source.some')} queryKey={[['debtors', 'pick'], filter]} columns={columns} fetchPage={fetchPage} rowKey={rowKey} selection={{ keys, onChange: setKeys }} height="min(420px, 46vh)" emptyState={<p className="p-6 text-center text-ink-soft">{t('campaigns.nobodyFiltered')}</p>} />
      </div>
    </div>
  )
}
