import { useMemo } from 'react'
import type { InferenceFilter } from '../../../engine/contract/llm.ts'
import { navigate, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useNow } from '../../components/use-now.ts'
import { filterNames, filterOf, type FilterName, type UsageView } from './usage-address.ts'

const hourMs = 3_600_000

type Changes = Partial<Record<FilterName, string | null>>

/** The filter of usage, as its address has it and as the engine wants it. */
export function useUsageFilter() {
  const businessId = useBusinessId()
  const { query } = useAddress()
  const now = useNow(60_000)
  // Periods begin with a day: another minute must not make another list of the same calls.
  const today = Math.floor(now / hourMs) * hourMs
  // The address object is new at every change of its hash: only what filters counts.
  const key = JSON.stringify(filterNames.map(name => query[name] ?? ''))
  const filter: InferenceFilter = useMemo(() => {
    const values: string[] = JSON.parse(key)
    return filterOf(Object.fromEntries(filterNames.map((name, position) => [name, values[position] ?? ''])), today, businessId)
  }, [businessId, key, today])
  return {
    query, filter,
    filtered: filterNames.some(name => query[name] && name !== 'period'),
    change: (changes: Changes) => setQuery(changes),
    clear: () => setQuery(Object.fromEntries(filterNames.map(name => [name, null]))),
    /** Goes to another view with the same filter, narrowed. */
    open: (view: UsageView, changes: Changes) => {
      const next = Object.entries({ ...query, ...changes, view }).filter((entry): entry is [string, string] => Boolean(entry[1]))
      navigate({ page: 'usage', query: Object.fromEntries(next) })
    },
  }
}
