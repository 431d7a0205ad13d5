import { useCallback, useMemo } from 'react'
import type { AttemptFilter } from '../../../engine/contract/calls.ts'
import { api, client } from '../../connection/client.ts'

/** The list of calls that a filter describes, as the table and whoever walks through it read it. */
export function useCallList(filter: AttemptFilter) {
  const queryKey = useMemo(() => api.calls.list.queryKey({ input: { filter } }), [filter])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.calls.list({ filter, offset, limit }, { signal }), [filter])
  return { queryKey, fetchPage }
}
