import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'retell-sdk'

/**
 * Why a request to the line did not succeed. Two of them matter most when a call was asked for: `unplaced` proves that
 * there is no call, `unknown` proves nothing, and whoever dials again then may ring twice.
 */
export type LineFailure =
  /** The request never left, or the line cannot be reached at all. */
  | { readonly failure: 'unreachable'; readonly code: string }
  /** Perhaps received: time ran out, the answer was lost or unreadable, or the line failed while it worked (5xx). */
  | { readonly failure: 'unknown'; readonly cause: 'timeout' | 'dropped' | 'server_error' | 'unreadable'; readonly status: number | null }
  /** Refused for good (4xx): the same request would be refused again. */
  | { readonly failure: 'refused'; readonly status: number; readonly reason: string }
  | { readonly failure: 'not_found' }
  | { readonly failure: 'rate_limited'; readonly retryAfterMs: number; readonly concurrency: boolean }
  | { readonly failure: 'unauthorised' }
  | { readonly failure: 'payment_required' }

/** Whether a failed request to create a call proves that no call was placed. Only then may it be dialled again. */
export function provesNoCall(failure: LineFailure): boolean {
  return failure.failure !== 'unknown'
}

/** Wait after a 429 that does not say how long, milliseconds. */
const usualWaitMs = 5_000
const longestWaitMs = 10 * 60_000

/**
 * Failures of a connection that was never made: nothing was sent. A reset or a closed socket is not among them, because a
 * connection kept open from before breaks just so after the request has gone out.
 */
const neverSent = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** What the SDK gets instead of a connection's own failure: it calls some of those a timeout, and forgets why. */
class NeverSent extends Error {
  readonly code: string
  constructor(code: string) {
    super('The line could not be reached')
    this.code = code
  }
}

/** fetch, telling failures that prove nothing was sent from all others. */
export async function fetchKnowingly(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request)
  } catch (error) {
    const code = connectCode(error)
    throw code === null ? error : new NeverSent(code)
  }
}

/**
 * Classifies whatever the SDK threw.
 * @param apiKey taken out of every text that is passed on, should the line ever repeat it.
 * @param now for a Retry-After given as a date; real time, because that header is.
 */
export function failureOf(error: unknown, apiKey: string, now: number): LineFailure {
  if (error instanceof APIConnectionError && error.cause instanceof NeverSent) return { failure: 'unreachable', code: error.cause.code }
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return { failure: 'unknown', cause: 'timeout', status: null }
  if (error instanceof APIError && typeof error.status === 'number') return failureOfStatus(error.status, error, apiKey, now)
  // Thrown while the body was read, after the headers had come.
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return { failure: 'unknown', cause: 'timeout', status: null }
  if (error instanceof SyntaxError) return { failure: 'unknown', cause: 'unreadable', status: null }
  return { failure: 'unknown', cause: 'dropped', status: null }
}

function failureOfStatus(status: number, error: APIError, apiKey: string, now: number): LineFailure {
  const reason = reasonOf(error, apiKey)
  if (status === 401 || status === 403) return { failure: 'unauthorised' }
  if (status === 402) return { failure: 'payment_required' }
  if (status === 404) return { failure: 'not_found' }
  if (status === 429) return { failure: 'rate_limited', retryAfterMs: retryAfter(error.headers, now), concurrency: /concurren/i.test(reason) }
  // 408 says that the line stopped waiting and 409 that it was at work on something alike: neither says what became of it.
  if (status === 408 || status === 409) return { failure: 'unknown', cause: 'server_error', status }
  if (status >= 400 && status < 500) return { failure: 'refused', status, reason }
  return { failure: 'unknown', cause: 'server_error', status }
}

/** The line's own sentence, without the key and cut to what a person reads. */
function reasonOf(error: APIError, apiKey: string): string {
  const body: unknown = error.error
  const message = typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string' ? body.message : error.message
  return message.replaceAll(apiKey, '***').slice(0, 500)
}

function retryAfter(headers: Headers | undefined, now: number): number {
  const text = headers?.get('retry-after') ?? ''
  const seconds = Number(text)
  const milliseconds = text !== '' && Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now
  return Number.isFinite(milliseconds) ? Math.min(Math.max(0, milliseconds), longestWaitMs) : usualWaitMs
}

/** The code of a connection that never came about, wherever in the chain of causes it lies; null when there was one. */
function connectCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  // Several addresses were tried (IPv6, then IPv4): nothing was sent only if none of them was reached.
  if (error instanceof AggregateError && error.errors.length > 0) {
    const codes = error.errors.map(connectCode)
    return codes.every((code) => code !== null) ? codes[0] ?? null : null
  }
  if ('code' in error && typeof error.code === 'string') return neverSent.has(error.code) ? error.code : connectCode(error.cause)
  return connectCode(error.cause)
}
