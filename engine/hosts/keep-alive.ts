import type { WebSocket } from 'ws'
import type { Clock } from '../observe/clock.ts'

/** A client whose machine went away without a goodbye keeps its streams running here until this finds out. */
export const heartbeat = 30_000

/**
 * Pings a socket until it closes, and cuts it off when a ping stays unanswered until the next.
 * @param onBeat called before each ping.
 */
export function keepAlive(socket: WebSocket, clock: Clock, onBeat: () => void = () => undefined): void {
  let alive = true
  let cancel = clock.after(heartbeat, beat)
  function beat(): void {
    if (!alive) return socket.terminate()
    alive = false
    onBeat()
    socket.ping()
    cancel = clock.after(heartbeat, beat)
  }
  socket.on('pong', () => { alive = true })
  socket.on('close', () => cancel())
}
