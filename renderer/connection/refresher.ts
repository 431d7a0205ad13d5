import type { QueryKey } from '@tanstack/react-query'

const intervalMs = 1_000

/**
 * Gives a function that refreshes the queries under a key at most once a second, however many events ask for it. What
 * is asked while a refresh runs is done once more after it: a slow query is neither restarted for ever nor left stale.
 */
export function createRefresher(run: (queryKey: QueryKey) => Promise<unknown>): (queryKey: QueryKey) => void {
  const keys = new Map<string, { askedAgain: boolean }>()
  return queryKey => { void refresh(queryKey) }

  async function refresh(queryKey: QueryKey): Promise<void> {
    const name = JSON.stringify(queryKey)
    const busy = keys.get(name)
    if (busy) {
      busy.askedAgain = true
      return
    }
    const state = { askedAgain: false }
    keys.set(name, state)
    const waited = new Promise(resolve => { setTimeout(resolve, intervalMs) })
    await Promise.allSettled([run(queryKey), waited])
    keys.delete(name)
    if (state.askedAgain) void refresh(queryKey)
  }
}
