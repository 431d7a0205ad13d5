import { useCallback, useMemo } from 'react'
import { useBusinessId } from '../../app/business.ts'
import { api, client } from '../../connection/client.ts'
import type { Filter, Sort } from './filter-address.ts'

/** The list of transcripts that the address asks for, as tables and whoever walks through it read it. */
export function useTranscriptList(filter: Filter, sort: Sort | null) {
  const businessId = useBusinessId()
  const fullFilter = useMemo(() => ({ businessId, ...filter }), [businessId, filter])
  const input = useMemo(() => ({ filter: fullFilter, ...(sort && { sort }) }), [fullFilter, sort])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.transcripts.list({ ...input, offset, limit }, { signal }), [input])
  const queryKey = useMemo(() => api.transcripts.list.queryKey({ input }), [input])
  return { fullFilter, queryKey, fetchPage }
}
