import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { implement } from '@orpc/server'
import { newId } from '../../db/id.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { catalogueFailuresAfter, catalogueImportOf, catalogueImportsOf, changeCatalogueImportTx, insertCatalogueImportTx, type CatalogueImportRow } from '../../db/queries/catalogue-imports.ts'
import { productsAfter } from '../../db/queries/products.ts'
import { insertUploadTx, rememberedMapping, rememberMappingTx } from '../../db/queries/uploads.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { CatalogueImportKind, Language } from '../../db/values.ts'
import { catalogueContract, catalogueMappingSchema, type CatalogueMapping } from '../contract/catalogue.ts'
import { csvParts, csvStyleOf, FileProblem, inspectFile, layoutKey, readCurrency, requireUpload, uploadPath, UploadProblem, type InspectFile, type Inspection } from '../ingest/index.ts'
import { enqueueTx, type JobControl } from '../jobs/index.ts'
import { importLayoutSchema, type ImportCatalogueJob, type ImportLayout } from './import-catalogue.job.ts'
import { tellTx, type CatalogueNeeds, type Errors } from './needs.ts'
import { catalogueReader, guessCatalogueMapping, understoodText } from './reading/file-reader.ts'
import { rowReasonText } from './reading/row-reasons.ts'
import { importOf } from './views.ts'

export interface ImportsServing { readonly control: JobControl; readonly inspect: InspectFile; readonly importCatalogue: ImportCatalogueJob }

/** Failed rows read at a time when they are written out. */
const rowsPerRead = 500
const sampleFile = 'products.csv'
/** Of the sample's prices. */
const sampleCurrency = 'COP'

interface Start { businessId: string; uploadId: string; fileName: string; kind: CatalogueImportKind; currency: string; mapping: CatalogueMapping; inspection: Pick<Inspection, 'columns' | 'hasHeader' | 'rowCount'> }

