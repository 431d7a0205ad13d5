import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../../connection/client.ts'

/** Deciding about everybody of a large campaign takes the engine a moment: it is asked at a calm pace, not at every event. */
const everyMs = 10_000

/** How many would be called, and how many each rule holds back; now, or at a moment of the past (ms). */
export function useForecast(campaignId: string, at: number | null, enabled = true) {
  return useQuery({
    queryKey: ['campaign-forecast', campaignId, at],
    queryFn: ({ signal }) => client.campaigns.forecast({ campaignId, ...(at !== null && { at }) }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: everyMs,
    // What was decided in the past stays so.
    refetchInterval: at === null ? everyMs : false,
    enabled,
  })
}
