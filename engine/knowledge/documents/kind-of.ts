import type { DocumentKind } from '../../../db/values.ts'
import { DocumentProblem } from './reading/document-problem.ts'

const kinds: Readonly<Record<string, DocumentKind>> = { txt: 'text', text: 'text', md: 'markdown', markdown: 'markdown', html: 'html', htm: 'html', xhtml: 'html', csv: 'csv', tsv: 'csv', docx: 'docx', pdf: 'pdf' }

/**
 * What a file is: by how it begins where that says so, else by its name's ending.
 * @param head its first bytes
 * @throws DocumentProblem where it is nothing that can be read
 */
export function kindOf(fileName: string, head: Buffer): DocumentKind {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (ending === 'doc' && head[0] === 0xd0) throw new DocumentProblem('knowledge.problem.old_word')
  const kind = kinds[ending]
  if (kind === undefined) throw new DocumentProblem('knowledge.problem.unknown_kind')
  return kind
}
