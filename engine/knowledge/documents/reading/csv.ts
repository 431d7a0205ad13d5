import { FileProblem, inspectFile, readRows } from '../../../ingest/reading/index.ts'
import { squeeze, type DocumentRead } from './block.ts'
import { DocumentProblem } from './document-problem.ts'
import { maxCharacters } from './limits.ts'

/** Reads a table of rows: each becomes one line that says of every cell what it is, since a row found alone has no header above it. */
export async function readCsv(path: string, fileName: string, signal: AbortSignal): Promise<DocumentRead> {
  try {
    const { columns } = await inspectFile(path, fileName, signal)
    const parts: string[] = []
    let characters = 0
    await readRows(path, fileName, async (rows) => {
      for (const { cells } of rows) {
        const line = cells.map(squeeze).map((cell, at) => (cell === '' ? '' : `${squeeze(columns[at] ?? '')}: ${cell}`)).filter((cell) => cell !== '').join(' | ')
        characters += line.length
        if (line !== '') parts.push(line)
      }
      if (characters > maxCharacters) throw new DocumentProblem('knowledge.problem.too_much_text')
    }, signal)
    return { title: null, pages: null, blocks: parts.length === 0 ? [] : [{ kind: 'table', parts, header: null, page: null }] }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error
    if (error.reason === 'ingest.file_missing') throw new DocumentProblem('knowledge.problem.file_missing', { cause: error })
    if (error.reason === 'ingest.empty_file' || error.reason === 'ingest.no_rows' || error.reason === 'ingest.header_only') throw new DocumentProblem('knowledge.problem.empty', { cause: error })
    throw new DocumentProblem(error.reason === 'ingest.binary_file' ? 'knowledge.problem.binary' : 'knowledge.problem.broken_table', { cause: error })
  }
}
