import { hashKey, useQueries, useQueryClient, type QueryClient, type QueryKey, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** Rows asked of the engine at a time. */
export const rowsPerPage = 100

/** A jump of the scrollbar must not ask for every page it flies over: only where it rests this long is fetched. */
const restMilliseconds = 80

export interface RowPage<Row> { rows: Row[]; total: number }

export type FetchPage<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<RowPage<Row>>

/** Everything of one list that is in memory: its length and the pages around what is on screen. */
interface LoadedRows<Row> { listKey: string; total: number; pages: ReadonlyMap<number, Row[]> }

export interface PagedRows<Row> {
  /** Length of the whole list; null until the engine has answered once. */
  total: number | null
  /** The row at that position, or undefined while its page is not here yet. */
  rowAt: (index: number) => Row | undefined
  /** All rows in memory, in order. */
  loadedRows: () => Row[]
  /** The list the rows belong to. It lags behind the wanted list until that one's first page arrives. */
  listKey: string
  /** True while the rows shown still belong to the list wanted before. */
  outdated: boolean
  error: Error | null
  retry: () => void
}

interface PagedRowsOptions<Row> {
  queryKey: QueryKey
  fetchPage: FetchPage<Row>
  /** First and last position on screen. */
  firstIndex: number
  lastIndex: number
}

/**
 * The rows of a list that lives in the engine, by pages: those on screen and one on either side.
 * While another list (a new filter or order) is on its way the old rows stay, so that nothing flickers.
 */
export function usePagedRows<Row>({ queryKey, fetchPage, firstIndex, lastIndex }: PagedRowsOptions<Row>): PagedRows<Row> {
  const listKey = hashKey(queryKey)
  const queryClient = useQueryClient()
  // The last list that was answered, and its length.
  const [known, setKnown] = useState<{ listKey: string, queryKey: QueryKey, total: number } | null>(null)
  const range = useRestingRange(Math.floor(firstIndex / rowsPerPage), Math.floor(lastIndex / rowsPerPage))
  const wantedPages = known?.listKey === listKey ? pagesAround(range.first, range.last, known.total) : [0]

  const results = useQueries({
    queries: wantedPages.map((page) => pageQuery(queryKey, fetchPage, page)),
  })

  const current = loadedRowsOf(listKey, wantedPages, results)
  if (current && (known?.listKey !== listKey || known.total !== current.total)) setKnown({ listKey, queryKey, total: current.total })
  const cached = current ? null : known && cachedRows<Row>(queryClient, known.listKey, known.queryKey, pagesAround(range.first, range.last, known.total))
  const shown = rowsToShow(known, current, cached)
  const failed = results.find((result) => result.error)

  return {
    total: shown?.total ?? null,
    rowAt: (index) => shown?.pages.get(Math.floor(index / rowsPerPage))?.[index % rowsPerPage],
    loadedRows: () => [...(shown?.pages ?? [])].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows),
    listKey: shown?.listKey ?? listKey,
    outdated: shown !== null && shown.listKey !== listKey,
    error: failed?.error ?? null,
    retry: () => { for (const result of results) if (result.error) void result.refetch() },
  }
}

/**
 * What has come of the wanted list, else what is still in memory of the list known before. After a jump to where nothing
 * is in memory the list keeps at least its length: without it the table would fall back to its top.
 */
export function rowsToShow<Row>(known: { listKey: string, total: number } | null, current: LoadedRows<Row> | null, cached: LoadedRows<Row> | null): LoadedRows<Row> | null {
  return current ?? cached ?? (known && { listKey: known.listKey, total: known.total, pages: new Map() })
}

/** One page of a list, as the query cache keeps it. */
export function pageQuery<Row>(queryKey: QueryKey, fetchPage: FetchPage<Row>, page: number) {
  return {
    queryKey: [...queryKey, { page }],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(page * rowsPerPage, rowsPerPage, signal),
    // The engine's events say when a page is out of date; time alone does not.
    staleTime: Infinity,
    gcTime: 60_000,
  }
}

function loadedRowsOf<Row>(listKey: string, wantedPages: number[], results: UseQueryResult<RowPage<Row>>[]): LoadedRows<Row> | null {
  const pages = new Map<number, Row[]>()
  let total = 0
  let newest = -1
  for (const [position, page] of wantedPages.entries()) {
    const result = results[position]
    if (!result?.data) continue
    pages.set(page, result.data.rows)
    // Pages may have been answered before and after a change: the newest answer knows the length.
    if (result.dataUpdatedAt > newest) {
      newest = result.dataUpdatedAt
      total = result.data.total
    }
  }
  return newest < 0 ? null : { listKey, total, pages }
}

/** What is still in the cache of a list that is no longer asked for. */
function cachedRows<Row>(queryClient: QueryClient, listKey: string, queryKey: QueryKey, wantedPages: readonly number[]): LoadedRows<Row> | null {
  const pages = new Map<number, Row[]>()
  let total: number | null = null
  for (const page of wantedPages) {
    const cached = queryClient.getQueryData<RowPage<Row>>([...queryKey, { page }])
    if (!cached) continue
    pages.set(page, cached.rows)
    total = cached.total
  }
  return total === null ? null : { listKey, total, pages }
}

/** Pages on screen and their neighbours, within the list. An empty list still has its first page. */
export function pagesAround(first: number, last: number, total: number): number[] {
  const lastPage = Math.max(0, Math.ceil(total / rowsPerPage) - 1)
  const from = Math.min(Math.max(0, first - 1), lastPage)
  const to = Math.min(Math.max(from, last + 1), lastPage)
  return Array.from({ length: to - from + 1 }, (_, position) => from + position)
}

function useRestingRange(first: number, last: number): { first: number; last: number } {
  const [resting, setResting] = useState({ first, last })
  const adjoining = first <= resting.last + 1 && last >= resting.first - 1
  useEffect(() => {
    const timer = setTimeout(() => setResting({ first, last }), adjoining ? 0 : restMilliseconds)
    return () => clearTimeout(timer)
  }, [first, last, adjoining])
  return resting
}
