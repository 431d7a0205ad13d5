import { businessChunkCount, businessChunks } from '../../../db/queries/chunks.ts'
import type { VectorSource } from '../vectors/source.ts'
import { embeddedText } from './chunking/chunk-words.ts'

/** The texts of documents, for whoever makes their vectors anew. */
export const documentVectors: VectorSource = {
  prefix: 'documents',
  page: (database, { business_id: businessId }, after, limit) =>
    businessChunks(database, businessId, after, limit).map(({ seq, headings, text }) => ({ item: seq, text: embeddedText(JSON.parse(headings) as string[], text) })),
  count: (database, { business_id: businessId }) => businessChunkCount(database, businessId),
}
