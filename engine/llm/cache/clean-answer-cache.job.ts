import { z } from 'zod'
import { deleteNamespaceTx, emptyNamespaces, expiredEntries } from '../../../db/queries/answer-cache.ts'
import { deleteOldHitsTx, forgetHitTextsTx } from '../../../db/queries/answer-cache-hits.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import { defineJob, done } from '../../jobs/index.ts'
import type { Vectors } from '../../knowledge/index.ts'
import type { Clock } from '../../observe/clock.ts'
import { digestPrefix, questionDigest, removeEntryTx, spaceOf } from './entries.ts'

/** Rows of one transaction; between two of them everybody else has a turn. */
const atOnce = 200
/** Hits are kept this long. Judged ones stay after that without their texts: they are what the false-hit rate is made of. */
const keptHitsMs = 30 * 24 * 60 * 60_000

/** Deletes kept answers whose time is over, with their vectors, namespaces in which nothing is left, old hits, and the texts of judged ones. */
export function cleanAnswerCacheJob({ database, clock, vectors, changed }: { readonly database: Database; readonly clock: Clock; readonly vectors: Vectors; changed(): void }) {
  const inParts = async (part: () => number): Promise<number> => {
    let all = 0
    for (let count = part(); count > 0; count = part()) {
      all += count
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    return all
  }
  return defineJob<Record<string, never>, null, { removed: number }>({
    kind: 'llm.clean_answer_cache',
    payload: z.object({}),
    result: z.object({ removed: z.number().int() }),
    queue: 'background',
    timeoutMs: 10 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 60_000, maxDelayMs: 600_000 },
    onLostLease: 'retry',
    prepare: () => ({ work: null }),
    async execute() {
      const removed = await inParts(() => writeTx(database, (tx) => {
        const entries = expiredEntries(database, clock.now(), atOnce)
        for (const entry of entries) removeEntryTx(tx, vectors, entry)
        return entries.length
      }))
      await inParts(() => writeTx(database, (tx) => {
        const namespaces = emptyNamespaces(database, atOnce)
        for (const { seq, business_id: businessId } of namespaces) {
          vectors.dropTx(tx, spaceOf({ businessId, namespaceSeq: seq }))
          deleteNamespaceTx(tx, seq)
        }
        return namespaces.length
      }))
      await inParts(() => writeTx(database, (tx) => deleteOldHitsTx(tx, clock.now() - keptHitsMs, atOnce)))
      const forgotten = await inParts(() => writeTx(database, (tx) => forgetHitTextsTx(tx, { before: clock.now() - keptHitsMs, limit: atOnce, prefix: digestPrefix, digestOf: questionDigest })))
      if (removed + forgotten > 0) changed()
      return done({ removed })
    },
  })
}
