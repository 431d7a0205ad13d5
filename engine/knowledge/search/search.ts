import type { Database } from '../../../db/open.ts'
import { foundChunks, type ChunkFilter } from '../../../db/queries/chunks.ts'
import type { Reader } from '../../../db/reader.ts'
import type { Passage, SearchResult } from '../../contract/knowledge.ts'
import { atMost } from '../../observe/at-most.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Log } from '../../observe/log.ts'
import { documentSpace } from '../documents/needs.ts'
import type { Vectors } from '../vectors/vectors.ts'
import { fuse, type Ranked } from './fuse.ts'
import { marksIn, stemsOfQuestion } from './question.ts'

export interface SearchNeeds { readonly database: Database; readonly clock: Clock; readonly log: Log; readonly vectors: Vectors; readonly reader: Reader }

export interface Question {
  readonly businessId: string
  readonly question: string
  readonly filter?: ChunkFilter
  /** Passages wanted; 10 unless told. */
  readonly limit?: number
  readonly signal?: AbortSignal
}

/** What each side brings to the fusion; a passage that neither has among so many first is not found. */
const candidates = 50
/** Cosine below which texts have nothing in common but chance. */
const leastSimilarity = 0.12
/** What words alone have found is not kept waiting longer for an index that is still being read, milliseconds. */
const longestWaitMs = 1_500

export type SearchDocuments = (question: Question) => Promise<SearchResult>

/**
 * Searches the documents of one business by words and by meaning. Other businesses' documents are out of reach on every road: the words
 * have an index for each business, the vectors a space for each, and what both found is looked up under the business again.
 * The passages are data: whatever they say, they are to be quoted and never obeyed.
 * Where no vectors can be compared now, words alone are searched, and the answer says so.
 * @throws the signal's reason when aborted
 */
export function documentSearch({ database, clock, log, vectors, reader }: SearchNeeds): SearchDocuments {
  type Meaning = { found: Ranked[]; state: SearchResult['meaning'] }

  const byMeaning = async ({ businessId, question, signal }: Question, allowed: readonly number[] | null): Promise<Meaning> => {
    try {
      const space = documentSpace(businessId)
      const embedded = await vectors.embed(space, question, signal)
      if (embedded === null) return { found: [], state: 'not_ready' }
      const found = await vectors.search(space, embedded, { k: candidates, least: leastSimilarity, ...(allowed === null ? {} : { allowed }) })
      return { found: found.map(({ item, similarity }) => ({ chunk: item, score: similarity })), state: 'searched' }
    } catch (error) {
      if (signal?.aborted !== true) log.warn({ error: String(error) }, 'documents were searched by words alone')
      return { found: [], state: 'failed' }
    }
  }

  return async (asked) => {
    const { businessId, question, filter = {}, limit = 10, signal } = asked
    signal?.throwIfAborted()
    const stems = stemsOfQuestion(question)
    const filtered = Object.values(filter).some((value) => value !== undefined)
    const work = (async () => {
      const words = reader.run('knowledge.words', { businessId, stems, filter, limit: candidates })
      // Awaited below; an abort meanwhile must leave no rejection without a reader.
      words.catch(() => {})
      const allowed = filtered ? await reader.run('knowledge.let_through', { businessId, filter }) : null
      const meaning = atMost<Meaning>(clock, longestWaitMs, byMeaning(asked, allowed), { found: [], state: 'not_ready' })
      return { words: (await words).map(({ chunk, score }) => ({ chunk, score })), meaning: await meaning }
    })()
    const { words, meaning } = await untilAborted(work, signal)
    return { passages: passages(asked, { words, meaning: meaning.found, stems: new Set(stems), filter, limit }), meaning: meaning.state }
  }

  function passages({ businessId }: Question, { words, meaning, stems, filter, limit }: { words: readonly Ranked[]; meaning: readonly Ranked[]; stems: ReadonlySet<string>; filter: ChunkFilter; limit: number }): Passage[] {
    const rows = new Map(foundChunks(database, businessId, [...new Set([...words, ...meaning].map(({ chunk }) => chunk))], filter).map((row) => [row.seq, row]))
    const seen = (list: readonly Ranked[]) => list.filter(({ chunk }) => rows.has(chunk))
    return fuse(seen(words), seen(meaning)).slice(0, limit).flatMap(({ chunk, words: word, meaning: near, fused }) => {
      const row = rows.get(chunk)
      if (row === undefined) return []
      const headings = JSON.parse(row.headings) as string[]
      return [{
        documentId: row.document_id, title: row.title, fileName: row.file_name, documentKind: row.document_kind, tags: JSON.parse(row.tags) as string[],
        position: row.position, kind: row.kind, headings, text: row.text, language: row.language, page: row.page,
        trust: 'data' as const, marks: marksIn(row.text, row.language, stems), headingMarks: headings.map((heading) => marksIn(heading, row.language, stems)), words: word, meaning: near, fused,
      }]
    })
  }
}

function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
