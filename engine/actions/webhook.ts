import { createHmac } from 'node:crypto'
import type { Clock } from '../observe/clock.ts'
import { SecretProblem, type SecretStore } from '../settings/index.ts'
import { guardedFetch, PrivateAddress, type GuardOptions } from './guarded-fetch.ts'
import { deadline, excerpt, networkError, secretNames, type Sending, type Sent } from './sending.ts'

export interface SenderNeeds {
  readonly secrets: SecretStore
  readonly clock: Clock
  readonly resolve?: GuardOptions['resolve']
}

/** Milliseconds for everything from the look-up of the name to the end of the answer. */
export const webhookTimeoutMs = 10_000
/** An answer is read so far; nobody needs more of it, and a stream without end must not fill the memory. */
const mostAnswerBytes = 64 * 1024
/** A receiver that asks for more patience than this is asked again all the same. */
const longestPatienceMs = 24 * 60 * 60_000

/**
 * The value of `X-Vocero-Signature`: the moment in seconds and, for each secret, HMAC-SHA256 of `<seconds>.<body>` in hex.
 * The receiver computes it over the bytes it got and compares; an old moment betrays a repetition by a stranger.
 */
export function signatureOf(body: string, seconds: number, secrets: readonly string[]): string {
  const signatures = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`)
  return [`t=${seconds}`, ...signatures].join(',')
}

/** Posts a signed body once and says how it went. Never throws. */
export async function sendWebhook(sending: Sending, needs: SenderNeeds, signal: AbortSignal): Promise<Sent> {
  const { clock } = needs
  const { target } = sending
  if (target.kind !== 'webhook') throw new TypeError('Not a webhook')
  const body = JSON.stringify(markedContent(sending))
  let secrets: string[]
  try {
    secrets = await signingSecrets(sending, needs.secrets)
  } catch (error) {
    return { verdict: 'needs_operator', error: error instanceof SecretProblem ? error.reason : 'settings.secrets_unreadable', status: null, request: null, response: null }
  }
  const request = excerpt(`POST ${target.url}\n\n${body}`, secrets)
  if (secrets.length === 0) return { verdict: 'needs_operator', error: 'actions.problem.secret_missing', status: null, request, response: null }

  const limit = deadline(clock, webhookTimeoutMs, signal)
  let status: number | null = null
  try {
    const answer = await guardedFetch({ allowPrivate: target.allowPrivate, ...(needs.resolve ? { resolve: needs.resolve } : {}) })(target.url, {
      method: 'POST', body, signal: limit.signal,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Vocero',
        'x-vocero-event': sending.trigger,
        'x-vocero-delivery': sending.deliveryId,
        'x-vocero-signature': signatureOf(body, Math.floor(clock.now() / 1000), secrets),
        ...(sending.simulated ? { 'x-vocero-simulated': 'true' } : {}),
        ...(sending.sample ? { 'x-vocero-test': 'true' } : {}),
      },
    })
    status = answer.status
    const response = excerpt(await beginningOf(answer), secrets)
    const logged = { status, request, response }
    if (answer.ok) return { verdict: 'delivered', error: null, ...logged }
    if (status === 410) return { verdict: 'gone', error: 'actions.problem.gone', ...logged }
    return { verdict: 'retry', error: `actions.problem.answered ${status}`, notBefore: patience(answer.headers.get('retry-after'), clock.now()), ...logged }
  } catch (error) {
    const logged = { status, request, response: null }
    if (error instanceof PrivateAddress) return { verdict: 'needs_operator', error: `actions.problem.private_address ${error.host}`, ...logged }
    return { verdict: 'retry', error: limit.timedOut() ? `actions.problem.timed_out ${webhookTimeoutMs / 1000}` : `actions.problem.network ${networkError(error)}`, notBefore: null, ...logged }
  } finally {
    limit.done()
  }
}

/** What did not happen in earnest says so itself, whatever the template leaves out. */
function markedContent({ content, simulated, sample }: Sending): Record<string, unknown> {
  return { ...content, ...(simulated ? { simulated: true } : {}), ...(sample ? { test: true } : {}) }
}

async function signingSecrets({ actionId, previousSecretSigns }: Sending, store: SecretStore): Promise<string[]> {
  const current = await store.get(secretNames.signing(actionId))
  const previous = previousSecretSigns ? await store.get(secretNames.previousSigning(actionId)) : null
  return [current, previous].filter((secret) => secret !== null)
}

/** An answer that is cut off before its end is an error, however it began. */
async function beginningOf(answer: Response): Promise<string> {
  if (answer.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= mostAnswerBytes) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `retry-after` in seconds or as a date (RFC 9110, 10.2.3). @returns milliseconds UTC; null when nothing readable was asked. */
function patience(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null
  const at = /^\d+$/.test(header.trim()) ? now + Number(header) * 1_000 : Date.parse(header)
  return Number.isNaN(at) ? null : Math.min(Math.max(at, now), now + longestPatienceMs)
}
