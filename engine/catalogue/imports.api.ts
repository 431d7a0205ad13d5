import { implement } from '@orpc/server'
import { businessById } from '../../db/queries/businesses.ts'
import { keptCatalogueChanges } from '../../db/queries/catalogue-changes.ts'
import { catalogueFailuresAfter, catalogueImportOf, catalogueImportsOf, changeCatalogueImportTx, type CatalogueImportRow } from '../../db/queries/catalogue-imports.ts'
import { productsAfter } from '../../db/queries/products.ts'
import { rememberedMapping } from '../../db/queries/uploads.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { CatalogueImportKind, Language } from '../../db/values.ts'
import { catalogueContract, catalogueMappingSchema, type CatalogueMapping } from '../contract/catalogue.ts'
import { csvParts, csvStyleOf, FileProblem, readCurrency, removeUpload, requireUpload, uploadPath, UploadProblem, type InspectFile, type Inspection } from '../ingest/index.ts'
import { enqueueTx, type JobControl } from '../jobs/index.ts'
import { importLayoutSchema, type ImportCatalogueJob } from './import-catalogue.job.ts'
import { tellTx, type CatalogueNeeds, type Errors } from './needs.ts'
import { catalogueReader, guessCatalogueMapping, understoodText } from './reading/file-reader.ts'
import { isTimeZone, ownTimeZone } from './reading/local-time.ts'
import { rowReasonText } from './reading/row-reasons.ts'
import { sampleCurrency, sampleImports } from './sample/sample-files.ts'
import { mappingKey, startImports, type ImportToStart } from './start-import.ts'
import type { UndoCatalogueImportJob } from './undo-import.job.ts'
import { importOf } from './views.ts'

export interface ImportsServing { readonly control: JobControl; readonly inspect: InspectFile; readonly importCatalogue: ImportCatalogueJob; readonly undoImport: UndoCatalogueImportJob }

/** Failed rows read at a time when they are written out. */
const rowsPerRead = 500

