import { Readable } from 'node:stream'
import type { Reader } from '../../db/reader.ts'
import type { Language } from '../../db/values.ts'
import { catalogueExports, type CatalogueExport } from '../contract/catalogue.ts'
import { base64Parts } from '../ingest/index.ts'
import { catalogueParts } from './exports.ts'

/** A file of the full report. It is opened when its turn comes, and given in parts of text. */
export interface ReportPart { readonly name: string; open(): AsyncIterable<string> }

/** What other areas add to the full report of a business. */
export type MoreReportParts = (businessId: string, language: Language, signal: AbortSignal | undefined) => readonly ReportPart[]

const names: Record<CatalogueExport, Record<Language, string>> = {
  inventory: { es: 'inventario', en: 'inventory' }, customers: { es: 'clientes', en: 'customers' }, orders: { es: 'pedidos', en: 'orders' }, sales: { es: 'ventas', en: 'sales' },
}

/** What the catalogue itself puts into the full report. */
export function catalogueReportParts(reader: Reader, businessId: string, language: Language, signal: AbortSignal | undefined): ReportPart[] {
  return catalogueExports.map((kind) => ({ name: `${names[kind][language]}.csv`, open: () => catalogueParts(reader, businessId, kind, language, signal) }))
}

/**
 * Files as one ZIP, in parts of base64. One file after the other is read as the archive is taken, so that memory does not grow with them.
 * @throws when a file cannot be read, or `signal` aborts
 */
export async function* zipParts(parts: readonly ReportPart[], signal?: AbortSignal): AsyncGenerator<string> {
  const { ZipFile } = await import('yazl')
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  // A file that breaks ends the archive; unheard it would end the engine.
  zip.on('error', (error: Error) => void output.destroy(error))
  for (const { name, open } of parts) zip.addReadStreamLazy(name, (take) => take(null, Readable.from(open(), { objectMode: false })))
  zip.end()
  yield* base64Parts(output, signal)
}
