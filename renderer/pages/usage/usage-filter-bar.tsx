import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOrigins, inferenceStatuses } from '../../../db/values.ts'
import { Button } from '../../components/button.tsx'
import { SearchInput } from '../../components/input.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { originLooks, statusLooks } from './inference-state.tsx'
import { PeriodFilter } from './period-filter.tsx'
import { known, names } from './usage-address.ts'
import { useEndpointName, useUserName } from './usage-names.ts'
import { useUsageFilter } from './use-usage-filter.ts'

/** Typing is not asked of the engine at every letter. */
const settleMs = 200

/** Beside an open panel there is room for the filters that are used most; one that is set always shows. */
function seldom(value: string | undefined): string {
  return value ? '' : '@max-2xl:hidden'
}

/** What narrows both the figures and the list of calls. */
export function UsageFilterBar() {
  const { t } = useTranslation()
  const { query, filtered, change, clear } = useUsageFilter()
  const endpointName = useEndpointName()
  const userName = useUserName()
  const { data: facets } = useQuery(api.llm.facets.queryOptions({ placeholderData: keepPreviousData }))
  // A value of the address stays on offer when nothing of it is left in the log.
  const choices = (known: readonly string[] | undefined, chosen: readonly string[]) => [...new Set([...known ?? [], ...chosen])]
  const [endpoints, models, users] = [names(query.endpoints), names(query.models), names(query.users)]
  return (
    <div className="@container shrink-0 border-b border-line bg-surface">
      <div role="search" aria-label={t('usage.filters')} className="flex flex-wrap items-center gap-2 px-4 py-2">
        <SettledSearch value={query.text ?? ''} onChange={text => change({ text })} />
        <PeriodFilter />
        <MultiSelect label={t('usage.endpoint')} values={endpoints} onChange={chosen => change({ endpoints: chosen.join(',') })} options={choices(facets?.endpoints, endpoints).map(value => ({ value, label: endpointName(value) }))} />
        <MultiSelect label={t('usage.model')} values={models} onChange={chosen => change({ models: chosen.join(',') })} options={choices(facets?.models, models).map(value => ({ value, label: value }))} />
        <MultiSelect label={t('usage.user')} className={seldom(query.users)} values={users} onChange={chosen => change({ users: chosen.join(',') })} options={choices(facets?.users, users).map(value => ({ value, label: userName(value) }))} />
        <MultiSelect label={t('usage.status')} values={known(query.statuses, inferenceStatuses)} onChange={chosen => change({ statuses: chosen.join(',') })} options={inferenceStatuses.map(value => ({ value, label: t(`usage.statuses.${value}`), icon: statusLooks[value].icon }))} />
        <MultiSelect label={t('usage.origin')} className={seldom(query.origins)} values={known(query.origins, answerOrigins)} onChange={chosen => change({ origins: chosen.join(',') })} options={answerOrigins.map(value => ({ value, label: t(`usage.origins.${value}`), icon: originLooks[value] }))} />
        <Select label={t('frame.business')} className={seldom(query.business)} value={query.business === 'this' ? 'this' : 'all'} onChange={chosen => change({ business: chosen === 'this' ? 'this' : null })} options={[{ value: 'all', label: t('usage.allBusinesses') }, { value: 'this', label: t('usage.thisBusiness') }]} />
        {filtered && <Button variant="ghost" onClick={clear}>{t('common.clearFilters')}</Button>}
      </div>
    </div>
  )
}

/** What was typed is the filter a moment later; a filter that changed elsewhere (a link, "clear") takes its place. */
function SettledSearch({ value, onChange }: { value: string, onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState({ text: value, from: value })
  const text = typed.from === value ? typed.text : value
  const latest = useRef(onChange)
  useEffect(() => { latest.current = onChange })
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => latest.current(text), settleMs)
    return () => clearTimeout(timer)
  }, [text, value])
  return <SearchInput filterTarget className="w-72" label={t('usage.search')} value={text} onChange={next => setTyped({ text: next, from: value })} />
}
