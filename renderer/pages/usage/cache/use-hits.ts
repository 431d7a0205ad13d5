import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { CacheHit } from '../../../../engine/contract/answer-cache.ts'
import { useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { pageQuery, type RowPage } from '../../../components/data-table/use-paged-rows.ts'
import { api, client } from '../../../connection/client.ts'

/** The list of found answers that the address describes. */
export function useHitList() {
  const businessId = useBusinessId()
  const { query } = useAddress()
  const { task, unjudged } = query
  const input = useMemo(() => ({ businessId, ...(task && { task }), ...(unjudged === 'yes' && { unjudged: true }) }), [businessId, task, unjudged])
  const queryKey = useMemo(() => api.answerCache.hits.queryKey({ input }), [input])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.answerCache.hits({ ...input, offset, limit }, { signal }), [input])
  return { queryKey, fetchPage }
}

/**
 * The open hit, out of the list it was opened from. It stays when the list loses it: what has been judged is no longer
 * among what waits for a judgement. `receive` puts a changed one in its place.
 */
export function useHit(id: string): { hit: CacheHit | null, loading: boolean, receive: (changed: CacheHit) => void } {
  const queryClient = useQueryClient()
  const { queryKey, fetchPage } = useHitList()
  const { isPending } = useQuery(pageQuery(queryKey, fetchPage, 0))
  const [kept, setKept] = useState<CacheHit | null>(null)
  const found = queryClient.getQueriesData<RowPage<CacheHit>>({ queryKey }).flatMap(([, page]) => page?.rows ?? []).find(hit => hit.id === id)
  if (found && found !== kept) setKept(found)
  const receive = useCallback((changed: CacheHit) => {
    queryClient.setQueriesData<RowPage<CacheHit>>({ queryKey: api.answerCache.hits.key() }, page => page && { ...page, rows: page.rows.map(hit => hit.id === changed.id ? changed : hit) })
    setKept(changed)
  }, [queryClient])
  return { hit: found ?? (kept?.id === id ? kept : null), loading: isPending, receive }
}
