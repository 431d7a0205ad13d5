import { MutationCache, onlineManager, QueryClient } from '@tanstack/react-query'
import { ConnectionLost, useConnection } from './connection-state.ts'
import { tellProblem } from './tell-problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `shownInPlace`: the screen itself shows this mutation's error, so no toast is needed. */
    mutationMeta: { shownInPlace?: boolean }
  }
}

/**
 * The cache of everything asked from the engine. Without the engine queries pause and keep what they had; they go on
 * when it is back. Mutations fail at once instead: a click must not take effect minutes later.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof ConnectionLost && failures < 5,
      retryDelay: 300,
    },
    mutations: { networkMode: 'always', retry: false },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.shownInPlace) return
      tellProblem(error)
    },
  }),
})

/** Ties the cache to the connection: "online" means the engine answers, whatever the network does. */
export function followConnection(): void {
  onlineManager.setEventListener(setOnline => useConnection.subscribe(state => setOnline(state.status !== 'lost')))
}
