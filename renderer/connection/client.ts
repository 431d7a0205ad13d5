import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { contract } from '../../engine/contract/contract.ts'
import { ConnectionLost, setConnection, useConnection } from './connection-state.ts'
import { onShellStatus } from './shell-status.ts'
import { openWire, type Wire } from './wire.ts'

const firstDelayMs = 250
const longestDelayMs = 4_000

let wire: Wire | null = null
let wakeUp: (() => void) | null = null

/**
 * The engine, typed by the contract: `client.jobs.get({ id })`. Calls made before the first connection wait for it;
 * calls made or waiting while it is lost reject with ConnectionLost.
 */
export const client: ContractRouterClient<typeof contract> = createORPCClient(reconnectingLink())

/** The same for TanStack Query: `useQuery(api.jobs.get.queryOptions({ input: { id } }))`. */
export const api = createTanstackQueryUtils(client)

/** Connects and keeps connecting for as long as the page lives. */
export async function keepConnected(): Promise<never> {
  onShellStatus(({ problem }) => { if (problem !== null) useConnection.setState({ problem }) })
  let delay = firstDelayMs
  for (;;) {
    try {
      wire = await openWire()
      delay = firstDelayMs
      setConnection('connected')
      await wire.closed
      wire = null
    } catch {
      delay = Math.min(delay * 2, longestDelayMs)
    }
    setConnection('lost', Date.now() + delay)
    await waitFor(delay)
    setConnection('lost', null)
  }
}

/** Tries again now instead of when the back-off has passed. */
export function reconnectNow(): void {
  wakeUp?.()
}

function reconnectingLink(): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      if (useConnection.getState().status === 'connecting') await firstConnection()
      const current = wire
      if (!current) throw new ConnectionLost('The engine cannot be reached.')
      try {
        return await current.link.call(path, input, options)
      } catch (error) {
        throw current.isOpen() ? error : new ConnectionLost('The engine went away before it answered.')
      }
    },
  }
}

function firstConnection(): Promise<void> {
  return new Promise(resolve => {
    const stop = useConnection.subscribe(state => {
      if (state.status === 'connecting') return
      stop()
      resolve()
    })
  })
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    wakeUp = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
