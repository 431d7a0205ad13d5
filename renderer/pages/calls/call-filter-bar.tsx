import { useQuery } from '@tanstack/react-query'
import { CalendarDays } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attemptStates, conversationOutcomes, disconnectionReasons, dispositionGroups } from '../../../db/values.ts'
import { groupLooks, outcomeLooks } from '../../components/calls/states.tsx'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Field, Input, SearchInput } from '../../components/input.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { Popover } from '../../components/popover.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { chosen, useCallFilter } from './call-filter.ts'

/** Typing is not asked of the engine at every letter. */
const settleMs = 200
const every = 'every'

/** Beside an open panel there is room for the filters that are used most; one that is set always shows. */
function seldom(value: string | undefined): string {
  return value ? '' : '@max-2xl:hidden'
}

export function CallFilterBar() {
  const { t } = useTranslation()
  const { query, filter, filtered, change, clear } = useCallFilter()
  const { data: campaigns } = useQuery(api.campaigns.list.queryOptions({ input: { businessId: filter.businessId, simulated: filter.simulated } }))
  return (
    <div className="@container border-b border-line bg-surface">
      <div role="search" aria-label={t('callPage.filters')} className="flex flex-wrap items-center gap-2 px-4 py-2">
        <SettledSearch value={query.text ?? ''} onChange={text => change({ text })} />
        <Select
          label={t('callPage.column.campaign')} className="max-w-52" value={query.campaign ?? every} onChange={value => change({ campaign: value === every ? null : value })}
          options={[{ value: every, label: t('callPage.allCampaigns') }, ...(campaigns ?? []).map(campaign => ({ value: campaign.id, label: campaign.name }))]}
        />
        <MultiSelect label={t('callPage.column.outcome')} values={chosen(query.outcomes, conversationOutcomes)} onChange={outcomes => change({ outcomes })} options={conversationOutcomes.map(value => ({ value, label: t(`calls.outcome.${value}`), icon: outcomeLooks[value].icon }))} />
        <MultiSelect label={t('callPage.column.ending')} values={chosen(query.groups, dispositionGroups)} onChange={groups => change({ groups })} options={dispositionGroups.map(value => ({ value, label: t(`calls.group.${value}`), icon: groupLooks[value].icon }))} />
        <MultiSelect label={t('callPage.reason')} className={seldom(query.reasons)} values={chosen(query.reasons, disconnectionReasons)} onChange={reasons => change({ reasons })} options={disconnectionReasons.map(value => ({ value, label: t(`calls.reason.${value}`) }))} />
        <MultiSelect label={t('callPage.state')} className={seldom(query.states)} values={chosen(query.states, attemptStates)} onChange={states => change({ states })} options={attemptStates.map(value => ({ value, label: t(`calls.attemptState.${value}`) }))} />
        <Select label={t('callPage.column.contact')} className={seldom(query.contact)} value={query.contact ?? every} onChange={value => change({ contact: value === every ? null : value })} options={[{ value: every, label: t('callPage.anyContact') }, { value: 'yes', label: t('callPage.withContact') }, { value: 'no', label: t('callPage.withoutContact') }]} />
        <Button aria-pressed={query.flagged === 'yes'} className="aria-pressed:border-accent aria-pressed:bg-accent-soft" onClick={() => change({ flagged: query.flagged === 'yes' ? null : 'yes' })}>{t('callPage.flagged')}</Button>
        <DayRange from={query.from ?? ''} to={query.to ?? ''} onChange={change} />
        {query.debtor && <Button onClick={() => change({ debtor: null })}>{t('callPage.oneDebtor')}</Button>}
        {filtered && <Button variant="ghost" onClick={clear}>{t('common.clearFilters')}</Button>}
      </div>
    </div>
  )
}

/** The days a call may have been made on, in a surface of their own: two date fields would take a line of the page. */
function DayRange({ from, to, onChange }: { from: string, to: string, onChange: (days: { from?: string, to?: string }) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = [from, to].map(day => day ? format.date(day) : '…')
  return (
    <Popover
      label={t('callPage.days')} className="w-56 p-3"
      trigger={<button type="button" className={classNames('inline-flex h-7 items-center gap-1.5 rounded-md border px-2 hover:border-ink-faint', from || to ? 'border-accent bg-accent-soft text-ink' : 'border-line-control bg-surface text-ink-soft')}><CalendarDays aria-hidden size={14} className="text-ink-faint" />{from || to ? shown.join(' – ') : t('callPage.days')}</button>}
    >
      <div className="flex flex-col gap-2">
        <Field label={t('callPage.from')}>{control => <Input {...control} type="date" value={from} max={to} onChange={event => onChange({ from: event.target.value })} />}</Field>
        <Field label={t('callPage.to')}>{control => <Input {...control} type="date" value={to} min={from} onChange={event => onChange({ to: event.target.value })} />}</Field>
      </div>
    </Popover>
  )
}

/** What was typed is the list's filter a moment later; a filter that changed elsewhere (a link, "clear") takes its place. */
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
  return <SearchInput filterTarget className="w-64" label={t('callPage.search')} value={text} onChange={next => setTyped({ text: next, from: value })} />
}
