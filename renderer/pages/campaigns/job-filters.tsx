import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callJobStatuses, conversationOutcomes, verdicts } from '../../../db/values.ts'
import { callRules } from '../../../engine/contract/policies.ts'
import { setQuery, useAddress } from '../../app/address.ts'
import { jobStatusLooks, outcomeLooks } from '../../components/calls/states.tsx'
import { SearchInput } from '../../components/input.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { readCallJobFilter, type JobVariant } from './job-filter.ts'

const typingMs = 200

/** Rules that are found when somebody is looked at; that a consent came is told by the ledger alone. */
const decidedRules = callRules.filter(rule => rule !== 'consent_given')

export function JobFilters({ variant }: { variant: JobVariant }) {
  const { t } = useTranslation()
  const { query } = useAddress()
  const filter = readCallJobFilter('', variant, query)
  return (
    <>
      <TextFilter />
      {variant === 'why' && (
        <>
          <MultiSelect label={t('campaigns.column.verdict')} values={filter.verdicts ?? []} onChange={chosen => setQuery({ verdict: chosen.join(',') })} options={verdicts.map(value => ({ value, label: t(`calls.verdict.${value}`) }))} />
          <MultiSelect label={t('campaigns.column.rule')} values={filter.rules ?? []} onChange={chosen => setQuery({ rule: chosen.join(',') })} options={decidedRules.map(value => ({ value, label: t(`calls.ruleName.${value}`) }))} />
        </>
      )}
      {variant !== 'retries' && (
        <MultiSelect label={t('campaigns.column.status')} values={filter.statuses ?? []} onChange={chosen => setQuery({ status: chosen.join(',') })} options={callJobStatuses.map(value => ({ value, label: t(`calls.jobStatus.${value}`), icon: jobStatusLooks[value].icon }))} />
      )}
      {variant !== 'why' && (
        <MultiSelect label={t('campaigns.column.outcome')} values={filter.outcomes ?? []} onChange={chosen => setQuery({ outcome: chosen.join(',') })} options={conversationOutcomes.map(value => ({ value, label: t(`calls.outcome.${value}`), icon: outcomeLooks[value].icon }))} />
      )}
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
  return <SearchInput filterTarget value={text} onChange={setText} label={t('campaigns.filterText')} className="w-56" />
}
