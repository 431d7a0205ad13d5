import { z } from 'zod'
import { chunksAfter, countEmbeddedTx } from '../../../db/queries/chunks.ts'
import { changeVersionTx, documentVersion, setLiveVersionTx, versionsOf } from '../../../db/queries/documents.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { defineJob, done, enqueueTx, retry } from '../../jobs/index.ts'
import { embeddedText } from './chunking/chunk-words.ts'
import { documentSpace, type DocumentsNeeds } from './needs.ts'
import type { PurgeVersionJob } from './purge-version.job.ts'

/** Chunks embedded at once: some milliseconds offline, which is how long the engine may be busy, and one request of a provider. */
const atOnce = 8
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

const payload = z.object({ versionSeq: z.number().int() })

export interface EmbedJobNeeds extends DocumentsNeeds { readonly purge: PurgeVersionJob; tellTx(tx: Tx): void }
export type EmbedDocumentJob = ReturnType<typeof embedDocumentJob>

/**
 * Gives the chunks of a version their vectors and then lets it be searched in the place of the one before, in one transaction.
 * Cut off, it goes on with the chunks that lack one. Where no vectors can be made, the version is searched by its words.
 */
export function embedDocumentJob({ database, vectors, purge, tellTx }: EmbedJobNeeds) {
  const underWay = (seq: number) => {
    const found = documentVersion(database, seq)
    return found === null || found.document.deleted === 1 || found.version.state !== 'indexing' ? null : found
  }
  /** The newest version that is whole serves; those before it are taken away. */
  const goLiveTx = (tx: Tx, versionSeq: number, error: string | null, now: number): void => {
    const found = underWay(versionSeq)
    if (found === null) return
    changeVersionTx(tx, versionSeq, { state: 'ready', error, finished_at: now })
    setLiveVersionTx(tx, found.document.seq, versionSeq, now)
    for (const { seq } of versionsOf(database, found.document.seq)) if (seq < versionSeq) enqueueTx(tx, purge, { versionSeq: seq }, now, { uniqueKey: `knowledge.purge:${seq}` })
    tellTx(tx)
  }

  return defineJob<z.infer<typeof payload>, { versionSeq: number; businessId: string }, { embedded: number }>({
    kind: 'knowledge.embed',
    payload,
    result: z.object({ embedded: z.number().int() }),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 6, firstDelayMs: 5_000, maxDelayMs: 10 * 60_000 },
    onLostLease: 'retry',

    prepare(_tx, job) {
      const found = underWay(job.payload.versionSeq)
      return found === null ? { done: { embedded: 0 } } : { work: { versionSeq: job.payload.versionSeq, businessId: found.document.business_id } }
    },

    async execute({ versionSeq, businessId }, context) {
      const space = documentSpace(businessId)
      let embedded = 0
      for (let after = 0; ;) {
        if (context.cancelled()) return retry('knowledge.problem.stopped')
        const chunks = chunksAfter(database, versionSeq, after, atOnce)
        const last = chunks.at(-1)
        if (last === undefined) return done({ embedded })
        const lacking = new Set(vectors.lacking(space, chunks.map(({ seq }) => seq)))
        const wanted = chunks.filter(({ seq }) => lacking.has(seq))
        const made = await vectors.embedMany(space, wanted.map(({ headings, text }) => embeddedText(JSON.parse(headings) as string[], text)), context.signal)
        const kept = writeTx(database, (tx) => {
          if (underWay(versionSeq) === null) return 'gone'
          // Given to another embedder while these were made: they are made once more.
          if (vectors.servedBy(space) !== (made?.embedder ?? null)) return 'again'
          made?.vectors.forEach((vector, at) => vectors.putTx(tx, space, wanted[at]?.seq ?? 0, { embedder: made.embedder, vector }))
          countEmbeddedTx(tx, versionSeq, embedded + chunks.length)
          tellTx(tx)
          return 'kept'
        })
        if (kept === 'gone') return done({ embedded })
        if (kept === 'kept') {
          embedded += chunks.length
          after = last.seq
        }
        context.progress(embedded, null)
        await nextTurn()
      }
    },

    apply: (tx, job) => goLiveTx(tx, job.payload.versionSeq, null, job.now),

    ended(tx, job, state) {
      if (state === 'done' || underWay(job.payload.versionSeq) === null) return
      if (state === 'failed') return goLiveTx(tx, job.payload.versionSeq, 'knowledge.problem.words_only', job.now)
      changeVersionTx(tx, job.payload.versionSeq, { state, finished_at: job.now })
      tellTx(tx)
    },
  })
}
