import { readFile } from 'node:fs/promises'
import type { DocumentRead } from './block.ts'
import { DocumentProblem } from './document-problem.ts'
import { readHtml } from './html.ts'
import { requireBoundedZip } from './zip-bounds.ts'

/** How old Word files and protected new ones begin: both are containers of another kind. */
const oldContainer = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const encryptedMark = Buffer.from('EncryptedPackage', 'utf16le')

/** Reads a Word file by its styles: headings, lists and tables. Pictures are left out. @throws DocumentProblem */
export async function readDocx(path: string): Promise<DocumentRead> {
  const buffer = await readFile(path)
  if (buffer.subarray(0, oldContainer.length).equals(oldContainer)) throw new DocumentProblem(buffer.includes(encryptedMark) ? 'knowledge.problem.encrypted_docx' : 'knowledge.problem.old_word')
  requireBoundedZip(buffer)
  // Loaded here, since most threads never read one.
  const { default: mammoth } = await import('mammoth')
  try {
    const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false, styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"] })
    return readHtml(value)
  } catch (error) {
    throw new DocumentProblem('knowledge.problem.broken_docx', { cause: error })
  }
}
