import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string
  /** Path and query, exactly as sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

export interface Keys { readonly accessKey: string; readonly secretKey: string }

export type Verdict =
  /** What the body must hash to; null where the signature leaves it open. */
  | { readonly ok: true; readonly bodySha256: string | null }
  | { readonly ok: false; readonly code: 'AccessDenied' | 'InvalidAccessKeyId' | 'SignatureDoesNotMatch' | 'AuthorizationHeaderMalformed' | 'MissingSecurityHeader'; readonly message: string }

/**
 * Verifies Amazon's signature version 4 as a server does, written from its documentation alone: in the header, or in
 * the query of a presigned address.
 * @param now milliseconds UTC, for the end of presigned addresses.
 */
export function verifySignature(request: SignedRequest, keys: Keys, region: string, now: number): Verdict {
  const question = request.url.indexOf('?')
  const path = question < 0 ? request.url : request.url.slice(0, question)
  const query = new URLSearchParams(question < 0 ? '' : request.url.slice(question + 1))
  const presigned = query.has('X-Amz-Signature')
  const claim = presigned ? claimOfQuery(query) : claimOfHeader(request.headers)
  if (claim === null) return { ok: false, code: 'AccessDenied', message: 'Access Denied' }
  const { accessKey, date, scope, signedHeaders, signature, time } = claim
  if (accessKey !== keys.accessKey) return { ok: false, code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.' }
  if (scope !== `${date}/${region}/s3/aws4_request`) return { ok: false, code: 'AuthorizationHeaderMalformed', message: `The authorization header is malformed; the region is wrong; expecting '${region}'` }
  if (!signedHeaders.includes('host')) return { ok: false, code: 'SignatureDoesNotMatch', message: 'The host must be signed' }
  if (presigned && now >= momentOf(time) + Number(query.get('X-Amz-Expires')) * 1000) return { ok: false, code: 'AccessDenied', message: 'Request has expired' }

  const payload = presigned ? 'UNSIGNED-PAYLOAD' : String(request.headers['x-amz-content-sha256'] ?? '')
  if (payload === '') return { ok: false, code: 'MissingSecurityHeader', message: 'Your request was missing a required header: x-amz-content-sha256' }
  query.delete('X-Amz-Signature')
  const canonical = [
    request.method, path, canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`), '',
    signedHeaders.join(';'), payload,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(Buffer.from(`AWS4${keys.secretKey}`), date), region))
  if (!same(hmac(key, toSign).toString('hex'), signature)) return { ok: false, code: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match the signature you provided.' }
  return { ok: true, bodySha256: /^[0-9a-f]{64}$/.test(payload) ? payload : null }
}

interface Claim { accessKey: string; date: string; scope: string; signedHeaders: string[]; signature: string; time: string }

function claimOfHeader(headers: IncomingHttpHeaders): Claim | null {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '')
  if (parts === null) return null
  const [, accessKey = '', date = '', rest = '', names = '', signature = ''] = parts
  return { accessKey, date, scope: `${date}/${rest}`, signedHeaders: names.split(';'), signature, time: String(headers['x-amz-date'] ?? '') }
}

function claimOfQuery(query: URLSearchParams): Claim | null {
  const [accessKey = '', date = '', ...rest] = (query.get('X-Amz-Credential') ?? '').split('/')
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return null
  return { accessKey, date, scope: [date, ...rest].join('/'), signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'), signature: query.get('X-Amz-Signature') ?? '', time: query.get('X-Amz-Date') ?? '' }
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&')
}

/** As Amazon wants it: everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `20260115T120000Z` as milliseconds UTC. */
function momentOf(time: string): number {
  return Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
