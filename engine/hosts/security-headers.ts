import { liveRoomDomain } from '../contract/calls.ts'

/** Where a person listens to a live call. The provider names the server only when one is opened, after the page was loaded: the whole domain is let in. */
const liveRooms = [`https://*.${liveRoomDomain}`, `wss://*.${liveRoomDomain}`]

/**
 * Headers of every answer that a browser may show. The console needs nothing from anywhere else but the rooms of live
 * calls: all that is not listed is refused. Inline style attributes are allowed because virtual tables place their rows with them.
 * @param connections addresses beyond its own origin that the page may connect to.
 */
export function securityHeaders(connections: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // Recordings come over the connection and are played from memory.
    "media-src 'self' blob:",
    "font-src 'self'",
    ['connect-src', "'self'", ...connections, ...liveRooms].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // The microphone is for a person who takes a live call over.
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(self)',
  }
}
