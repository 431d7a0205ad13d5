/**
 * When the engine process is started, restarted and left alone, as a pure machine: what happened goes in, what to do
 * comes out. engine-process.ts carries it out.
 *
 *   starting --ready--> running            starting, running --exited--> waiting --due--> starting
 *   starting, running, waiting --stop--> stopping --exited--> stopped   (waiting has nothing to wait for: stopped at once)
 */
export type Supervision =
  | { readonly phase: 'starting' | 'running'; readonly failures: number }
  | { readonly phase: 'waiting'; readonly failures: number; readonly delay: number }
  | { readonly phase: 'stopping' | 'stopped'; readonly failures: number }

export type SupervisionEvent =
  | { readonly type: 'ready' }
  /** `ranFor`: milliseconds since it was ready; 0 when it never was. */
  | { readonly type: 'exited'; readonly ranFor: number }
  | { readonly type: 'due' }
  | { readonly type: 'stop' }

export type SupervisionAction = { readonly do: 'fork' } | { readonly do: 'wait'; readonly delay: number } | { readonly do: 'close engine' }

export interface Step { readonly state: Supervision; readonly actions: readonly SupervisionAction[] }

/** Doubles from half a second and stays at half a minute. Never gives up: what stops an engine (a full disk, a lock) goes away. */
const delays = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const

/** An engine that lasted this long was sound: its end is a new story, tried again at once. */
const soundAfter = 60_000

export const firstStep: Step = { state: { phase: 'starting', failures: 0 }, actions: [{ do: 'fork' }] }

/** How long the engine is waited for after the given number of failures in a row (1 or more), in milliseconds. */
export function restartDelay(failures: number): number {
  return delays[Math.min(failures, delays.length) - 1] ?? delays[0]
}

/** The next state, and what to do about it. An event that means nothing in a state changes nothing. */
export function step(state: Supervision, event: SupervisionEvent): Step {
  switch (event.type) {
    case 'ready':
      return state.phase === 'starting' ? { state: { ...state, phase: 'running' }, actions: [] } : unchanged(state)
    case 'exited':
      return exited(state, event.ranFor)
    case 'due':
      return state.phase === 'waiting' ? { state: { phase: 'starting', failures: state.failures }, actions: [{ do: 'fork' }] } : unchanged(state)
    case 'stop':
      if (state.phase === 'waiting') return { state: { phase: 'stopped', failures: state.failures }, actions: [] }
      if (state.phase === 'stopping' || state.phase === 'stopped') return unchanged(state)
      return { state: { phase: 'stopping', failures: state.failures }, actions: [{ do: 'close engine' }] }
  }
}

function exited(state: Supervision, ranFor: number): Step {
  if (state.phase === 'stopping') return { state: { phase: 'stopped', failures: state.failures }, actions: [] }
  if (state.phase !== 'starting' && state.phase !== 'running') return unchanged(state)
  const failures = ranFor >= soundAfter ? 1 : state.failures + 1
  const delay = restartDelay(failures)
  return { state: { phase: 'waiting', failures, delay }, actions: [{ do: 'wait', delay }] }
}

function unchanged(state: Supervision): Step {
  return { state, actions: [] }
}
