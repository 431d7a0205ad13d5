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

/** For as long as no documents are kept anywhere. */
export const noDocuments: DocumentSearch = { search: () => Promise.resolve([]) }

/** Where images and recordings of chats are kept. */
export interface MediaStore {
  /** @returns the kept file's id */
  keep(file: { readonly businessId: string; readonly kind: 'chat_image' | 'chat_audio'; readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }): Promise<string>
  /** Null where the business has no such file. */
  read(businessId: string, fileId: string): Promise<{ readonly contentType: string; readonly bytes: Uint8Array } | null>
  /** An address that is good for some minutes; null where the business has no such file. */
  signedUrl(businessId: string, fileId: string): Promise<{ readonly url: string; readonly contentType: string } | null>
  remove(businessId: string, fileId: string): Promise<void>
  /** Bytes of images and recordings kept. */
  storedBytes(businessId: string): number
}

