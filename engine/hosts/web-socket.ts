import type { WebSocket } from 'ws'
import type { Clock } from '../observe/clock.ts'
import type { Link, ServedLink } from './link.ts'

/** A console whose machine went away without a goodbye keeps its streams running here until this finds out. */
const heartbeat = 30_000

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
  let alive = true
  let cancelHeartbeat = clock.after(heartbeat, beat)
  function beat(): void {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
    cancelHeartbeat = clock.after(heartbeat, beat)
  }
  socket.on('pong', () => { alive = true })
  socket.on('message', (message) => void served.receive(message instanceof ArrayBuffer ? message : String(message)))
  // Errors (a message too large, a broken frame) always end in a close.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    cancelHeartbeat()
    served.ended()
  })
}
