import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../../connection/client.ts'
import { useNow } from '../use-now.ts'

const tickMs = 500

/**
 * Tells what time it is for the campaigns shown at a moment of this machine (now, when none is given): the same for real
 * ones, the practice line's own time, however fast it runs, for the others. Milliseconds since 1970.
 */
export function useCampaignClock(simulated: boolean): (real?: number) => number {
  const { data, dataUpdatedAt } = useQuery(api.telephony.status.queryOptions({ enabled: simulated }))
  const practice = simulated ? data?.practice : undefined
  const [now, speed] = [practice?.now, practice?.speed ?? 1]
  return useCallback((real = Date.now()) => now === undefined ? real : now + Math.max(0, real - dataUpdatedAt) * speed, [now, speed, dataUpdatedAt])
}

/** The campaigns' time, renewed twice a second. Only for small leaves of a page: each renewal renders again. */
export function useTickingClock(simulated: boolean): number {
  return useCampaignClock(simulated)(useNow(tickMs))
}

/** Time since a moment as a stopwatch shows it: "4:05", "1:02:09". */
export function Elapsed({ since, simulated }: { since: number, simulated: boolean }) {
  const now = useTickingClock(simulated)
  return <span className="font-medium">{stopwatchText(now - since)}</span>
}

/** Milliseconds as minutes and seconds, with hours where there are any. */
export function stopwatchText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
