import type { Readable } from 'node:stream'
import type { StoreFailureCode } from '../../db/values.ts'

/** What a store is told of an object before its bytes, and tells of one that it has. */
export interface ObjectFacts {
  readonly bytes: number
  /** Hexadecimal. A store keeps nothing that is not exactly this. */
  readonly sha256: string
  /** MIME type. */
  readonly type: string
}

/** How an address is to hand over what lies behind it. */
export interface LinkTerms {
  /** Seconds from now for which the address is good. */
  readonly seconds: number
  readonly type: string
  /** Header value of `Content-Disposition`. */
  readonly disposition: string
}

/**
 * Where bytes are kept: the data folder, or anything that speaks the protocol of S3. One conformance suite runs against
 * all of them. A key is `<business>/<file>`, made of ids alone: no name from outside ever becomes a path.
 * Every method throws `StoreFailure` and nothing else; a `signal` that aborts makes it `cancelled`.
 */
export interface FileStore {
  /** Keeps a whole object or nothing of it. The same object put again changes nothing, so that a try whose end nobody knows may be repeated. */
  put(key: string, body: Readable, facts: ObjectFacts, signal?: AbortSignal): Promise<void>
  /** The bytes, read as they are taken. Breaks with an error when they end too early. @throws StoreFailure `not_found` */
  get(key: string, signal?: AbortSignal): Promise<Readable>
  /** Null when there is no such object. */
  head(key: string, signal?: AbortSignal): Promise<Pick<ObjectFacts, 'bytes'> | null>
  /** Every object whose key begins with `prefix`, in the order of their keys. */
  list(prefix: string, signal?: AbortSignal): AsyncIterable<{ readonly key: string; readonly bytes: number }>
  /** One that is gone already is fine. */
  delete(key: string, signal?: AbortSignal): Promise<void>
  /** An address at which anybody may read the object until it expires. A local one is a path of the local host. */
  signedUrl(key: string, terms: LinkTerms): Promise<string>
}

/**
 * Why a store did not do what it was asked. The message is for the log: it names code and status, never what the other side
 * wrote, because that may quote keys.
 */
export class StoreFailure extends Error {
  readonly code: StoreFailureCode
  constructor(code: StoreFailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreFailure'
    this.code = code
  }
}
