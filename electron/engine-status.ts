/** How the engine stands, as the window is told. `message` is the readable reason of the last failure, when it gave one. */
export type EngineStatus =
  | { readonly state: 'starting' | 'running' | 'stopped' }
  | { readonly state: 'waiting'; readonly retryInMs: number; readonly message: string | null }
