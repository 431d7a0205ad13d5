import type { Reader } from '../../../db/reader.ts'
import { versionsToPurge } from '../../../db/queries/documents.ts'
import { firstWithVectorSpace } from '../../../db/queries/vectors.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { enqueueTx, type AnyJob, type JobControl } from '../../jobs/index.ts'
import { atMostEvery } from '../../observe/at-most-every.ts'
import { documentSearch } from '../search/search.ts'
import { knowledgeApi } from './documents.api.ts'
import { openDocuments } from './documents.ts'
import { embedDocumentJob } from './embed-document.job.ts'
import { documentSpaceName, type DocumentsNeeds } from './needs.ts'
import { purgeVersionJob } from './purge-version.job.ts'
import { readDocumentJob } from './read-document.job.ts'

/** Consoles hear of documents at most this often while one is read, milliseconds. */
const tellEveryMs = 250

/** Puts documents together: their jobs, what other areas may add, and once there are a control of the runner and a reader, routes and search. */
export function openKnowledge(needs: DocumentsNeeds) {
  const { database, clock, events } = needs
  const tell = atMostEvery(clock, tellEveryMs, () => events.publish({ type: 'documents.changed' }))
  const tellTx = (tx: Tx) => tx.afterCommit(tell)
  const purge = purgeVersionJob({ ...needs, tellTx })
  const embed = embedDocumentJob({ ...needs, purge, tellTx })
  const read = readDocumentJob({ ...needs, embed, tellTx })
  const parts = { ...needs, read, purge, tellTx }
  const documents = openDocuments(parts)
  const jobs: readonly AnyJob[] = [read, embed, purge]
  return {
    jobs,
    documents,
    serve(control: JobControl, reader: Reader) {
      const search = documentSearch({ ...needs, reader })
      return {
        search,
        knowledgeApi: knowledgeApi(parts, documents, control, search),
        /**
         * Searches once in the oldest documents, where there are any: the threads run then and an index is open, for which the first
         * question after a start would otherwise wait.
         */
        async warm(): Promise<void> {
          const businessId = firstWithVectorSpace(database, documentSpaceName)
          if (businessId !== null) await search({ businessId, question: 'hola', limit: 1 })
        },
      }
    },
    /** Clears what an earlier run left behind; before anybody adds something. */
    start(): void {
      documents.sweep()
      const left = versionsToPurge(database)
      if (left.length > 0) writeTx(database, (tx) => { for (const versionSeq of left) enqueueTx(tx, purge, { versionSeq }, clock.now(), { uniqueKey: `knowledge.purge:${versionSeq}` }) })
    },
  }
}
