import { useCallback, useMemo } from 'react'
import { setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { api, client } from '../../connection/client.ts'
import { filterKeys, readFilter, readSort, writeFilter, writeSort, type Filter, type Sort } from './filter-address.ts'

/** Filter and order of the list of debtors, which live in the address, and the list they ask the engine for. */
export function useDebtorFilter() {
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { query } = useAddress()
  // The address is a new object at every change of its hash: only what filters counts.
  const key = JSON.stringify(filterKeys.map(name => query[name] ?? ''))
  const filter = useMemo(() => {
    const values: string[] = JSON.parse(key)
    return readFilter(Object.fromEntries(filterKeys.map((name, position) => [name, values[position] ?? ''])))
  }, [key])
  const sort = useMemo(() => readSort(query.sort), [query.sort])
  const input = useMemo(() => ({ filter: { businessId, simulated, ...filter }, ...(sort && { sort }) }), [businessId, simulated, filter, sort])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.debtors.list({ ...input, offset, limit }, { signal }), [input])
  const queryKey = useMemo(() => api.debtors.list.queryKey({ input }), [input])
  const change = useCallback((changes: Partial<Filter>) => setQuery(writeFilter({ ...filter, ...changes })), [filter])
  return {
    filter, sort, input, fetchPage, queryKey, change,
    filtered: Object.keys(filter).length > 0,
    clear: useCallback(() => setQuery(writeFilter({})), []),
    setSort: useCallback((next: Sort | null) => setQuery({ sort: writeSort(next) }), []),
  }
}

