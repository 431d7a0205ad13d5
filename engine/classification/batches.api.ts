import { implement } from '@orpc/server'
import { batchById, batchesOf, failedRowsAfter, type BatchRow } from '../../db/queries/batches.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { rememberMappingTx } from '../../db/queries/uploads.ts'
import type { Database } from '../../db/open.ts'
import type { Language } from '../../db/values.ts'
import { writeTx } from '../../db/tx.ts'
import { batchesContract, type Batch } from '../contract/batches.ts'
import { csvParts, csvStyleOf, FileProblem, layoutKey, requireUpload, uploadPath, UploadProblem, type InspectFile, type Inspection, type UploadStore } from '../ingest/index.ts'
import { readLayout } from './batch-layout.ts'
import type { Batches } from './batches.ts'
import { rowReasonText } from './row-reason-texts.ts'

export interface BatchesApiNeeds extends UploadStore {
  readonly batches: Batches
  readonly inspect: InspectFile
}

/** Failed rows read at a time when they are written out. */
const rowsPerRead = 500

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

export function batchesApi(needs: BatchesApiNeeds) {
  const { database, clock, batches } = needs
  const api = implement(batchesContract)
  const find = (id: string, errors: Errors): BatchRow => {
    const row = batchById(database, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'batches.not_found' } })
    return row
  }
  /** Does something to a batch and answers with the batch as it is then. */
  const act = (id: string, errors: Errors, reason: string, action: (batch: BatchRow) => boolean): Batch => {
    if (!action(find(id, errors))) throw errors.CONFLICT({ data: { reason } })
    return batches.toContract(find(id, errors))
  }
  return {
    list: api.list.handler(({ input }) => batchesOf(database, input.businessId).map((row) => batches.toContract(row))),
    get: api.get.handler(({ input, errors }) => batches.toContract(find(input.batchId, errors))),

    start: api.start.handler(async ({ input, errors }) => {
      const { businessId, uploadId, name, mapping } = input
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      if (mapping.transcript === undefined) throw errors.INVALID({ data: { reason: 'batches.no_transcript_column' } })
      const { fileName, inspection } = await lookAt(needs, uploadId, errors)
      const { columns } = inspection
      if (Object.values(mapping).some((column) => column >= columns.length)) throw errors.INVALID({ data: { reason: 'batches.column_missing' } })
      const row = writeTx(database, (tx) => {
        // Columns that we named ourselves say nothing about the next file.
        if (inspection.hasHeader) rememberMappingTx(tx, layoutKey(columns), JSON.stringify(mapping), clock.now())
        return batches.startTx(tx, { businessId, name, fileName, uploadId, layout: { columns, mapping }, simulated: false })
      })
      return batches.toContract(row)
    }),

    pause: api.pause.handler(({ input, errors }) => act(input.batchId, errors, 'batches.not_running', (batch) => batches.pause(batch))),
    resume: api.resume.handler(({ input, errors }) => act(input.batchId, errors, 'batches.not_paused', (batch) => batches.resume(batch))),
    cancel: api.cancel.handler(({ input, errors }) => act(input.batchId, errors, 'batches.ended', (batch) => batches.cancel(batch))),
    retryFailed: api.retryFailed.handler(({ input, errors }) => act(input.batchId, errors, 'batches.nothing_to_retry', (batch) => batches.retryFailed(batch))),

    remove: api.remove.handler(({ input, errors }) => act(input.batchId, errors, 'batches.being_removed', (batch) => batches.remove(batch))),

    failedRows: api.failedRows.handler(async function* ({ input, errors }) {
      const batch = find(input.batchId, errors)
      const { columns } = readLayout(batch.mapping)
      yield* csvParts([...columns, 'row_number', 'reason', 'reason_text'], failedRowCells(database, batch.id, columns.length, input.language), csvStyleOf(input.language))
    }),
  }
}

/** Looks at the head of an upload, as the preview did. */
async function lookAt(needs: BatchesApiNeeds, uploadId: string, errors: Errors): Promise<{ fileName: string; inspection: Inspection }> {
  try {
    const upload = requireUpload(needs, uploadId)
    if (upload.received < upload.bytes) throw errors.CONFLICT({ data: { reason: 'ingest.upload_incomplete' } })
    return { fileName: upload.file_name, inspection: await needs.inspect(uploadPath(needs.dataFolder, uploadId), upload.file_name) }
  } catch (error) {
    if (error instanceof UploadProblem) throw errors.NOT_FOUND({ data: { reason: error.reason } })
    if (error instanceof FileProblem) throw errors.INVALID({ data: { reason: error.reason, detail: error.detail } })
    throw error
  }
}

/** The original cells, cut or filled to the file's columns so that what follows them stays in its own. */
function* failedRowCells(database: Database, batchId: string, columnCount: number, language: Language): Generator<(string | number)[][]> {
  for (let after = 0; ;) {
    const rows = failedRowsAfter(database, batchId, after, rowsPerRead)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.rowNumber
    yield rows.map((row) => [...Array.from({ length: columnCount }, (_, index) => row.cells[index] ?? ''), row.rowNumber, row.reason, rowReasonText(row.reason, language)])
  }
}
