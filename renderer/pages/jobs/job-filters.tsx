import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Ellipsis, RotateCw, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setQuery, useAddress } from '../../app/address.ts'
import { jobStates, queues } from '../../../db/values.ts'
import { Button } from '../../components/button.tsx'
import { SearchInput } from '../../components/input.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import type { JobAction } from './job-actions.ts'
import { readJobFilter, readSince, useSinceChosenAt } from './job-address.ts'
import { jobStateLooks, useKindName } from './job-state.tsx'

const typingMs = 200

export function JobFilters({ total, onAct }: { total: number | null, onAct: (action: JobAction) => void }) {
  const { t } = useTranslation()
  const kindName = useKindName()
  const { query } = useAddress()
  const { data: overview } = useQuery(api.jobs.overview.queryOptions({ placeholderData: keepPreviousData }))
  const filter = readJobFilter(query, 0)
  return (
    <>
      <TextFilter />
      <MultiSelect
        label={t('jobs.state')} values={filter.states ?? []} onChange={states => setQuery({ state: states.join(',') })}
        options={jobStates.map(state => ({ value: state, label: t(`jobs.states.${state}`), icon: jobStateLooks[state].icon }))}
      />
      <MultiSelect
        label={t('jobs.kind')} values={filter.kinds ?? []} onChange={kinds => setQuery({ kind: kinds.join(',') })}
        options={(overview?.kinds ?? filter.kinds ?? []).map(kind => ({ value: kind, label: kindName(kind) }))}
      />
      <MultiSelect
        label={t('jobs.queue')} values={filter.queue ? [filter.queue] : []} onChange={chosen => setQuery({ queue: chosen.at(-1) ?? null })}
        options={queues.map(queue => ({ value: queue, label: t(`jobs.queues.${queue}`) }))}
      />
      <Select
        label={t('jobs.since')} value={readSince(query) ?? 'any'}
        onChange={since => {
          useSinceChosenAt.setState({ at: Date.now() })
          setQuery({ since: since === 'any' ? null : since })
        }}
        options={[{ value: 'any', label: t('jobs.sinceAny') }, { value: '1h', label: t('jobs.since1h') }, { value: '24h', label: t('jobs.since24h') }, { value: '7d', label: t('jobs.since7d') }]}
      />
      {query.parent && (
        <button type="button" onClick={() => setQuery({ parent: null })} className="inline-flex h-7 items-center gap-1.5 rounded-md border border-accent bg-accent-soft px-2 hover:border-ink-faint">
          {t('jobs.partsOf', { id: query.parent.slice(-6) })}<X aria-hidden size={13} /><span className="sr-only">{t('common.clear')}</span>
        </button>
      )}
      <span className="ml-auto text-ink-soft">{total !== null && t('jobs.total', { count: total })}</span>
      <Menu align="end" trigger={<Button icon={Ellipsis} disabled={!total}>{t('jobs.forAll')}</Button>}>
        <MenuItem icon={RotateCw} onSelect={() => onAct('retry')}>{t('jobs.retryAll')}</MenuItem>
        <MenuItem icon={X} onSelect={() => onAct('cancel')}>{t('jobs.cancelAll')}</MenuItem>
      </Menu>
    </>
  )
}

/** Waits for a pause in the typing before the list is asked for again. */
function TextFilter() {
  const { t } = useTranslation()
  const { query } = useAddress()
  const shown = query.text ?? ''
  const [text, setText] = useState(shown)
  const [seen, setSeen] = useState(shown)
  // Back, forward and "clear filters" change the address under the field.
  if (shown !== seen) {
    setSeen(shown)
    setText(shown)
  }
  useEffect(() => {
    if (text === shown) return undefined
    const timer = setTimeout(() => setQuery({ text: text.slice(0, 200) }), typingMs)
    return () => clearTimeout(timer)
  }, [text, shown])
  return <SearchInput filterTarget value={text} onChange={setText} label={t('jobs.filterText')} className="w-60" />
}
