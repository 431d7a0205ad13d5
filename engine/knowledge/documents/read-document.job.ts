import { z } from 'zod'
import { insertChunkTx } from '../../../db/queries/chunks.ts'
import { changeDocumentTx, changeVersionTx, documentVersion } from '../../../db/queries/documents.ts'
import type { Tx } from '../../../db/tx.ts'
import { defineJob, enqueueTx } from '../../jobs/index.ts'
import type { EmbedDocumentJob } from './embed-document.job.ts'
import { documentPath, type DocumentsNeeds } from './needs.ts'
import { chunkPartSchema, readResultSchema, type DocumentToRead, type ReadResult } from './read-document.work.ts'

export const versionPayload = z.object({ versionSeq: z.number().int() })
export type VersionPayload = z.infer<typeof versionPayload>

export interface ReadJobNeeds extends DocumentsNeeds { readonly embed: EmbedDocumentJob; tellTx(tx: Tx): void }
export type ReadDocumentJob = ReturnType<typeof readDocumentJob>

/**
 * Reads a version's file in a thread and keeps its chunks with their words as they come. Until the version is whole nothing of it
 * is found. Cut off, it goes on behind the last chunk that was kept: the same file gives the same chunks.
 */
export function readDocumentJob({ dataFolder, embed, tellTx }: ReadJobNeeds) {
  const underWay = (tx: Tx, seq: number) => {
    const found = documentVersion(tx.database, seq)
    return found === null || found.document.deleted === 1 || (found.version.state !== 'waiting' && found.version.state !== 'reading') ? null : found
  }
  return defineJob<VersionPayload, DocumentToRead, ReadResult | null>({
    kind: 'knowledge.read',
    payload: versionPayload,
    result: readResultSchema.nullable(),
    queue: 'background',
    timeoutMs: 15 * 60_000,
    // A file at which the program has ended three times is what ends it.
    retry: { maxAttempts: 2, maxLostLeases: 3, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',
    execute: 'thread',

    prepare(tx, { payload }) {
      const found = underWay(tx, payload.versionSeq)
      if (found === null) return { done: null }
      changeVersionTx(tx, payload.versionSeq, { state: 'reading', error: null })
      tellTx(tx)
      const { id, file_name: fileName, kind, chunks } = found.version
      return { work: { path: documentPath(dataFolder, id), fileName, kind, from: chunks } }
    },

    receive(tx, { payload }, given) {
      const found = underWay(tx, payload.versionSeq)
      if (found === null) throw new Error('The document was deleted')
      for (const { words, headings, ...chunk } of chunkPartSchema.parse(given).chunks) {
        insertChunkTx(tx, found.document.business_id, { ...chunk, headings: JSON.stringify(headings), version_seq: payload.versionSeq }, words)
      }
      tellTx(tx)
    },

    apply(tx, { payload, now }, result) {
      const found = underWay(tx, payload.versionSeq)
      if (found === null || result === null) return
      const metadata = result.title === null ? {} : { title: result.title }
      changeDocumentTx(tx, found.document.seq, { metadata: JSON.stringify(metadata), updated_at: now })
      const job = enqueueTx(tx, embed, payload, now)
      changeVersionTx(tx, payload.versionSeq, { state: 'indexing', language: result.language, pages: result.pages, ...(job === null ? {} : { job_id: job.id }) })
      tellTx(tx)
    },

    ended(tx, { payload, now }, state, error) {
      if (state === 'done' || underWay(tx, payload.versionSeq) === null) return
      changeVersionTx(tx, payload.versionSeq, { state, error: state === 'failed' ? readable(error) : null, finished_at: now })
      tellTx(tx)
    },
  })
}

/** Reasons of ours are told as they are; whatever else happened, the person can do nothing but try again. */
const readable = (error: string | null): string => (error?.startsWith('knowledge.problem.') === true ? error : 'knowledge.problem.unexpected')
