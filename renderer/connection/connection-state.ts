import { create } from 'zustand'

export type ConnectionStatus = 'connecting' | 'connected' | 'lost'

type ConnectionState = {
  status: ConnectionStatus
  /** When the status last changed, milliseconds since 1970. */
  since: number
  /** When the next attempt is made; null while connected or trying right now. */
  nextAttemptAt: number | null
  /** Why the engine could not start, as it said itself; null when nothing is known. */
  problem: string | null
}

/** How the console stands with its engine. Only client.ts changes it. */
export const useConnection = create<ConnectionState>(() => ({ status: 'connecting', since: Date.now(), nextAttemptAt: null, problem: null }))

export function setConnection(status: ConnectionStatus, nextAttemptAt: number | null = null): void {
  useConnection.setState(previous => ({ status, nextAttemptAt, since: previous.status === status ? previous.since : Date.now(), problem: status === 'connected' ? null : previous.problem }))
}

/** A call was made, or was waiting, while the engine could not be reached. Nothing is known about its effect. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

/**
 * Resolves as soon as the engine can be reached, at once when it can be now.
 * @throws what `signal` gives as its reason when the waiting is given up
 */
export function whenConnected(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    if (useConnection.getState().status === 'connected') return resolve()
    const giveUp = () => {
      stop()
      reject(signal?.reason)
    }
    const stop = useConnection.subscribe(state => {
      if (state.status !== 'connected') return
      stop()
      signal?.removeEventListener('abort', giveUp)
      resolve()
    })
    signal?.addEventListener('abort', giveUp, { once: true })
  })
}
