import { useQuery } from '@tanstack/react-query'
import { DatabaseZap } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CacheHit } from '../../../../engine/contract/answer-cache.ts'
import { openItem, setQuery, useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { DataTable, type ColumnDefinition } from '../../../components/data-table/data-table.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Card } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useTaskName } from '../usage-names.ts'
import { HitState, VerdictState } from './hit-state.tsx'
import { useHitList } from './use-hits.ts'

const rowKey = (hit: CacheHit) => hit.id
const every = 'every'

/** Each time a kept answer was found for a question: served, only shown, or held back by a guard. */
export function CacheHits() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { item, query } = useAddress()
  const taskName = useTaskName()
  const { queryKey, fetchPage } = useHitList()
  const columns = useHitColumns()
  const [total, setTotal] = useState<number | null>(null)
  const { data: tasks } = useQuery(api.answerCache.tasks.queryOptions({ input: { businessId } }))
  const unjudged = query.unjudged === 'yes'
  const filtered = unjudged || Boolean(query.task)
  return (
    <Card
      title={<>{t('usage.cache.hits')}{total !== null && <span className="ml-2 font-normal text-ink-faint">{total > 0 && t('usage.cache.hitCount', { count: total })}</span>}</>}
      actions={(
        <>
          <Select size="sm" label={t('usage.cache.task')} value={query.task ?? every} onChange={task => setQuery({ task: task === every ? null : task })} options={[{ value: every, label: t('usage.cache.everyTask') }, ...(tasks ?? []).map(task => ({ value: task.task, label: taskName(task.task) }))]} />
          <Button size="sm" aria-pressed={unjudged} className="aria-pressed:border-accent aria-pressed:bg-accent-soft" onClick={() => setQuery({ unjudged: unjudged ? null : 'yes' })}>{t('usage.cache.unjudged')}</Button>
        </>
      )}
    >
      <DataTable
        label={t('usage.cache.hits')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} height={total ? 420 : 240}
        selectedKey={item} onOpen={hit => openItem(hit.id, { replace: item !== null })} onTotalChange={setTotal}
        emptyState={filtered
          ? <EmptyState icon={DatabaseZap} title={t('usage.cache.noMatch')}><Button onClick={() => setQuery({ task: null, unjudged: null })}>{t('common.clearFilters')}</Button></EmptyState>
          : <EmptyState icon={DatabaseZap} title={t('usage.cache.noHits')} body={t('usage.cache.noHitsBody')} />}
      />
    </Card>
  )
}

function useHitColumns(): ColumnDefinition<CacheHit>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const taskName = useTaskName()
  return useMemo<ColumnDefinition<CacheHit>[]>(() => [
    { id: 'at', header: t('usage.at'), width: 140, cell: hit => <time className="text-ink-soft" title={format.dateTime(hit.at)}>{format.moment(hit.at)}</time> },
    { id: 'state', header: t('usage.cache.state'), width: 190, cell: hit => <HitState hit={hit} /> },
    { id: 'similarity', header: t('usage.cache.similarity'), width: 92, align: 'end', cell: hit => hit.exact ? t('usage.cache.exact') : format.number(hit.similarity, 3) },
    { id: 'question', header: t('usage.cache.question'), width: 220, minWidth: 140, grow: true, cell: hit => <span className="truncate">{hit.question ?? t('usage.cache.textGone')}</span> },
    { id: 'keptQuestion', header: t('usage.cache.keptQuestion'), width: 240, minWidth: 140, cell: hit => <span className="truncate text-ink-soft">{hit.keptQuestion ?? t('usage.cache.textGone')}</span> },
    { id: 'verdict', header: t('usage.cache.verdict'), width: 140, cell: hit => <VerdictState hit={hit} /> },
    { id: 'task', header: t('usage.cache.task'), width: 180, cell: hit => <span className="truncate">{taskName(hit.task)}</span> },
  ], [t, format, taskName])
}
