import type { ImportDefaults, ImportPreview } from '../../contract/debtors.ts'
import { readJsonElements } from '../../ingest/index.ts'
import { readDocument } from './read-document.ts'

/** Bytes read for a preview, and documents shown. */
const previewBytes = 1024 * 1024
const previewDocumentCount = 20

type PreviewRow = ImportPreview['rows'][number]

/**
 * The first documents of a file as they will be understood.
 * @param cells the same documents as the inspection shows them
 */
export async function previewDocuments(path: string, defaults: ImportDefaults, cells: readonly (readonly string[])[], signal?: AbortSignal): Promise<PreviewRow[]> {
  const rows: PreviewRow[] = []
  for await (const elements of readJsonElements(path, previewBytes, signal)) {
    for (const text of elements) {
      if (rows.length >= previewDocumentCount) return rows
      rows.push(rowOf(text, defaults, [...(cells[rows.length] ?? [])]))
    }
  }
  return rows
}

function rowOf(text: string | null, defaults: ImportDefaults, cells: string[]): PreviewRow {
  const reading = readDocument(text, defaults)
  if ('failed' in reading) return { cells, debtor: null, payment: null, reasons: [...reading.failed], warnings: [] }
  const { nationalId, name, phones, debt: { company, reference, amountMinor, currency, dueOn } } = reading.ok
  return { cells, debtor: { nationalId, name, phones, company, reference, amount: amountMinor === null ? null : { minor: amountMinor, currency }, dueOn }, payment: null, reasons: [], warnings: [] }
}
