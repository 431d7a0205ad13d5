import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callJobStatuses, conversationOutcomes } from '../../../db/values.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../../components/button.tsx'
import { jobStatusLooks, outcomeLooks } from '../../components/calls/states.tsx'
import { SearchInput } from '../../components/input.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { api } from '../../connection/client.ts'
import { useDebtorFilter } from './use-debtor-filter.ts'

/** Typing is not asked of the engine at every letter. */
const settleMs = 200

/** What the list of debtors is filtered by. */
export function DebtorFilterBar() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { filter, filtered, change, clear } = useDebtorFilter()
  const { data: campaigns } = useQuery(api.campaigns.list.queryOptions({ input: { businessId, simulated } }))
  const { data: facets } = useQuery(api.debtors.facets.queryOptions({ input: { businessId, simulated } }))
  const names = (found: readonly string[] | undefined, chosen: readonly string[] | undefined) => [...new Set([...found ?? [], ...chosen ?? []])].map(value => ({ value, label: value }))
  const some = <Value,>(values: Value[]) => values.length > 0 ? values : undefined
  return (
    <div role="search" aria-label={t('debtors.filters')} className="@container shrink-0 border-b border-line bg-surface">
      {/* Beside an open person on a small screen the list matters more than all filters at once: they scroll in one row. */}
      <div className="flex items-center gap-1.5 overflow-x-auto px-4 py-2 *:shrink-0 @lg:flex-wrap @lg:overflow-visible">
        <SettledSearch label={t('debtors.search')} value={filter.text ?? ''} onChange={text => change({ text: text || undefined })} />
        {/* One at a time: the last one ticked. */}
        <MultiSelect label={t('debtors.filter.campaign')} values={filter.campaignId ? [filter.campaignId] : []} onChange={chosen => change({ campaignId: chosen.at(-1) })} options={(campaigns ?? []).map(campaign => ({ value: campaign.id, label: campaign.name }))} />
        <MultiSelect label={t('debtors.field.status')} values={filter.statuses ?? []} onChange={statuses => change({ statuses: some(statuses) })} options={callJobStatuses.map(value => ({ value, label: t(`calls.jobStatus.${value}`), icon: jobStatusLooks[value].icon }))} />
        <MultiSelect label={t('debtors.field.lastOutcome')} values={filter.outcomes ?? []} onChange={outcomes => change({ outcomes: some(outcomes) })} options={conversationOutcomes.map(value => ({ value, label: t(`calls.outcome.${value}`), icon: outcomeLooks[value].icon }))} />
        <MultiSelect label={t('debtors.field.company')} values={filter.companies ?? []} onChange={companies => change({ companies: some(companies) })} options={names(facets?.companies, filter.companies)} />
        <MultiSelect label={t('debtors.field.delinquency')} values={filter.delinquencies ?? []} onChange={delinquencies => change({ delinquencies: some(delinquencies) })} options={names(facets?.delinquencies, filter.delinquencies)} />
        <YesNo name="doNotCall" value={filter.doNotCall} onChange={doNotCall => change({ doNotCall })} />
        <YesNo name="promised" value={filter.promised} onChange={promised => change({ promised })} />
        {filtered && <Button variant="ghost" onClick={clear}>{t('common.clearFilters')}</Button>}
      </div>
    </div>
  )
}

function YesNo({ name, value, onChange }: { name: 'doNotCall' | 'promised', value: boolean | undefined, onChange: (value: boolean | undefined) => void }) {
  const { t } = useTranslation()
  return (
    <MultiSelect
      label={t(`debtors.filter.${name}.label`)} values={value === undefined ? [] : [value ? 'yes' : 'no']} options={(['yes', 'no'] as const).map(answer => ({ value: answer, label: t(`debtors.filter.${name}.${answer}`) }))}
      onChange={chosen => onChange(chosen.length === 0 ? undefined : chosen.at(-1) === 'yes')}
    />
  )
}

/** A text filter that tells what was typed once the typing rests. */
export function SettledSearch({ label, value, onChange }: { label: string, value: string, onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value)
  const [shown, setShown] = useState(value)
  // A filter set from elsewhere (going back, clearing) replaces what was typed.
  if (shown !== value) {
    setShown(value)
    if (typed.trim() !== value) setTyped(value)
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange(typed.trim()), typed === '' ? 0 : settleMs)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return <SearchInput filterTarget label={label} value={typed} maxLength={200} onChange={setTyped} className="w-68" />
}
