import { callJobStatuses, conversationOutcomes } from '../../../db/values.ts'
import { debtorSortColumns, type DebtorFilter } from '../../../engine/contract/debtors.ts'
import { readList, writeList } from '../transcripts/filter-address.ts'

/** What the person filters by; business and practice or real come from the frame. */
export type Filter = Omit<DebtorFilter, 'businessId' | 'simulated'>
export interface Sort { column: typeof debtorSortColumns[number], descending: boolean }

type Query = Readonly<Record<string, string>>

const flags = ['doNotCall', 'promised'] as const
export const filterKeys = ['text', 'campaign', 'statuses', 'outcomes', 'companies', 'delinquencies', ...flags] as const

/** Reads the filter out of the page's address. Whatever is not understood restricts nothing. */
export function readFilter(query: Query): Filter {
  const filter: Filter = {}
  if (query.text) filter.text = query.text.slice(0, 200)
  if (query.campaign) filter.campaignId = query.campaign
  const statuses = known(query.statuses, callJobStatuses)
  if (statuses.length > 0) filter.statuses = statuses
  const outcomes = known(query.outcomes, conversationOutcomes)
  if (outcomes.length > 0) filter.outcomes = outcomes
  if (query.companies) filter.companies = readList(query.companies)
  if (query.delinquencies) filter.delinquencies = readList(query.delinquencies)
  for (const flag of flags) if (query[flag] === 'yes' || query[flag] === 'no') filter[flag] = query[flag] === 'yes'
  return filter
}

/** The filter as parts of the address, null for what is to leave it; the counterpart of readFilter. */
export function writeFilter(filter: Filter): Record<typeof filterKeys[number], string | null> {
  const flag = (value: boolean | undefined) => value === undefined ? null : value ? 'yes' : 'no'
  return {
    text: filter.text?.trim() || null,
    campaign: filter.campaignId ?? null,
    statuses: writeList(filter.statuses) ?? null,
    outcomes: writeList(filter.outcomes) ?? null,
    companies: writeList(filter.companies) ?? null,
    delinquencies: writeList(filter.delinquencies) ?? null,
    doNotCall: flag(filter.doNotCall),
    promised: flag(filter.promised),
  }
}

export function readSort(text: string | undefined): Sort | null {
  const column = debtorSortColumns.find(candidate => candidate === text?.replace(/^-/, ''))
  return column ? { column, descending: text?.startsWith('-') ?? false } : null
}

export function writeSort(sort: Sort | null): string | null {
  return sort && `${sort.descending ? '-' : ''}${sort.column}`
}

function known<Value extends string>(text: string | undefined, values: readonly Value[]): Value[] {
  const wanted = new Set(text?.split(','))
  return values.filter(value => wanted.has(value))
}
