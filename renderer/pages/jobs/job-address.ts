import { create } from 'zustand'
import { jobStates, queues, type JobState } from '../../../db/values.ts'
import type { JobFilter } from '../../../engine/contract/jobs.ts'

export const sinceChoices = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const
export type Since = keyof typeof sinceChoices

export const jobViews = ['list', 'load', 'failures', 'schedules'] as const
export type JobView = (typeof jobViews)[number]

/** "The last hour" is counted from when it was chosen: a moving start would be another list at every moment. */
export const useSinceChosenAt = create<{ at: number }>(() => ({ at: Date.now() }))

type Query = Readonly<Record<string, string>>

/**
 * The filter the address stands for; what is not understood is left out. "The last hour" is
 * counted from `now`, milliseconds since 1970.
 */
export function readJobFilter(query: Query, now: number): JobFilter {
  const states = readList(query.state).filter((state): state is JobState => jobStates.some(known => known === state))
  const kinds = readList(query.kind)
  const queue = queues.find(known => known === query.queue)
  const since = readSince(query)
  return {
    ...(states.length ? { states } : {}),
    ...(kinds.length ? { kinds } : {}),
    ...(queue ? { queue } : {}),
    ...(query.parent ? { parentId: query.parent } : {}),
    ...(since ? { createdFrom: now - sinceChoices[since] } : {}),
    ...(query.text ? { text: query.text.slice(0, 200) } : {}),
  }
}

export function readSince(query: Query): Since | null {
  return query.since === '1h' || query.since === '24h' || query.since === '7d' ? query.since : null
}

export function readView(query: Query): JobView {
  return jobViews.find(view => view === query.view) ?? 'list'
}

function readList(value: string | undefined): string[] {
  return value ? value.split(',').filter(Boolean) : []
}
