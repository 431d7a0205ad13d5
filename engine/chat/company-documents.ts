import type { SearchDocuments } from '../knowledge/index.ts'
import type { DocumentSearch } from './ports.ts'

/** The documents of a business as its agent reads them. */
export function companyDocuments(search: SearchDocuments): DocumentSearch {
  return {
    async search({ businessId, question, limit, signal }) {
      const { passages } = await search({ businessId, question, limit, signal })
      return passages.map(({ documentId, title, headings, text, words, meaning }) => ({
        documentId, title, heading: headings.at(-1) ?? '', text, wordScore: words?.score ?? null, meaningScore: meaning?.score ?? null,
      }))
    },
  }
}
