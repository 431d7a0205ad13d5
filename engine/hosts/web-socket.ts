import type { WebSocket } from 'ws'
import type { Clock } from '../observe/clock.ts'
import { keepAlive } from './keep-alive.ts'
import type { Link, ServedLink } from './link.ts'

/** Serves the contract on one WebSocket until it closes. */
export function serveSocket(socket: WebSocket, serveLink: (link: Link) => ServedLink, clock: Clock): void {
  socket.binaryType = 'arraybuffer'
  const served = serveLink({
    send: (message) => new Promise((resolve) => {
      // Resolves too when the socket is gone: the close below then ends whatever was being sent.
      socket.send(message, () => resolve())
    }),
    close: () => socket.close(1007, 'unreadable message'),
  })
  keepAlive(socket, clock)
  socket.on('message', (message) => void served.receive(message instanceof ArrayBuffer ? message : String(message)))
  // Errors (a message too large, a broken frame) always end in a close.
  socket.on('error', () => undefined)
  socket.on('close', () => served.ended())
}
