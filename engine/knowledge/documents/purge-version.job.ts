import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { chunksAfter, deleteChunksTx } from '../../../db/queries/chunks.ts'
import { deleteVersionTx, documentVersion } from '../../../db/queries/documents.ts'
import { overwriting } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { defineJob, done, retry } from '../../jobs/index.ts'
import { documentPath, documentSpace, type DocumentsNeeds } from './needs.ts'

const deletedAtOnce = 50
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

const payload = z.object({ versionSeq: z.number().int() })

export type PurgeVersionJob = ReturnType<typeof purgeVersionJob>

/**
 * Takes away what is left of a version that nobody sees any more: its chunks with their words and vectors, its file, its row, and the
 * document's with the last one. What is deleted is overwritten in the database's file.
 */
export function purgeVersionJob({ database, dataFolder, vectors, tellTx }: DocumentsNeeds & { tellTx(tx: Tx): void }) {
  return defineJob<z.infer<typeof payload>, { versionSeq: number }, { deleted: number }>({
    kind: 'knowledge.purge',
    payload,
    result: z.object({ deleted: z.number().int() }),
    queue: 'background',
    timeoutMs: 60 * 60_000,
    retry: { maxAttempts: 8, firstDelayMs: 5_000, maxDelayMs: 10 * 60_000 },
    onLostLease: 'retry',

    prepare(tx, job) {
      const found = documentVersion(tx.database, job.payload.versionSeq)
      return found === null || found.document.live_seq === found.version.seq ? { done: { deleted: 0 } } : { work: job.payload }
    },

    async execute({ versionSeq }, context) {
      let deleted = 0
      for (;;) {
        if (context.cancelled()) return retry('knowledge.problem.stopped')
        const found = documentVersion(database, versionSeq)
        if (found === null) return done({ deleted })
        const { document: { business_id: businessId }, version } = found
        const seqs = chunksAfter(database, versionSeq, 0, deletedAtOnce).map(({ seq }) => seq)
        if (seqs.length === 0) {
          await rm(documentPath(dataFolder, version.id), { force: true })
          // A part that was on its way when the document was deleted is refused; looked at again so that nothing outlives the row.
          const whole = overwriting(database, () => writeTx(database, (tx) => {
            if (chunksAfter(database, versionSeq, 0, 1).length > 0) return false
            deleteVersionTx(tx, version)
            tellTx(tx)
            return true
          }))
          if (whole) return done({ deleted })
          continue
        }
        overwriting(database, () => writeTx(database, (tx) => {
          for (const seq of seqs) vectors.removeTx(tx, documentSpace(businessId), seq)
          deleteChunksTx(tx, businessId, seqs)
        }))
        deleted += seqs.length
        await nextTurn()
      }
    },
  })
}
