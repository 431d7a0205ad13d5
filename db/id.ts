import { randomUUID } from 'node:crypto'

let lastMillisecond = -1
let timePart = ''

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random ones, so that ids sort by when they were
 * made. Built on the platform's random UUID because that is the only source fast enough for the queue (0.3 us; libraries
 * took 2 to 4 us, a third of what enqueueing a job costs). Uses the machine's time: an id is a name, not a moment.
 */
export function newId(): string {
  const now = Date.now()
  if (now !== lastMillisecond) {
    lastMillisecond = now
    const hex = now.toString(16).padStart(12, '0')
    timePart = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }
  // The random UUID's variant bits stand where version 7 wants them; only time and version are replaced.
  return timePart + randomUUID().slice(15)
}
