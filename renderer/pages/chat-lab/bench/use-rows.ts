import { useQuery } from '@tanstack/react-query'
import type { BenchCompared, BenchFigures, BenchResultRow } from '../../../../engine/contract/chat-bench.ts'
import { useBusinessId } from '../../../app/business.ts'
import { api } from '../../../connection/client.ts'
import type { Show } from './bench-address.ts'

/** The conversations of a run, compared with another one where it is given: then also the figures of those that both have played. */
export function useRows(runId: string, otherId: string | null): { rows: readonly BenchCompared[] | undefined, figures: { before: BenchFigures, after: BenchFigures } | null, error: Error | null } {
  const businessId = useBusinessId()
  const alone = useQuery(api.chatBench.results.queryOptions({ input: { businessId, runId }, enabled: otherId === null, placeholderData: before => before }))
  const compared = useQuery(api.chatBench.compare.queryOptions({ input: { businessId, before: otherId ?? '', after: runId }, enabled: otherId !== null, placeholderData: before => before }))
  if (otherId !== null) return { rows: compared.data?.rows, figures: compared.data?.figures ?? null, error: compared.error }
  return { rows: alone.data?.map(rowAlone), figures: null, error: alone.error }
}

function rowAlone(result: BenchResultRow): BenchCompared {
  return { suiteId: result.suiteId, name: result.name, change: result.passed === false ? 'fails' : 'passes', edited: false, before: null, after: result }
}

/** Those that a filter lets through. Regressions and improvements are only known beside another run. */
export function shownRows(rows: readonly BenchCompared[], show: Show, isCompared: boolean): readonly BenchCompared[] {
  if (show === 'failed') return rows.filter(row => row.after?.passed === false)
  if (isCompared && show !== 'all') return rows.filter(row => row.change === show)
  return rows
}
