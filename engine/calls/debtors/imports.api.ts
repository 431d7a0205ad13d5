import { implement } from '@orpc/server'
import { businessById } from '../../../db/queries/businesses.ts'
import { debtorImportById, debtorImportsOf, importFailuresAfter, keptDebtors, type DebtorImportRow } from '../../../db/queries/debtor-imports.ts'
import { rememberedMapping } from '../../../db/queries/uploads.ts'
import type { Database } from '../../../db/open.ts'
import type { Language } from '../../../db/values.ts'
import { debtorMappingSchema, debtorsContract, paymentMappingSchema, type DebtorImport, type DebtorMapping, type ImportPreview, type PaymentMapping } from '../../contract/debtors.ts'
import { csvParts, csvStyleOf, FileProblem, requireUpload, uploadPath, UploadProblem, type InspectFile, type Inspection, type UploadStore } from '../../ingest/index.ts'
import { countryOfHeaders, guessDebtorMapping, guessPaymentMapping } from '../debtor-import/debtor-mapping.ts'
import { previewDebtors, previewPayments } from '../debtor-import/file-reader.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import { readTimeZone } from '../debtor-import/time-zone.ts'
import { failureText } from './apply-reasons.ts'
import { readImportLayout } from './import-layout.ts'
import { importOf, mappingKey, type DebtorImports } from './imports.ts'
import { previewDocuments } from './preview-documents.ts'

export interface ImportsApiNeeds extends UploadStore {
  readonly imports: DebtorImports
  readonly inspect: InspectFile
}

/** Failed rows read at a time when they are written out. */
const rowsPerRead = 500

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

type Mapping = DebtorMapping | PaymentMapping

/** The routes by which files reach the floor, and leave it again. */
export function importsApi(needs: ImportsApiNeeds) {
  const { database, clock, imports } = needs
  const api = implement(debtorsContract)
  const find = (id: string, errors: Errors): DebtorImportRow => {
    const row = debtorImportById(database, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'debtors.import_not_found' } })
    return row
  }
  const act = (id: string, errors: Errors, reason: string, action: (row: DebtorImportRow) => boolean): DebtorImport => {
    if (!action(find(id, errors))) throw errors.CONFLICT({ data: { reason } })
    return importOf(find(id, errors))
  }
  return {
    previewImport: api.previewImport.handler(async ({ input, errors, signal }): Promise<ImportPreview> => {
      const { kind, defaults } = input
      if (readTimeZone(defaults.timeZone) === null) throw errors.INVALID({ data: { reason: 'debtors.unknown_time_zone' } })
      const { fileName, path, inspection } = await lookAt(needs, input.uploadId, errors, signal)
      const { format, encoding, delimiter, columns, rows, rowCount, rowCountExact, hasHeader } = inspection
      const remembered = input.mapping === undefined && hasHeader ? readMapping(rememberedMapping(database, mappingKey(kind, columns)), kind === 'payments', columns.length) : null
      const mapping: Mapping = input.mapping ?? remembered ?? (kind === 'payments' ? guessPaymentMapping(columns) : kind === 'debtors' ? guessDebtorMapping(columns, rows, defaults.country) : { fields: {}, phones: [], variables: {} })
      const today = dayText(zoneTime(defaults.timeZone).dayAt(clock.now()))
      const understood = kind === 'payments' ? previewPayments(inspection, mapping as PaymentMapping, defaults, today)
        : kind === 'debtors' ? previewDebtors(inspection, asDebtorMapping(mapping), defaults, today)
          : await previewDocuments(path, defaults, rows, signal)
      return { fileName, format, encoding, delimiter, columns, mapping, mappingRemembered: remembered !== null, namedCountry: countryOfHeaders(columns), rowCount, rowCountExact, rows: understood }
    }),

    startImport: api.startImport.handler(async ({ input, errors, signal }) => {
      const { businessId, uploadId, simulated, kind, mapping, defaults, campaignId = null } = input
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const { fileName, inspection } = await lookAt(needs, uploadId, errors, signal)
      const start = { businessId, uploadId, fileName, simulated, kind, mapping: kind === 'debtors' ? asDebtorMapping(mapping) : mapping, defaults, campaignId, inspection }
      const problem = imports.problemOf(start)
      if (problem === 'campaigns.not_found') throw errors.NOT_FOUND({ data: { reason: problem } })
      if (problem === 'campaigns.ended') throw errors.CONFLICT({ data: { reason: problem } })
      if (problem !== null) throw errors.INVALID({ data: { reason: problem } })
      return importOf(imports.start(start))
    }),

    imports: api.imports.handler(({ input }) => debtorImportsOf(database, input.businessId).map(importOf)),
    importById: api.importById.handler(({ input, errors }) => importOf(find(input.importId, errors))),
    cancelImport: api.cancelImport.handler(({ input, errors }) => act(input.importId, errors, 'debtors.import_ended', (row) => imports.cancel(row))),
    undoImport: api.undoImport.handler(({ input, errors }) => act(input.importId, errors, 'debtors.import_not_done', (row) => imports.undo(row))),
    keptByUndo: api.keptByUndo.handler(({ input, errors }) =>
      keptDebtors(database, find(input.importId, errors).id, input.offset, input.limit).map((row) => ({ debtorId: row.id, nationalId: row.national_id, name: row.name, why: row.kept === 'called' ? 'called' as const : 'changed' as const }))),

    failedRows: api.failedRows.handler(async function* ({ input, errors }) {
      const row = find(input.importId, errors)
      const { columns } = readImportLayout(row.layout)
      const header = row.kind === 'job_documents' ? ['document'] : columns
      yield* csvParts([...header, 'row_number', 'reasons'], failedCells(database, row.id, header.length, input.language), csvStyleOf(input.language))
    }),
  }
}

