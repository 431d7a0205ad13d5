import { implement } from '@orpc/server'
import { contract } from '../contract/contract.ts'
import type { Mapping, Preview } from '../contract/ingest.ts'
import type { InspectFile } from './inspector.ts'
import { FileProblem } from './reading/index.ts'
import type { Inspection, Warning } from './reading/index.ts'
import { beginUpload, removeUpload, requireUpload, storePart, uploadPath, UploadProblem } from './uploads.ts'
import type { UploadStore } from './uploads.ts'
import { usualMapping } from './usual-mapping.ts'

export interface IngestDependencies extends UploadStore {
  readonly inspect: InspectFile
}

/** The routes by which a file comes in and is looked at before it is imported. */
export function ingestApi(dependencies: IngestDependencies) {
  const { database, dataFolder, inspect } = dependencies
  const routes = implement(contract.ingest)
  return {
    beginUpload: routes.beginUpload.handler(({ input, errors }) =>
      answering(errors, async () => ({ uploadId: await beginUpload(dependencies, input.fileName, input.bytes) }))),

    uploadPart: routes.uploadPart.handler(({ input, errors }) =>
      answering(errors, async () => ({ received: await storePart(dependencies, input.uploadId, input.offset, input.data) }))),

    preview: routes.preview.handler(({ input, errors, signal }) =>
      answering(errors, async (): Promise<Preview> => {
        const upload = requireUpload(dependencies, input.uploadId)
        if (upload.received < upload.bytes) throw errors.CONFLICT({ data: { reason: 'ingest.upload_incomplete' } })
        const { hasHeader, ...inspection } = await inspect(uploadPath(dataFolder, upload.id), upload.file_name, signal)
        const { mapping, remembered } = usualMapping(database, { hasHeader, ...inspection })
        return {
          uploadId: upload.id,
          fileName: upload.file_name,
          ...inspection,
          mapping,
          mappingRemembered: remembered,
          warnings: [...inspection.warnings, ...mappingWarnings(inspection, mapping)],
        }
      })),

    discard: routes.discard.handler(({ input, errors }) =>
      answering(errors, async () => {
        await removeUpload(dependencies, input.uploadId)
        return {}
      })),
  }
}

interface AnswerErrors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** Turns the problems a person can act on into the errors of the contract; others stay what they are. */
async function answering<Answer>(errors: AnswerErrors, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof FileProblem) {
      if (error.reason === 'ingest.file_missing') throw errors.NOT_FOUND({ data: { reason: error.reason } })
      throw errors.INVALID({ data: { reason: error.reason, detail: error.detail } })
    }
    if (!(error instanceof UploadProblem)) throw error
    const data = { reason: error.reason }
    if (error.reason === 'ingest.upload_missing') throw errors.NOT_FOUND({ data })
    if (error.reason === 'ingest.part_out_of_order' || error.reason === 'ingest.upload_in_use') throw errors.CONFLICT({ data })
    throw errors.INVALID({ data })
  }
}

/** A digit, a decimal mark, digits, an exponent: what a spreadsheet made of a long phone number. */
const damagedPhone = /^\d[.,]\d+E\+?\d+$/i

function mappingWarnings(inspection: Pick<Inspection, 'columns' | 'rows'>, mapping: Mapping): Warning[] {
  const warnings: Warning[] = []
  if (mapping.transcript === undefined) warnings.push({ key: 'ingest.warning_no_transcript', values: {} })
  const mapped = new Set(Object.values(mapping))
  for (const [index, column] of inspection.columns.entries()) {
    if (!mapped.has(index)) warnings.push({ key: 'ingest.warning_unmapped_column', values: { column } })
  }
  const phone = mapping.clientPhone
  const damaged = phone === undefined ? 0 : inspection.rows.filter((row) => damagedPhone.test((row[phone] ?? '').trim())).length
  if (damaged > 0) warnings.push({ key: 'ingest.warning_damaged_phones', values: { count: damaged } })
  return warnings
}
