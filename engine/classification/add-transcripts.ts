import { hash } from 'node:crypto'
import { newId } from '../../db/id.ts'
import { batchById, countAddedTx, endBatchTx, finishImportTx, insertBatchTx, insertTranscriptsTx, lastImportedRow, transcriptIdOf } from '../../db/queries/batches.ts'
import type { Tx } from '../../db/tx.ts'
import type { BatchProgressTeller } from './batch-progress.ts'
import type { BatchLayout } from './batch-layout.ts'
import { gatherTx, type GatherJob } from './gather.job.ts'

/** A conversation that came from elsewhere than a file. */
export interface AddedTranscript {
  readonly businessId: string
  /** Where earlier ones of the same origin went; null for the first. */
  readonly batchId: string | null
  /** Name of the batch, where it is made. */
  readonly batchName: string
  readonly simulated: boolean
  readonly clientName: string | null
  readonly clientPhone: string | null
  /** YYYY-MM-DD */
  readonly metOn: string
  readonly seller: string | null
  readonly closed: boolean
  readonly transcript: string
}

const noFile: BatchLayout = { columns: [], mapping: {} }

/**
 * Adds a transcript to the batch of its origin and has it classified. Such a batch has no file: it is always imported to its end
 * and grows. One that a person deleted is made anew. Whoever calls it makes sure that the same conversation is added once.
 */
export function addTranscriptTx(tx: Tx, { gather, progress }: { readonly gather: GatherJob; readonly progress: BatchProgressTeller }, added: AddedTranscript, now: number): { batchId: string; transcriptId: string } {
  const known = added.batchId === null ? null : batchById(tx.database, added.batchId)
  const batchId = known === null || known.state === 'removing' ? makeBatchTx(tx, added, now) : known.id
  const { clientName, clientPhone, metOn, seller, closed, transcript } = added
  const rowNumber = lastImportedRow(tx.database, batchId) + 1
  const [seq] = insertTranscriptsTx(tx, { id: batchId, business_id: added.businessId }, [{
    rowNumber, clientName, clientEmail: null, clientPhone, metOn, seller, closed, contentHash: hash('sha256', transcript, 'buffer'), transcript,
  }], now)
  const transcriptId = seq === undefined ? null : transcriptIdOf(tx.database, seq)
  if (seq === undefined || transcriptId === null) throw new Error('The transcript was not stored')
  countAddedTx(tx, batchId)
  gatherTx(tx, gather, { businessId: added.businessId, batchId, fromRow: rowNumber }, now)
  tx.afterCommit(() => progress.changed(batchId))
  return { batchId, transcriptId }
}

function makeBatchTx(tx: Tx, { businessId, batchName, simulated }: AddedTranscript, now: number): string {
  const id = newId()
  insertBatchTx(tx, { id, business_id: businessId, name: batchName, file_name: '', upload_id: null, mapping: JSON.stringify(noFile), simulated: Number(simulated), created_at: now })
  finishImportTx(tx, id, 0)
  endBatchTx(tx, id, 'done', null, now)
  return id
}
