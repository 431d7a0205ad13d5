import type { Readable } from 'node:stream'
import type { Tx } from '../../db/tx.ts'
import type { FileKind, FileState, FileStoreName, StoreFailureCode } from '../../db/values.ts'

/** A file that is kept, as other areas see it. Times are milliseconds UTC. */
export interface KeptFile {
  readonly id: string
  readonly kind: FileKind
  /** As shown and downloaded; its ending always fits `type`. */
  readonly name: string
  /** MIME type, told from the bytes themselves. */
  readonly type: string
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
  readonly store: FileStoreName
  readonly state: FileState
  /** Null: kept until somebody removes it. */
  readonly expiresAt: number | null
  readonly createdAt: number
}

export interface KeepRequest {
  readonly businessId: string
  readonly kind: FileKind
  /** As it came from outside; it is cleaned, and its ending made to fit what the bytes are. */
  readonly name: string
  /** Read once, as it is written: never held in memory as a whole. Destroyed when the file is refused. */
  readonly body: Readable
  /** Null keeps it for ever. Left out, the days set for its kind hold. */
  readonly expiresAt?: number | null
  readonly signal?: AbortSignal
}

/**
 * Keeping files, as other areas use it. Each is one business's, and found under that business alone. Bytes are on this
 * machine's disk before `keep` answers; where a remote store is set up they are moved there by a job, so that neither a
 * dead network nor a killed program loses one.
 */
export interface Files {
  /** @throws FileProblem when it is empty, too large for its kind, of a type that the kind does not take, or the disk is full; nothing is kept then. */
  keep(request: KeepRequest): Promise<KeptFile>
  /** @throws FileProblem `files.not_found`; one that has expired is not found any more. */
  facts(businessId: string, id: string): KeptFile
  /** Its bytes, from wherever they are. @throws FileProblem `files.not_found` or why its store did not give it. */
  open(businessId: string, id: string, signal?: AbortSignal): Promise<{ readonly file: KeptFile; readonly body: Readable }>
  /**
   * An address at which anybody may download it for so many seconds, or until it expires if that is sooner. One that begins
   * with `/` is a path of the local host. @throws FileProblem as `open`
   */
  signedUrl(businessId: string, id: string, seconds: number): Promise<string>
  /** From the commit on it is kept until somebody removes it, whenever it was to expire. @returns false when there was none. */
  holdTx(tx: Tx, businessId: string, id: string): boolean
  /** From the commit on nobody sees it; its bytes go with the next upkeep, wherever they are. @returns false when there was none. */
  removeTx(tx: Tx, businessId: string, id: string): boolean
}

/** Why a file cannot be kept or had: a translation key of renderer/i18n/files.ts. */
export type FileReason =
  | 'files.not_found' | 'files.business_not_found' | 'files.empty' | 'files.too_large' | 'files.type_not_taken' | 'files.interrupted' | `files.failure.${StoreFailureCode}`

export class FileProblem extends Error {
  readonly reason: FileReason
  /** Fills the sentence, such as a limit in megabytes. */
  readonly detail: string | undefined
  constructor(reason: FileReason, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? reason : `${reason}: ${detail}`, options)
    this.name = 'FileProblem'
    this.reason = reason
    this.detail = detail
  }
}