/** The routes by which files reach the catalogue. */
export function importsApi(needs: CatalogueNeeds, { control, inspect, importCatalogue, undoImport }: ImportsServing) {
  const { database, clock, events } = needs
  const { imports: api, loadSample } = implement(catalogueContract)
  const find = (businessId: string, id: string, errors: Errors): CatalogueImportRow => {
    const row = catalogueImportOf(database, businessId, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.import_not_found' } })
    return row
  }
  const requireBusiness = (businessId: string, errors: Errors) => {
    if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
  }
  const check = ({ currency, timeZone }: { currency: string; timeZone: string }, errors: Errors) => {
    if (readCurrency(currency, '') === null) throw errors.INVALID({ data: { reason: 'catalogue.unknown_currency', detail: currency } })
    if (!isTimeZone(timeZone)) throw errors.INVALID({ data: { reason: 'catalogue.unknown_time_zone', detail: timeZone } })
  }
  /** @returns the first of them */
  const start = (businessId: string, files: readonly ImportToStart[], errors: Errors) => importOf(find(businessId, startImports(needs, importCatalogue, files)[0]!, errors))
  const imports = {
    preview: api.preview.handler(async ({ input: { uploadId, kind, currency, timeZone = ownTimeZone(), mapping: given }, errors, signal }) => {
      check({ currency, timeZone }, errors)
      const { fileName, inspection } = await lookAt(needs, inspect, uploadId, errors, signal)
      const { columns, rows, rowCount, rowCountExact, hasHeader } = inspection
      const remembered = given === undefined && hasHeader ? readMapping(rememberedMapping(database, mappingKey(kind, columns)), columns.length) : null
      const mapping = given ?? remembered ?? guessCatalogueMapping(kind, columns)
      const read = catalogueReader({ kind, mapping, currency, timeZone }, rows)
      const understood = rows.map((cells) => {
        const reading = read(cells)
        return 'ok' in reading ? { cells: [...cells], understood: understoodText(reading.ok), reasons: [] } : { cells: [...cells], understood: null, reasons: [...reading.failed] }
      })
      return { fileName, columns, mapping, mappingRemembered: remembered !== null, rowCount, rowCountExact, rows: understood }
    }),
    start: api.start.handler(async ({ input: { businessId, uploadId, kind, currency, timeZone = ownTimeZone(), mapping, takeStock }, errors, signal }) => {
      requireBusiness(businessId, errors)
      check({ currency, timeZone }, errors)
      const { fileName, inspection } = await lookAt(needs, inspect, uploadId, errors, signal)
      if (Object.values(mapping).some((column) => column !== undefined && column >= inspection.columns.length)) throw errors.INVALID({ data: { reason: 'catalogue.column_missing' } })
      const reason = missingColumn(kind, mapping)
      if (reason !== null) throw errors.INVALID({ data: { reason } })
      return start(businessId, [{ businessId, uploadId, fileName, kind, currency, mapping, takeStock: kind === 'sales' && takeStock, timeZone, inspection }], errors)
    }),
    list: api.list.handler(({ input }) => catalogueImportsOf(database, input.businessId).map(importOf)),
    get: api.get.handler(({ input, errors }) => importOf(find(input.businessId, input.importId, errors))),
    cancel: api.cancel.handler(async ({ input: { businessId, importId }, errors }) => {
      const { state, job_id: jobId, upload_id: uploadId } = find(businessId, importId, errors)
      if (state !== 'running') throw errors.CONFLICT({ data: { reason: 'catalogue.import_ended' } })
      const cancelled = writeTx(database, (tx) => {
        if (jobId !== null) return control.cancelTx(tx, jobId)
        // It waits for another import, and nobody else would end it.
        changeCatalogueImportTx(tx, importId, { state: 'cancelled', finished_at: clock.now() })
        tellTx(tx, events, 'catalogue.changed')
        return true
      })
      if (!cancelled) throw errors.CONFLICT({ data: { reason: 'catalogue.import_ended' } })
      if (jobId === null) await removeUpload(needs, uploadId)
      return importOf(find(businessId, importId, errors))
    }),
    undo: api.undo.handler(({ input: { businessId, importId }, errors }) => {
      const { state, undoable } = find(businessId, importId, errors)
      if (undoable === 0) throw errors.CONFLICT({ data: { reason: 'catalogue.import_too_old' } })
      if (state !== 'done' && state !== 'cancelled' && state !== 'failed') throw errors.CONFLICT({ data: { reason: 'catalogue.import_not_ended' } })
      writeTx(database, (tx) => {
        const job = enqueueTx(tx, undoImport, { importId, was: state }, clock.now())
        changeCatalogueImportTx(tx, importId, { state: 'undoing', ...(job === null ? {} : { job_id: job.id }) })
        tellTx(tx, events, 'catalogue.changed')
      })
      return importOf(find(businessId, importId, errors))
    }),
    keptByUndo: api.keptByUndo.handler(({ input: { businessId, importId, offset, limit }, errors }) => keptCatalogueChanges(database, businessId, find(businessId, importId, errors).id, { offset, limit })),
    failedRows: api.failedRows.handler(async function* ({ input: { businessId, importId, language }, errors }) {
      const row = find(businessId, importId, errors)
      const { columns } = importLayoutSchema.parse(JSON.parse(row.layout))
      yield* csvParts([...columns, 'row_number', 'reasons'], failedCells(database, row.id, columns.length, language), csvStyleOf(language))
    }),
  }
  return {
    imports,
    loadSample: loadSample.handler(async ({ input: { businessId, timeZone = ownTimeZone() }, errors }) => {
      requireBusiness(businessId, errors)
      check({ currency: sampleCurrency, timeZone }, errors)
      if (productsAfter(database, { businessId, after: 0, limit: 1 }).length > 0) throw errors.CONFLICT({ data: { reason: 'catalogue.not_empty' } })
      return start(businessId, await sampleImports(needs, businessId, timeZone), errors)
    }),
  }
}

/** The column without which a file of that kind cannot be understood; null when all are there. */
function missingColumn(kind: CatalogueImportKind, mapping: CatalogueMapping): string | null {
  if (kind === 'products') return mapping.name === undefined && mapping.externalId === undefined ? 'catalogue.no_product_column' : null
  if (kind === 'customers') return mapping.nationalId === undefined ? 'catalogue.no_national_id_column' : null
  const { number, soldAt, externalId, product, quantity, price } = mapping
  const complete = number !== undefined && soldAt !== undefined && quantity !== undefined && price !== undefined && (externalId !== undefined || product !== undefined)
  return complete ? null : 'catalogue.no_sale_columns'
}

async function lookAt(needs: CatalogueNeeds, inspect: InspectFile, uploadId: string, errors: Errors, signal?: AbortSignal): Promise<{ fileName: string; inspection: Inspection }> {
  try {
    const upload = requireUpload(needs, uploadId)
    if (upload.received < upload.bytes) throw errors.CONFLICT({ data: { reason: 'ingest.upload_incomplete' } })
    return { fileName: upload.file_name, inspection: await inspect(uploadPath(needs.dataFolder, uploadId), upload.file_name, signal) }
  } catch (error) {
    if (error instanceof UploadProblem) throw errors.NOT_FOUND({ data: { reason: error.reason } })
    if (error instanceof FileProblem) throw errors.INVALID({ data: { reason: error.reason, ...(error.detail === undefined ? {} : { detail: error.detail }) } })
    throw error
  }
}

function readMapping(text: string | undefined, columnCount: number): CatalogueMapping | null {
  const read = text === undefined ? null : catalogueMappingSchema.safeParse(JSON.parse(text))
  return read?.success === true && Object.values(read.data).every((column) => column === undefined || column < columnCount) ? read.data : null
}

/** The original cells, cut or filled to the file's columns so that what follows them stays in its own. */
function* failedCells(database: Database, importId: string, columnCount: number, language: Language): Generator<(string | number)[][]> {
  for (let after = 0; ;) {
    const rows = catalogueFailuresAfter(database, importId, after, rowsPerRead)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.row_number
    yield rows.map((row) => {
      const cells = JSON.parse(row.cells) as string[]
      const reasons = (JSON.parse(row.reasons) as string[]).map((reason) => rowReasonText(reason, language))
      return [...Array.from({ length: columnCount }, (_, index) => cells[index] ?? ''), row.row_number, reasons.join('. ')]
    })
  }
}
