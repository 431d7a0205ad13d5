import { useCallback, useMemo } from 'react'
import { currentAddress, navigate, setQuery, useAddress } from '../../app/address.ts'
import { readFilter, readList, readSort, withoutFilter, writeFilter, writeList, writeSort, type Filter, type Sort } from './filter-address.ts'

/** The filter, order and columns of the page, which live in its address. */
export function useTranscriptFilter() {
  const { query } = useAddress()
  const filter = useMemo(() => readFilter(query), [query])
  const sort = useMemo(() => readSort(query.sort), [query.sort])
  const columns = useMemo(() => query.columns ? readList(query.columns) : null, [query.columns])
  const setFilter = useCallback((next: Filter) => {
    const { page, item, query: before } = currentAddress()
    navigate({ page, item, query: { ...withoutFilter(before), ...writeFilter(next) } }, { replace: true })
  }, [])
  const setSort = useCallback((next: Sort | null) => setQuery({ sort: writeSort(next) }), [])
  const setColumns = useCallback((next: readonly string[]) => setQuery({ columns: writeList(next) ?? null }), [])
  return { filter, setFilter, sort, setSort, columns, setColumns, viewId: query.view ?? null }
}

/** Opens the transcripts with this filter, as a click on a bar of a chart does. */
export function showTranscripts(filter: Filter): void {
  navigate({ page: 'transcripts', query: writeFilter(filter) })
}
