import { RotateCw, Send } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actionTriggers, deliveryStates } from '../../../db/values.ts'
import type { Delivery, DeliveryFilter } from '../../../engine/contract/actions.ts'
import { openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { DataTable, type ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { Select } from '../../components/select.tsx'
import { api, client } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { readDeliveryFilter } from './delivery-filter.ts'
import { DeliveryStateLabel, deliveryStateLooks } from './delivery-state.tsx'
import { replayDeliveries } from './replay.ts'
import { useActions } from './use-actions.ts'

const rowKey = (delivery: Delivery) => delivery.id

/** The log: everything that was told to other systems, newest first. */
export function DeliveryList() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { item, query } = useAddress()
  const simulated = useSimulated()
  const queryText = JSON.stringify(query)
  const filter = useMemo(() => readDeliveryFilter(JSON.parse(queryText), simulated), [queryText, simulated])
  const columns = useDeliveryColumns()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [total, setTotal] = useState<number | null>(null)
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.actions.deliveries({ businessId, filter, offset, limit }, { signal }), [businessId, filter])
  const filtered = Object.keys(filter).length > 1
  return (
    <>
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        {selected.size === 0
          ? <Filters filter={filter} total={total} onReplayAll={() => { void replayDeliveries({ businessId, filter }, t) }} />
          : (
              <>
                <strong className="font-semibold">{t('jobs.selected', { count: selected.size })}</strong>
                <Button icon={RotateCw} onClick={() => { void replayDeliveries({ businessId, ids: [...selected] }, t).then(done => { if (done) setSelected(new Set()) }) }}>{t('actions.replay')}</Button>
                <Button variant="ghost" onClick={() => setSelected(new Set())}>{t('jobs.clearSelection')}</Button>
              </>
            )}
      </div>
      <div className="min-h-0 flex-1 border-t border-line">
        <DataTable
          label={t('actions.log')} queryKey={[...api.actions.deliveries.key(), businessId, filter]} columns={columns} fetchPage={fetchPage} rowKey={rowKey}
          selectedKey={item} onOpen={delivery => openItem(delivery.id, { replace: item !== null })} selection={{ keys: selected, onChange: setSelected }} onTotalChange={setTotal}
          emptyState={filtered
            ? (
                <EmptyState icon={Send} title={t('actions.logEmptyFiltered')} body={t('actions.logEmptyFilteredBody')}>
                  <Button onClick={() => setQuery({ state: null, trigger: null, action: null, origin: null })}>{t('common.clearFilters')}</Button>
                </EmptyState>
              )
            : <EmptyState icon={Send} title={t('actions.logEmpty')} body={t('actions.logEmptyBody')} />}
        />
      </div>
    </>
  )
}

function Filters({ filter, total, onReplayAll }: { filter: DeliveryFilter, total: number | null, onReplayAll: () => void }) {
  const { t } = useTranslation()
  const { query } = useAddress()
  const { data: actions = [] } = useActions()
  return (
    <>
      <MultiSelect
        label={t('actions.state')} values={filter.states ?? []} onChange={states => setQuery({ state: states.join(',') })}
        options={deliveryStates.map(value => ({ value, label: t(`actions.states.${value}`), icon: deliveryStateLooks[value].icon }))}
      />
      <MultiSelect label={t('actions.action')} values={filter.actionId ? [filter.actionId] : []} onChange={chosen => setQuery({ action: chosen.at(-1) ?? null })} options={actions.map(action => ({ value: action.id, label: action.name }))} />
      <MultiSelect label={t('actions.trigger')} values={filter.triggers ?? []} onChange={triggers => setQuery({ trigger: triggers.join(',') })} options={actionTriggers.map(value => ({ value, label: t(`actions.triggers.${value}`) }))} />
      <Select
        label={t('actions.origin')} value={query.origin ?? 'any'} onChange={origin => setQuery({ origin: origin === 'any' ? null : origin })}
        options={[{ value: 'any', label: t('actions.anyOrigin') }, { value: 'event', label: t('actions.happened') }, { value: 'sample', label: t('actions.sample') }]}
      />
      <span className="ml-auto text-ink-soft">{total !== null && t('actions.total', { count: total })}</span>
      <Button icon={RotateCw} disabled={!total} onClick={onReplayAll}>{t('actions.replayAll')}</Button>
    </>
  )
}

function useDeliveryColumns(): ColumnDefinition<Delivery>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo((): ColumnDefinition<Delivery>[] => [
    { id: 'state', header: t('actions.state'), width: 140, cell: delivery => <DeliveryStateLabel state={delivery.state} /> },
    {
      id: 'action', header: t('actions.action'), width: 200,
      cell: delivery => (
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{delivery.actionName}</span>
          {delivery.simulated && <Badge tone="caution">{t('actions.simulated')}</Badge>}
          {delivery.sample && <Badge>{t('actions.sample')}</Badge>}
        </span>
      ),
    },
    { id: 'trigger', header: t('actions.trigger'), width: 150, cell: delivery => t(`actions.triggers.${delivery.trigger}`) },
    { id: 'attempts', header: t('actions.attempts'), width: 84, align: 'end', cell: delivery => format.number(delivery.attempts) },
    { id: 'error', header: t('actions.error'), width: 260, cell: delivery => delivery.error && <span className="text-ink-soft">{errorText(delivery.error)}</span> },
    { id: 'createdAt', header: t('actions.createdAt'), width: 130, cell: delivery => <time title={format.dateTime(delivery.createdAt)}>{format.relative(delivery.createdAt)}</time> },
    { id: 'nextTry', header: t('actions.nextTry'), width: 130, cell: delivery => delivery.nextTryAt !== null && format.moment(delivery.nextTryAt) },
    { id: 'id', header: t('actions.id'), width: 290, hiddenAtFirst: true, cell: delivery => <code className="font-mono text-sm text-ink-soft">{delivery.id}</code> },
  ], [t, format])
}
