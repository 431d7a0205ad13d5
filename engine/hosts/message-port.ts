import type { AnyRouter } from '@orpc/server'
import { serveLinks } from './link.ts'
import type { IncomingMessage, OutgoingMessage } from './link.ts'

/**
 * What a port of Node's worker_threads and one of Electron have in common. They differ in what a listener is given:
 * Node passes the message, Electron an event that holds it in `data`.
 */
export interface ServablePort {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: OutgoingMessage): void
  start(): void
  close(): void
}

/**
 * Serves the engine's contract on message ports, one console each.
 * @returns a function that takes a port into service and answers with one that hangs up. Closing the port, from either
 * side, aborts the calls and streams running on it.
 */
export function servePorts(router: AnyRouter, onBroken: (error: unknown) => void): (port: ServablePort) => () => void {
  const serve = serveLinks(router, onBroken)
  return (port) => {
    const served = serve({ send: (message) => port.postMessage(message), close: () => port.close() })
    port.on('message', (message) => void served.receive(readMessage(message)))
    port.on('close', () => served.ended())
    port.start()
    return () => port.close()
  }
}

function readMessage(message: unknown): IncomingMessage {
  const data = typeof message === 'object' && message !== null && 'data' in message ? message.data : message
  if (typeof data === 'string' || data instanceof ArrayBuffer) return data
  // Anything that is neither text nor bytes becomes an empty text, which the link refuses as unreadable.
  return data instanceof Uint8Array ? new Uint8Array(data).buffer : ''
}
