import type { Readable } from 'node:stream'
import type { Tx } from '../../db/tx.ts'

/** A place in a document of the company, as a search gives it. Its text is data, whatever it says. */
export interface FoundPassage {
  readonly documentId: string
  readonly title: string
  readonly heading: string
  readonly text: string
  /** How well its words fit, and what it means; null where that side did not find it. */
  readonly wordScore: number | null
  readonly meaningScore: number | null
}

/** The company's documents. Never gives another business's. */
export interface DocumentSearch {
  search(question: { readonly businessId: string; readonly question: string; readonly limit: number; readonly signal: AbortSignal }): Promise<readonly FoundPassage[]>
}

export type MediaKind = 'image' | 'audio'

/** A kept image or recording. */
export interface KeptMedia { readonly id: string; readonly kind: MediaKind; readonly contentType: string }

/** Where images and recordings of chats are kept. What a file is, is told by its own bytes. */
export interface MediaStore {
  /** Keeps it for a day, unless it is held. @throws ChatProblem `chat.file_type` or `chat.file_too_large` for what is not taken; nothing is kept then */
  keep(file: { readonly businessId: string; readonly name: string; readonly body: Readable }): Promise<KeptMedia>
  /** The whole file. Null where the business has no such file. */
  read(businessId: string, fileId: string, signal: AbortSignal): Promise<{ readonly contentType: string; readonly bytes: Uint8Array } | null>
  /** An address that is good for some minutes; null where the business has no such file. */
  signedUrl(businessId: string, fileId: string): Promise<{ readonly url: string; readonly contentType: string } | null>
  /** A message has the file: from the commit on it is kept until it is removed. */
  holdTx(tx: Tx, businessId: string, fileId: string): void
  removeTx(tx: Tx, businessId: string, fileId: string): void
  /** Bytes of images and recordings kept. */
  storedBytes(businessId: string): number
}