/** The routes by which files reach the catalogue. */
export function importsApi(needs: CatalogueNeeds, { control, inspect, importCatalogue }: ImportsServing) {
  const { database, clock, dataFolder, events, resources } = needs
  const { imports: api, loadSample } = implement(catalogueContract)
  const find = (businessId: string, id: string, errors: Errors): CatalogueImportRow => {
    const row = catalogueImportOf(database, businessId, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'catalogue.import_not_found' } })
    return row
  }
  const start = ({ businessId, uploadId, fileName, kind, currency, mapping, inspection: { columns, hasHeader, rowCount } }: Start): CatalogueImportRow => {
    const id = newId()
    const now = clock.now()
    const layout: ImportLayout = { columns, mapping, currency }
    writeTx(database, (tx) => {
      // Columns that we named ourselves say nothing about the next file.
      if (hasHeader) rememberMappingTx(tx, mappingKey(kind, columns), JSON.stringify(mapping), now)
      insertCatalogueImportTx(tx, { id, business_id: businessId, kind, file_name: fileName, upload_id: uploadId, layout: JSON.stringify(layout), total: rowCount, created_at: now })
      const job = enqueueTx(tx, importCatalogue, { importId: id }, now)
      if (job !== null) changeCatalogueImportTx(tx, id, { job_id: job.id })
      tellTx(tx, events, 'catalogue.changed')
    })
    const row = catalogueImportOf(database, businessId, id)
    if (row === null) throw new Error('The import is gone')
    return row
  }
  const imports = {
    preview: api.preview.handler(async ({ input: { uploadId, kind, currency, mapping: given }, errors, signal }) => {
      if (readCurrency(currency, '') === null) throw errors.INVALID({ data: { reason: 'catalogue.unknown_currency', detail: currency } })
      const { fileName, inspection } = await lookAt(needs, inspect, uploadId, errors, signal)
      const { columns, rows, rowCount, rowCountExact, hasHeader } = inspection
      const remembered = given === undefined && hasHeader ? readMapping(rememberedMapping(database, mappingKey(kind, columns)), columns.length) : null
      const mapping = given ?? remembered ?? guessCatalogueMapping(kind, columns)
      const read = catalogueReader({ kind, mapping, currency }, rows)
      const understood = rows.map((cells) => {
        const reading = read(cells)
        return 'ok' in reading ? { cells: [...cells], understood: understoodText(reading.ok), reasons: [] } : { cells: [...cells], understood: null, reasons: [...reading.failed] }
      })
      return { fileName, columns, mapping, mappingRemembered: remembered !== null, rowCount, rowCountExact, rows: understood }
    }),
    start: api.start.handler(async ({ input: { businessId, uploadId, kind, currency, mapping }, errors, signal }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      if (readCurrency(currency, '') === null) throw errors.INVALID({ data: { reason: 'catalogue.unknown_currency', detail: currency } })
      const { fileName, inspection } = await lookAt(needs, inspect, uploadId, errors, signal)
      if (Object.values(mapping).some((column) => column !== undefined && column >= inspection.columns.length)) throw errors.INVALID({ data: { reason: 'catalogue.column_missing' } })
      if (kind === 'products' && mapping.name === undefined && mapping.externalId === undefined) throw errors.INVALID({ data: { reason: 'catalogue.no_product_column' } })
      if (kind === 'customers' && mapping.nationalId === undefined) throw errors.INVALID({ data: { reason: 'catalogue.no_national_id_column' } })
      return importOf(start({ businessId, uploadId, fileName, kind, currency, mapping, inspection }))
    }),
    list: api.list.handler(({ input }) => catalogueImportsOf(database, input.businessId).map(importOf)),
    get: api.get.handler(({ input, errors }) => importOf(find(input.businessId, input.importId, errors))),
    cancel: api.cancel.handler(({ input: { businessId, importId }, errors }) => {
      const { state, job_id: jobId } = find(businessId, importId, errors)
      const cancelled = state === 'running' && jobId !== null && writeTx(database, (tx) => control.cancelTx(tx, jobId))
      if (!cancelled) throw errors.CONFLICT({ data: { reason: 'catalogue.import_ended' } })
      return importOf(find(businessId, importId, errors))
    }),
    failedRows: api.failedRows.handler(async function* ({ input: { businessId, importId, language }, errors }) {
      const row = find(businessId, importId, errors)
      const { columns } = importLayoutSchema.parse(JSON.parse(row.layout))
      yield* csvParts([...columns, 'row_number', 'reasons'], failedCells(database, row.id, columns.length, language), csvStyleOf(language))
    }),
  }
  return {
    imports,
    /** The sample takes the road of every file: upload, mapping, import. */
    loadSample: loadSample.handler(async ({ input: { businessId }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      if (productsAfter(database, { businessId, after: 0, limit: 1 }).length > 0) throw errors.CONFLICT({ data: { reason: 'catalogue.not_empty' } })
      const source = join(resources, 'sample', sampleFile)
      const inspection = await inspectFile(source, sampleFile)
      const uploadId = newId()
      const target = uploadPath(dataFolder, uploadId)
      await mkdir(dirname(target), { recursive: true })
      await copyFile(source, target)
      const { size } = await stat(target)
      writeTx(database, (tx) => insertUploadTx(tx, { id: uploadId, file_name: sampleFile, bytes: size, received: size, path: `uploads/${uploadId}`, created_at: clock.now() }))
      const mapping = guessCatalogueMapping('products', inspection.columns)
      // Nobody chose these columns, so they are not remembered as chosen.
      return importOf(start({ businessId, uploadId, fileName: sampleFile, kind: 'products', currency: sampleCurrency, mapping, inspection: { ...inspection, hasHeader: false } }))
    }),
  }
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

/** Under which a mapping is remembered: the same columns may be products in one file and customers in another. */
function mappingKey(kind: CatalogueImportKind, columns: readonly string[]): string {
  return `catalogue_${kind}:${layoutKey(columns)}`
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
