import { z } from 'zod'
import type { Database } from '../../../db/open.ts'
import { deleteUnusedVectorsTx, itemsWithoutVector, putVectorTx, switchVectorSpaceTx, vectorSpaceBySeq, type VectorSpaceRow } from '../../../db/queries/vectors.ts'
import { writeTx } from '../../../db/tx.ts'
import { defineJob, done, retry } from '../../jobs/index.ts'
import type { Embedder } from '../embedders/embedder.ts'
import type { VectorSource } from './source.ts'

/** Texts embedded at once: some milliseconds offline, one request of a provider. */
const atOnce = 64
/** Vectors that no longer serve are deleted so many to a transaction. */
const deletedAtOnce = 500

const checkedAtOnce = 10_000
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** One re-embedding at a time for a space. */
export const reembedKey = (spaceSeq: number): string => `knowledge.reembed:${spaceSeq}`

export interface ReembedNeeds {
  readonly database: Database
  readonly embedder: Embedder
  readonly sources: readonly VectorSource[]
  /** Told once the new vectors serve. */
  switched(spaceSeq: number): void
}

/**
 * Makes the vectors of a space anew by another embedder. The old ones serve until the new ones are whole; a try that was cut
 * off goes on where it was, since what has a vector is left alone.
 */
export function reembedJob({ database, embedder, sources, switched }: ReembedNeeds) {
  const sourceOf = ({ name }: VectorSpaceRow) => sources.find(({ prefix }) => name === prefix || name.startsWith(`${prefix}/`)) ?? null
  /** In one transaction with a last look, so that nothing that was added meanwhile is left behind. */
  const switchWhenWhole = (space: VectorSpaceRow, source: VectorSource): boolean => writeTx(database, (tx) => {
    for (let after = -1; ;) {
      const page = source.page(database, space, after, checkedAtOnce)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.item
      if (itemsWithoutVector(database, space.seq, embedder.id, page.map(({ item }) => item)).length > 0) return false
    }
    switchVectorSpaceTx(tx, space.seq, embedder.id, embedder.dimensions)
    tx.afterCommit(() => switched(space.seq))
    return true
  })
  const payload = z.object({ spaceSeq: z.number().int() })
  return defineJob<z.infer<typeof payload>, { spaceSeq: number }, { embedded: number }>({
    kind: 'knowledge.reembed',
    payload,
    result: z.object({ embedded: z.number().int() }),
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 8, firstDelayMs: 10_000, maxDelayMs: 30 * 60_000 },
    onLostLease: 'retry',

    prepare(tx, job) {
      const space = vectorSpaceBySeq(tx.database, job.payload.spaceSeq)
      // Taken away since, of an area that this program does not have, or done already.
      return space === null || space.embedder === embedder.id || sourceOf(space) === null ? { done: { embedded: 0 } } : { work: job.payload }
    },

    async execute({ spaceSeq }, context) {
      const space = vectorSpaceBySeq(database, spaceSeq)
      const source = space === null ? null : sourceOf(space)
      if (space === null || source === null) return done({ embedded: 0 })
      let embedded = 0
      // What was added during a pass is found by the next one.
      do {
        for (let after = -1; ;) {
          if (context.cancelled()) return retry('knowledge.problem.stopped')
          const page = source.page(database, space, after, atOnce)
          const last = page.at(-1)
          if (last === undefined) break
          after = last.item
          const lacking = new Set(itemsWithoutVector(database, spaceSeq, embedder.id, page.map(({ item }) => item)))
          const texts = page.filter(({ item }) => lacking.has(item))
          const vectors = await embedder.embed(texts.map(({ text }) => text), context.signal)
          writeTx(database, (tx) => vectors.forEach((vector, at) => putVectorTx(tx, spaceSeq, embedder.id, texts[at]?.item ?? 0, vector)))
          embedded += texts.length
          context.progress(embedded, source.count(database, space))
          await nextTurn()
        }
      } while (!switchWhenWhole(space, source))
      while (writeTx(database, (tx) => deleteUnusedVectorsTx(tx, spaceSeq, embedder.id, deletedAtOnce)) > 0) await nextTurn()
      return done({ embedded })
    },
  })
}
