import { stat } from 'node:fs/promises'
import type { DocumentKind } from '../../../../db/values.ts'
import { FileProblem, readWholeText } from '../../../ingest/reading/index.ts'
import type { DocumentRead } from './block.ts'
import { readCsv } from './csv.ts'
import { DocumentProblem } from './document-problem.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { maxCharacters, maxDocumentBytes } from './limits.ts'
import { readMarkdown } from './markdown.ts'
import { readPdf } from './pdf.ts'
import { readPlainText } from './plain-text.ts'

export interface DocumentFile { readonly path: string; readonly fileName: string; readonly kind: DocumentKind }
export interface Reading { readonly signal: AbortSignal; cancelled(): boolean; progress(done: number, total: number): void }

/** Reads a document of any kind. @throws DocumentProblem where it cannot be read, with the reason that a person is shown */
export async function readDocument({ path, fileName, kind }: DocumentFile, { signal, cancelled, progress }: Reading): Promise<DocumentRead> {
  const size = (await stat(path).catch(() => null))?.size
  if (size === undefined) throw new DocumentProblem('knowledge.problem.file_missing')
  if (size > maxDocumentBytes) throw new DocumentProblem('knowledge.problem.too_large')
  const read = await readKind()
  if (!read.blocks.some((block) => block.kind !== 'heading')) throw new DocumentProblem('knowledge.problem.empty')
  return read

  async function readKind(): Promise<DocumentRead> {
    switch (kind) {
      case 'pdf': return readPdf(path, progress, cancelled)
      case 'docx': return readDocx(path)
      case 'csv': return readCsv(path, fileName, signal)
      case 'html': return readHtml(await textOf(path, signal))
      case 'markdown': return readMarkdown(await textOf(path, signal))
      case 'text': return readPlainText(await textOf(path, signal))
    }
  }
}

async function textOf(path: string, signal: AbortSignal): Promise<string> {
  const text = await readWholeText(path, maxDocumentBytes, signal).catch((error: unknown) => {
    throw error instanceof FileProblem ? new DocumentProblem(error.reason === 'ingest.binary_file' ? 'knowledge.problem.binary' : 'knowledge.problem.file_missing', { cause: error }) : error
  })
  if (text.length > maxCharacters) throw new DocumentProblem('knowledge.problem.too_much_text')
  // NUL is no text, and SQLite would end a string there.
  if (text.includes('\0')) throw new DocumentProblem('knowledge.problem.binary')
  return text.toWellFormed()
}
