import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'

/**
 * Whether a request may speak to this host at all. A page anywhere on the web can make a browser send requests to a
 * loopback port, under a name of its own that it has pointed there (DNS rebinding); so the name asked for must be ours,
 * and a request that comes from a page must come from our page.
 */
export interface HostGuard {
  /** @param header the Host header. */
  acceptsHost(header: string | undefined): boolean
  /** @param header the Origin header; programs that are no browser send none. */
  acceptsOrigin(header: string | undefined): boolean
}

/**
 * @param port the port listened on. @param boundHost the address listened on.
 * @param allowedHosts further names (`calls.example.com`, on any port) when a proxy or a name of the network leads here.
 */
export function makeHostGuard(port: number, boundHost: string, allowedHosts: readonly string[]): HostGuard {
  const own = new Set(['localhost', '127.0.0.1', '[::1]', bracketed(boundHost)])
  const named = new Set(allowedHosts.map((name) => name.toLowerCase()))
  const boundToAll = boundHost === '0.0.0.0' || boundHost === '::'

  function accepts(name: string, namedPort: string): boolean {
    if (named.has(name)) return true
    if ((namedPort === '' ? 80 : Number(namedPort)) !== port) return false
    // Rebinding needs a name; a literal address cannot be pointed elsewhere.
    return own.has(name) || (boundToAll && isIP(name.replace(/^\[|\]$/g, '')) !== 0)
  }

  return {
    acceptsHost(header) {
      const url = header === undefined ? null : URL.parse(`http://${header}`)
      return url !== null && url.host === header?.toLowerCase().replace(/:80$/, '') && accepts(url.hostname, url.port)
    },
    acceptsOrigin(header) {
      if (header === undefined) return true
      const url = URL.parse(header)
      return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && accepts(url.hostname, url.port)
    },
  }
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host.toLowerCase()
}

/** Compares in constant time, lengths included: hashes always have the same one. */
export function sameToken(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** True for an address of this machine itself, IPv4 inside IPv6 included. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
