import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'

/** Messages of the contract travel as JSON text, or as bytes when they carry a file. */
export type OutgoingMessage = string | Uint8Array
export type IncomingMessage = string | ArrayBuffer

/** The engine's end of a two-way link to one console, whatever carries it. */
export interface Link {
  /** Sends one message. A promise holds back whatever produces the next one (a long export) until this one is gone. */
  send(message: OutgoingMessage): void | Promise<void>
  close(): void
}

export interface ServedLink {
  /** Takes one message of the console. Never rejects: a link that speaks nonsense is closed. */
  receive(message: IncomingMessage): Promise<void>
  /** Call when the link is gone: aborts the calls and streams that were running for it. */
  ended(): void
}

/**
 * Answers the contract on any link. The transport adapters of oRPC drop the promise of a message, so that one
 * unreadable message would take the whole engine down as an unhandled rejection; here it costs that link alone.
 * @param onBroken told why a link was closed, for the log.
 */
export function serveLinks(router: AnyRouter, onBroken: (error: unknown) => void): (link: Link) => ServedLink {
  const handler = new RPCHandler(router)
  return (link) => {
    // The handler knows its peers by this object; it only ever sends on it, because messages are handed to it below.
    const peer = { send: (message: OutgoingMessage) => link.send(message), addEventListener: () => undefined }
    return {
      async receive(message) {
        try {
          await handler.message(peer, message)
        } catch (error) {
          // Whoever waits for this answer would wait for ever; a closed link rejects it and is dialled again.
          onBroken(error)
          link.close()
        }
      },
      ended: () => handler.close(peer),
    }
  }
}
