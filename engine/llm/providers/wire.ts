import { systemClock } from '../../observe/clock.ts'
import { ModelFailure } from '../ports.ts'
import { refusalOf, withoutKeys } from './failures.ts'

/** Bytes read of a refusal. A proxy's page may be long, its reason stands at the front. */
const refusalBytes = 64_000

/** What goes with a request beside what the SDK must say of its body. */
const neededHeaders = ['accept', 'content-type']

/**
 * fetch as both SDKs are given it. It throws ModelFailure for every refusal and every connection that was not made, so that
 * both vendors fail alike and nothing depends on how an SDK words it: theirs drop headers such as Retry-After, or trip over
 * a refusal that is no JSON. And it sends only headers named here: an SDK adds what it finds in the environment
 * (OPENAI_CUSTOM_HEADERS) and what machine it runs on.
 * @param authorisation the header that carries the key.
 */
export function vendorFetch(apiKey: string | null, authorisation: Readonly<Record<string, string>>): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers)
    const headers = new Headers(authorisation)
    for (const name of neededHeaders) {
      const value = given.get(name)
      if (value !== null) headers.set(name, value)
    }
    let response: Response
    try {
      // Not followed: the key would go to an address that nobody set up.
      response = await fetch(input, { ...init, headers, redirect: 'manual' })
    } catch (error) {
      throw init?.signal?.aborted === true ? error : notConnected(error, String(input))
    }
    if (response.ok) return response
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      const target = withoutKeys(response.headers.get('location') ?? '', apiKey)
      throw new ModelFailure('bad_request', `The address redirects to ${target}. Set up that address if it is the right one.`.slice(0, 500), { status: response.status })
    }
    throw refusalOf({ status: response.status, text: await startOf(response), headers: response.headers }, apiKey, Date.parse(response.headers.get('date') ?? '') || systemClock.now())
  }
}

/**
 * Brings whatever was thrown on the way to the one failure that callers know. Nothing of it is kept as a cause: the SDKs'
 * errors hold requests, and requests hold the key.
 * @param signal of the call: a failure after it fired is the caller's own doing.
 */
export function failureOf(error: unknown, signal: AbortSignal, apiKey: string | null): ModelFailure {
  if (signal.aborted) return stopped(signal)
  const chain = causesOf(error)
  const known = chain.find((cause) => cause instanceof ModelFailure)
  if (known !== undefined) return known
  const inStream = refusalInStream(chain[0], apiKey)
  if (inStream !== null) return inStream
  const codes = new Set(chain.map((cause) => cause.code))
  if (codes.has('UND_ERR_BODY_TIMEOUT') || chain.some((cause) => cause.name === 'TimeoutError' || cause.name === 'AbortError')) return new ModelFailure('timeout', 'The answer stopped coming.')
  if (chain.some((cause) => cause instanceof SyntaxError || cause.name === 'ZodError')) return new ModelFailure('unreadable', 'The answer is not in the form that this kind of provider uses.')
  // undici calls a body that breaks off `terminated`; the Gemini SDK finds half an event at the end.
  if (codes.has('UND_ERR_SOCKET') || codes.has('ECONNRESET') || chain.some((cause) => cause.message === 'terminated' || cause.message.startsWith('Incomplete JSON segment'))) return cutOff()
  return new ModelFailure('unreadable', `The answer could not be read (${chain[0]?.name ?? typeof error}).`)
}

export function cutOff(): ModelFailure {
  return new ModelFailure('cut_off', 'The connection broke before the answer was whole.')
}

/** Why the caller's own signal ended the call. */
function stopped(signal: AbortSignal): ModelFailure {
  if (signal.reason instanceof ModelFailure) return signal.reason
  return signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
    ? new ModelFailure('timeout', 'The answer took longer than was allowed.')
    : new ModelFailure('cancelled', 'The call was cancelled.')
}

type Cause = Error & { readonly code?: unknown }

/** The error with all that caused it, outermost first; both branches where several addresses were tried. */
function causesOf(error: unknown): Cause[] {
  if (!(error instanceof Error)) return []
  return [error, ...causesOf(error.cause), ...(error instanceof AggregateError ? error.errors.flatMap(causesOf) : [])]
}

function notConnected(error: unknown, address: string): ModelFailure {
  const codes = causesOf(error).map((cause) => cause.code).filter((code) => typeof code === 'string')
  const code = codes.at(-1)
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return new ModelFailure('timeout', 'The provider did not begin to answer.')
  const host = URL.canParse(address) ? new URL(address).host : 'the address'
  return new ModelFailure('unreachable', `${host} could not be reached${code === undefined ? '' : ` (${code})`}.`)
}

/** A failure that came as an event of a stream, which an SDK has made an error of its own with the body in it. */
function refusalInStream(error: Cause | undefined, apiKey: string | null): ModelFailure | null {
  if (error === undefined) return null
  const body: unknown = Reflect.get(error, 'error')
  if (typeof body === 'object' && body !== null) {
    const code: unknown = Reflect.get(body, 'code')
    return refusalOf({ status: typeof code === 'number' ? code : 500, text: JSON.stringify({ error: body }) }, apiKey, 0)
  }
  const status: unknown = Reflect.get(error, 'status')
  if (error.name !== 'ApiError' || typeof status !== 'number') return null
  return refusalOf({ status, text: error.message.slice(error.message.indexOf('{')) }, apiKey, 0)
}

/** The front of a refusal's body; what cannot be read of it is missed, the status says enough. */
async function startOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  try {
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true })
      bytes += part.byteLength
      if (bytes >= refusalBytes) break
    }
  } catch {
    return text
  }
  return text
}