interface LookedAt { readonly fileName: string; readonly path: string; readonly inspection: Inspection }

async function lookAt(needs: ImportsApiNeeds, uploadId: string, errors: Errors, signal?: AbortSignal): Promise<LookedAt> {
  try {
    const upload = requireUpload(needs, uploadId)
    if (upload.received < upload.bytes) throw errors.CONFLICT({ data: { reason: 'ingest.upload_incomplete' } })
    const path = uploadPath(needs.dataFolder, uploadId)
    return { fileName: upload.file_name, path, inspection: await needs.inspect(path, upload.file_name, signal) }
  } catch (error) {
    if (error instanceof UploadProblem) throw errors.NOT_FOUND({ data: { reason: error.reason } })
    if (error instanceof FileProblem) throw errors.INVALID({ data: { reason: error.reason, ...(error.detail === undefined ? {} : { detail: error.detail }) } })
    throw error
  }
}

/** A mapping of payments has only fields; both schemas take one such. */
function asDebtorMapping(mapping: Mapping): DebtorMapping {
  return 'phones' in mapping ? mapping : { fields: mapping.fields as DebtorMapping['fields'], phones: [], variables: {} }
}

function readMapping(text: string | undefined, payments: boolean, columnCount: number): Mapping | null {
  if (text === undefined) return null
  const read = (payments ? paymentMappingSchema : debtorMappingSchema).safeParse(JSON.parse(text))
  if (!read.success) return null
  const mapping: Mapping = read.data
  const columns = [...Object.values(mapping.fields), ...('phones' in mapping ? [...mapping.phones, ...Object.values(mapping.variables)] : [])]
  return columns.every((column) => column === undefined || column < columnCount) ? mapping : null
}

/** The original cells, cut or filled to the file's columns so that what follows them stays in its own. */
function* failedCells(database: Database, importId: string, columnCount: number, language: Language): Generator<(string | number)[][]> {
  for (let after = 0; ;) {
    const rows = importFailuresAfter(database, importId, after, rowsPerRead)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.row_number
    yield rows.map((row) => {
      const cells = JSON.parse(row.cells) as string[]
      const reasons = (JSON.parse(row.reasons) as string[]).map((reason) => failureText(reason, language))
      return [...Array.from({ length: columnCount }, (_, index) => cells[index] ?? ''), row.row_number, reasons.join('. ')]
    })
  }
}
