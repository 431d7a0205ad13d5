import { useMemo } from 'react'
import { attemptStates, conversationOutcomes, disconnectionReasons, dispositionGroups } from '../../../db/values.ts'
import type { AttemptFilter } from '../../../engine/contract/calls.ts'
import { setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'

type Query = Readonly<Record<string, string>>

/** Names of the filters in the address; days are calendar days where the person sits. */
export const filterNames = ['text', 'campaign', 'debtor', 'from', 'to', 'states', 'groups', 'reasons', 'outcomes', 'contact', 'flagged'] as const
type FilterName = typeof filterNames[number]

/** The filter an address describes; what it does not know, or cannot read, restricts nothing. */
export function filterOf(query: Query): Omit<AttemptFilter, 'businessId' | 'simulated'> {
  const [states, dispositions] = [chosen(query.states, attemptStates), chosen(query.groups, dispositionGroups)]
  const [reasons, outcomes] = [chosen(query.reasons, disconnectionReasons), chosen(query.outcomes, conversationOutcomes)]
  const [from, to] = [dayStart(query.from), dayStart(query.to, 1)]
  return {
    ...(query.text && { text: query.text.slice(0, 200) }),
    ...(query.campaign && { campaignId: query.campaign }),
    ...(query.debtor && { debtorId: query.debtor }),
    ...(from !== null && { from }),
    ...(to !== null && { to: to - 1 }),
    ...(states.length > 0 && { states }),
    ...(dispositions.length > 0 && { dispositions }),
    ...(reasons.length > 0 && { reasons }),
    ...(outcomes.length > 0 && { outcomes }),
    ...((query.contact === 'yes' || query.contact === 'no') && { contact: query.contact === 'yes' }),
    ...(query.flagged === 'yes' && { flagged: true }),
  }
}

/** The filter of the calls page, as its address has it and as the engine wants it. */
export function useCallFilter() {
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { query } = useAddress()
  // The address object is new at every change of its hash: only what filters counts.
  const key = JSON.stringify(filterNames.map(name => query[name] ?? ''))
  const filter: AttemptFilter = useMemo(() => {
    const values: string[] = JSON.parse(key)
    return { businessId, simulated, ...filterOf(Object.fromEntries(filterNames.map((name, position) => [name, values[position] ?? '']))) }
  }, [businessId, simulated, key])
  return {
    query, filter,
    filtered: filterNames.some(name => query[name]),
    change: (changes: Partial<Record<FilterName, string | readonly string[] | null>>) => setQuery(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value ?? '')]))),
    clear: () => setQuery(Object.fromEntries(filterNames.map(name => [name, null]))),
  }
}

/** The values of a list in the address that are still known. */
export function chosen<Value extends string>(text: string | undefined, known: readonly Value[]): Value[] {
  const wanted = new Set(text?.split(','))
  return known.filter(value => wanted.has(value))
}

function dayStart(text: string | undefined, daysLater = 0): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? []
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(day) + daysLater).getTime()
}
