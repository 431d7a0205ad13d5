import type { StoreFailureCode } from '../../db/values.ts'
import { StoreFailure } from './ports.ts'

/** Codes of S3's own answers, and of the system below it. What is not named here is told by its status. */
const codes: Readonly<Record<string, StoreFailureCode>> = {
  NoSuchKey: 'not_found', NotFound: 'not_found', NoSuchBucket: 'no_bucket', InvalidBucketName: 'no_bucket',
  InvalidAccessKeyId: 'unauthorised', SignatureDoesNotMatch: 'unauthorised', InvalidToken: 'unauthorised', ExpiredToken: 'unauthorised', InvalidClientTokenId: 'unauthorised',
  AccessDenied: 'forbidden', AllAccessDisabled: 'forbidden', AccountProblem: 'forbidden',
  PermanentRedirect: 'wrong_region', AuthorizationHeaderMalformed: 'wrong_region', TemporaryRedirect: 'wrong_region',
  RequestTimeTooSkewed: 'wrong_time', RequestExpired: 'wrong_time',
  BadDigest: 'damaged', IncompleteBody: 'damaged', XAmzContentSHA256Mismatch: 'damaged', XAmzContentChecksumMismatch: 'damaged',
  SlowDown: 'server_error', ServiceUnavailable: 'server_error', InternalError: 'server_error',
  TimeoutError: 'timeout', RequestTimeout: 'timeout', ETIMEDOUT: 'timeout',
  ECONNRESET: 'cut_off', EPIPE: 'cut_off', ERR_STREAM_PREMATURE_CLOSE: 'cut_off',
  ECONNREFUSED: 'unreachable', ENOTFOUND: 'unreachable', EAI_AGAIN: 'unreachable', EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', EADDRNOTAVAIL: 'unreachable',
}

/**
 * What an error of the SDK means. Only codes and the status are kept of it: its message and fields may quote what was signed.
 */
export function storeFailureOf(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error
  const { name = '', code = '', $metadata: { httpStatusCode: status = 0 } = {} } = (error ?? {}) as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } }
  // The code of the system is more exact: the SDK calls every broken connection a timeout.
  const said = codes[code] ?? codes[name]
  return new StoreFailure(said ?? byStatus(status) ?? (isUntrusted(code) ? 'unreachable' : 'refused'), [name, code, status || ''].filter(Boolean).join(' '))
}

/** An answer without a body (to HEAD), or one that is no answer of S3's, has only its status. */
function byStatus(status: number): StoreFailureCode | null {
  if (status === 401) return 'unauthorised'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 301 || status === 307) return 'wrong_region'
  return status >= 500 || status === 429 ? 'server_error' : null
}

/** The certificate is none that this machine trusts, or is another's. */
function isUntrusted(code: string): boolean {
  return code.startsWith('ERR_TLS') || code.includes('CERT') || code.includes('SIGNATURE')
}
