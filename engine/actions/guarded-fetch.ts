import { lookup, type LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { isPrivateAddress } from './private-addresses.ts'

/** The address leads into this machine or its network, and nobody allowed that. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress'
  readonly host: string
  constructor(host: string) {
    super(`${host} is an address of this machine or its network`)
    this.host = host
  }
}

export interface GuardOptions {
  readonly allowPrivate: boolean
  /** How names become addresses; the system's own unless a test says otherwise. */
  readonly resolve?: typeof lookup
}

export type GuardedFetch = (url: string | URL, init?: RequestInit) => Promise<Response>

/**
 * A `fetch` for addresses that people type in. It refuses those of this machine and its network, following no redirect
 * that could lead there; the address that was examined is the one connected to, so a name cannot point elsewhere in between.
 * Bodies to send must be text. Each request has a connection of its own.
 * @throws PrivateAddress, or the network's own error.
 */
export function guardedFetch(options: GuardOptions): GuardedFetch {
  const checkedLookup = options.allowPrivate ? undefined : refusingLookup(options.resolve ?? lookup)
  return (input, init = {}) => new Promise<Response>((resolve, reject) => {
    const url = new URL(input)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    // A literal address is never looked up.
    if (!options.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return reject(new PrivateAddress(host))
    const body = init.body ?? null
    if (body !== null && typeof body !== 'string') return reject(new TypeError('Only text can be sent'))
    const { request } = url.protocol === 'https:' ? https : http
    const sent = request(url, {
      method: init.method ?? 'GET',
      headers: { 'accept-encoding': 'identity', ...Object.fromEntries(new Headers(init.headers)), ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }) },
      agent: false,
      ...(init.signal ? { signal: init.signal } : {}),
      ...(checkedLookup === undefined ? {} : { lookup: checkedLookup }),
    })
    sent.once('error', reject)
    sent.once('response', (answer) => resolve(responseOf(answer)))
    sent.end(body)
  })
}

function responseOf(answer: http.IncomingMessage): Response {
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct)) for (const value of values ?? []) headers.append(name, value)
  const status = answer.statusCode ?? 500
  // These may have no body, and Response insists on it.
  if ([204, 205, 304].includes(status)) {
    answer.resume()
    return new Response(null, { status, headers })
  }
  return new Response(Readable.toWeb(answer) as ReadableStream, { status, headers })
}

function refusingLookup(resolve: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { family: options.family, hints: options.hints, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) return callback(error ?? new Error(`${hostname} has no address`), '', 0)
      // One private address among several is enough: which of them is taken is not ours to say.
      if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(new PrivateAddress(hostname), '', 0)
      if (options.all === true) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }
}
