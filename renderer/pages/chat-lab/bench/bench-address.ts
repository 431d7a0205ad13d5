import { navigate, setQuery, useAddress } from '../../../app/address.ts'

/** Which conversations of a run are shown. */
export const shows = ['all', 'failed', 'regression', 'improvement'] as const
export type Show = typeof shows[number]

/** What the address opens of the bench: nothing (its overview), a suite, or a run with one of its conversations. */
export type BenchPlace = {
  suiteId: string | null
  runId: string | null
  /** The run that is compared with; null: the reference, when there is one; `nothing` keeps even that away. */
  against: string | null
  /** Number of the open conversation. */
  number: number | null
  show: Show
}

export const newSuite = 'new'
export const nothing = 'nothing'

export function useBenchPlace(): BenchPlace {
  const { query } = useAddress()
  const number = Number(query.number)
  return {
    suiteId: query.suite ?? null,
    runId: query.run ?? null,
    against: query.against ?? null,
    number: query.number !== undefined && Number.isInteger(number) ? number : null,
    show: shows.find(candidate => candidate === query.show) ?? 'all',
  }
}

export function openOverview(): void {
  navigate({ page: 'chat-lab', item: 'bench' })
}

export function openRun(runId: string): void {
  navigate({ page: 'chat-lab', item: 'bench', query: { run: runId } })
}

/** @param suiteId `newSuite` for one that is not stored yet */
export function openSuite(suiteId: string): void {
  navigate({ page: 'chat-lab', item: 'bench', query: { suite: suiteId } })
}

/** Opens a conversation of the run, or with null none. Moving from one to another leaves no step in the history. */
export function openConversation(number: number | null, moving: boolean): void {
  setQuery({ number: number === null ? null : String(number) }, { replace: moving })
}
